"""Days named by their number, month or feast: `12/11/2026`, `Thursday 12 Nov`, `the 20th`, `Good Friday`."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from policy.asked import MONTH, SANE_YEARS, WEEKDAY, Asked, Form, form, last_of_month, months_on
from policy.bank_holidays import bank_holidays, easter_monday, easter_sunday, good_friday
from policy.refused import Refused
from policy.saying import WEEKDAYS, say_day
from policy.wording import MONTH_NUMBERS, WEEKDAY_NUMBERS
from policy.written_days import check_the_month_has, real_day

_NUMBER = r"(?P<day>\d{1,2})"
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)"
_EITHER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d|\d\d)"  # 1530 is a time
_NAMED = rf"(?:{WEEKDAY} )?"


def _year_first(asked: Asked, found: re.Match[str]) -> date:
    return _dated(asked, found, int(found["year"]), int(found["number"]), int(found["day"]))


def _eight_digits(asked: Asked, found: re.Match[str]) -> date:
    day_first = 1 <= int(found[0][:2]) <= 31 and 1 <= int(found[0][2:4]) <= 12 and 2000 <= int(found[0][4:]) < 2100
    if day_first:
        raise Refused(f"{found[0]} may be read two ways. Write it like 2026-11-12 or 12/11/2026.")
    return _year_first(asked, found)


def _day_first(asked: Asked, found: re.Match[str]) -> date | None:
    number, day = int(found["number"]), int(found["day"])
    if not found["year"]:
        if "-" in found[0] and max(day, number) <= 12:
            raise Refused(f"“{found[0]}” may be a date or two times. Say {day}/{number}, or the times like 9am-12pm.")
        return _nearest(asked, found, number, day)
    return _dated(asked, found, _full_year(found["year"]), number, day)


def _day_month(asked: Asked, found: re.Match[str]) -> date:
    month, day = MONTH_NUMBERS[found["month"]], int(found["day"])
    if not found["year"]:
        return _nearest(asked, found, month, day)
    return _dated(asked, found, _full_year(found["year"]), month, day)


def _day_month_of_which_year(asked: Asked, found: re.Match[str]) -> date:
    """`3 February next year`: the calendar year beside that of today."""
    year = asked.today.year + {"this": 0, "next": 1, "last": -1}[found["which"]]
    return _agreeing(found, real_day(year, MONTH_NUMBERS[found["month"]], int(found["day"]), found[0]))


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _dated(asked: Asked, found: re.Match[str], year: int, month: int, day: int) -> date:
    asked.year_said = True
    if not 1900 <= year <= 2200:
        raise Refused(f"{found[0]} is more than {SANE_YEARS} years away. Check the year, for example 12/11/2026.")
    return _agreeing(found, real_day(year, month, day, found[0]))


def _nearest(asked: Asked, found: re.Match[str], month: int, day: int) -> date:
    """The nearest such day on the side that is asked about, today included."""
    check_the_month_has(day, month, found[0])
    step = 1 if asked.future else -1
    for year in range(asked.today.year, asked.today.year + step * 9, step):
        if (month, day) == (2, 29) and last_of_month(year, 2).day == 28:
            continue
        if asked.fits(date(year, month, day)):
            return _agreeing(found, date(year, month, day))
    raise Refused(f"{found[0]} needs its year, for example 29 February 2028.")


def _agreeing(found: re.Match[str], day: date) -> date:
    """The day, unless a weekday was given with it that is not its own."""
    weekday = found.groupdict().get("weekday")
    if weekday and WEEKDAY_NUMBERS[weekday] != day.weekday():
        raise Refused(
            f"{WEEKDAYS[WEEKDAY_NUMBERS[weekday]]} does not agree with the date: that day is {say_day(day)}. "
            f"Say which you mean, for example {day.day}/{day.month}/{day.year}."
        )
    return day


def _of_the_month(asked: Asked, found: re.Match[str]) -> date:
    """A number alone: the nearest month that has such a day on the side that is asked about."""
    day = int(found["day"])
    if not 1 <= day <= 31:
        raise Refused(f"There is no {found[0]} in any month. For example: the 20th, or 20 November.")
    for months in range(3):
        month = months_on(asked.today.replace(day=1), months if asked.future else -months)
        if day <= last_of_month(month.year, month.month).day and asked.fits(month.replace(day=day)):
            return _agreeing(found, month.replace(day=day))
    raise Refused(f"Say the month too, for example {found[0]} November.")


def _of_a_named_month(asked: Asked, found: re.Match[str]) -> date:
    """`the 4th of next month`."""
    step = {"next": 1, "last": -1}.get(found["which"] or "", 0)
    month = months_on(asked.today.replace(day=1), step)
    return real_day(month.year, month.month, int(found["day"]), found[0])


NUMBERED_FORMS: tuple[Form, ...] = (
    form("2026-11-12", r"(?P<year>\d{4})[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})", _year_first),
    form("20261112", r"(?P<year>20\d\d)(?P<number>\d\d)(?P<day>\d\d)", _eight_digits),
    form(
        "12/11/2026",
        rf"{_NAMED}{_NUMBER}(?P<sign>[-/.])(?P<number>\d{{1,2}})(?P=sign){_YEAR}",
        _day_first,
    ),
    form("12 11 2026", rf"{_NAMED}{_NUMBER} (?P<number>\d{{1,2}}) (?P<year>20\d\d)", _day_first),
    form("12/11", rf"{_NAMED}{_NUMBER}[/-](?P<number>\d{{1,2}})(?P<year>)?", _day_first),
    form("12/11 Thursday", rf"{_NUMBER}/(?P<number>\d{{1,2}})(?:/{_YEAR})? {WEEKDAY}", _day_first),
    form("Thursday 12 November 2026", rf"{_NAMED}{_EITHER} (?:day )?(?:of )?{MONTH}(?: {_YEAR})?", _day_month),
    form("12 November, Thursday", rf"{_EITHER} (?:of )?{MONTH}(?: {_YEAR})? {WEEKDAY}", _day_month),
    form("November 12, 2026", rf"{_NAMED}{MONTH} {_EITHER}(?: (?P<year>\d{{4}}))?", _day_month),
    form(
        "12 November next year",
        rf"{_NAMED}{_EITHER} (?:of )?{MONTH} (?:of )?(?P<which>this|next|last) year",
        _day_month_of_which_year,
    ),
    form("the 20th", _NTH, _of_the_month),
    form("Friday 13th", rf"{WEEKDAY} {_NTH}", _of_the_month),
    form("1st of the month", r"(?P<day>1)st of month", _of_the_month),
    form("4th of next month", rf"{_NTH} (?:of |day of )?(?P<which>this|next|last) month", _of_a_named_month),
)


def _titled(*titles: str) -> Callable[[int], date]:
    """The bank holiday of a year whose name is one of these."""

    def of(year: int) -> date:
        return next(day for day, name in bank_holidays(year).items() if name.replace("’", "'").lower() in titles)

    return of


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter_sunday(year) + timedelta(days=days)


FEASTS: dict[str, Callable[[int], date]] = {
    r"christmas eve": _fixed(12, 24),
    r"christmas day": _fixed(12, 25),
    r"boxing day": _fixed(12, 26),
    r"new years? eve": _fixed(12, 31),
    r"new years? day": _fixed(1, 1),
    r"twelfth night": _fixed(1, 5),
    r"(?:st )?valentines? day": _fixed(2, 14),
    r"(?:st )?georges? day": _fixed(4, 23),
    r"hallowe?en": _fixed(10, 31),
    r"(?:bonfire|guy fawkes) night": _fixed(11, 5),
    r"(?:pancake|shrove) (?:day|tuesday)": _from_easter(-47),
    r"ash wednesday": _from_easter(-46),
    r"palm sunday": _from_easter(-7),
    r"maundy thursday": _from_easter(-3),
    r"good friday(?: bank holiday)?": good_friday,
    r"easter saturday": _from_easter(-1),
    r"easter sunday": easter_sunday,
    r"easter (?:bank holiday )?monday(?: bank holiday)?": easter_monday,
    r"(?:early )?may day(?: bank holiday)?(?: monday)?|early may bank holiday(?: monday)?": _titled(
        "early may bank holiday", "early may bank holiday (ve day)", "may day"
    ),
    r"(?:spring|whit(?:sun)?|late may|end of may) bank holiday(?: monday)?|whit monday": _titled("spring bank holiday"),
    r"(?:late )?(?:summer|august) bank holiday(?: monday)?": _titled("summer bank holiday", "late summer bank holiday"),
}


def feast(asked: Asked, name_of_year: Callable[[int], date], year: str | None) -> date:
    """The nearest such day on the side that is asked about, or that of the year that was said."""
    if year:
        asked.year_said = True
        return name_of_year(_full_year(year))
    step = 1 if asked.future else -1
    this = name_of_year(asked.today.year)
    return this if asked.fits(this) else name_of_year(asked.today.year + step)


def _feast(name_of_year: Callable[[int], date]) -> Callable[[Asked, re.Match[str]], date]:
    return lambda asked, found: feast(asked, name_of_year, found["year"])


def _bank_holiday(asked: Asked, found: re.Match[str]) -> date | None:
    """The next bank holiday, or the latest one; `bank holiday Monday` must be a Monday."""
    if found["which"] and (found["which"] == "last ") == asked.future:
        raise Refused(f"“{found[0]}” looks the other way. Name the day, for example 3 May 2027.")
    years = (asked.today.year + step for step in ((0, 1) if asked.future else (0, -1)))
    for year in years:
        days = [day for day in bank_holidays(year) if asked.fits(day) and day != asked.today]
        for day in days if asked.future else reversed(days):
            if found["monday"] is None or day.weekday() == 0:
                return day
    return None


FEAST_FORMS: tuple[Form, ...] = (
    *(form(name, rf"(?:{name})(?: (?P<year>20\d\d))?", _feast(work_out)) for name, work_out in FEASTS.items()),
    form("bank holiday Monday", r"(?P<which>next |coming |last )?bank holiday(?P<monday> monday)?", _bank_holiday),
)
NAMED_ANCHORS = {"christmas": _fixed(12, 25), "easter": easter_sunday, "new year": _fixed(1, 1)}
"""Names that are a day only beside `before` or `after`: alone they may mean the holidays."""
