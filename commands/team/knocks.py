"""`team let in`, `team turn away`, `team waiting`: people whom the team does not know yet."""

from __future__ import annotations

from commands.command import Command, Field, Request
from commands.kinds.a_knock import AKnock
from commands.kinds.a_person import APerson, SomeRoles
from commands.kinds.words import QuotedName
from commands.team.members import roles_in_words
from notifications.message import Button, Message, Table
from policy.refused import Refused
from policy.saying import say_moment
from storage.destinations import used_destination
from storage.knocks import Knock, waiting_knocks
from storage.people import Identity, Person, Role, add_person, person_who_left

ADMINS = frozenset({Role.ADMIN})


def team_let_in(
    request: Request, knock: Knock, name: str | None, person: Person | None, roles: frozenset[Role] | None
) -> Message:
    """Enrol who knocked, as somebody new with roles, or as a colleague at one more door. Raises Refused when it was
    decided already, and when neither roles nor a colleague are said.
    """
    check_undecided(knock)
    if person is None:
        person = _somebody_new(request, knock, name or knock.name, roles)
    request.session.add(Identity(door=knock.door, workspace=knock.workspace, user=knock.user, person_id=person.id))
    where = knock.door, knock.workspace, knock.user
    used_destination(request.session, request.team.id, person.id, *where, request.now)
    knock.decided_at, knock.person_id, knock.person = request.now, person.id, person
    there = knock.door.capitalize()
    return Message(
        f"{person.name} is let in", (f"{roles_in_words(person.role_names).capitalize()}; I know them on {there} now.",)
    )


def check_undecided(knock: Knock) -> None:
    """Raises Refused when an admin has decided on it already."""
    if knock.decided_at is None:
        return
    if knock.person is None:
        raise Refused(f"{knock.name} was turned away on {say_moment(knock.decided_at)}. They may ask again.")
    raise Refused(f"{knock.name} was let in already on {say_moment(knock.decided_at)}, as {knock.person.name}.")


def _somebody_new(request: Request, knock: Knock, name: str, roles: frozenset[Role] | None) -> Person:
    if not roles:
        raise Refused(f"In which role? For example: team let in {knock.id} adviser")
    if any(one.name.casefold() == name.casefold() for one in request.colleagues):
        first = name.split()[0]
        raise Refused(
            f"There is a {name} in the team already. If it is the same person: team let in {knock.id} as @{first}; "
            f'if not, give another name: team let in {knock.id} {sorted(roles)[0]} "{first} B ..."'
        )
    if (former := person_who_left(request.session, request.team.id, name)) is not None:
        first = former.name.split()[0]
        raise Refused(
            f"There was a {former.name} in the team before. If it is the same person, first: "
            f'team add "{former.name}" {sorted(roles)[0]}, then: team let in {knock.id} as @{first}; if not, give '
            f'another name: team let in {knock.id} {sorted(roles)[0]} "{first} B ..."'
        )
    return add_person(request.session, request.team, name, [role for role in Role if role in roles], request.now)


def team_turn_away(request: Request, knock: Knock) -> Message:
    """Decide that somebody is not let in."""
    check_undecided(knock)
    knock.decided_at = request.now
    return Message(f"{knock.name} is turned away", ("They are not told; they may ask again.",))


def team_waiting(request: Request) -> Message:
    """Who waits to be let in."""
    waiting = waiting_knocks(request.session, request.team.id)
    if not waiting:
        return Message("Nobody waits to be let in")
    rows = tuple((str(one.id), one.name, one.door.capitalize(), say_moment(one.asked_at)) for one in waiting)
    return Message(
        f"{len(waiting)} {'waits' if len(waiting) == 1 else 'wait'} to be let in",
        table=Table(("No.", "Name", "On", "Since"), rows),
        buttons=tuple(Button(f"{one.name} as adviser", f"team let in {one.id} adviser") for one in waiting[:3]),
    )


_WHO = Field("knock", "Who?", AKnock(), help="5, the number in the request")

LET_IN = Command(
    name="team let in",
    help="Let in somebody who has asked (admins).",
    example="team let in 5 adviser",
    fields=(
        _WHO,
        Field(
            "name", "Under which name?", QuotedName(), required=False, help='"Amina Khan", if the request says another'
        ),
        Field("person", "Which colleague is it?", APerson(), required=False, help="@amina", opening="as"),
        Field("roles", "In which role?", SomeRoles(), required=False, help="adviser, lead, chair, clerk"),
    ),
    allowed=ADMINS,
    run=team_let_in,
)
TURN_AWAY = Command(
    name="team turn away",
    help="Turn away somebody who has asked to be let in (admins).",
    example="team turn away 5",
    fields=(_WHO,),
    allowed=ADMINS,
    run=team_turn_away,
)
WAITING = Command(
    name="team waiting",
    help="Who has asked to be let in (admins).",
    example="team waiting",
    fields=(),
    allowed=ADMINS,
    run=team_waiting,
    changes=False,
)
