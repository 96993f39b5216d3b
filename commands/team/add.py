"""`team add`: somebody joins the team."""

from __future__ import annotations

from commands.command import Command, Field, Request
from commands.kinds.a_person import SomeRoles
from commands.kinds.words import Name
from commands.team.members import give_roles, roles_in_words
from notifications.message import Message
from policy.refused import Refused
from storage.people import Person, Role, add_person, person_who_left


def team_add(request: Request, roles: frozenset[Role], name: str) -> Message:
    """Enrol a person with one role or more; somebody of this name who has left is back, with all they did.

    Raises Refused for a name that the team has already.
    """
    if any(person.name.casefold() == name.casefold() for person in request.colleagues):
        raise Refused(f"{name} is in the team already. Change the roles with: team roles @{name.split()[0]} adviser")
    if (former := person_who_left(request.session, request.team.id, name)) is not None:
        return _back(former, roles)
    add_person(request.session, request.team, name, [role for role in Role if role in roles], request.now)
    return Message(f"{name} is in the team: {roles_in_words(roles)}")


def _back(person: Person, roles: frozenset[Role]) -> Message:
    """Somebody is in the team again. Whoever knows the person at a door knows them still, so the answer says so."""
    person.left_at = None
    give_roles(person, roles)
    return Message(
        f"{person.name} is in the team: {roles_in_words(roles)}",
        (
            f"{person.name} was in the team before, and what is on record from then is still theirs.",
            "They are known at the same doors. Somebody else of this name? Then “undo”, and add a second name.",
        ),
    )


THE_ROLES = Field("roles", "In which role?", SomeRoles(), help="adviser, lead, chair, clerk, admin, reader")

COMMAND = Command(
    name="team add",
    help="Enrol somebody (admins).",
    example='team add "Amina Khan" adviser',
    fields=(THE_ROLES, Field("name", "What is the name?", Name(), help="Amina Khan")),
    allowed=frozenset({Role.ADMIN}),
    run=team_add,
)
