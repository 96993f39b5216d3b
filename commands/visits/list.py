"""`visit list`: visits, those that want something first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from commands.command import EVERYBODY, Command, Field, Request
from commands.kinds.words import Choice, Number
from commands.visits.fields import kind_of
from commands.visits.saying import state_of
from notifications.message import Button, Message, Table
from policy.refused import Refused
from policy.saying import LONDON, say_day
from storage.people import Role
from storage.visits import Visit, VisitState, visits_of

A_PAGE = 20
_WHOSE = (("mine", "Mine", ("mine", "my")), ("all", "The team's", ("all", "everyone", "team")))


def visit_list(request: Request, whose: str | None, page: int | None) -> Message:
    """The asker's visits, or the team's for leads and clerks: notes owed by deadline, then plans by date, then the rest
    with the newest first.
    """
    sees_all = bool(request.roles & {Role.LEAD, Role.CLERK, Role.ADMIN, Role.CHAIR, Role.READER})
    wants_all = whose == "all" or (whose is None and Role.ADVISER not in request.roles)
    if wants_all and not sees_all:
        raise Refused("The team's visits are for leads and clerks. Yours are in: visit list mine")
    found = visits_of(request.session, request.team.id, adviser_id=None if wants_all else request.person.id)
    title = "The team's visits" if wants_all else "Your visits"
    if not found:
        return Message(f"{title}: none yet", ("Log one with: visit Old Hall yesterday 2pm core 2h",))
    number = page or 1
    pages = -(-len(found) // A_PAGE)
    if number > pages:
        raise Refused(f"There are {pages} pages. For example: visit list page {pages}")
    shown = in_order(found)[(number - 1) * A_PAGE : number * A_PAGE]
    rest = f" {'all' if wants_all else 'mine'} page {number + 1}"
    return Message(
        f"{title}: {len(found)}" + (f", page {number} of {pages}" if pages > 1 else ""),
        table=Table(
            ("Visit", "School", "When", "Kind", *(("Adviser",) if wants_all else ()), "State"),
            tuple(_row(visit, request, with_adviser=wants_all) for visit in shown),
        ),
        buttons=(Button("More", f"visit list{rest}"),) if number < pages else (),
    )


def in_order(visits: Sequence[Visit]) -> list[Visit]:
    """Notes owed by deadline, then plans by date, then the rest, the newest first."""
    owed = sorted((v for v in visits if v.owes_a_note), key=lambda v: (v.note_due_at or v.ended_at, v.id))
    plans = sorted((v for v in visits if v.state == VisitState.PLANNED), key=lambda v: (v.started_at, v.id))
    rest = [v for v in visits if not v.owes_a_note and v.state != VisitState.PLANNED]
    return [*owed, *plans, *rest]


def _row(visit: Visit, request: Request, *, with_adviser: bool) -> tuple[str, ...]:
    adviser = (visit.adviser.name,) if with_adviser else ()
    return (
        visit.ref,
        visit.school.name,
        short_day(visit.started_at),
        kind_of(request, visit.kind).says[0],
        *adviser,
        state_of(visit, request),
    )


def short_day(at: datetime) -> str:
    """`Tue 24 Nov 2026, 14:00`: for tables, where the full form does not fit."""
    day = say_day(at).split()
    return f"{day[0][:3]} {day[1]} {day[2][:3]} {day[3]}, {at.astimezone(LONDON):%H:%M}"


COMMAND = Command(
    name="visit list",
    help="Your visits, or the team's: notes owed first.",
    example="visit list mine",
    fields=(
        Field("whose", "Whose?", Choice(lambda request: _WHOSE, "list"), required=False),
        Field("page", "Which page?", Number("page", "visit list page 2"), required=False),
    ),
    allowed=EVERYBODY,
    run=visit_list,
    changes=False,
    bare_runs=True,
)
