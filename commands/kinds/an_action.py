"""An action by its reference: A14."""

from __future__ import annotations

import re
from collections.abc import Callable

from commands.command import Request
from commands.kinds.suggested import things_meant
from commands.line import shorten
from commands.standing_in import tell_both
from notifications.message import FieldKind
from policy.refused import Refused
from policy.saying import london_day
from storage.actions import Action, action_numbered, open_actions

_REFERENCE = re.compile(r"(?<!\w)A\s?(\d{1,9})(?!\w)", re.IGNORECASE)


class AnAction:
    """An action of the asker's own team."""

    form_kind = FieldKind.REFERENCE

    def __init__(self, *checks: Callable[[Request, Action], None]) -> None:
        """`checks` raise Refused for an action with which nothing can be done, before anything else is asked."""
        self._checks = checks

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """A reference at the start of the line."""
        match = _REFERENCE.match(line)
        return (match[0], line[match.end() :]) if match else None

    def read(self, text: str, request: Request) -> Action:
        """The action. Raises Refused when the team has none of this number, which is also said of another team's."""
        match = _REFERENCE.fullmatch(text.strip())
        if match is None:
            raise Refused(
                f"“{shorten(text)}” is not the reference of an action. It looks like A14; “action list” shows them."
            )
        action = action_numbered(request.session, request.team.id, int(match[1]))
        if action is None:
            raise Refused(f"There is no action A{match[1]} in your team. “action list” shows them.")
        attached = request.facts.adviser_of(action.school_id, london_day(request.now))
        chases = attached.id if attached and action.lead_person_id is None else None
        tell_both(request, {action.lead_person_id, chases}, action.school_id)
        for check in self._checks:
            check(request, action)
        return action

    def suggest(self, text: str, request: Request) -> tuple[tuple[str, str], ...]:
        """The asker's own open actions, then those of a school that is being typed; by reference any of the team's."""
        match = _REFERENCE.fullmatch(text.strip())
        action = action_numbered(request.session, request.team.id, int(match[1])) if match else None
        return things_meant(
            text,
            request,
            named=_pair(action) if action else None,
            usual=self.choices(request),
            at_school=lambda s: map(_pair, open_actions(request.session, request.team.id, school_id=s.id)),
        )

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """The asker's own open actions, the earliest due first."""
        mine = [a for a in open_actions(request.session, request.team.id) if a.lead_person_id == request.person.id]
        return tuple(_pair(action) for action in mine[:25])


def _pair(action: Action) -> tuple[str, str]:
    return f"{action.ref} {shorten(action.text, 40)}", action.ref
