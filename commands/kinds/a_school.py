"""A school, by name, part of a name, usual short form, the team's alias or URN."""

from __future__ import annotations

from commands.command import NO, Option, Question, Request
from commands.kinds.suggested import own_schools, schools_meant
from commands.line import shorten
from notifications.message import FieldKind
from policy.refused import Refused
from storage.school_finder import Kind as Match
from storage.schools import School

MOST_OFFERED = 8


class ASchool:
    """One school of the council. Two that match are asked about, a slip is offered; neither is ever assumed."""

    form_kind = FieldKind.SCHOOL

    def __init__(self, asks: str = "school") -> None:
        self._asks = asks

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """The longest run of words at the start of the line that names a school, or nearly does."""
        located = request.schools.locate(line)
        if located is None:
            return None
        return located.said, located.rest

    def read(self, text: str, request: Request) -> School:
        """The school. Raises Question when several are meant or one is nearly meant, Refused when none is."""
        found = request.schools.find(text)
        if found.kind is Match.ONE:
            return found.schools[0]
        offers = tuple(Option(f"{school.name} ({where(school)})", f"URN {school.urn}") for school in found.schools)
        if found.kind is Match.SEVERAL:
            more = f" These are {MOST_OFFERED} of {len(offers)}; more of the name tells them apart."
            raise Question(
                f"{len(offers)} schools could be “{shorten(text)}”. Which one?"
                + (more if len(offers) > MOST_OFFERED else ""),
                asks=self._asks,
                options=offers[:MOST_OFFERED],
            )
        if found.kind is Match.SLIP:
            raise Question(
                f"I know no school called “{shorten(text)}”. Did you mean this one?"
                if len(offers) == 1
                else f"I know no school called “{shorten(text)}”. Did you mean one of these?",
                asks=self._asks,
                options=(*offers, Option("None of them", NO)),
            )
        raise Refused(
            f"I know no school called “{shorten(text)}” in {request.framework.council}'s area. "
            "Part of its name, its URN or your team's short form will do, for example: Old Hall"
        )

    def suggest(self, text: str, request: Request) -> tuple[tuple[str, str], ...]:
        """Schools by name, part of it, short form or URN."""
        return tuple((f"{s.name} ({where(s)})", f"URN {s.urn}") for s in schools_meant(text, request))

    def offers(self, request: Request) -> tuple[tuple[str, str], ...]:
        """The asker's own schools."""
        return tuple((school.name, f"URN {school.urn}") for school in own_schools(request)[:MOST_OFFERED])

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """None to list: a door suggests as the person types."""
        return ()


def where(school: School) -> str:
    """What tells a school from its namesakes: town, URN, and whether it has closed."""
    return school.place if school.is_open else f"{school.place}, {school.standing}"
