"""Days that stand in, before or after a stretch: `end of term`, `before half term`, `the first Friday in December`.

End of a month is its last calendar day, mid its 15th; the end of a week is Friday. Half term is the holiday week:
before it is the last school day before, after it the first school day after, its end its Friday.
"""

import re
from datetime import date

from policy.asked import ONE_DAY, ONE_WEEK, WEEKDAY, Asked, Form, form
from policy.counted_days import count_on, weekday_after, weekday_before
from policy.refused import Refused
from policy.stretches import Found, holidays_named, named_stretch
from policy.wording import MONTH_NUMBERS, WEEKDAY_NUMBERS

_AWAY = ("half term", "holidays")


def _end(asked: Asked, found: re.Match[str]) -> date | None:
    _refuse_a_half_term_to_come(found["stretch"])
    stretch = named_stretch(asked, found["stretch"])
    if stretch is None:
        return None
    if stretch.kind == "holidays":
        raise _both_sides(found["stretch"])
    return stretch.first_day + 4 * ONE_DAY if stretch.kind == "week" else stretch.last_day


def _start(asked: Asked, found: re.Match[str]) -> date | None:
    _refuse_a_half_term_to_come(found["stretch"])
    stretch = named_stretch(asked, found["stretch"])
    if stretch is None:
        return None
    if stretch.kind == "holidays":
        raise _both_sides(found["stretch"])
    return stretch.first_day


def _refuse_a_half_term_to_come(text: str) -> None:
    if text in ("next half term", "coming half term"):
        raise Refused(f"“{text}” may be the weeks or the holiday. Say end of spring 1, or after half term.")


def _both_sides(text: str) -> Refused:
    return Refused(f"The {text} begin and end at a weekend. Say before or after them, for example after the {text}.")


def _middle(asked: Asked, found: re.Match[str]) -> date | None:
    stretch = named_stretch(asked, found["stretch"])
    if stretch is None:
        return None
    if stretch.kind != "month":
        raise Refused(f"The middle of {found['stretch']} is no day. Name one, for example Wednesday next week.")
    asked.assume("the middle of the month is the 15th")
    return stretch.first_day.replace(day=15)


def _first_or_last_day(asked: Asked, found: re.Match[str]) -> date | None:
    stretch = named_stretch(asked, found["stretch"])
    if stretch is None:
        return None
    if stretch.kind in ("week", "holidays"):
        raise Refused(f"“{found[0]}” may be two days. Name the weekday, for example Friday next week.")
    return stretch.first_day if found["which"] == "1st" else stretch.last_day


def _bare(asked: Asked, found: re.Match[str]) -> date | None:
    """A bare term or block is its first day; other bare stretches are no day."""
    stretch = named_stretch(asked, found[0])
    if stretch is None:
        return None
    if stretch.kind in ("term", "block"):
        return stretch.first_day
    raise Refused(
        f"“{found[0]}” is more than one day. Say which, for example end of {found[0]}."
        if stretch.kind not in _AWAY
        else f"“{found[0]}” is more than one day. Say before or after it, for example after {found[0]}."
    )


def _before_or_after(asked: Asked, found: re.Match[str]) -> date | None:
    """The last school day before a half term or holidays, the first school day after them."""
    before = found["way"] == "before"
    stretch = away(asked, found["stretch"])
    if stretch is None and found["stretch"] in FEASTS_WITH_HOLIDAYS:
        if before and not found[0].startswith("before"):
            return None  # the last school day before Christmas is counted from the day
        stretch = holidays_of_feast(asked, found["stretch"], before)
    return None if stretch is None else school_day_beside(asked, stretch, before)


FEASTS_WITH_HOLIDAYS = ("christmas", "easter", "summer")


def holidays_of_feast(asked: Asked, name: str, before: bool) -> Found:
    """`after Christmas` is after the holidays; `before Christmas` may be the end of term or Christmas Eve."""
    if before:
        example = {"christmas": "18 December", "easter": "25 March"}.get(name, "20 July")
        raise Refused(
            f"“Before {name.title()}” may be the end of term or the day before. "
            f"Say before the {name.title()} holidays, or the day itself, for example {example}."
        )
    asked.assume(f"“after {name.title()}” is taken as after the {name.title()} holidays")
    return next(holidays_named(asked, name))


def school_day_beside(asked: Asked, stretch: Found, before: bool) -> date:
    """The last school day before a stretch, or the first after it."""
    if before:
        day = asked.calendar.previous_school_day(stretch.first_day)
    else:
        day = asked.calendar.next_school_day(stretch.last_day)
    asked.rests_on_terms(day)
    return day


def away(asked: Asked, text: str) -> Found | None:
    """The half term or holidays that `text` names, if any."""
    stretch = named_stretch(asked, text)
    return stretch if stretch is not None and stretch.kind in _AWAY else None


def _weekday_beside(asked: Asked, found: re.Match[str]) -> date | None:
    """`the Monday after half term`: strictly before its first or after its last day."""
    stretch = named_stretch(asked, found["stretch"])
    if stretch is None or stretch.kind not in (*_AWAY, "month", "term", "block"):
        return None
    weekday = WEEKDAY_NUMBERS[found["weekday"]]
    if found["way"] == "before":
        return weekday_before(stretch.first_day, weekday)
    return weekday_after(stretch.last_day, weekday)


def _counted_beside(asked: Asked, found: re.Match[str]) -> date | None:
    """`3 school days after half term`; calendar days and weeks from a stretch of days are refused."""
    stretch = named_stretch(asked, found["stretch"])
    if stretch is None:
        return None
    if found["unit"] not in ("school day", "working day", "business day") or stretch.kind not in _AWAY:
        raise Refused(
            f"“{found[0]}” may be counted from more than one day. "
            "Count from one, for example 2 weeks before the end of term, or 3 school days after half term."
        )
    count = int(found["count"] or 1)
    before = found["way"] == "before"
    return count_on(
        asked, stretch.first_day if before else stretch.last_day, -count if before else count, found["unit"]
    )


def _nth_weekday(asked: Asked, found: re.Match[str]) -> date | None:
    """`the first Friday in December`, `the last Friday of term`."""
    stretch = named_stretch(asked, found["stretch"])
    if stretch is None or stretch.kind in ("week", "holidays", "half term"):
        return None
    weekday = WEEKDAY_NUMBERS[found["weekday"]]
    if found["nth"] == "last":
        return weekday_before(stretch.last_day + ONE_DAY, weekday)
    day = weekday_after(stretch.first_day - ONE_DAY, weekday) + (int(found["nth"][0]) - 1) * ONE_WEEK
    if day > stretch.last_day:
        raise Refused(f"There is no {found[0]}. For example the last Friday in November.")
    return day


def _nth_kind_of_day(asked: Asked, found: re.Match[str]) -> date | None:
    """`the last working day of the month`, `the first school day of term`."""
    stretch = named_stretch(asked, found["stretch"])
    if stretch is None or stretch.kind == "holidays":
        return None
    unit = "school day" if found["unit"] == "school" else "working day"
    if found["nth"] == "last":
        day = count_on(asked, stretch.last_day + ONE_DAY, -1, unit)
    else:
        day = count_on(asked, stretch.first_day - ONE_DAY, int(found["nth"]), unit)
    if not stretch.first_day <= day <= stretch.last_day:
        raise Refused(f"There is no {found[0]}. For example the last working day of the month.")
    return day


def _kind_of_day_beside(asked: Asked, found: re.Match[str]) -> date | None:
    """`the last school day before Christmas`, `the first working day after the bank holiday`."""
    unit = "school day" if found["unit"] == "school" else "working day"
    before = found["way"] == "before"
    stretch = away(asked, found["anchor"])
    if stretch is not None:
        edge = stretch.first_day if before else stretch.last_day
    else:
        day = asked.read_day(asked, found["anchor"])
        if day is None:
            return None
        edge = day
    return count_on(asked, edge, -1 if before else 1, unit)


_STRETCH = r"(?P<stretch>.+)"
_IN = r"(?:of |in )?"
_WAY = r"(?P<way>before|after)"
_KIND_OF_DAY = r"(?P<unit>working|school|business) day"
STRETCH_FORMS: tuple[Form, ...] = (
    form("end of term", rf"(?:very )?end {_IN}{_STRETCH}", _end),
    form("term end", rf"(?P<stretch>.*\b(?:term|month|year|week|{'|'.join(MONTH_NUMBERS)})) end", _end),
    form("start of the spring term", rf"(?:start|beginning) {_IN}{_STRETCH}", _start),
    form("mid-March", rf"(?:mid|middle of) {_STRETCH}", _middle),
    form("the last day of term", rf"(?:very )?(?P<which>1st|last|final) day {_IN}{_STRETCH}", _first_or_last_day),
    form(
        "before half term",
        rf"(?:(?:1st|last) (?:school )?day (?:back )?|1st thing |back |straight |just |immediately )?{_WAY} {_STRETCH}",
        _before_or_after,
    ),
    form("the Monday after half term", rf"(?:1st |last )?{WEEKDAY} {_WAY} {_STRETCH}", _weekday_beside),
    form(
        "3 school days after half term",
        rf"(?:(?P<count>\d{{1,3}}|an?) )?(?P<unit>(?:school|working|business) day|day|week|fortnight|month) {_WAY} "
        r"(?P<stretch>(?!1st|last).+)",
        _counted_beside,
    ),
    form(
        "the first Friday in December", rf"(?P<nth>[1-5](?:st|nd|rd|th)|last) {WEEKDAY} {_IN}{_STRETCH}", _nth_weekday
    ),
    form(
        "the last working day of the month",
        rf"(?:(?P<nth>\d{{1,2}}|last)(?:st|nd|rd|th)?) {_KIND_OF_DAY} {_IN}{_STRETCH}",
        _nth_kind_of_day,
    ),
    form(
        "the first working day after the bank holiday",
        rf"(?:1st |last )?{_KIND_OF_DAY} {_WAY} (?P<anchor>.+)",
        _kind_of_day_beside,
    ),
    form("spring 1", r".+", _bare),
)
