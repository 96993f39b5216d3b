"""The periods in which things fall due: weeks, half terms, terms, the year; together they cover each day once."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from policy.duties import Duty
from policy.school_calendar import SchoolCalendar
from policy.school_year import SchoolYear

ONE_DAY = timedelta(days=1)
MIDDLE_OF_THE_YEAR = "spring 1"
"""What is due by mid-year (V3-04) is due by the end of this half term; ours."""


@dataclass(frozen=True)
class Period:
    """One period: its first day, the last school day that is still in time, and the last day that counts for it.

    A holiday counts for the period before it (ours), so that every day of the year has its period.
    """

    name: str
    first_day: date
    in_time_until: date
    last_day: date

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


def year_bounds(calendar: SchoolCalendar, starts: int) -> tuple[date, date]:
    """The first day of a school year's autumn term, and the day before that of the next."""
    return calendar.year(starts).first_day, calendar.year(starts + 1).first_day - ONE_DAY


def months_after(day: date, months: int) -> date:
    """The day so many months later; the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def periods_of(duty: Duty, calendar: SchoolCalendar, starts: int) -> tuple[Period, ...]:
    """The periods of a duty in the school year that begins in `starts`, without those of other terms than its own."""
    year = calendar.year(starts)
    if duty.period == "year":
        first_day, last_day = year_bounds(calendar, starts)
        return (Period(year.label, first_day, _by(duty, year), last_day),)
    if duty.period == "term":
        found = _joined([(term.name, term.first_day, term.last_day) for term in year.terms], calendar, starts)
    elif duty.period == "half-term":
        blocks = [block for term in year.terms for block in term.blocks]
        found = _joined([(block.name, block.first_day, block.last_day) for block in blocks], calendar, starts)
    else:
        found = _joined(list(_weeks(calendar, year)), calendar, starts)
    return tuple(period for period in found if _term_at(year, period.first_day) in duty.terms)


def _by(duty: Duty, year: SchoolYear) -> date:
    if not duty.by_mid_year:
        return year.last_day
    return next(block.last_day for term in year.terms for block in term.blocks if block.name == MIDDLE_OF_THE_YEAR)


def _weeks(calendar: SchoolCalendar, year: SchoolYear) -> Iterator[tuple[str, date, date]]:
    """The weeks that have a school day, each from its first school day to its last."""
    day, week = year.first_day, list[date]()
    while day <= year.last_day:
        if calendar.is_school_day(day):
            week.append(day)
        if day.weekday() == 6 or day == year.last_day:
            if week:
                yield f"week of {week[0]:%-d %B}", week[0], week[-1]
            week = []
        day += ONE_DAY


def _joined(found: Sequence[tuple[str, date, date]], calendar: SchoolCalendar, starts: int) -> tuple[Period, ...]:
    """Periods from the first to the last day of the year, each up to the day before the next begins."""
    first_day, last_day = year_bounds(calendar, starts)
    begins = [first_day, *(first for _, first, _ in found[1:])]
    ends = [*(first - ONE_DAY for first in begins[1:]), last_day]
    return tuple(
        Period(name, begin, in_time_until, end)
        for (name, _, in_time_until), begin, end in zip(found, begins, ends, strict=True)
    )


def _term_at(year: SchoolYear, day: date) -> str:
    return [term.name for term in year.terms if term.first_day <= day][-1]
