"""When a visit was or will be, and the clock of its note."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from commands.command import NO, Option, Question, Request
from commands.kinds.times import LONG_AGO, Heard, said_day
from commands.odd_days import in_the_holidays
from policy.refused import Refused
from policy.saying import LONDON, a_or_an, london, london_day, say_day, say_length, say_moment, say_time
from policy.visit_kinds import VisitKind
from policy.working_time import WorkingTime, late_from, note_due
from storage.visits import NoteDuty, Visit, VisitState

LONGEST = timedelta(days=7)
ONE_DAY = timedelta(days=1)
HALF_A_DAY = timedelta(hours=12)
A_DAY_AT_SCHOOL = timedelta(hours=6)
"""What a day at a school comes to where a visit is said to take one; ours, no document prints it."""


@dataclass(frozen=True)
class VisitTime:
    """Start and end of a visit as aware instants in UTC, and what was assumed on the way."""

    started_at: datetime
    ended_at: datetime
    assumed: tuple[str, ...]


def visit_time(heard: Heard, length: timedelta | None, kind: VisitKind, request: Request) -> VisitTime:
    """Start and end from what was said. Raises Question for a day without a time, Refused for an end before a start."""
    assumed, now, hours = list(heard.assumed), request.now, request.facts.working_time
    if heard.day is not None:
        raise Question(
            f"{say_day(heard.day)}, and at what time? For example: {say_day(heard.day)} 2pm, or 9-11",
            asks="when",
            options=(
                Option("All morning, 9-12", f"{heard.day.isoformat()} 9-12"),
                Option("All afternoon, 1-3.30", f"{heard.day.isoformat()} 1-3.30"),
            ),
        ).keeping(sure=" ".join(sorted({*_no_day(request.sure), said_day(heard.day)})))
    how_long = length
    if length is not None and not length % HALF_A_DAY:
        assumed.append(f"{say_length(A_DAY_AT_SCHOOL)} make a day at a school (your team's setting)")
    if how_long is None and not heard.is_span:
        how_long = kind.usual_length
        assumed.append(f"{say_length(how_long)} is what {a_or_an(kind.name)} usually takes (your team's setting)")
    if heard.start is not None and heard.end is not None and length is None:
        start, end = heard.start, heard.end
    elif heard.start is not None:
        start, end = heard.start, _end(heard.start, how_long or timedelta(), hours)
    else:
        end = heard.end or now
        start = end.astimezone(UTC) - _at_school(how_long or timedelta())
    if end <= start:
        raise Refused(f"It cannot end ({say_moment(end)}) before it starts ({say_moment(start)}). For example: 9-11")
    if end - start > LONGEST:
        raise Refused(f"{say_length(end - start)} is longer than a visit can be. For example: 2h, half a day, 2 days")
    return VisitTime(start.astimezone(UTC), end.astimezone(UTC), tuple(assumed))


def _no_day(sure: frozenset[str]) -> set[str]:
    return {word for word in sure if not word.startswith("day-")}


def _at_school(length: timedelta) -> timedelta:
    """A length in whole or half days as hours at a school; any other length as it is."""
    return A_DAY_AT_SCHOOL * (length / ONE_DAY) if not length % HALF_A_DAY else length


def _end(start: datetime, length: timedelta, hours: WorkingTime) -> datetime:
    """The end of a visit; one of several days goes on on the next working days, at the hour at which it began."""
    begun = length // ONE_DAY - (0 if length % ONE_DAY else 1) if not length % HALF_A_DAY else 0
    last_day = hours.add_working_days(london_day(start), begun)
    begins = datetime.combine(last_day, london(start).time(), LONDON)
    return begins.astimezone(UTC) + _at_school(length - begun * ONE_DAY)


def check_it_was(request: Request, time: VisitTime, kind: VisitKind) -> None:
    """Ask about a visit that has not ended yet, was on no working day, in the holidays, or long ago."""
    if time.started_at < request.now < time.ended_at:
        day, begun = london(time.started_at), say_time(time.started_at)
        until_now = f"{day:%Y-%m-%d %H:%M} to {london(request.now):%Y-%m-%d %H:%M}"
        raise Question(
            f"It would end {say_moment(time.ended_at)}, and it is {say_time(request.now)} now. "
            f"From when to when was it? For example {begun}-{say_time(request.now)}",
            asks="when",
            options=(
                Option(f"It has just ended, {begun} to {say_time(request.now)}", until_now),
                Option("No, leave it", NO),
            ),
        ).keeping(length="")
    if time.ended_at > request.now:
        raise Question(
            f"{say_moment(time.ended_at)}, when it would end, is still to come. Plan it?",
            asks="sure",
            options=(Option("Yes, plan it", "planned"), Option("No, leave it", NO)),
            then="visit plan",
        )
    check_the_day(request, time)
    if request.now - time.ended_at > LONG_AGO:
        request.confirm(
            "long-ago",
            f"{say_day(time.ended_at)} is {(request.now - time.ended_at).days} days ago. Log it all the same?",
            "Yes, log it",
        )


def check_the_day(request: Request, time: VisitTime) -> None:
    """Ask about a weekend, a bank holiday or the school holidays."""
    day = london_day(time.started_at)
    hours, calendar = request.facts.working_time, request.facts.calendar
    if not hours.is_working_day(day):
        request.confirm("no-working-day", f"{say_day(day)} is not a working day. Is that right?", "Yes, it is right")
    elif calendar.in_holidays(day):
        request.confirm("holidays", f"{in_the_holidays(request, day)}. Is that right?", "Yes, it is right")


def start_the_clock(visit: Visit, request: Request) -> None:
    """Work out when the note is due and from when it is late. Source: W2-01; "late" is the team's setting."""
    deadline = request.framework.note_deadline
    if visit.state != VisitState.MADE or visit.note_duty == NoteDuty.NONE:
        visit.note_due_at = visit.note_late_from = None
        return
    visit.made_at = visit.made_at or request.now
    visit.note_due_at = note_due(visit.ended_at, deadline.hours).astimezone(UTC)
    visit.note_late_from = late_from(
        visit.ended_at, deadline.hours, deadline.late_after_working_days, request.facts.working_time
    ).astimezone(UTC)


def from_to(visit: Visit) -> str:
    """`Tuesday 24 November 2026, 14:00 to 16:00`."""
    same_day = london_day(visit.started_at) == london_day(visit.ended_at)
    return f"{say_moment(visit.started_at)} to {say_time(visit.ended_at) if same_day else say_moment(visit.ended_at)}"
