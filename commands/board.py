"""`board`: every supported school on one list, the most urgent first."""

from __future__ import annotations

from datetime import date, datetime, time

from commands.command import EVERYBODY, Command, Field, Request
from commands.kinds.a_page import APage, page_of
from notifications.matters import many_of, meeting_name
from notifications.message import Button, Message, Table
from notifications.nudge import at_time
from policy.saying import london_day, say_day
from storage.boards import Standing, standings
from storage.meetings import Direction, Meeting
from storage.people import Role


def board(request: Request, page: int | None) -> Message:
    """Supported schools: those with an attached adviser, a plan, an open action, or a visit or a meeting in this
    school year. Whether a note is late is counted for leads alone.
    """
    found = sorted(schools_on_board(request), key=lambda standing: _order(standing, leads=_leads(request)))
    if not found:
        return Message("No school is supported yet", ("A first step: school adviser Old Hall @jane",))
    shown = page_of(found, page, "board")
    return Message(
        f"Board: {many_of(len(found), 'school')}{shown.said}",
        (_totals(found, request),),
        Table(
            ("School", "Adviser", "Last meeting", "Next meeting", "Overdue", "Notes", "Direction"),
            tuple(_row(standing, request) for standing in shown.rows),
        ),
        (Button("More", f"board page {shown.number + 1}"),) if shown.has_more else (Button("Overdue", "overdue"),),
    )


def schools_on_board(request: Request) -> list[Standing]:
    """Every supported school of the team as it stands now."""
    today = london_day(request.now)
    year = request.facts.calendar.academic_year(today)
    since = at_time(year.first_day, time.min)
    return standings(request.session, request.team.id, request.now, today, since, request.team.go_live_on)


def _leads(request: Request) -> bool:
    return Role.LEAD in request.roles


def _order(standing: Standing, *, leads: bool) -> tuple[object, ...]:
    return (
        -(standing.overdue + (standing.late if leads else 0)),
        standing.direction != Direction.DETERIORATING,
        -standing.owed,
        standing.next_meeting is not None,
        standing.school.name,
        standing.school.urn,
    )


def _totals(found: list[Standing], request: Request) -> str:
    overdue, owed = sum(one.overdue for one in found), sum(one.owed for one in found)
    late = sum(one.late for one in found)
    alone = sum(one.adviser is None for one in found)
    parts = [f"{many_of(overdue, 'action')} overdue", f"{many_of(owed, 'note')} owed"]
    if _leads(request):
        parts[-1] += f", {late} of them late"
    if alone:
        parts.append(f"{many_of(alone, 'school')} without an attached adviser")
    return f"{'; '.join(parts)}."


def _row(standing: Standing, request: Request) -> tuple[str, ...]:
    overdue = many_of(standing.overdue, "action") if standing.overdue else ""
    owed = f"{standing.owed} owed" if standing.owed else ""
    if standing.late and _leads(request):
        owed += f", {standing.late} late"
    return (
        standing.school.name,
        standing.adviser.name if standing.adviser else "nobody",
        _meeting(standing.last_meeting, request),
        _meeting(standing.next_meeting, request),
        overdue,
        owed,
        standing.direction,
    )


def _meeting(meeting: Meeting | None, request: Request) -> str:
    if meeting is None:
        return ""
    open_question = ": outcome?" if meeting.is_to_come and meeting.ends_at <= request.now else ""
    return f"{meeting_name(meeting, request.facts)} {brief_day(meeting.starts_at)}{open_question}"


def brief_day(at: date | datetime) -> str:
    """`24 Nov 2026`: for tables, where the full form does not fit."""
    day = say_day(at).split()
    return f"{day[1]} {day[2][:3]} {day[3]}"


COMMAND = Command(
    name="board",
    help="Every supported school: adviser, meetings, what is overdue, where it is going.",
    example="board",
    fields=(Field("page", "Which page?", APage("board page 2"), required=False),),
    allowed=EVERYBODY,
    run=board,
    changes=False,
    bare_runs=True,
)
