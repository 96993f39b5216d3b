"""A visit by its reference: V12."""

from __future__ import annotations

import re

from commands.command import Request
from commands.kinds.suggested import things_meant
from commands.line import shorten
from commands.standing_in import tell_both
from notifications.message import FieldKind
from policy.refused import Refused
from storage.visits import Visit, visit_numbered, visits_of, visits_to_school

_REFERENCE = re.compile(r"(?<!\w)V\s?(\d{1,9})(?!\w)", re.IGNORECASE)


class AVisit:
    """A visit of the asker's own team."""

    form_kind = FieldKind.REFERENCE

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """A reference at the start of the line."""
        match = _REFERENCE.match(line)
        return (match[0], line[match.end() :]) if match else None

    def read(self, text: str, request: Request) -> Visit:
        """The visit. Raises Refused when the team has none of this number, which is also said of another team's."""
        match = _REFERENCE.fullmatch(text.strip())
        if match is None:
            raise Refused(
                f"“{shorten(text)}” is not the reference of a visit. It looks like V12; “visit list” shows yours."
            )
        visit = visit_numbered(request.session, request.team.id, int(match[1]))
        if visit is None:
            raise Refused(f"There is no visit V{match[1]} in your team. “visit list” shows yours.")
        tell_both(request, {visit.adviser_id, visit.companion_id}, visit.school_id)
        return visit

    def suggest(self, text: str, request: Request) -> tuple[tuple[str, str], ...]:
        """The asker's own visits, then those at a school that is being typed; by reference any of the team's."""
        match = _REFERENCE.fullmatch(text.strip())
        visit = visit_numbered(request.session, request.team.id, int(match[1])) if match else None
        return things_meant(
            text,
            request,
            named=_pair(visit) if visit else None,
            usual=self.choices(request),
            at_school=lambda school: map(_pair, visits_to_school(request.session, request.team.id, school.id)),
        )

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """The asker's visits that are still open, the newest first."""
        mine = visits_of(request.session, request.team.id, adviser_id=request.person.id)
        return tuple(_pair(visit) for visit in mine[:25])


def _pair(visit: Visit) -> tuple[str, str]:
    return f"{visit.ref} {visit.school.name}", visit.ref
