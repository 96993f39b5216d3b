"""`visit rate`: how many notes were on time; one's own for each adviser, everyone's for leads."""

from __future__ import annotations

from collections.abc import Sequence

from commands.command import ADVISERS, Command, Request
from notifications.message import Message, Table
from notifications.note_clock import counts, is_late
from storage.people import Role
from storage.visits import NoteDuty, Visit, VisitState, visits_of


def visit_rate(request: Request) -> Message:
    """The on-time rate of notes: of those that went or are late, how many went before they were late. Source: W2-01."""
    is_lead = Role.LEAD in request.roles
    visits = visits_of(request.session, request.team.id, adviser_id=None if is_lead else request.person.id)
    if not is_lead:
        return Message(f"Your notes on time: {on_time(request, visits)}")
    advisers = sorted({visit.adviser.name for visit in visits})
    if not advisers:
        return Message("Notes on time: no visit has been logged yet")
    rows = tuple((name, on_time(request, [v for v in visits if v.adviser.name == name])) for name in advisers)
    return Message("Notes on time", table=Table(("Adviser", "Notes"), rows))


def on_time(request: Request, visits: Sequence[Visit]) -> str:
    """`3 of 4 on time (75 %), 1 excused`; excused notes count as neither, and those due before go-live not at all."""
    made = [v for v in visits if v.state == VisitState.MADE and v.note_duty != NoteDuty.NONE]
    owed = [visit for visit in made if counts(visit, request.facts)]
    excused = [visit for visit in owed if visit.excused_at is not None]
    judged = [v for v in owed if v.excused_at is None and (v.note_sent_at or is_late(v, request.facts, request.now))]
    good = [visit for visit in judged if visit.note_sent_at and not is_late(visit, request.facts, visit.note_sent_at)]
    words = f"{len(good)} of {len(judged)} ({100 * len(good) // len(judged)} %)" if judged else "none was due yet"
    return f"{words}, {len(excused)} excused" if excused else words


COMMAND = Command(
    name="visit rate",
    help="How many notes were on time: yours, or everyone's for leads.",
    example="visit rate",
    fields=(),
    allowed=ADVISERS,
    run=visit_rate,
    changes=False,
)
