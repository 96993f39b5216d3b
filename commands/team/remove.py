"""`team remove`: somebody leaves the team; what they did stays on record."""

from __future__ import annotations

from commands.command import Command, Field, Request
from commands.kinds.a_person import APerson
from commands.mine import the_teams_matters
from commands.team.roles import check_an_admin_stays
from notifications.matters import Matter, Sort, many_of
from notifications.message import Message
from policy.refused import Refused
from policy.saying import london_day
from storage.advisers import turns_of_person
from storage.people import Person, Role
from storage.schools import School

MOST_REFS = 5


def team_remove(request: Request, person: Person) -> Message:
    """Let a person leave. Raises Refused while notes are owed, visits planned, actions open or schools attached, and
    for the only admin.
    """
    check_an_admin_stays(request, person, frozenset())
    matters = the_teams_matters(request)
    left = [matter for matter in matters if matter.who.split(", ")[0] == person.name and person.id in matter.people]
    if left:
        refs = ", ".join(matter.ref for matter in left[:MOST_REFS])
        raise Refused(
            f"{person.name} still has {refs}{' and more' if len(left) > MOST_REFS else ''}. "
            f"Give them to a colleague first: {_give(left[0])}"
        )
    if schools := _schools_of(request, person):
        raise Refused(
            f"{person.name} is attached to {many_of(len(schools), 'school')} ({schools[0].name}"
            f"{' and more' if len(schools) > 1 else ''}). First: school adviser all of @{person.first_name} to @name"
        )
    request.confirm("leave", f"{person.name} leaves {request.team.name}?", "Yes")
    person.left_at = request.now
    return Message(f"{person.name} has left the team", ("What they did stays on record.",))


def _give(matter: Matter) -> str:
    verb = {Sort.ACTION: "action give", Sort.MEETING: "meeting chair"}.get(matter.sort, "visit give")
    return f"{verb} {matter.ref} @name"


def _schools_of(request: Request, person: Person) -> list[School]:
    turns = turns_of_person(request.session, request.team.id, person.id, london_day(request.now))
    return [turn.school for turn in turns]


COMMAND = Command(
    name="team remove",
    help="Let somebody leave the team (admins).",
    example="team remove @amina",
    fields=(Field("person", "Who?", APerson(), help="@amina"),),
    allowed=frozenset({Role.ADMIN}),
    run=team_remove,
)
