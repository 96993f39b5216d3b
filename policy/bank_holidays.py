"""English bank holidays: the government's own list where it reaches, the `holidays` package beyond it."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from types import MappingProxyType

FIRST_LISTED_YEAR = 2018
LAST_LISTED_YEAR = 2028


@cache
def bank_holidays(year: int) -> Mapping[date, str]:
    """The bank holidays of England in a calendar year, in order, with the names the government gives them.

    A holiday that falls at a weekend stands under its substitute day only.
    """
    if FIRST_LISTED_YEAR <= year <= LAST_LISTED_YEAR:
        return _listed()[year]
    return _reckoned(year)


def is_bank_holiday(day: date) -> bool:
    """Whether `day` is a bank holiday in England."""
    return day in bank_holidays(day.year)


def bank_holiday_name(day: date) -> str | None:
    """The name of the bank holiday on `day`, such as `Early May bank holiday`, or None."""
    return bank_holidays(day.year).get(day)


def next_bank_holiday(day: date) -> date:
    """The first bank holiday strictly after `day`."""
    return next(found for year in (day.year, day.year + 1) for found in bank_holidays(year) if found > day)


def previous_bank_holiday(day: date) -> date:
    """The latest bank holiday strictly before `day`."""
    years = (day.year, day.year - 1)
    return next(found for year in years for found in reversed(list(bank_holidays(year))) if found < day)


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Western church, by the rule of the golden number, the century and the epact."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leaps, leap_rest = divmod(of_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leaps - epact - leap_rest) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def good_friday(year: int) -> date:
    """The Friday before Easter Sunday."""
    return easter_sunday(year) - timedelta(days=2)


def easter_monday(year: int) -> date:
    """The day after Easter Sunday."""
    return easter_sunday(year) + timedelta(days=1)


@cache
def _listed() -> Mapping[int, Mapping[date, str]]:
    text = files("policy.data").joinpath("bank_holidays.json").read_text(encoding="utf-8")
    years: dict[int, dict[date, str]] = {year: {} for year in range(FIRST_LISTED_YEAR, LAST_LISTED_YEAR + 1)}
    for event in json.loads(text)["england-and-wales"]["events"]:
        day = date.fromisoformat(event["date"])
        years[day.year][day] = event["title"]
    return {year: MappingProxyType(dict(sorted(days.items()))) for year, days in years.items()}


def _reckoned(year: int) -> Mapping[date, str]:
    import holidays  # slow to import, and only needed for years far away

    found = holidays.country_holidays("GB", subdiv="ENG", years=year)
    # The package lists the weekend day beside its substitute; the government lists the substitute alone.
    weekdays = {day: name for day, name in found.items() if day.year == year and day.weekday() < 5}
    return MappingProxyType(dict(sorted(weekdays.items())))
