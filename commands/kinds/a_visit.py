"""A visit by its reference: V12."""

from __future__ import annotations

import re

from commands.command import Request
from commands.kinds.suggested import things_meant
from commands.line import shorten
from commands.standing_in import tell_both
from notifications.message import FieldKind
from policy.refused import Refused
from storage.people import Role
from storage.visit_lists import Wanting, visits_wanting
from storage.visits import Visit, visit_numbered, visits_to_school

MOST_OFFERED = 25
_REFERENCE = re.compile(r"(?<!\w)V\s?(\d{1,9})(?!\w)", re.IGNORECASE)


class AVisit:
    """A visit of the asker's own team."""

    form_kind = FieldKind.REFERENCE

    def __init__(self, wanting: Wanting = Wanting.ANYTHING) -> None:
        """`wanting` says which visits are worth offering; any other may still be named."""
        self._wanting = wanting

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
            named=_pair(visit, request) if visit else None,
            usual=self.choices(request),
            at_school=lambda school: (
                _pair(one, request) for one in visits_to_school(request.session, request.team.id, school.id)
            ),
        )

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """The asker's visits that want this, the most urgent first; then colleagues', for those who look after them."""
        session, team_id = request.session, request.team.id
        own = visits_wanting(session, team_id, self._wanting, adviser_id=request.person.id, most=MOST_OFFERED)
        looks_after = request.roles & {Role.LEAD, Role.CLERK, Role.ADMIN}
        of_all = visits_wanting(session, team_id, self._wanting, most=MOST_OFFERED) if looks_after else ()
        offered = list(dict.fromkeys((*own, *of_all)))[:MOST_OFFERED]
        return tuple(_pair(visit, request) for visit in offered)


def _pair(visit: Visit, request: Request) -> tuple[str, str]:
    """`V3 Oakfield Primary School`, with the adviser's name where it is a colleague's."""
    whose = "" if request.person.id in {visit.adviser_id, visit.companion_id} else f", {visit.adviser.name}"
    return f"{visit.ref} {visit.school.name}{whose}", visit.ref
