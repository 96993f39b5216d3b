"""Which days a list covers: `since September`, `this half term`, `last term`, `2025/26`, `next 14 days`.

A month or a term without a year is that of the school year that is running. `this half term` is the block of
teaching, `half term` alone might be the holiday week and is refused. `next 14 days` begins today and takes in the
14 days after it; `last 14 days` ends today.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from policy.asked import ONE_DAY, Asked, last_of_month, number_of
from policy.counted_days import UNIT, count_on
from policy.reading import read_day
from policy.refused import Refused
from policy.saying import LONDON, say_day
from policy.school_year import year_label
from policy.spans import plain_with_to
from policy.stretches import (
    NAMED_HALF_TERM,
    SEASON,
    Found,
    block_by_step,
    half_term_of_year,
    named_stretch,
    school_year_stretch,
)
from policy.wording import MONTH_NUMBERS, WEEKDAY_NUMBERS

EXAMPLE = "since September, this half term, last term, 2025/26, next 14 days, or 1 Sept to 12 Dec"
_MONTHS = "|".join(MONTH_NUMBERS)
_SINCE = re.compile(
    r"(?:ever )?(?:since|from)(?: and including)? (?P<words>.+?)(?: (?:to|until) (?:now|today|date)| onwards?)?"
)
_UNTIL = re.compile(r"(?:(?:from )?(?:now|today) )?(?:up to|until|to|till|through to) (?P<words>.+)")
_TWO = re.compile(r"(?:from |between )?(?P<first>.+?) (?:to|until|and|through to) (?P<last>.+)")
_RUNNING_NEXT = re.compile(
    r"(?:in |over |for |during |within )?(?P<way>next|coming|last|past|previous) "
    rf"(?:(?P<count>\d{{1,4}}|couple of) )?{UNIT}"
)
_REST = re.compile(r"(?:rest|remainder) of (?P<words>.+)")
_SO_FAR = re.compile(r"(?P<words>.+) so far|so far (?P<after>.+)|(?P<to_date>.+) to date")
_HALF_TERM = re.compile(r"(?P<which>this|current|last|previous|next|coming) half term")
_NAMED_HALF_TERM = re.compile(NAMED_HALF_TERM)
_SHORT_YEAR = re.compile(r"(?P<starts>\d\d)/(?P<ends>1[3-9]|[2-9]\d)")
_RUNNING = ("half term", "year")
_YEAR = re.compile(r"(?P<which>this|last|next) year")
_SEASON = re.compile(rf"{SEASON}(?: term)?(?: (?P<half>[12]))?")
_MONTH = re.compile(rf"(?P<month>{_MONTHS})")
_DAY_MONTH = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_MONTHS})|(?:{_MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}/\d{{1,2}})"
)
_NUMBERED = re.compile(
    r"(?P<first>\d{1,2})(?:st|nd|rd|th)?(?: to |-)"
    rf"(?P<last>\d{{1,2}}(?:st|nd|rd|th)? (?P<month>{_MONTHS})(?P<year> 20\d\d)?)"
)
_WEEK = re.compile(
    rf"(?:wc|wb|(?:last |\d(?:st|nd|rd|th) )?week) (?!(?:on )?(?:{'|'.join(WEEKDAY_NUMBERS)})\b).+|.+ week \d+"
)
_WEEKEND = re.compile(r"(?:(?P<which>this|next|last) )?weekend")
_STEPS = {"this": 0, "current": 0, "last": -1, "previous": -1, "next": 1, "coming": 1}


@dataclass(frozen=True)
class PeriodReading:
    """The first and last day of a period, both included, what was assumed, and the words."""

    first: date
    last: date
    assumed: tuple[str, ...]
    text: str

    def said(self) -> str:
        """Both days in full and what was assumed."""
        said = say_day(self.first) if self.first == self.last else f"{say_day(self.first)} to {say_day(self.last)}"
        return f"{said} ({'; '.join(self.assumed)})" if self.assumed else said


Days = tuple[date, date]


def read_period_of(asked: Asked, phrase: str) -> PeriodReading:
    """The days that a whole phrase covers. Raises Refused where it is no period or ends before it starts."""
    text = plain_with_to(phrase)
    text = re.sub(r"^(?:in|during|over|for|within|throughout) (?!next|last|past|coming)", "", text)
    for way in (_rest, _so_far, _running, _stretch, _week, _single_day, _numbered, _two_ends, _since, _until):
        days = way(asked, text)
        if days is not None:
            first, last = days
            if last < first:
                raise Refused(
                    f"That ends on {say_day(last)}, before it starts on {say_day(first)}. Say it like {EXAMPLE}."
                )
            for day in days:
                replace(asked, year_said=True).check_side(day)
            return PeriodReading(first, last, tuple(asked.assumed), phrase.strip())
    raise Refused(f"I cannot read “{phrase.strip()[:80]}” as a period. Say it like {EXAMPLE}.")


def _rest(asked: Asked, text: str) -> Days | None:
    found = _REST.fullmatch(text)
    days = _stretch(asked, _running_one(found["words"])) if found else None
    if days is None:
        return None
    if not days[0] <= asked.today <= days[1]:
        raise Refused(f"Today is not in {text.split(' of ', 1)[1]}. Say it like {EXAMPLE}.")
    return asked.today, days[1]


def _running_one(words: str) -> str:
    return f"this {words}" if words in _RUNNING else words


def _so_far(asked: Asked, text: str) -> Days | None:
    found = _SO_FAR.fullmatch(text)
    days = _stretch(asked, _running_one(found["words"] or found["after"] or found["to_date"])) if found else None
    return None if days is None else (days[0], asked.today)


def _running(asked: Asked, text: str) -> Days | None:
    """`next 14 days`, `the past month`; `last week` and `next month` are calendar weeks and months."""
    found = _RUNNING_NEXT.fullmatch(text)
    if found is None or (found["count"] is None and found["way"] != "past" and found["unit"] != "fortnight"):
        return None
    if found["count"] == "0":
        raise Refused(f"That is no day at all. Say it like {EXAMPLE}.")
    count, unit = number_of(found["count"] or "a"), found["unit"].removeprefix("calendar ")
    if found["way"] in ("next", "coming"):
        return asked.today, count_on(asked, asked.today, count, unit)
    return count_on(asked, asked.today, -count, unit), asked.today


def _stretch(asked: Asked, text: str) -> Days | None:
    found = _HALF_TERM.fullmatch(text)
    if found:
        return _days_of(_block(asked, found["which"]))
    found = _NAMED_HALF_TERM.fullmatch(text)
    if found:
        return _days_of(half_term_of_year(asked, found["name"], asked.calendar.academic_year(asked.today).starts))
    if re.fullmatch(r"half term(?: week)?", text):
        raise Refused(
            "“Half term” may be the holiday week or the weeks before it. Say this half term, or half term holiday."
        )
    found = _YEAR.fullmatch(text)
    if found:
        starts = asked.calendar.academic_year(asked.today).starts + _STEPS[found["which"]]
        asked.assume(f"“{text}” is taken as the school year {year_label(starts)}")
        return _days_of(school_year_stretch(asked, starts))
    if re.fullmatch(r"20\d\d", text):
        return date(int(text), 1, 1), date(int(text), 12, 31)
    stretch = named_stretch(asked, _with_year(asked, text))
    return None if stretch is None else _days_of(stretch)


def _block(asked: Asked, which: str) -> Found:
    if _STEPS[which] == 0 and asked.calendar.block_of(asked.today) is None and asked.calendar.in_holidays(asked.today):
        raise Refused("No half term of teaching is running today. Say last half term, next half term or autumn 2.")
    return block_by_step(asked, _STEPS[which])


def _days_of(stretch: Found) -> Days:
    return stretch.first_day, stretch.last_day


def _with_year(asked: Asked, text: str) -> str:
    """A month or a term without a year is that of the school year that is running."""
    starts = asked.calendar.academic_year(asked.today).starts
    found = _SEASON.fullmatch(text)
    if found:
        return f"{found['season']} {'term' if found['half'] is None else found['half']} {year_label(starts)}"
    found = _SHORT_YEAR.fullmatch(text)
    if found and int(found["starts"]) + 1 == int(found["ends"]):
        return f"20{text}"
    found = _MONTH.fullmatch(text)
    if found:
        return f"{text} {_year_of_month(asked, found['month'])}"
    return text


def _year_of_month(asked: Asked, month: str) -> int:
    starts = asked.calendar.academic_year(asked.today).starts
    return starts if MONTH_NUMBERS[month] >= 9 else starts + 1


def _week(asked: Asked, text: str) -> Days | None:
    """`w/c 7 December`, `week 3 of spring term`: Monday to Sunday; a weekend."""
    found = _WEEKEND.fullmatch(text)
    if found:
        stretch = named_stretch(asked, f"{found['which'] or 'this'} week")
        return None if stretch is None else (stretch.last_day - ONE_DAY, stretch.last_day)
    if not _WEEK.fullmatch(text):
        return None
    monday = _day(asked, text)
    return None if monday is None or monday.weekday() != 0 else (monday, monday + 6 * ONE_DAY)


def _single_day(asked: Asked, text: str) -> Days | None:
    if text in WEEKDAY_NUMBERS:
        raise Refused(f"Say which {text.title()}, for example last {text.title()} or next {text.title()}.")
    if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)", text):
        raise Refused(f"Say the month too, for example {text} November.")
    day = None if re.match(r"since|until|from|to\b|up to|before|after|by\b", text) else _day(asked, text)
    return None if day is None else (day, day)


def _numbered(asked: Asked, text: str) -> Days | None:
    """`1-12 December`."""
    found = _NUMBERED.fullmatch(text.removeprefix("from "))
    if found is None:
        return None
    first = _day(asked, f"{found['first']} {found['month']}{found['year'] or ''}")
    last = _day(asked, found["last"])
    return None if first is None or last is None else (first, last)


def _two_ends(asked: Asked, text: str) -> Days | None:
    """`1 Sept to 12 Dec`, `September to December`, `from the start of term until Friday`."""
    found = _TWO.fullmatch(text)
    if found is None or found["last"] in ("now", "date", "further notice") or found["first"] in ("now", "today"):
        return None
    first, last = _ends(asked, found["first"]), _ends(asked, found["last"])
    return None if first is None or last is None else (first[0], last[1])


def _ends(asked: Asked, text: str) -> Days | None:
    if text in WEEKDAY_NUMBERS:
        raise Refused(f"Say which {text.title()}, for example last {text.title()}, or its date.")
    if text in ("today", "now"):
        return asked.today, asked.today
    days = _stretch(asked, text)
    if days is None:
        day = _day(asked, text)
        days = None if day is None else (day, day)
    return days


def _since(asked: Asked, text: str) -> Days | None:
    found = _SINCE.fullmatch(text)
    if found is None:
        return None
    back = replace(asked, context="past", assumed=asked.assumed)
    words = found["words"]
    day = None
    if re.fullmatch(r"half term", words):
        day = read_day(back, "after half term")
    elif stretch := (named_stretch(back, words) if words not in WEEKDAY_NUMBERS else None):
        day = stretch.first_day
    elif found := _HALF_TERM.fullmatch(words):
        day = _block(back, found["which"]).first_day
    else:
        day = read_day(back, words)
    if day is None:
        return None
    if day > asked.today:
        raise Refused(f"{say_day(day)} is still to come. Say it like {EXAMPLE}.")
    return day, asked.today


def _until(asked: Asked, text: str) -> Days | None:
    found = _UNTIL.fullmatch(text)
    if found is None:
        return None
    if found["words"] == "further notice":
        raise Refused("A period needs a last day. Say it like until 12 December or until the end of term.")
    ahead = replace(asked, context="future", assumed=asked.assumed)
    words = found["words"]
    stretch = named_stretch(ahead, words) if words not in WEEKDAY_NUMBERS and "half term" not in words else None
    day = stretch.last_day if stretch else read_day(ahead, f"before {words}" if words == "half term" else words)
    if day is None:
        return None
    if day < asked.today:
        raise Refused(f"{say_day(day)} has passed. Say it like {EXAMPLE}.")
    return asked.today, day


def _day(asked: Asked, text: str) -> date | None:
    """A day; one with its month and no year is that of the school year that is running."""
    if _DAY_MONTH.fullmatch(text):
        return _in_school_year(asked, text)
    day = read_day(asked, text)
    return day.date() if isinstance(day, datetime) else day


def _in_school_year(asked: Asked, text: str) -> date | None:
    starts = asked.calendar.academic_year(asked.today).starts
    day = read_day(replace(asked, now=_noon(date(starts, 9, 1)), context="future", assumed=asked.assumed), text)
    return day if day is None or day <= last_of_month(starts + 1, 8) else None


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)
