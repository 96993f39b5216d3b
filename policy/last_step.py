"""The last step: dateparser, for what the forms do not know, and only where its answer is safe.

Every word must be a word of dates, one of them a month, a weekday or a word of counting; the answer must have the
weekday that was said. The library is slow to import, so it is loaded by `warm` or by the first phrase that needs it.
"""

import re
from datetime import date, datetime
from functools import cache
from typing import Protocol, cast

from policy.asked import Asked, at_clock
from policy.wording import MONTH_NUMBERS, WEEKDAY_NUMBERS, words

LONGEST = 80
_NAMED = frozenset([*WEEKDAY_NUMBERS, *MONTH_NUMBERS, "today", "tomorrow", "yesterday", "ago"])
_ALLOWED = _NAMED | frozenset(words("day week fortnight month year hour minute in on at a an from now"))
_BESIDE_A_NUMBER = frozenset([*MONTH_NUMBERS, *words("day week fortnight month year hour minute")])
_NUMBER = re.compile(r"\d{1,2}(?:st|nd|rd|th)?|20\d\d|\d{1,2}:\d\d(?:am|pm)?|\d{1,2}(?:am|pm)")
_TIME = re.compile(r"\d:\d\d|\d[ap]m|hour|minute")
_DAY_NUMBER = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\b(?![:.])")


class _Parser(Protocol):
    def get_date_data(self, date_string: str) -> "_Data": ...


class _Data(Protocol):
    date_obj: datetime | None


def read_with_dateparser(asked: Asked, text: str) -> date | None:
    """What dateparser makes of plain text, or None where it makes nothing of it that is safe."""
    if not _safe_to_ask(text):
        return None
    found = _ask(text, asked)
    if found is None:
        return None
    weekdays = [number for name, number in WEEKDAY_NUMBERS.items() if name in text.split()]
    months = [number for name, number in MONTH_NUMBERS.items() if name in text.split()]
    if weekdays not in ([], [found.weekday()]) or months not in ([], [found.month]):
        return None
    asked.year_said = asked.year_said or re.search(r"\b20\d\d\b", text) is not None
    if _TIME.search(text):
        return at_clock(asked, found.date(), found.hour, found.minute)
    return found.date()


def _safe_to_ask(text: str) -> bool:
    said = text.split()
    if not all(word in _ALLOWED or _NUMBER.fullmatch(word) for word in said):
        return False
    months = [word for word in said if word in MONTH_NUMBERS]
    if months and not _DAY_NUMBER.search(text):
        return False  # a month alone is given today's day number
    for at, word in enumerate(said):
        beside = {*said[max(at - 1, 0) : at], *said[at + 1 : at + 2]}
        if word.isdigit() and not beside & _BESIDE_A_NUMBER:
            return False  # yesterday 4, 10 tomorrow
    return bool(_NAMED.intersection(said)) and len(months) < 2


def _ask(text: str, asked: Asked) -> datetime | None:
    assert len(text) <= LONGEST, "a phrase longer than any date must not reach dateparser"
    local = asked.now.replace(tzinfo=None)
    parser = _parser(asked.context, local)
    return parser.get_date_data(text).date_obj


def _parser(context: str, local: datetime) -> _Parser:
    from dateparser import DateDataParser  # slow to import, and few phrases need it

    settings = {"DATE_ORDER": "DMY", "PREFER_DATES_FROM": context, "RELATIVE_BASE": local}
    return cast(_Parser, DateDataParser(languages=["en"], settings=settings))


@cache
def warm() -> None:
    """Load dateparser and its English, so that the first phrase that needs it does not wait. No wall clock is read."""
    base = datetime(2026, 11, 9, 10, 15)  # noqa: DTZ001 - dateparser wants a local time
    _parser("future", base).get_date_data("12 november 2026")
