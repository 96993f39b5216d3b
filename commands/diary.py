"""`diary`: who is where, this week or another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from commands.command import EVERYBODY, Command, Field, Request
from commands.cover.new import days_of
from commands.kinds.a_page import APage, page_of
from commands.kinds.a_period import APeriod
from commands.kinds.a_person import APerson
from notifications.matters import meeting_name, visit_name
from notifications.message import Button, Message, Table
from notifications.nudge import at_time
from policy.dates import PeriodReading
from policy.saying import london_day, say_day, say_time
from storage.covers import covers_between
from storage.meetings import Meeting, MeetingState, meetings_between
from storage.people import Person
from storage.visits import Visit, VisitState
from storage.workload import visits_between


@dataclass(frozen=True)
class Entry:
    """One line of the diary: when (an aware moment), who, where and what; `people` are the ids of those who go."""

    at: datetime
    who: str
    school: str
    what: str
    ref: str
    people: frozenset[int]


def diary(request: Request, person: Person | None, page: int | None, period: PeriodReading | None) -> Message:
    """Visits and meetings of the team, or of one person, day by day, and who is away."""
    first, last = (period.first, period.last) if period else _this_week(request)
    entries = [entry for entry in _entries(request, first, last) if person is None or person.id in entry.people]
    entries.sort(key=lambda entry: (entry.at, entry.ref))
    whose = f"{person.name}, " if person else ""
    days = say_day(first) if first == last else f"{say_day(first)} to {say_day(last)}"
    lines = [f"Assumed: {words}." for words in period.assumed] if period else []
    lines += _away_lines(request, first, last, person)
    words = f"diary {_mention(person)}{period.text if period else ''}".strip()
    if not entries:
        return Message(f"{whose}{days}: nothing is planned", tuple(lines), buttons=_next_week(period))
    shown = page_of(entries, page, words)
    return Message(
        f"{whose}{days}: {len(entries)} {'entry' if len(entries) == 1 else 'entries'}{shown.said}",
        tuple(lines),
        Table(("Day", "Time", "Who", "Where", "What", "Ref"), tuple(_row(entry) for entry in shown.rows)),
        (Button("More", f"{words} page {shown.number + 1}"),) if shown.has_more else _next_week(period),
    )


def _this_week(request: Request) -> tuple[date, date]:
    """Monday to Sunday; on a Saturday or Sunday the week that comes."""
    today = london_day(request.now)
    monday = today - timedelta(days=today.weekday()) + timedelta(days=7 if today.weekday() > 4 else 0)
    return monday, monday + timedelta(days=6)


def _mention(person: Person | None) -> str:
    return f'@"{person.name}" ' if person else ""


def _next_week(period: PeriodReading | None) -> tuple[Button, ...]:
    return () if period else (Button("Next week", "diary next week"),)


def _entries(request: Request, first: date, last: date) -> list[Entry]:
    start, end = at_time(first, time.min), at_time(last + timedelta(days=1), time.min)
    session, team_id = request.session, request.team.id
    visits = [_of_visit(visit, request) for visit in visits_between(session, team_id, start, end)]
    meetings = meetings_between(session, team_id, start, end)
    return visits + [_of_meeting(m, request) for m in meetings if m.state != MeetingState.CANCELLED]


def _of_visit(visit: Visit, request: Request) -> Entry:
    people = [visit.adviser, *([visit.companion] if visit.companion else [])]
    what = visit_name(visit, request.facts)
    return Entry(
        visit.started_at,
        ", ".join(person.name for person in people),
        visit.school.name,
        what if visit.state == VisitState.PLANNED else f"{what}, made",
        visit.ref,
        frozenset(person.id for person in people),
    )


def _of_meeting(meeting: Meeting, request: Request) -> Entry:
    members = {member.person_id for member in meeting.members if member.person_id is not None}
    people = members | ({meeting.chair_id} if meeting.chair_id else set())
    adviser = request.facts.adviser_of(meeting.school_id, london_day(meeting.starts_at))
    people |= {adviser.id} if adviser else set()
    names = [person.name for person in request.colleagues if person.id in people]
    state = "" if meeting.is_to_come else f", {meeting.state}"
    what = f"{meeting_name(meeting, request.facts)}{state}"
    return Entry(meeting.starts_at, ", ".join(names), meeting.school.name, what, meeting.ref, frozenset(people))


def _row(entry: Entry) -> tuple[str, ...]:
    day = say_day(entry.at).split()
    return (f"{day[0][:3]} {day[1]} {day[2][:3]}", say_time(entry.at), entry.who, entry.school, entry.what, entry.ref)


def _away_lines(request: Request, first: date, last: date, person: Person | None) -> list[str]:
    covers = covers_between(request.session, request.team.id, first, last)
    return [
        f"{c.person.name} is away {days_of(c).said}; {c.deputy.name} stands in"
        f"{f' at {c.school.name}' if c.school else ''}."
        for c in covers
        if person is None or person.id in {c.person_id, c.deputy_id}
    ]


COMMAND = Command(
    name="diary",
    help="Who is where this week, or in another.",
    example="diary next week",
    fields=(
        Field("person", "Whose?", APerson(), required=False, help="@jane"),
        Field("page", "Which page?", APage("diary next week page 2"), required=False),
        Field("period", "Which days?", APeriod(), required=False, help="next week, or tomorrow"),
    ),
    allowed=EVERYBODY,
    run=diary,
    changes=False,
    bare_runs=True,
)
