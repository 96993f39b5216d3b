"""Days counted from today or from another day: `tomorrow`, `in 2 weeks`, `Friday week`, `3 school days before ...`.

Weeks start on Monday. A bare weekday is the nearest one strictly after or before today; `next X` is the X of the
next Monday-to-Sunday week; `last X` is accepted only where the X of the week before is also the latest X.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from policy.asked import (
    COUNT,
    ONE_DAY,
    ONE_WEEK,
    WEEKDAY,
    WORKING,
    Asked,
    Form,
    days_on,
    form,
    monday_of,
    months_on,
    number_of,
)
from policy.refused import Refused
from policy.saying import WEEKDAYS, say_day
from policy.wording import MONTH_NUMBERS, WEEKDAY_NUMBERS

UNIT = r"(?P<unit>(?:working|business) day|school day|(?:calendar )?day|week|fortnight|month|year)"


def count_on(asked: Asked, day: date, count: int, unit: str) -> date:
    """`day` moved by so many of a unit; below zero goes back. Notes it where assumed term dates are counted on."""
    if unit in ("working day", "business day"):
        days_on(day, count * 2)
        return WORKING.add_working_days(day, count)
    if unit == "school day":
        days_on(day, count * 3)
        end = asked.calendar.add_school_days(day, count)
        asked.rests_on_terms(day, end)
        return end
    if unit in ("month", "year"):
        return months_on(day, count * (12 if unit == "year" else 1))
    return days_on(day, count * {"week": 7, "fortnight": 14}.get(unit, 1))


def nearest_weekday(asked: Asked, weekday: int) -> date:
    """The nearest such weekday strictly after today, or before it in the past."""
    return weekday_after(asked.today, weekday) if asked.future else weekday_before(asked.today, weekday)


def last_weekday(asked: Asked, weekday: int) -> date:
    """`last X`. Raises Refused where the X of the week before is not the latest X."""
    latest = weekday_before(asked.today, weekday)
    week_before = monday_of(asked.today) - ONE_WEEK + weekday * ONE_DAY
    if latest != week_before:
        raise Refused(
            f"“Last {WEEKDAYS[weekday]}” may be {say_day(latest)} or {say_day(week_before)}. "
            f"Say which, for example {latest.day}/{latest.month}."
        )
    return latest


_WEEKS_AWAY = {"this": 0, "next": 1, "last": -1, "previous": -1}


def _weekday(asked: Asked, found: re.Match[str]) -> date:
    return nearest_weekday(asked, WEEKDAY_NUMBERS[found["weekday"]])


def _which_weekday(asked: Asked, found: re.Match[str]) -> date:
    weekday = WEEKDAY_NUMBERS[found["weekday"]]
    if found["which"] in ("last", "previous"):
        return last_weekday(asked, weekday)
    return monday_of(asked.today) + _WEEKS_AWAY[found["which"]] * ONE_WEEK + weekday * ONE_DAY


def _weekday_of_week(asked: Asked, found: re.Match[str]) -> date:
    weeks = 2 if found["after"] else _WEEKS_AWAY[found["which"] or "this"]
    return monday_of(asked.today) + weeks * ONE_WEEK + WEEKDAY_NUMBERS[found["weekday"]] * ONE_DAY


def _coming(asked: Asked, found: re.Match[str]) -> date:
    return weekday_after(asked.today, WEEKDAY_NUMBERS[found["weekday"]])


def _just_gone(asked: Asked, found: re.Match[str]) -> date:
    return weekday_before(asked.today, WEEKDAY_NUMBERS[found["weekday"]])


def _before_last(asked: Asked, found: re.Match[str]) -> date:
    return last_weekday(asked, WEEKDAY_NUMBERS[found["weekday"]]) - ONE_WEEK


def _weekday_next(asked: Asked, found: re.Match[str]) -> date:
    """`Friday next`: accepted where the coming Friday is also the one of next week."""
    coming = weekday_after(asked.today, WEEKDAY_NUMBERS[found["weekday"]])
    if monday_of(coming) == monday_of(asked.today):
        raise Refused(
            f"“{found[0]}” may be {say_day(coming)} or {say_day(coming + ONE_WEEK)}. "
            f"Say which, for example next {found['weekday'].title()}, or {coming.day}/{coming.month}."
        )
    return coming


def _after_next(asked: Asked, found: re.Match[str]) -> date:
    weekday = WEEKDAY_NUMBERS[found["weekday"]]
    coming = weekday_after(asked.today, weekday)
    next_week = monday_of(asked.today) + ONE_WEEK + weekday * ONE_DAY
    if coming != next_week:
        raise Refused(
            f"“{found[0]}” may be {say_day(coming + ONE_WEEK)} or {say_day(next_week + ONE_WEEK)}. "
            f"Say which, for example {found['weekday']} week, or {coming.day}/{coming.month}."
        )
    return next_week + ONE_WEEK


def _weekday_and_weeks(asked: Asked, found: re.Match[str]) -> date:
    """`Friday week`, `a fortnight on Friday`, `3 weeks on Friday`: weeks after the nearest coming Friday."""
    unit = 14 if found["unit"] == "fortnight" else 7
    coming = weekday_after(asked.today, WEEKDAY_NUMBERS[found["weekday"]])
    return days_on(coming, unit * number_of(found["count"] or "a"))


def _plain_day(asked: Asked, found: re.Match[str]) -> date:
    return asked.today + {"today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1}[found["name"]] * ONE_DAY


def _two_days(asked: Asked, found: re.Match[str]) -> date:
    return asked.today + (2 if found["name"] == "tomorrow" else -2) * ONE_DAY


def _weeks_today(asked: Asked, found: re.Match[str]) -> date:
    """`a week today`, `three weeks tomorrow`: always ahead."""
    base = asked.today + (ONE_DAY if found["name"] == "tomorrow" else 0 * ONE_DAY)
    return count_on(asked, base, number_of(found["count"] or "a"), found["unit"])


def _ahead(asked: Asked, found: re.Match[str]) -> date:
    return count_on(asked, asked.today, number_of(found["count"]), _unit(found))


def _ahead_of(asked: Asked, found: re.Match[str]) -> date:
    base = asked.today + (ONE_DAY if found["name"] == "tomorrow" else 0 * ONE_DAY)
    return count_on(asked, base, number_of(found["count"]), _unit(found))


def _ago(asked: Asked, found: re.Match[str]) -> date:
    base = asked.today - (ONE_DAY if found["name"] == "yesterday" else 0 * ONE_DAY)
    return count_on(asked, base, -number_of(found["count"]), _unit(found))


def _next_of_a_kind(asked: Asked, found: re.Match[str]) -> date:
    return count_on(asked, asked.today, 1, found["unit"])


def _bare_count(asked: Asked, found: re.Match[str]) -> date | None:
    """`6 school days` as a deadline: that many from today. Looking back it may mean anything."""
    if not asked.future:
        raise Refused(f"Say “{found[0]} ago”, or name the day, for example last Thursday.")
    return _ahead(asked, found)


def _unit(found: re.Match[str]) -> str:
    return found["unit"].removeprefix("calendar ")


def _before_or_after(asked: Asked, found: re.Match[str]) -> date | None:
    """`2 weeks before the end of term`, `the day after the bank holiday`."""
    back = found["way"] in _BACK
    count, unit = number_of(found["count"] or "a"), _unit(found)
    return _nearest_from(asked, found, lambda anchor: count_on(asked, anchor, -count if back else count, unit))


def _weekday_before_or_after(asked: Asked, found: re.Match[str]) -> date | None:
    """`the Friday before 4 December`: strictly before or after."""
    weekday = WEEKDAY_NUMBERS[found["weekday"]]
    step = weekday_before if found["way"] in _BACK else weekday_after
    return _nearest_from(asked, found, lambda anchor: step(anchor, weekday))


def _nearest_from(asked: Asked, found: re.Match[str], count: Callable[[date], date]) -> date | None:
    """The count from the anchor. A date whose year is not said may lie on the other side of today than its answer.

    On 9 November `a week after 5 November` is 12 November of this year, although the next 5 November is a year away.
    """
    text = found["anchor"]
    anchor = asked.read_day(asked, text)
    if anchor is None:
        return None
    day = count(anchor)
    if not asked.year_said and _HAS_MONTH.search(text) and (found["way"] in _BACK) != asked.future:
        other = replace(asked, context="past" if asked.future else "future")
        nearer = asked.read_day(other, text)
        if nearer is not None and asked.fits(count(nearer)):
            return count(nearer)
    return day


def weekday_before(day: date, weekday: int) -> date:
    """The latest such weekday strictly before `day`."""
    return day - ((day.weekday() - weekday - 1) % 7 + 1) * ONE_DAY


def weekday_after(day: date, weekday: int) -> date:
    """The first such weekday strictly after `day`."""
    return day + ((weekday - day.weekday() - 1) % 7 + 1) * ONE_DAY


_SINGLE = r"(?P<name>today|tonight|tomorrow|yesterday)"
WEEKDAY_FORMS: tuple[Form, ...] = (
    form("Friday", WEEKDAY, _weekday),
    form("next Friday", rf"(?P<which>this|next|last|previous) {WEEKDAY}", _which_weekday),
    form("this coming Friday", rf"(?:this )?(?:coming|forthcoming) {WEEKDAY}", _coming),
    form("Friday coming", rf"{WEEKDAY} (?:this )?coming", _coming),
    form("Friday just gone", rf"{WEEKDAY} (?:just )?(?:gone|past)", _just_gone),
    form("this past Friday", rf"(?:this )?past {WEEKDAY}", _just_gone),
    form("a week last Friday", rf"(?:(?:a|1) )?week last {WEEKDAY}", _before_last),
    form("Friday before last", rf"{WEEKDAY} before last", _before_last),
    form(
        "Friday last", rf"{WEEKDAY} last", lambda asked, found: last_weekday(asked, WEEKDAY_NUMBERS[found["weekday"]])
    ),
    form("Friday next", rf"{WEEKDAY} next", _weekday_next),
    form("Friday after next", rf"{WEEKDAY} after next", _after_next),
    form(
        "Friday next week",
        rf"{WEEKDAY} (?:of |in )?(?P<which>this|next|last|previous) week(?P<after>)?",
        _weekday_of_week,
    ),
    form(
        "next week Friday", rf"(?P<which>this|next|last|previous) week (?:on )?{WEEKDAY}(?P<after>)?", _weekday_of_week
    ),
    form(
        "Friday the week after next", rf"{WEEKDAY} (?:of |in )?(?P<which>)?week (?P<after>after next)", _weekday_of_week
    ),
    form("Friday week", rf"{WEEKDAY} (?P<count>)?(?P<unit>week|fortnight)", _weekday_and_weeks),
    form(
        "a week on Friday",
        rf"(?:{COUNT} )?(?P<unit>week|fortnight) (?:on |from )?(?:this |coming )?{WEEKDAY}",
        _weekday_and_weeks,
    ),
)
COUNTED_FORMS: tuple[Form, ...] = (
    form("tomorrow", _SINGLE, _plain_day),
    form(
        "the day after tomorrow",
        r"day (?:after (?=tomorrow)|before (?=yesterday))(?P<name>tomorrow|yesterday)",
        _two_days,
    ),
    form(
        "a week today", rf"(?:{COUNT} )?(?P<unit>week|fortnight|month) (?:from )?(?P<name>today|tomorrow)", _weeks_today
    ),
    form("tomorrow week", r"(?P<name>today|tomorrow) (?P<count>)?(?P<unit>week|fortnight)", _weeks_today),
    form(
        "in 2 weeks",
        rf"(?:in|within|inside|in (?:another|exactly)|(?:with)?in next) {COUNT} {UNIT}(?: time| from now| from today)?",
        _ahead,
    ),
    form("2 weeks from now", rf"{COUNT} {UNIT} (?:from now|time|hence|from (?P<name>today|tomorrow))", _ahead_of),
    form("2 weeks ago", rf"{COUNT} {UNIT} (?:ago|back)(?: (?P<name>today|yesterday))?", _ago),
    form("the next working day", r"next (?P<count>)(?P<unit>(?:working|business|school) day)", _next_of_a_kind),
)
BARE_COUNT_FORMS: tuple[Form, ...] = (form("6 school days", rf"{COUNT} {UNIT}", _bare_count),)
_BACK = ("before", "prior to", "ahead of")
_HAS_MONTH = re.compile(rf"\b(?:{'|'.join(MONTH_NUMBERS)}|christmas|easter|year|good friday|\d+/\d+)\b")
_WAY = r"(?P<way>before|after|from|following|prior to|ahead of|on from)"
OFFSET_FORMS: tuple[Form, ...] = (
    form("2 weeks before the end of term", rf"{COUNT} {UNIT} {_WAY} (?P<anchor>.+)", _before_or_after),
    form("the day after the bank holiday", rf"(?P<count>)(?P<unit>day) {_WAY} (?P<anchor>.+)", _before_or_after),
    form(
        "the Friday before 4 December",
        rf"(?:1st |last )?{WEEKDAY} (?P<way>before|after|following) (?P<anchor>.+)",
        _weekday_before_or_after,
    ),
)
