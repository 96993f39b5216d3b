"""`visit list`: visits, those that want something first."""

from __future__ import annotations

from datetime import datetime

from commands.command import EVERYBODY, Command, Field, Request
from commands.kinds.a_page import A_PAGE, cut_of
from commands.kinds.words import Choice, Number
from commands.visits.fields import kind_of
from commands.visits.saying import state_of
from notifications.message import Button, Message, Table
from policy.refused import Refused
from policy.saying import LONDON, say_day
from storage.people import Role
from storage.visit_lists import count_visits, visits_on_page
from storage.visits import Visit

_WHOSE = (("mine", "Mine", ("mine", "my")), ("all", "The team's", ("all", "everyone", "team")))


def visit_list(request: Request, whose: str | None, page: int | None) -> Message:
    """The asker's visits, or the team's for leads and clerks: notes owed by deadline, then plans by date, then the rest
    with the newest first.
    """
    sees_all = bool(request.roles & {Role.LEAD, Role.CLERK, Role.ADMIN, Role.CHAIR, Role.READER})
    wants_all = whose == "all" or (whose is None and Role.ADVISER not in request.roles)
    if wants_all and not sees_all:
        raise Refused("The team's visits are for leads and clerks. Yours are in: visit list mine")
    session, team_id, adviser_id = request.session, request.team.id, None if wants_all else request.person.id
    count = count_visits(session, team_id, adviser_id=adviser_id)
    title = "The team's visits" if wants_all else "Your visits"
    if not count:
        return Message(f"{title}: none yet", ("Log one with: visit Old Hall yesterday 2pm core 2h",))
    again = f"visit list {'all' if wants_all else 'mine'}"
    cut = cut_of(count, page, "visit list" if whose is None else again)
    shown = cut.with_rows(visits_on_page(session, team_id, first=cut.first, most=A_PAGE, adviser_id=adviser_id))
    return Message(
        f"{title}: {count}{shown.said}",
        table=Table(
            ("Visit", "School", "When", "Kind", *(("Adviser",) if wants_all else ()), "State"),
            tuple(_row(visit, request, with_adviser=wants_all) for visit in shown.rows),
        ),
        buttons=(Button("More", f"{again} page {shown.number + 1}"),) if shown.has_more else (),
    )


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
