"""Stretches of days people speak of: weeks, months, terms, blocks, half terms, holidays and school years.

A stretch that is running now comes before any other; else it is the nearest one on the side that is asked about.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from policy.asked import MONTH, ONE_DAY, ONE_WEEK, Asked, last_of_month, monday_of, months_on
from policy.refused import Refused
from policy.school_calendar import assumption_about
from policy.school_year import Term, weekday_on
from policy.wording import MONTH_NUMBERS

Kind = Literal["week", "month", "term", "block", "half term", "holidays", "school year", "financial year", "year"]
SEASON = r"(?P<season>autumn|spring|summer)"


@dataclass(frozen=True)
class Found:
    """A stretch that was named: its kind and its days. `weeks_end` is the last day that week numbers reach."""

    kind: Kind
    first_day: date
    last_day: date
    weeks_end: date | None = None


def named_stretch(asked: Asked, text: str) -> Found | None:
    """The stretch that plain text names, or None. Raises Refused where it might be two."""
    for pattern, work_out in STRETCHES:
        found = pattern.fullmatch(text)
        if found is not None:
            stretch = work_out(asked, found)
            if stretch is not None:
                return stretch
    return None


_STEPS = {None: 0, "this": 0, "current": 0, "next": 1, "coming": 1, "last": -1, "previous": -1}


def _week(asked: Asked, found: re.Match[str]) -> Found:
    steps = 2 if found["after"] else _STEPS[found["which"]]
    monday = monday_of(asked.today) + steps * ONE_WEEK
    return Found("week", monday, monday + 6 * ONE_DAY)


def _month(asked: Asked, found: re.Match[str]) -> Found:
    return month_stretch(months_on(asked.today.replace(day=1), _STEPS[found["which"]]))


def month_stretch(day: date) -> Found:
    """The calendar month of `day`."""
    return Found("month", day.replace(day=1), last_of_month(day.year, day.month))


def _named_month(asked: Asked, found: re.Match[str]) -> Found:
    month = MONTH_NUMBERS[found["month"]]
    if found["year"]:
        asked.year_said = True
        return month_stretch(date(int(found["year"]), month, 1))
    year = asked.today.year
    if asked.future and month < asked.today.month:
        year += 1
    if not asked.future and month > asked.today.month:
        year -= 1
    return month_stretch(date(year, month, 1))


def _from_today(asked: Asked) -> Iterator[Term]:
    """Terms on the side that is asked about, the running one first."""
    return asked.calendar.terms_from(asked.today) if asked.future else asked.calendar.terms_until(asked.today)


def _noted(asked: Asked, term: Term) -> Term:
    if term.assumed:
        asked.assume(assumption_about(term.starts))
    return term


def _as_term(asked: Asked, term: Term) -> Found:
    _noted(asked, term)
    return Found("term", term.first_day, term.last_day, weeks_end=term.blocks[0].last_day)


def _term(asked: Asked, found: re.Match[str]) -> Found | None:
    """`term`, `this term`, `next term`, `last term`. In the holidays `term` is the coming one."""
    return _as_term(asked, term_by_step(asked, _STEPS[found["which"]]))


def term_by_step(asked: Asked, steps: int) -> Term:
    """The running or coming term (0), the one after the running one or the coming one itself (1), the last one (-1)."""
    ahead = asked.calendar.terms_from(asked.today)
    if steps < 0:
        behind = (term for term in asked.calendar.terms_until(asked.today) if term.last_day < asked.today)
        return next(behind)
    first = next(ahead)
    return next(ahead) if steps > 0 and first.first_day <= asked.today else first


def _season_term(asked: Asked, found: re.Match[str]) -> Found | None:
    name, year = found["season"], found["year"]
    if year:
        return _as_term(asked, term_of_year(asked, name, year))
    terms = (term for term in _from_today(asked) if term.name == name)
    if found.groupdict().get("which") in ("next", "coming"):
        terms = (term for term in asked.calendar.terms_from(asked.today) if term.name == name)
        terms = (term for term in terms if term.first_day > asked.today)
    if found.groupdict().get("which") in ("last", "previous"):
        terms = (term for term in asked.calendar.terms_until(asked.today) if term.name == name)
        terms = (term for term in terms if term.last_day < asked.today)
    return _as_term(asked, next(terms))


def term_of_year(asked: Asked, name: str, year: str) -> Term:
    """The named term of a school year (`2026/27`) or of the calendar year it lies in (`2027`)."""
    asked.year_said = True
    starts = int(year[:4])
    if len(year) == 4 and name != "autumn":
        starts -= 1
    return asked.calendar.year(starts).term(name)


def _block(asked: Asked, found: re.Match[str]) -> Found | None:
    """`autumn 1`, `spring term 2`, `the second half of the summer term`."""
    name, half = found["season"], int(found["half"][0]) - 1
    if found["year"]:
        terms: Iterable[Term] = [term_of_year(asked, name, found["year"])]
    else:
        terms = (term for term in _from_today(asked) if term.name == name)
    for term in terms:
        block = term.blocks[half]
        if found["year"] or (block.last_day >= asked.today if asked.future else block.first_day <= asked.today):
            _noted(asked, term)
            return Found("block", block.first_day, block.last_day)
    return None


def block_by_step(asked: Asked, steps: int) -> Found:
    """The running or coming block (0), the one after it or the coming one (1), the one before (-1)."""
    if steps < 0:
        block = next(block for block in asked.calendar.blocks_until(asked.today) if block.last_day < asked.today)
    else:
        ahead = asked.calendar.blocks_from(asked.today)
        block = next(ahead)
        if steps and block.first_day <= asked.today:
            block = next(ahead)
    asked.rests_on_terms(block.first_day)
    return Found("block", block.first_day, block.last_day)


def half_terms(asked: Asked) -> Iterator[tuple[Term, Found]]:
    """Half-term holidays on the side that is asked about; the weekends on both sides count as running."""
    if asked.future:
        terms = asked.calendar.terms_from(asked.today - 4 * ONE_DAY)
        return ((t, _holiday_week(t)) for t in terms if weekday_on(t.half_term.last_day + ONE_DAY) > asked.today)
    terms = asked.calendar.terms_until(asked.today + 4 * ONE_DAY)
    return ((t, _holiday_week(t)) for t in terms if t.half_term.first_day - 2 * ONE_DAY <= asked.today)


def _holiday_week(term: Term) -> Found:
    return Found("half term", term.half_term.first_day, term.half_term.last_day)


def _half_term(asked: Asked, found: re.Match[str]) -> Found:
    coming = half_terms(asked)
    term, week = next(coming)
    if found["which"] and week.first_day <= asked.today and asked.future:
        term, week = next(coming)
    _noted(asked, term)
    return week


def _named_half_term(asked: Asked, found: re.Match[str]) -> Found:
    """`October half term`, `the February half term`, `spring half term`."""
    season = found["name"]
    season = _HALF_TERM_MONTHS.get(season, season)
    term, week = next((term, week) for term, week in half_terms(asked) if term.name == season)
    _noted(asked, term)
    return week


def half_term_of_year(asked: Asked, name: str, starts: int) -> Found:
    """The half term of a month or a season in the school year that begins in `starts`."""
    term = asked.calendar.year(starts).term(_HALF_TERM_MONTHS.get(name, name))
    return _holiday_week(_noted(asked, term))


_HALF_TERM_MONTHS = {
    "october": "autumn",
    "november": "autumn",
    "february": "spring",
    "may": "summer",
    "june": "summer",
    "whit": "summer",
    "whitsun": "summer",
}
NAMED_HALF_TERM = rf"(?P<name>{'|'.join(_HALF_TERM_MONTHS)}|autumn|spring|summer) half term(?: holiday| week)?"
_HOLIDAYS = {"christmas": "autumn", "winter": "autumn", "easter": "spring", "summer": "summer"}


def _holidays(asked: Asked, found: re.Match[str]) -> Found:
    """The holidays that follow a term."""
    return next(holidays_named(asked, found["name"]))


def _coming_holidays(asked: Asked, found: re.Match[str]) -> Found | None:
    """`the holidays`: those that are running, or the coming ones where no half term comes before them."""
    if not asked.future:
        return None
    unheard = replace(asked, assumed=[])
    first = {name: next(holidays_named(unheard, name)).first_day for name in ("christmas", "easter", "summer")}
    name = min(first, key=lambda name: first[name])
    _, week = next(half_terms(asked))
    if week.first_day < first[name]:
        raise Refused("“The holidays” may be half term or those after it. Say half term, or the Easter holidays.")
    return next(holidays_named(asked, name))


def holidays_named(asked: Asked, name: str) -> Iterator[Found]:
    """Christmas, Easter or summer holidays on the side that is asked about, the running ones first."""
    days = asked.today - 120 * ONE_DAY if asked.future else asked.today
    terms = asked.calendar.terms_from(days) if asked.future else asked.calendar.terms_until(days)
    for term in terms:
        if term.name == _HOLIDAYS[name]:
            days_off = asked.calendar.holiday_after(term)
            if days_off.last_day >= asked.today if asked.future else days_off.first_day <= asked.today:
                asked.rests_on_terms(term.last_day, days_off.last_day + ONE_DAY)
                yield Found("holidays", days_off.first_day, days_off.last_day)


def _school_year(asked: Asked, found: re.Match[str]) -> Found:
    """In the summer holidays the school year is the coming one."""
    starts = asked.calendar.academic_year(asked.today).starts
    if asked.future and asked.calendar.year(starts).last_day < asked.today:
        starts += 1
        steps = _STEPS[found["which"]] - 1 if _STEPS[found["which"]] > 0 else _STEPS[found["which"]]
    else:
        steps = _STEPS[found["which"]]
    return school_year_stretch(asked, starts + steps)


def school_year_stretch(asked: Asked, starts: int) -> Found:
    """The school year that begins in `starts`, first day of autumn to last day of summer term."""
    year = asked.calendar.year(starts)
    if year.assumed:
        asked.assume(assumption_about(starts))
    return Found("school year", year.first_day, year.last_day)


def _labelled_year(asked: Asked, found: re.Match[str]) -> Found:
    starts, ends = int(found["starts"]), int(found["ends"])
    if (starts + 1) % 100 != ends % 100:
        raise Refused(f"{found[0]} is not a school year. Write it like 2026/27.")
    asked.year_said = True
    return school_year_stretch(asked, starts)


def _financial_year(asked: Asked, found: re.Match[str]) -> Found:
    """1 April to 31 March."""
    starts = asked.today.year - (asked.today < date(asked.today.year, 4, 1)) + _STEPS[found["which"]]
    return Found("financial year", date(starts, 4, 1), date(starts + 1, 3, 31))


def _calendar_year(asked: Asked, found: re.Match[str]) -> Found:
    year = asked.today.year + _STEPS[found["which"]]
    return Found("year", date(year, 1, 1), date(year, 12, 31))


_WHICH = r"(?:(?P<which>this|current|next|coming|last|previous) )?"
_YEAR = r"(?: (?P<year>20\d\d(?:/(?:20)?\d\d)?))?"
STRETCHES: tuple[tuple[re.Pattern[str], Callable[[Asked, re.Match[str]], Found | None]], ...] = tuple(
    (re.compile(pattern), work_out)
    for pattern, work_out in (
        (rf"{_WHICH}week(?P<after> after next)?", _week),
        (rf"{_WHICH}month", _month),
        (rf"{MONTH}(?: (?P<year>20\d\d))?", _named_month),
        (rf"{_WHICH}term", _term),
        (rf"{_WHICH}{SEASON} term{_YEAR}", _season_term),
        (rf"{SEASON} (?:term )?(?P<half>[12]){_YEAR}", _block),
        (rf"(?P<half>1st|2nd) half of {SEASON} term{_YEAR}", _block),
        (r"(?:(?P<which>next|coming) )?half term(?: holiday| week)?", _half_term),
        (NAMED_HALF_TERM, _named_half_term),
        (r"(?P<name>christmas|winter|easter|summer) (?:school )?holiday", _holidays),
        (r"(?:school )?holiday", _coming_holidays),
        (rf"{_WHICH}(?:academic|school) year", _school_year),
        (
            r"(?:(?:academic|school) year )?(?P<starts>20\d\d)[/-](?P<ends>(?:20)?\d\d)(?: (?:academic|school) year)?",
            _labelled_year,
        ),
        (rf"{_WHICH}financial year", _financial_year),
        (rf"{_WHICH}calendar year", _calendar_year),
    )
)
