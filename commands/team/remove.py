"""`team remove`: somebody leaves the team; what they did stays on record."""

from __future__ import annotations

from commands.command import Command, Field, Request
from commands.kinds.a_person import APerson
from commands.team.roles import check_an_admin_stays
from notifications.message import Message
from policy.refused import Refused
from storage.people import Person, Role
from storage.visits import VisitState, visits_of


def team_remove(request: Request, person: Person) -> Message:
    """Let a person leave. Raises Refused while notes are owed or visits planned, and for the only admin."""
    check_an_admin_stays(request, person, frozenset())
    visits = visits_of(request.session, request.team.id, adviser_id=person.id)
    open_refs = [
        v.ref for v in visits if v.adviser_id == person.id and (v.owes_a_note or v.state == VisitState.PLANNED)
    ]
    if open_refs:
        raise Refused(
            f"{person.name} still has {', '.join(open_refs[:5])}{' and more' if len(open_refs) > 5 else ''}. "
            f"Give them to a colleague first: visit give {open_refs[0]} @name"
        )
    request.confirm("leave", f"{person.name} leaves {request.team.name}?", "Yes")
    person.left_at = request.now
    return Message(f"{person.name} has left the team", ("What they did stays on record.",))


COMMAND = Command(
    name="team remove",
    help="Let somebody leave the team (admins).",
    example="team remove @amina",
    fields=(Field("person", "Who?", APerson(), help="@amina"),),
    allowed=frozenset({Role.ADMIN}),
    run=team_remove,
)
