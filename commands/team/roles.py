"""`team roles`: somebody's roles change."""

from __future__ import annotations

from commands.command import Command, Field, Request
from commands.kinds.a_person import APerson
from commands.team.add import THE_ROLES
from commands.team.members import give_roles, roles_in_words
from notifications.message import Message
from policy.refused import Refused
from storage.people import Person, Role


def team_roles(request: Request, person: Person, roles: frozenset[Role]) -> Message:
    """Give a person exactly these roles. Raises Refused when the team would be left without an admin."""
    before = person.role_names
    if before == roles:
        raise Refused(f"{person.name} has exactly these roles already: {roles_in_words(roles)}.")
    check_an_admin_stays(request, person, roles)
    give_roles(person, roles)
    return Message(f"{person.name}: {roles_in_words(roles)}", (f"Before: {roles_in_words(before)}.",))


def check_an_admin_stays(request: Request, person: Person, roles: frozenset[Role]) -> None:
    """Raises Refused when nobody else is admin and this person would cease to be."""
    others = [one for one in request.colleagues if one.id != person.id and Role.ADMIN in one.role_names]
    if Role.ADMIN in person.role_names and Role.ADMIN not in roles and not others:
        raise Refused(f"{person.name} is the only admin. Make somebody else admin first.")


COMMAND = Command(
    name="team roles",
    help="Change what somebody may do (admins).",
    example="team roles @amina adviser lead",
    fields=(THE_ROLES, Field("person", "Whose?", APerson(), help="@amina")),
    allowed=frozenset({Role.ADMIN}),
    run=team_roles,
)
