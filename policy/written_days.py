"""A whole day in writing, with its year: `2026-11-12`, `12/11/2026`, `Thursday 12 November 2026`."""

import re
from calendar import monthrange
from datetime import date

from policy.refused import Refused
from policy.saying import MONTHS, WEEKDAYS, say_day

_MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_IN_WORDS = re.compile(r"(?:([a-z]+)\W+)?(\d{1,2})(?:st|nd|rd|th)?\W+([a-z]+)\W+(\d{4})")

A_LEAP_YEAR = 2028


def read_whole_day(text: str) -> date:
    """The day that `text` writes out, year first or day first, a weekday allowed before it.

    Raises Refused for anything else, for a day that does not exist, and for a weekday that is not that day's.
    """
    plain = text.strip().lower()
    if found := _YEAR_FIRST.fullmatch(plain):
        year, month, day = (int(part) for part in found.groups())
        return real_day(year, month, day, text)
    if found := _DAY_FIRST.fullmatch(plain):
        day, month, year = (int(part) for part in found.groups())
        return real_day(year, month, day, text)
    if found := _IN_WORDS.fullmatch(plain):
        weekday, day_text, month_name, year_text = found.groups()
        number = _MONTH_NUMBERS.get(month_name[:3])
        if number and MONTHS[number - 1].lower().startswith(month_name):
            written = real_day(int(year_text), number, int(day_text), text)
            if weekday:
                _check_weekday(weekday, written, text)
            return written
    raise Refused(f"“{text.strip()}” is not a date. Write it like 2026-11-12 or 12/11/2026.")


def real_day(year: int, month: int, day: int, text: str) -> date:
    """The day of that year, month and number. Raises Refused, quoting `text`, where there is none."""
    check_the_month_has(day, month, text)
    try:
        return date(year, month, day)
    except ValueError:
        raise Refused(f"There is no {day} {MONTHS[month - 1]} {year}. For example 12 November 2026.") from None


def check_the_month_has(day: int, month: int, text: str) -> None:
    """Raises Refused, quoting `text`, for a 13th month, and for a day that its month has in no year: 31 February."""
    if not 1 <= month <= 12:
        raise Refused(
            f"“{text.strip()}” has no month {month}: the day comes first, then the month. For example 12/11/2026."
        )
    if not 1 <= day <= monthrange(A_LEAP_YEAR, month)[1]:
        raise Refused(f"There is no {day} {MONTHS[month - 1]}. For example 12 November 2026.")


def _check_weekday(weekday: str, written: date, text: str) -> None:
    actual = WEEKDAYS[written.weekday()]
    if len(weekday) < 3 or not actual.lower().startswith(weekday):
        raise Refused(f"“{text.strip()}” does not agree with the calendar: that day is {say_day(written)}.")
