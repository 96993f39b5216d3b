"""`board`: every supported school on one list, the most urgent first; or one school with all that is due there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from commands.board.of_school import board_of_school
from commands.command import EVERYBODY, Command, Field, Request
from commands.kinds.a_page import APage, page_of
from commands.kinds.a_school import ASchool
from notifications.due import due_in_the_year, say_briefly, wanted
from notifications.matters import many_of, meeting_name
from notifications.message import Button, Message, Table
from notifications.nudge import at_time
from policy.reckoning import Stands
from policy.saying import london_day, say_day_briefly
from storage.boards import Standing, standings
from storage.categories import categories_of_team
from storage.due import DueAt
from storage.meetings import Direction, Meeting
from storage.people import Role
from storage.schools import School


def board(request: Request, page: int | None, school: School | None) -> Message:
    """Supported schools: those with an attached adviser, a category in force, a plan, an open action, or a visit or a
    meeting in this school year. Whether a note is late is counted for leads alone.

    With a school: all that is due there this year. Source: V3-41, T1-51, W2-33, H4-11, H4-14.
    """
    if school is not None:
        return board_of_school(request, school)
    today = london_day(request.now)
    beside = _Beside(request, today)
    found = sorted(schools_on_board(request), key=lambda standing: _order(standing, beside, leads=_leads(request)))
    if not found:
        return Message("No school is supported yet", ("A first step: school adviser Old Hall @jane",))
    shown = page_of(found, page, "board")
    return Message(
        f"Board: {many_of(len(found), 'school')}{shown.said}",
        (_totals(found, beside, request),),
        _table(shown.rows, beside, request),
        (Button("More", f"board page {shown.number + 1}"),) if shown.has_more else (Button("Overdue", "overdue"),),
    )


class _Beside:
    """What stands on the board beside visits, meetings and actions: categories in force, and what is wanted by them."""

    def __init__(self, request: Request, today: date) -> None:
        in_force: dict[int, str] = {}
        for one in categories_of_team(request.session, request.team.id):
            if one.holds_on(today):
                in_force.setdefault(one.school_id, one.category)
        known = {one.key: one for one in request.framework.categories}
        self.category = {school: known[key].short if key in known else key for school, key in in_force.items()}
        self.wanted: dict[int, list[DueAt]] = {}
        for due in wanted(due_in_the_year(request.session, request.facts, today), today):
            self.wanted.setdefault(due.school.id, []).append(due)

    def missed(self, school_id: int) -> int:
        """How many duties have a period at this school in which they were missed."""
        return sum(one.reckoned.stands is Stands.MISSED for one in self.wanted.get(school_id, ()))

    def said(self, school_id: int) -> str:
        """The most urgent thing that is wanted, and how many there are besides."""
        found = self.wanted.get(school_id, [])
        if not found:
            return ""
        return f"{say_briefly(found[0])}{f' and {len(found) - 1} more' if len(found) > 1 else ''}"


def schools_on_board(request: Request) -> list[Standing]:
    """Every supported school of the team as it stands now."""
    today = london_day(request.now)
    year = request.facts.calendar.academic_year(today)
    since = at_time(year.first_day, time.min)
    return standings(request.session, request.team.id, request.now, today, since, request.team.go_live_on)


def _leads(request: Request) -> bool:
    return Role.LEAD in request.roles


def _order(standing: Standing, beside: _Beside, *, leads: bool) -> tuple[object, ...]:
    return (
        -beside.missed(standing.school.id),
        -(standing.overdue + (standing.late if leads else 0)),
        standing.direction != Direction.DETERIORATING,
        -standing.owed,
        standing.next_meeting is not None,
        standing.school.name,
        standing.school.urn,
    )


def _totals(found: list[Standing], beside: _Beside, request: Request) -> str:
    overdue, owed = sum(one.overdue for one in found), sum(one.owed for one in found)
    late = sum(one.late for one in found)
    alone = sum(one.adviser is None for one in found)
    parts = [f"{many_of(overdue, 'action')} overdue", f"{many_of(owed, 'note')} owed"]
    if _leads(request):
        parts[-1] += f", {late} of them late"
    if missed := sum(beside.missed(one.school.id) for one in found):
        parts.append(f"{many_of(missed, 'date')} missed")
    if alone:
        parts.append(f"{many_of(alone, 'school')} without an attached adviser")
    return f"{'; '.join(parts)}."


def _table(rows: Sequence[Standing], beside: _Beside, request: Request) -> Table:
    """The rows under their headings; a team that has no categories yet, or nothing due, has no column for them."""
    word = request.framework.category_word.capitalize()
    columns = {
        "School": [one.school.name for one in rows],
        word: [beside.category.get(one.school.id, "") for one in rows],
        "Adviser": [one.adviser.name if one.adviser else "nobody" for one in rows],
        "Last meeting": [_meeting(one.last_meeting, request) for one in rows],
        "Next meeting": [_meeting(one.next_meeting, request) for one in rows],
        "Due": [beside.said(one.school.id) for one in rows],
        "Overdue": [many_of(one.overdue, "action") if one.overdue else "" for one in rows],
        "Notes": [_notes(one, request) for one in rows],
        "Direction": [one.direction for one in rows],
    }
    shown = {heading: cells for heading, cells in columns.items() if heading not in {word, "Due"} or any(cells)}
    return Table(tuple(shown), tuple(zip(*shown.values(), strict=True)))


def _notes(standing: Standing, request: Request) -> str:
    owed = f"{standing.owed} owed" if standing.owed else ""
    return f"{owed}, {standing.late} late" if standing.late and _leads(request) else owed


def _meeting(meeting: Meeting | None, request: Request) -> str:
    if meeting is None:
        return ""
    open_question = ": outcome?" if meeting.is_to_come and meeting.ends_at <= request.now else ""
    return f"{meeting_name(meeting, request.facts)} {say_day_briefly(meeting.starts_at)}{open_question}"


COMMAND = Command(
    name="board",
    help="Every supported school: category, adviser, meetings, what is due; or all that is due at one.",
    example="board Blackwood",
    fields=(
        Field("page", "Which page?", APage("board page 2"), required=False),
        Field("school", "Which school?", ASchool(), required=False, help="name, part of it, or URN; none: all"),
    ),
    allowed=EVERYBODY,
    run=board,
    changes=False,
    bare_runs=True,
)
