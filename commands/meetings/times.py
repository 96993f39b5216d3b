"""When a meeting begins and ends, and what is to be asked about its day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from commands.command import Option, Question, Request
from commands.kinds.times import ALength, AVisitTime, Heard, hear
from commands.odd_days import in_the_holidays
from notifications.nudge import at_time
from policy.bank_holidays import bank_holiday_name
from policy.lengths import locate_length
from policy.meeting_kinds import MeetingKind
from policy.refused import Refused
from policy.saying import london_day, say_day, say_length, say_moment, say_time
from storage.meetings import Meeting, MeetingState, meetings_of_school
from storage.schools import School, Standing

LONGEST = timedelta(hours=10)
SHORTEST_NOTICE_DAYS = 2
"""So many days from now at least is a date that is offered for a meeting; ours."""
_CLOCK = re.compile(r"(?<![\w:])\d{1,2}:\d\d(?![\w:])")
USUAL_HOURS = (time(9, 30), time(13, 30), time(16, 0))
"""The hours that are offered where only a day was said; ours."""


class AMeetingLength(ALength):
    """How long a meeting lasts: `90m`, `2h`; `16:00` in a line is the time it begins, never sixteen hours."""

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """The one length in the line, wherever it stands."""
        located = locate_length(_CLOCK.sub(lambda match: "x" * len(match[0]), line))
        if located is None:
            return None
        start = len(line) - len(line.lstrip()) if not located.before else line.index(located.text, len(located.before))
        return located.text, f"{line[:start]} {line[start + len(located.text) :]}"


class AMeetingTime(AVisitTime):
    """The time of a meeting: `12 Feb 4pm`, `Friday 9.30-11`. One that only the past gives is heard so."""

    def __init__(self) -> None:
        super().__init__("future")

    def read(self, text: str, request: Request) -> Heard:
        """The time. Raises Refused with an example that works."""
        try:
            return hear(text, "future", request)
        except Refused as refusal:
            with suppress(Refused):
                return hear(text, "past", request)
            raise refusal from None

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """Anything goes."""
        return ()


@dataclass(frozen=True)
class MeetingTime:
    """Start and end as aware instants in UTC, and what was assumed on the way."""

    starts_at: datetime
    ends_at: datetime
    assumed: tuple[str, ...]


def meeting_time(heard: Heard, length: timedelta | None, kind: MeetingKind) -> MeetingTime:
    """Start and end from what was said. Raises Question for a day without a time, Refused for what cannot be."""
    if heard.day is not None:
        raise Question(
            f"{say_day(heard.day)}, and at what time? For example: 4pm, or 9.30-11",
            asks="when",
            options=tuple(
                Option(f"At {say_time(hour)}", f"{heard.day.isoformat()} {hour:%H:%M}") for hour in USUAL_HOURS
            ),
        )
    assumed, start = list(heard.assumed), heard.start or heard.end
    if start is None:
        raise Refused("At what time? For example: 12 Feb 4pm")
    if heard.is_span and length is None and heard.end is not None:
        end = heard.end
    else:
        if length is None:
            assumed.append(f"{say_length(kind.usual_length)}, as a {kind.short} usually takes (your team's setting)")
        end = start.astimezone(UTC) + (length or kind.usual_length)
    if end <= start:
        raise Refused(f"It cannot end ({say_moment(end)}) before it starts ({say_moment(start)}). For example: 9.30-11")
    if end - start > LONGEST:
        raise Refused(f"{say_length(end - start)} is longer than a meeting can be. For example: 2h, 90m")
    return MeetingTime(start.astimezone(UTC), end.astimezone(UTC), tuple(assumed))


def day_doubts(request: Request, starts_at: datetime) -> tuple[tuple[str, str], ...]:
    """What is odd about the day of a meeting: (matter, in words); a weekend, a bank holiday, the school holidays."""
    day = london_day(starts_at)
    if (holiday := bank_holiday_name(day)) is not None:
        return (("no-working-day", f"{say_day(day)} is a bank holiday ({holiday})"),)
    if not request.facts.working_time.is_working_day(day):
        return (("no-working-day", f"{say_day(day)} is at the weekend"),)
    if request.facts.calendar.in_holidays(day):
        return (("holidays", in_the_holidays(request, day)),)
    if not request.facts.working_time.is_open(starts_at) and not time(7) <= _wall(starts_at) <= time(20):
        return (("odd-hour", f"{say_time(starts_at)} is outside the day"),)
    return ()


def _wall(instant: datetime) -> time:
    return datetime.fromisoformat(f"2000-01-01 {say_time(instant)}").time()


def same_day(meetings: Sequence[Meeting], day: date, but: Meeting | None = None) -> Meeting | None:
    """A meeting of this day that was not cancelled, other than `but`."""
    standing = (one for one in meetings if one.state != MeetingState.CANCELLED and (but is None or one.id != but.id))
    return next((one for one in standing if london_day(one.starts_at) == day), None)


def check_the_school_is_open(school: School, starts_at: datetime) -> None:
    """Raises Refused for a school that has closed, or will have by then."""
    closed = school.closed_on is not None and london_day(starts_at) > school.closed_on
    if closed or school.standing == Standing.CLOSED:
        when = f" on {say_day(school.closed_on)}" if school.closed_on else ""
        raise Refused(f"{school.name} closed{when}. Its successor may have a new URN.")


def check_the_day(request: Request, school: School, starts_at: datetime, but: Meeting | None = None) -> None:
    """Ask about an odd day, and about a second meeting of the school on one day."""
    check_the_school_is_open(school, starts_at)
    for matter, words in day_doubts(request, starts_at):
        request.confirm(matter, f"{words}. Is that right?", "Yes, it is right")
    others = meetings_of_school(request.session, request.team.id, school.id)
    if (other := same_day(others, london_day(starts_at), but)) is not None:
        short = request.framework.meeting_kind(other.kind).short
        request.confirm(
            "same-day",
            f"{school.name} has {other.ref} ({short}) on that day already, {say_moment(other.starts_at)}. Another one?",
            "Yes, another one",
        )


def three_dates(request: Request, meeting: Meeting) -> tuple[datetime, ...]:
    """Three starts for a meeting that is to be rearranged: school days, the same hour, no other meeting of the school.

    Within the next three weeks, at best one in each, on the same weekday where it is free; later only where holidays
    leave too few. The weeks are ours; the strategy only says that the meeting will be rearranged. Source: V3-42.
    """
    others = meetings_of_school(request.session, request.team.id, meeting.school_id)
    calendar = request.facts.calendar
    today = max(london_day(meeting.starts_at), london_day(request.now))

    def is_free(day: date) -> bool:
        return calendar.is_school_day(day) and not calendar.is_inset(day) and same_day(others, day) is None

    ahead = [today + timedelta(days=count) for count in range(SHORTEST_NOTICE_DAYS, 120)]
    free = [day for day in ahead if is_free(day)]
    soon = [day for day in free if day <= today + timedelta(weeks=3)]
    found: list[date] = []
    for week in (1, 2, 3):
        on = today + timedelta(weeks=week)
        near = [day for day in soon if abs((day - on).days) <= 3 and day not in found]
        found += sorted(near, key=lambda day: abs((day - on).days))[:1]
    found += [day for day in (*soon, *free) if day not in found][: 3 - len(found)]
    return tuple(at_time(day, _wall(meeting.starts_at)) for day in sorted(dict.fromkeys(found)))
