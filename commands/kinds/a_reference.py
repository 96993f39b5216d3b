"""A visit, an action, a meeting or a plan by its reference: V12, A14, M3, P7."""

from __future__ import annotations

import re

from commands.command import Request
from commands.kinds.a_meeting import AMeeting
from commands.kinds.a_plan import APlan
from commands.kinds.a_visit import AVisit
from commands.kinds.an_action import AnAction
from commands.line import shorten
from notifications.message import FieldKind
from policy.refused import Refused
from storage.actions import Action
from storage.meetings import Meeting
from storage.plans import Plan
from storage.visits import Visit

Thing = Visit | Action | Meeting | Plan
_REFERENCE = re.compile(r"([VAMP])\s?\d{1,9}(?!\w)", re.IGNORECASE)


class AReference:
    """Anything of the asker's own team that reminders are about."""

    form_kind = FieldKind.REFERENCE

    def __init__(self) -> None:
        self._kinds: dict[str, AVisit | AnAction | AMeeting | APlan] = {
            "V": AVisit(),
            "A": AnAction(),
            "M": AMeeting(),
            "P": APlan(),
        }

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """A reference at the start of the line."""
        match = _REFERENCE.match(line)
        return (match[0], line[match.end() :]) if match else None

    def read(self, text: str, request: Request) -> Thing:
        """The thing. Raises Refused when the team has none of this number."""
        match = _REFERENCE.fullmatch(text.strip())
        if match is None:
            raise Refused(f"“{shorten(text)}” is not a reference. It looks like V12, A14, M3 or P7.")
        thing: Thing = self._kinds[match[1].upper()].read(text, request)
        return thing

    def suggest(self, text: str, request: Request) -> tuple[tuple[str, str], ...]:
        """Actions, visits, meetings and plans that may be meant; of an empty text the usual ones."""
        if not text.strip():
            return self.choices(request)
        return tuple(pair for kind in self._kinds.values() for pair in kind.suggest(text, request))

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """The asker's open actions and visits."""
        return (*self._kinds["A"].choices(request)[:12], *self._kinds["V"].choices(request)[:12])
