"""`team`: who is in it, and in which role."""

from __future__ import annotations

from commands.command import EVERYBODY, Command, Request
from notifications.message import Message, Table
from storage.people import Person, PersonRole, Role, roles_of


def team_members_list(request: Request) -> Message:
    """Everybody in the team with their roles, and the roles that the admin holds for want of others."""
    rows = tuple((person.name, person.initials, roles_in_words(person.role_names)) for person in request.colleagues)
    return Message(
        f"{request.team.name}: {len(rows)} {'person' if len(rows) == 1 else 'people'}",
        (f"{request.framework.strategy}.", *_stand_ins(request)),
        Table(("Name", "Initials", "Roles"), rows),
    )


def _stand_ins(request: Request) -> tuple[str, ...]:
    def borrowed(person: Person) -> frozenset[Role]:
        return roles_of(person, request.colleagues) - person.role_names

    return tuple(
        f"Until others have them, {person.name} also acts as {roles_in_words(borrowed(person))}."
        for person in request.colleagues
        if borrowed(person)
    )


def give_roles(person: Person, roles: frozenset[Role]) -> None:
    """Let a person have exactly these roles; those that stay are left as they are."""
    for held in [held for held in person.roles if held.role not in roles]:
        person.roles.remove(held)
    person.roles.extend(PersonRole(role=role) for role in Role if role in roles - person.role_names)


def roles_in_words(roles: frozenset[Role]) -> str:
    """`adviser, lead`, in the order of the roles."""
    return ", ".join(role for role in Role if role in roles) or "no role"


COMMAND = Command(
    name="team",
    help="Who is in the team.",
    example="team",
    fields=(),
    allowed=EVERYBODY,
    run=team_members_list,
    changes=False,
)
