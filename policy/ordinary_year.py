"""The ordinary pattern of a school year in England, for years whose dates no council has given us.

Worked out from the usual weeks, Easter and the bank holidays. It is right to within a few days and never certain.
"""

from datetime import date, timedelta
from functools import lru_cache

from policy.bank_holidays import easter_sunday, is_bank_holiday
from policy.school_year import ONE_DAY, Stretch, Term, weekday_on

EARLY_EASTER = (3, 30)
"""Before this day the spring term runs up to Good Friday; from it on, a week of holiday comes before Easter."""


@lru_cache(maxsize=64)
def ordinary_terms(starts: int) -> tuple[Term, Term, Term]:
    """Autumn, spring and summer of the school year that begins in `starts`, all marked as assumed."""
    autumn_last = _last_friday_by(date(starts, 12, 22))
    spring_last, summer_first = _around_easter(starts + 1)
    half_term_in_may = _monday_by(date(starts + 1, 5, 31))
    return (
        _assumed("autumn", starts, _autumn_first(starts), autumn_last, _monday_by(date(starts, 10, 31))),
        _assumed("spring", starts, _working(autumn_last + timedelta(days=17)), spring_last, _mid_february(starts + 1)),
        _assumed("summer", starts, summer_first, _working(date(starts + 1, 7, 20)), half_term_in_may),
    )


def _assumed(name: str, starts: int, first_day: date, last_day: date, half_term_monday: date) -> Term:
    half_term = Stretch(half_term_monday, half_term_monday + timedelta(days=4))
    return Term(name, starts, first_day, last_day, half_term, assumed=True)


def _autumn_first(year: int) -> date:
    """1 September, or the Monday after it where that falls on a Friday or at a weekend."""
    first = date(year, 9, 1)
    return first if first.weekday() < 4 else first + (7 - first.weekday()) * ONE_DAY


def _around_easter(year: int) -> tuple[date, date]:
    """The last day of spring term and the first of summer term, two weeks of holiday between them."""
    easter = easter_sunday(year)
    if (easter.month, easter.day) < EARLY_EASTER:
        return easter - timedelta(days=3), easter + timedelta(days=15)
    return easter - timedelta(days=9), _working(easter + timedelta(days=8))


def _mid_february(year: int) -> date:
    """The Monday from the 12th to the 18th."""
    return _monday_by(date(year, 2, 18))


def _monday_by(day: date) -> date:
    return day - day.weekday() * ONE_DAY


def _last_friday_by(day: date) -> date:
    return day - ((day.weekday() - 4) % 7) * ONE_DAY


def _working(day: date) -> date:
    day = weekday_on(day)
    while is_bank_holiday(day):
        day = weekday_on(day + ONE_DAY)
    return day
