"""`time log` and `time drop`: working time for a school that is no visit and no meeting."""

from __future__ import annotations

from datetime import timedelta

from commands.allocation.fields import WorkedTime, allocation_of, has_a_table
from commands.command import ADVISERS, Command, Field, Request
from commands.kinds.a_school import ASchool
from commands.kinds.past_day import APastDay
from commands.kinds.words import Choice, LongText
from notifications.message import Button, Message
from policy.charging import Work, amount_of, say_amount
from policy.dates import Reading
from policy.refused import Refused
from policy.saying import london_day, say_day
from policy.time_lines import TimeLine
from storage.people import Role
from storage.schools import School
from storage.time_entries import TimeEntry, time_entries_between

MOST = timedelta(hours=100)


def _logged_lines(request: Request) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    allocation = request.framework.allocation
    return tuple((line.key, line.label, line.says) for line in allocation.lines if line.logged) if allocation else ()


class WhatFor(LongText):
    """What the time was for."""

    most = 1_000


def time_logged(
    request: Request, school: School, length: timedelta, line: str, on: Reading | None, words: str | None
) -> Message:
    """Log the asker's own time for a school on a line of the table, today when no day is said.

    Raises Refused where the documents print no table and for more than 100 hours at once. Source: V3-20, W2-06, H4-11.
    """
    allocation = allocation_of(request)
    if length > MOST:
        raise Refused("That is more than 100 hours. Log it day by day, for example: time log Blackwood 1d desk-top")
    chosen = _line(request, line)
    day = on.value if on is not None else london_day(request.now)
    entry = TimeEntry(
        team_id=request.team.id,
        school_id=school.id,
        person_id=request.person.id,
        line=line,
        on=day,
        minutes=int(length.total_seconds()) // 60,
        words=words,
        logged_at=request.now,
    )
    request.session.add(entry)
    request.session.flush()
    charged = amount_of(allocation, chosen, Work(day, length, is_done=True, line=line))
    return Message(
        f"{school.name}: {say_amount(charged, allocation.unit)} logged",
        (
            f"{chosen.label}, {say_day(day)}{f': {words}' if words else ''}.",
            *(f"Assumed: {assumed}." for assumed in (on.assumed if on is not None else ())),
        ),
        buttons=(Button("Time of the school", f"time {school.urn}"),),
    )


def time_dropped(request: Request, school: School, length: timedelta | None, line: str, on: Reading | None) -> Message:
    """Take one logged entry out: the asker's own, and for leads anybody's. Raises Refused where none fits, or several
    do and nothing says which.
    """
    first = on.value if on is not None else london_day(request.now) - timedelta(days=400)
    last = on.value if on is not None else london_day(request.now)
    minutes = int(length.total_seconds()) // 60 if length is not None else None
    found = [
        one
        for one in time_entries_between(request.session, request.team.id, first, last)
        if one.school_id == school.id
        and one.line == line
        and (minutes is None or one.minutes == minutes)
        and (one.person_id == request.person.id or Role.LEAD in request.roles)
    ]
    label = _line(request, line).label
    if not found:
        raise Refused(f"No such time of yours is logged at {school.name}: {label}. To see it: time {school.urn}")
    if len({(one.on, one.minutes, one.person_id) for one in found}) > 1:
        days = ", ".join(dict.fromkeys(say_day(one.on) for one in found))
        raise Refused(f"There are {len(found)} entries of that: {days}. Say which day, and how long it was.")
    entry = found[-1]
    request.session.delete(entry)
    request.session.flush()
    return Message(
        f"{school.name}: time of {say_day(entry.on)} taken out",
        (f"{label}, by {entry.person.name}.",),
        buttons=(Button("Time of the school", f"time {school.urn}"),),
    )


def _line(request: Request, key: str) -> TimeLine:
    return next(line for line in allocation_of(request).lines if line.key == key)


_SCHOOL = Field("school", "Which school?", ASchool(), help="name, part of it, or URN")
_ON = Field("on", "When?", APastDay(), required=False, opening="on", help="3 December; none: today")
_LINE = Field("line", "On which line of the table?", Choice(_logged_lines, "line that time is logged on"))
LOG = Command(
    name="time log",
    help="Log working time for a school that is no visit and no meeting.",
    example="time log Blackwood 1d desk-top on 3 November",
    fields=(
        Field("words", "What was it for?", WhatFor(), required=False, after_colon=True),
        _SCHOOL,
        _ON,
        Field("length", "How long?", WorkedTime(), help="1d, half a day, 3h"),
        _LINE,
    ),
    allowed=ADVISERS,
    run=time_logged,
    wanted_by=has_a_table,
)
DROP = Command(
    name="time drop",
    help="Take logged time out again.",
    example="time drop Blackwood 1d desk-top on 3 November",
    fields=(_SCHOOL, _ON, Field("length", "How long was it?", WorkedTime(), required=False), _LINE),
    allowed=ADVISERS,
    run=time_dropped,
    wanted_by=has_a_table,
)
COMMANDS = (LOG, DROP)
