"""`meeting list`: the meetings of a period, those that want something first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import time, timedelta

from commands.command import EVERYBODY, Command, Field, Request
from commands.kinds.a_meeting import AMeetingKind
from commands.kinds.a_page import A_PAGE, cut_of
from commands.kinds.a_school import ASchool
from commands.kinds.words import Number
from commands.meetings.fields import by_noun, kind_of
from commands.meetings.saying import short_moment
from notifications.message import Button, FieldKind, Message, Table
from notifications.nudge import at_time
from policy.dates import PeriodReading, read_period
from policy.saying import say_day
from storage.meeting_lists import InState, MeetingsSought, count_by_state, meetings_on_page
from storage.meetings import Meeting, MeetingState
from storage.schools import School

USUAL_PERIOD = "next 14 days"


class APeriod:
    """A stretch of days: `next 14 days`, `this half term`, `since September`."""

    form_kind = FieldKind.MOMENT

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """All that is left of the line, but for the page."""
        match = re.search(r"(?i)(?:^|\s)page\s+\d+\s*$", line)
        return (line[: match.start()].strip(), match[0]) if match and line[: match.start()].strip() else (line, "")

    def read(self, text: str, request: Request) -> PeriodReading:
        """The days. Raises Refused with an example that works."""
        return read_period(text, now=request.now, calendar=request.facts.calendar)

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """The most usual ones."""
        return tuple((words.capitalize(), words) for words in (USUAL_PERIOD, "this half term", "last 14 days"))


class OnePage(Number):
    """`page 2`; a number alone belongs to the period."""

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """The page at the end of the line."""
        match = re.search(r"(?i)(?:^|\s)page\s+(\d+)\s*$", line)
        return (match[1], line[: match.start()]) if match else None


def meeting_list(
    request: Request, page: int | None, kind: str | None, school: School | None, period: PeriodReading | None
) -> Message:
    """Meetings of a period: those that want an outcome first, then those to come, then the rest; pages of 20."""
    days = period or read_period(USUAL_PERIOD, now=request.now, calendar=request.facts.calendar)
    start, end = at_time(days.first, time.min), at_time(days.last + timedelta(days=1), time.min)
    if school is not None and period is None:
        start, end = start - timedelta(days=366), end + timedelta(days=366)
    sought = MeetingsSought(start, end, kind, school.id if school else None)
    session, team_id = request.session, request.team.id
    states = count_by_state(session, team_id, sought, request.now)
    count = sum(one.count for one in states)
    what = request.framework.meeting_kind(kind).short if kind else "Meetings"
    at = f" at {school.name}" if school else ""
    said = "" if school is not None and period is None else f", {say_day(days.first)} to {say_day(days.last)}"
    guesses = tuple(f"Assumed: {words}." for words in period.assumed) if period else ()
    if not count:
        book = Button("Book one", f"meeting book {school.urn}" if school else "meeting book")
        return Message(
            f"{what}{at}: none{said}", (*guesses, "Book one with: meeting book Short Heath 12 Feb 4pm"), buttons=(book,)
        )
    cut = cut_of(count, page, "meeting list")
    rows = meetings_on_page(session, team_id, sought, request.now, first=cut.first, most=A_PAGE)
    shown = cut.with_rows(rows)
    more: tuple[Button, ...] = ()
    if shown.has_more:
        words = f"{kind or ''} {school.urn if school else ''} {period.text if period else ''} page {shown.number + 1}"
        more = (Button("More", f"meeting list {' '.join(words.split())}"),)
    return Message(
        f"{what}{at}: {count}{said}{shown.said}",
        (*guesses, _counts(states)),
        Table(("Meeting", "School", "When", "Kind", "State"), tuple(_row(one, request) for one in shown.rows)),
        more,
    )


def _state(state: str, *, wants: bool) -> str:
    """What a meeting wants of somebody, that it is rearranged, or said what became of it; else how it stands."""
    if not wants:
        return state
    return "held, outcome wanted" if state == MeetingState.HELD else "took place? Nothing is on record"


def _counts(states: Sequence[InState]) -> str:
    """`2 took place? Nothing is on record, 1 booked`."""
    many: Counter[str] = Counter()
    for one in states:
        many[_state(one.state, wants=one.wants)] += one.count
    return ", ".join(f"{count} {state}" for state, count in many.items())


def _row(meeting: Meeting, request: Request) -> tuple[str, ...]:
    passed = meeting.is_to_come and meeting.starts_at <= request.now
    unsaid = meeting.state == MeetingState.HELD and meeting.outcome_posted_at is None
    state = _state(meeting.state, wants=passed or unsaid)
    return (meeting.ref, meeting.school.name, short_moment(meeting.starts_at), kind_of(request, meeting).short, state)


COMMAND = Command(
    name="meeting list",
    help="The meetings of a period or of a school.",
    example="meeting list next 14 days",
    fields=(
        Field("page", "Which page?", OnePage("page", "meeting list page 2"), required=False),
        Field("kind", "What kind of meeting?", AMeetingKind, required=False),
        Field("school", "Which school?", ASchool(), required=False),
        Field("period", "Which days?", APeriod(), required=False, help="next 14 days, this half term"),
    ),
    allowed=EVERYBODY,
    run=meeting_list,
    changes=False,
    says=("meetings",),
    bare_runs=True,
)
COMMANDS = (COMMAND, *by_noun(COMMAND))
