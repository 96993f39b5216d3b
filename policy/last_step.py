"""The last step: dateparser, for what the forms do not know, and only where its answer is safe.

It is asked two kinds of phrase: the parts of one date in an order of their own (`2026 Dec 1st`), and counts joined
together (`1 week 2 days ago`). Its answer must have the day, month and weekday that were said. The library is slow to
import, so it is loaded by `warm` or by the first phrase that needs it.
"""

import re
from datetime import date, datetime
from functools import cache
from typing import Protocol, cast

from policy.asked import Asked, at_clock
from policy.wording import MONTH_NUMBERS, WEEKDAY_NUMBERS

LONGEST = 80
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"20\d\d")
_TIME = re.compile(r"\d{1,2}:\d\d(?:am|pm)?|\d{1,2}(?:am|pm)")
_COUNT = r"\d{1,3} (?:day|week|month|year|hour|minute)"
_COUNTS = re.compile(rf"in {_COUNT}(?: (?:and )?{_COUNT})+|{_COUNT}(?: (?:and )?{_COUNT})+ ago")


class _Parser(Protocol):
    def get_date_data(self, date_string: str) -> "_Data": ...


class _Data(Protocol):
    date_obj: datetime | None


def read_with_dateparser(asked: Asked, text: str) -> date | None:
    """What dateparser makes of plain text, or None where it makes nothing of it that is safe."""
    if _COUNTS.fullmatch(text):
        found = _ask(text, asked)
        timed = "hour" in text or "minute" in text
        return found if found is None else _when(asked, found, timed)
    parts = _parts_of_one_date(text)
    found = None if parts is None else _ask(text, asked)
    if parts is None or found is None:
        return None
    said = {"day": found.day, "month": found.month, "weekday": found.weekday(), "year": found.year}
    if any(said[name] != value for name, value in parts.items() if name in said):
        return None
    asked.year_said = asked.year_said or "year" in parts
    return _when(asked, found, "time" in parts)


def _when(asked: Asked, found: datetime, timed: bool) -> date:
    return at_clock(asked, found.date(), found.hour, found.minute) if timed else found.date()


def _parts_of_one_date(text: str) -> dict[str, int] | None:
    """The parts of a date, each of them once and a day and a month among them; None for anything else."""
    parts: dict[str, int] = {}
    for word in text.split():
        if word in ("on", "at", "of"):
            continue
        part = _part(word)
        if part is None or part[0] in parts:
            return None
        parts[part[0]] = part[1]
    return parts if {"day", "month"} <= parts.keys() else None


def _part(word: str) -> tuple[str, int] | None:
    if word in WEEKDAY_NUMBERS:
        return "weekday", WEEKDAY_NUMBERS[word]
    if word in MONTH_NUMBERS:
        return "month", MONTH_NUMBERS[word]
    if day := _DAY.fullmatch(word):
        return "day", int(day[1])
    if _YEAR.fullmatch(word):
        return "year", int(word)
    return ("time", 0) if _TIME.fullmatch(word) else None


def _ask(text: str, asked: Asked) -> datetime | None:
    assert len(text) <= LONGEST, "a phrase longer than any date must not reach dateparser"
    local = asked.now.replace(tzinfo=None)
    return _parser(asked.context, local).get_date_data(text).date_obj


def _parser(context: str, local: datetime) -> _Parser:
    from dateparser import DateDataParser  # slow to import, and few phrases need it

    settings = {"DATE_ORDER": "DMY", "PREFER_DATES_FROM": context, "RELATIVE_BASE": local}
    return cast(_Parser, DateDataParser(languages=["en"], settings=settings))


@cache
def warm() -> None:
    """Load dateparser and its English, so that the first phrase that needs it does not wait. No wall clock is read."""
    base = datetime(2026, 11, 9, 10, 15)  # noqa: DTZ001 - dateparser wants a local time
    _parser("future", base).get_date_data("12 november 2026")
