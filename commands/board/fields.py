"""Fields that several verbs about what is due share."""

from __future__ import annotations

from collections.abc import Callable

from commands.command import Request
from commands.kinds.words import Choice
from notifications.message import FieldKind
from policy.duties import Duty


class ADuty:
    """One of the duties that the strategy names, by its name or its short form."""

    form_kind = FieldKind.CHOICE

    def __init__(self, which: Callable[[Duty], bool], what: str) -> None:
        """`which` chooses among the strategy's duties; `what` is how a refusal calls them."""
        self._choice = Choice(lambda request: _said(request, which), what)

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """The longest words in the line that name one."""
        return self._choice.find(line, request)

    def read(self, text: str, request: Request) -> Duty:
        """The duty. Raises Refused with all that works."""
        found = request.framework.duty(self._choice.read(text, request))
        assert found is not None
        return found

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """All of them."""
        return self._choice.choices(request)


def _said(request: Request, which: Callable[[Duty], bool]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    found = [duty for duty in request.framework.duties if which(duty)]
    return tuple((duty.key, duty.name, (duty.short, duty.name, f"{duty.name}s")) for duty in found)
