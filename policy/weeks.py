"""Weeks of terms and weeks by their Monday: `week 3 of spring 1`, `the first week back`, `w/c 7 December`.

Week 1 of a term or block is the week that holds its first day, and of a term only the weeks before its half term
count; the answer is that week's Monday.
"""

import re
from datetime import date

from policy.asked import ONE_DAY, ONE_WEEK, WEEKDAY, Asked, Form, form, monday_of
from policy.counted_days import weekday_after
from policy.days_in_stretches import FEASTS_WITH_HOLIDAYS, away, holidays_of_feast, school_day_beside
from policy.refused import Refused
from policy.saying import say_day
from policy.stretches import Found, named_stretch
from policy.wording import WEEKDAY_NUMBERS


def _week_beside(asked: Asked, found: re.Match[str]) -> date | None:
    """`the week after half term`, `the 2nd week after the Easter holidays`: its Monday."""
    before = found["way"] == "before"
    stretch = away(asked, found["stretch"])
    if stretch is None and found["back"] and not before and found["stretch"] in FEASTS_WITH_HOLIDAYS:
        stretch = holidays_of_feast(asked, found["stretch"], before)
    if stretch is None:
        return None
    nth = int(found["nth"] or 1) - 1
    if before and nth:
        raise Refused(f"“{found[0]}” may be two weeks. Name the Monday, for example w/c 12 October.")
    monday = monday_of(school_day_beside(asked, stretch, before))
    return monday + nth * ONE_WEEK


def _nth_week(asked: Asked, found: re.Match[str]) -> date | None:
    """`week 3 of spring term`: the Monday of that week; of a term only the weeks before its half term."""
    text = found["stretch"]
    if text in ("autumn", "spring", "summer"):
        text += " term"
    stretch = named_stretch(asked, text)
    if stretch is None or stretch.kind not in ("term", "block"):
        return None
    if found["week"] == "last":
        return monday_of(stretch.last_day)
    return _monday_of_week(stretch, int(found["week"]), found[0])


def _monday_of_week(stretch: Found, week: int, text: str) -> date:
    monday = monday_of(stretch.first_day) + (week - 1) * ONE_WEEK
    last_day = stretch.weeks_end or stretch.last_day
    if not 1 <= week <= 20 or monday > last_day:
        weeks = (monday_of(last_day) - monday_of(stretch.first_day)).days // 7 + 1
        raise Refused(f"There is no “{text}”: it has {weeks} weeks. For example week 2 of spring 1.")
    return monday


def _day_back(asked: Asked, found: re.Match[str]) -> date:
    """The first school day after the next half term or holidays; in them, the day they end with."""
    return _return(asked)


def _return(asked: Asked) -> date:
    blocks = asked.calendar.blocks_from(asked.today) if asked.future else asked.calendar.blocks_until(asked.today)
    block = next(blocks)
    if asked.future and block.first_day <= asked.today:
        if block.first_day == asked.today:
            raise Refused("The first day back is today. Say today, or the next one: for example after half term.")
        block = next(blocks)
    asked.rests_on_terms(block.first_day)
    return block.first_day


def _week_back(asked: Asked, found: re.Match[str]) -> date:
    """`the third week back`: in holidays that of the coming block; during term it must be the first."""
    nth = int(found["nth"] or 1)
    running = asked.calendar.block_of(asked.today)
    if running and nth > 1:
        raise Refused(
            f"“{found[0]}” may be of this block or of the next. Say which, for example week {nth} of spring 1."
        )
    monday = monday_of(_return(asked)) + (nth - 1) * ONE_WEEK
    if nth > 8:
        raise Refused(f"There is no {found[0]}. For example the 3rd week back.")
    return monday


def _weekday_back(asked: Asked, found: re.Match[str]) -> date:
    return weekday_after(_return(asked) - ONE_DAY, WEEKDAY_NUMBERS[found["weekday"]])


def _week_commencing(asked: Asked, found: re.Match[str]) -> date | None:
    """`w/c 7 December`: that Monday. A day that is no Monday is refused."""
    monday = asked.read_day(asked, found["day"])
    if monday is None:
        return None
    if monday.weekday() != 0:
        raise Refused(f"Weeks begin on a Monday and {say_day(monday)} does not. For example w/c 7 December 2026.")
    return monday


def _week_ending(asked: Asked, found: re.Match[str]) -> date | None:
    friday = asked.read_day(asked, found["day"])
    if friday is None:
        return None
    if friday.weekday() not in (4, 6):
        raise Refused(f"Weeks end on a Friday and {say_day(friday)} is none. For example w/e 11 December 2026.")
    return friday


def _week_of(asked: Asked, found: re.Match[str]) -> date | None:
    day = asked.read_day(asked, found["day"])
    return None if day is None else monday_of(day)


def _weekday_in_week(asked: Asked, found: re.Match[str]) -> date | None:
    """`Tuesday of week 3 of spring term`, `Thursday w/c 16 November`."""
    monday = asked.read_day(asked, found["week"])
    if monday is None or monday.weekday() != 0:
        return None
    return monday + WEEKDAY_NUMBERS[found["weekday"]] * ONE_DAY


_STRETCH = r"(?P<stretch>.+)"
_IN = r"(?:of |in )?"
_WAY = r"(?P<way>before|after)"
WEEK_FORMS: tuple[Form, ...] = (
    form(
        "the week after half term",
        rf"(?:(?P<nth>\d)(?:st|nd|rd|th) |last )?week (?P<back>back )?{_WAY} {_STRETCH}",
        _week_beside,
    ),
    form("week 3 of spring term", rf"week (?P<week>\d{{1,2}}) {_IN}{_STRETCH}", _nth_week),
    form("the 3rd week of spring term", rf"(?P<week>\d{{1,2}}|last)(?:st|nd|rd|th)? week {_IN}{_STRETCH}", _nth_week),
    form("spring term week 3", r"(?P<stretch>.+) week (?P<week>\d{1,2})", _nth_week),
    form(
        "the first day back",
        r"1st (?:school )?day back(?: at school| in school)?|(?:when|day) (?:we|schools?) (?:go|get|are) back",
        _day_back,
    ),
    form("the first week back", r"(?:(?P<nth>\d)(?:st|nd|rd|th) )?week back", _week_back),
    form("week 3 back", r"week (?P<nth>\d) back", _week_back),
    form("the first Monday back", rf"1st {WEEKDAY} back", _weekday_back),
    form("w/c 7 December", r"(?:wc|wb|week (?:commencing|beginning|starting))(?: on)? (?P<day>.+)", _week_commencing),
    form("w/e 11 December", r"(?:we|week ending)(?: on)? (?P<day>.+)", _week_ending),
    form("the week of 7 December", r"week of (?P<day>.*\d.*)", _week_of),
    form(
        "Thursday w/c 16 November",
        rf"{WEEKDAY} {_IN}(?P<week>(?:wc|wb|week|(?:\d[a-z]+|last) week) .+)",
        _weekday_in_week,
    ),
)
