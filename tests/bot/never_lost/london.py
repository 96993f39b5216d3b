"""London's days and hours, reckoned a second time and in another way than the program does: from its specification.

Nothing of the program is imported here. All instants are aware and whole minutes, the school year is 2026/27.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)

BANK_HOLIDAYS = {
    date.fromisoformat(day)
    for day in (
        *("2026-08-31", "2026-12-25", "2026-12-28", "2027-01-01"),
        *("2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30"),
    )
}
SCHOOL_HOLIDAYS = tuple(
    (date.fromisoformat(first), date.fromisoformat(last))
    for first, last in (
        ("2026-07-21", "2026-08-31"),
        ("2026-10-24", "2026-11-01"),
        ("2026-12-19", "2027-01-03"),
        ("2027-02-13", "2027-02-21"),
        ("2027-03-26", "2027-04-11"),
        ("2027-05-29", "2027-06-06"),
        ("2027-07-21", "2027-08-31"),
    )
)


def wall(instant: datetime) -> datetime:
    """What London's clocks show."""
    return instant.astimezone(LONDON)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A wall time of London as an instant."""
    return datetime.combine(day, time(hour, minute), LONDON).astimezone(UTC)


def day_of(instant: datetime) -> date:
    """London's day."""
    return wall(instant).date()


def as_typed(instant: datetime) -> str:
    """A moment as somebody types it: `24 November 2026 2:00pm`."""
    shown = wall(instant)
    return f"{shown:%d %B %Y} {shown:%I:%M}{'am' if shown.hour < 12 else 'pm'}"


def works(day: date) -> bool:
    """Monday to Friday, and no bank holiday."""
    return day.weekday() < 5 and day not in BANK_HOLIDAYS


def teaches(day: date) -> bool:
    """A working day outside the school holidays."""
    return works(day) and not any(first <= day <= last for first, last in SCHOOL_HOLIDAYS)


def is_open(instant: datetime) -> bool:
    """Working hours, in which people may be disturbed: 08:30 to just before 17:00 of a working day."""
    shown = wall(instant)
    return works(shown.date()) and time(8, 30) <= shown.time() < time(17, 0)


@cache
def first_open(instant: datetime) -> datetime:
    """The first minute from here on in which people may be disturbed."""
    while not is_open(instant):
        opening = at(day_of(instant), 8, 30)
        instant = opening if opening > instant else at(day_of(instant) + DAY, 8, 30)
    return instant


def working_day(day: date, step: int) -> date:
    """The next working day, or the one before."""
    day += step * DAY
    while not works(day):
        day += step * DAY
    return day


@cache
def last_call(due: datetime) -> datetime:
    """The minute from which one working hour is left: counted back minute by minute."""
    minutes = 0
    while minutes < 60:
        due -= MINUTE
        minutes += is_open(due)
    return due


@cache
def last_working_day(due: datetime) -> date:
    """The day of the last working moment that is not after the deadline; opening and closing time are in."""
    day = day_of(due)
    return day if works(day) and due >= at(day, 8, 30) else working_day(day, -1)


@cache
def late_from(ended: datetime) -> datetime:
    """When both the 48 hours and two working days have passed, at the wall time at which the visit ended."""
    day = working_days_after(day_of(ended), 2)
    shown = wall(ended)
    return max(ended + 48 * 60 * MINUTE, at(day, shown.hour, shown.minute))


@cache
def working_days_after(day: date, count: int) -> date:
    """The n-th working day after a day."""
    for _ in range(count):
        day = working_day(day, +1)
    return day


def on_or_before(day: date) -> date:
    """The day itself where it is a working day, else the last one before it."""
    return day if works(day) else working_day(day, -1)


def midnight_after(instant: datetime) -> datetime:
    """The end of an instant's London day."""
    return at(day_of(instant) + DAY, 0)


def in_full(day: date) -> str:
    """`Friday 18 September 2026`."""
    return f"{day:%A} {day.day} {day:%B %Y}"
