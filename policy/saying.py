"""How days, moments and lengths are said back to people: in full, with the weekday, in London time."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def london(instant: datetime) -> datetime:
    """The same instant on a London clock. Raises ValueError for a naive datetime."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(LONDON)


def london_day(instant: datetime) -> date:
    """The day it is in London at `instant`. Raises ValueError for a naive datetime."""
    return london(instant).date()


def say_day(day: date) -> str:
    """`Friday 4 December 2026`. A datetime is said as its London day."""
    if isinstance(day, datetime):
        day = london_day(day)
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def say_day_briefly(at: date | datetime) -> str:
    """`24 Nov 2026`, by London's clock: for tables, where the full form does not fit."""
    day = london_day(at) if isinstance(at, datetime) else at
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def say_time(moment: datetime | time) -> str:
    """`17:00`, on the 24-hour clock; an aware datetime is said in London time."""
    if isinstance(moment, datetime):
        moment = london(moment).time()
    return f"{moment.hour:02}:{moment.minute:02}"


def say_moment(instant: datetime) -> str:
    """`Friday 4 December 2026, 17:00`, in London time. Raises ValueError for a naive datetime."""
    return f"{say_day(instant)}, {say_time(instant)}"


def say_when(when: date) -> str:
    """A day as `say_day` has it, a moment as `say_moment` has it."""
    return say_moment(when) if isinstance(when, datetime) else say_day(when)


def say_length(length: timedelta) -> str:
    """An elapsed length to the minute: `2 hours 15 minutes`, `1 day 3 hours`; days are 24 hours.

    A length below zero is said without its sign; the caller says "late" or "ago".
    """
    minutes = round(abs(length.total_seconds()) / 60)
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    parts = [_count(days, "day"), _count(hours, "hour"), _count(minutes, "minute")]
    return " ".join(part for part in parts if part) or "0 minutes"


def say_visit_length(length: timedelta) -> str:
    """The length of a visit as `parse_length` reads it, where a day is a working day: `half a day`, `1 day`.

    Half days and whole days are said as days, everything else in hours and minutes.
    """
    half_days, rest = divmod(length, timedelta(hours=12))
    if rest or half_days < 1:
        return say_length(length)
    days, half = divmod(half_days, 2)
    if not half:
        return _count(days, "day")
    return f"{days} and a half days" if days else "half a day"


def a_or_an(words: str) -> str:
    """The words with their article: `a core offer visit`, `an attempted call`; spelt out, `an IEB`."""
    first = words.split()[0] if words.split() else ""
    is_spelt = len(first) > 1 and first.isupper()
    return f"{'an' if words[:1].casefold() in ('aefhilmnorsx' if is_spelt else 'aeiou') else 'a'} {words}"


def _count(number: int, noun: str) -> str:
    if not number:
        return ""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
