"""`visit rate`: how many notes were on time; one's own for each adviser, everyone's for leads."""

from __future__ import annotations

from datetime import datetime, time

from commands.command import ADVISERS, Command, Request
from notifications.message import Message, Table
from notifications.nudge import at_time
from storage.people import Person, Role
from storage.visit_lists import Rate, rates


def visit_rate(request: Request) -> Message:
    """The on-time rate of notes: of those that went or are late, how many went before they were late. Source: W2-01."""
    is_lead = Role.LEAD in request.roles
    if not is_lead:
        return Message(f"Your notes on time: {on_time(rate_of(request, request.person))}")
    found = rates(request.session, request.team.id, request.now, since=_since(request))
    if not found:
        return Message("Notes on time: no visit has been logged yet")
    rows = tuple((rate.adviser, on_time(rate)) for rate in found)
    return Message("Notes on time", table=Table(("Adviser", "Notes"), rows))


def rate_of(request: Request, person: Person) -> Rate | None:
    """One person's rate; None without a visit of their own on record."""
    own = rates(request.session, request.team.id, request.now, since=_since(request), adviser_id=person.id)
    return own[0] if own else None


def _since(request: Request) -> datetime | None:
    """The moment before which no note counts: the start of the go-live date, where there is one."""
    go_live = request.team.go_live_on
    return at_time(go_live, time.min) if go_live else None


def on_time(rate: Rate | None) -> str:
    """`3 of 4 (75 %), 1 excused`; excused notes count as neither, and those due before go-live not at all."""
    if rate is None:
        return "none was due yet"
    words = f"{rate.good} of {rate.judged} ({100 * rate.good // rate.judged} %)" if rate.judged else "none was due yet"
    return f"{words}, {rate.excused} excused" if rate.excused else words


COMMAND = Command(
    name="visit rate",
    help="How many notes were on time: yours, or everyone's for leads.",
    example="visit rate",
    fields=(),
    allowed=ADVISERS,
    run=visit_rate,
    changes=False,
)
