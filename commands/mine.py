"""`mine`: what wants a person, the most urgent first."""

from __future__ import annotations

from commands.command import EVERYBODY, Command, Field, Request
from commands.kinds.a_person import APerson
from commands.visits.list import in_order, short_day
from commands.visits.rate import on_time
from commands.visits.saying import missing_parts
from notifications.message import Button, Message, Table
from notifications.rules.visit_note_due import time_left
from policy.refused import Refused
from storage.people import Person, Role
from storage.visits import Visit, VisitState, visits_of

MOST_ROWS = 20


def mine(request: Request, person: Person | None) -> Message:
    """Notes owed by deadline, visits planned, and the on-time rate; a lead may ask for somebody else's."""
    of = person or request.person
    if of.id != request.person.id and Role.LEAD not in request.roles:
        raise Refused("What others owe is for leads. Yours is: mine")
    visits = visits_of(request.session, request.team.id, adviser_id=of.id)
    own = [visit for visit in in_order(visits) if visit.adviser_id == of.id]
    wanting = [visit for visit in own if visit.owes_a_note or visit.state == VisitState.PLANNED]
    title = "You" if of.id == request.person.id else of.name
    rate = f"Notes: {on_time(request, own)}"
    if not wanting:
        return Message(f"{title}: nothing is owed and nothing is planned", (rate,))
    notes = sum(visit.owes_a_note for visit in wanting)
    counts = f"{notes} {'note' if notes == 1 else 'notes'} owed, {len(wanting) - notes} planned"
    more = (f"{len(wanting) - MOST_ROWS} more in: visit list",) if len(wanting) > MOST_ROWS else ()
    first = wanting[0]
    return Message(
        f"{title}: {counts}",
        (*more, rate),
        Table(("Visit", "School", "When", "What"), tuple(_row(visit, request) for visit in wanting[:MOST_ROWS])),
        (_next_step(first, request),) if of.id == request.person.id else (),
    )


def _row(visit: Visit, request: Request) -> tuple[str, ...]:
    what = time_left(visit, request.now) if visit.owes_a_note else "planned"
    return (visit.ref, visit.school.name, short_day(visit.started_at), what)


def _next_step(visit: Visit, request: Request) -> Button:
    if not visit.owes_a_note:
        return Button("School card", f"school {visit.school.urn}")
    if missing_parts(visit, request):
        return Button(f"Write {visit.ref}", f"visit note {visit.ref}")
    return Button(f"Send {visit.ref}", f"visit send {visit.ref}")


COMMAND = Command(
    name="mine",
    help="What wants you: notes owed with the time left, visits planned.",
    example="mine",
    fields=(Field("person", "Whose?", APerson(), required=False, help="@jane"),),
    allowed=EVERYBODY,
    run=mine,
    changes=False,
    bare_runs=True,
)
