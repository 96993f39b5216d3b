"""`team add`: somebody joins the team."""

from __future__ import annotations

from commands.command import Command, Field, Request
from commands.kinds.a_person import SomeRoles
from commands.kinds.words import Name
from commands.team.members import roles_in_words
from notifications.message import Message
from policy.refused import Refused
from storage.people import Person, PersonRole, Role, add_person, person_who_left


def team_add(request: Request, roles: frozenset[Role], name: str) -> Message:
    """Enrol a person with one role or more; who has left comes back as the same person.

    Raises Refused for a name that the team has already.
    """
    if any(person.name.casefold() == name.casefold() for person in request.colleagues):
        raise Refused(f"{name} is in the team already. Change the roles with: team roles @{name.split()[0]} adviser")
    before = person_who_left(request.session, request.team.id, name)
    if before is not None:
        return _taken_back(before, roles)
    add_person(request.session, request.team, name, [role for role in Role if role in roles], request.now)
    return Message(f"{name} is in the team: {roles_in_words(roles)}")


def _taken_back(person: Person, roles: frozenset[Role]) -> Message:
    person.left_at = None
    for held in [held for held in person.roles if held.role not in roles]:
        person.roles.remove(held)
    person.roles.extend(PersonRole(role=role) for role in Role if role in roles - person.role_names)
    return Message(
        f"{person.name} is in the team: {roles_in_words(roles)}",
        (f"{person.name} was in the team before, and what is on record from then is still theirs.",),
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
