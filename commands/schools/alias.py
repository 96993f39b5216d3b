"""`school alias`: what the team calls a school."""

from __future__ import annotations

from commands.command import TEAM_OFFICE, Command, Field, Request
from commands.kinds.a_school import where
from commands.kinds.words import Name
from commands.schools.fields import THE_SCHOOL
from notifications.message import Message
from policy.refused import Refused
from storage.school_finder import Kind
from storage.schools import School, SchoolAlias, aliases_of


def school_alias(request: Request, school: School, alias: str) -> Message:
    """Let a short form stand for a school. Raises Refused when it stands for another one already."""
    for known in aliases_of(request.session, request.team.id):
        if known.alias.casefold() == alias.casefold():
            if known.school_id == school.id:
                raise Refused(f"“{alias}” means {school.name} already.")
            raise Refused(f"“{alias}” means another school already. Choose another short form.")
    _check_it_is_no_school(request, school, alias)
    if len(alias) > 60:
        raise Refused("A short form is 60 characters at most, for example: OHS")
    request.session.add(SchoolAlias(team_id=request.team.id, school_id=school.id, alias=alias))
    return Message(f"“{alias}” now means {school.name}", (f"For example: visit {alias} just now call 20m",))


def _check_it_is_no_school(request: Request, school: School, alias: str) -> None:
    """Raises Refused for words by which another school alone is known: it could no longer be reached by them."""
    found = request.schools.find(alias)
    if found.kind is Kind.ONE and found.schools[0].id != school.id:
        other = found.schools[0]
        raise Refused(f"“{alias}” is how {other.name} ({where(other)}) is found. Choose another short form.")


COMMAND = Command(
    name="school alias",
    help="Give a school a short form that the team can type.",
    example="school alias Old Hall OHS",
    fields=(THE_SCHOOL, Field("alias", "Which short form?", Name(), help="OHS")),
    allowed=TEAM_OFFICE,
    run=school_alias,
)
