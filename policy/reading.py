"""How a whole phrase is read: lead-in words, a day, a time of day on either side of it, or an exact moment.

Forms of days stand in tables (calendar_days.py, counted_days.py, days_in_stretches.py), forms of times in
times_of_day.py; this file puts them together.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime

from policy.asked import Asked, at_clock, first_answer
from policy.calendar_days import FEAST_FORMS, NAMED_ANCHORS, NUMBERED_FORMS, feast
from policy.counted_days import BARE_COUNT_FORMS, COUNTED_FORMS, OFFSET_FORMS, WEEKDAY_FORMS
from policy.days_in_stretches import STRETCH_FORMS
from policy.moments import read_moment
from policy.parts_of_day import decides_the_hour, hours_of, say_part, split_part
from policy.refused import Refused
from policy.times_of_day import AT_END, AT_START, TimeOfDay, read_time
from policy.weeks import WEEK_FORMS
from policy.wording import MONTH_NUMBERS, WEEKDAY_NUMBERS

DAY_FORMS = (*NUMBERED_FORMS, *WEEKDAY_FORMS, *COUNTED_FORMS, *FEAST_FORMS, *WEEK_FORMS, *STRETCH_FORMS, *OFFSET_FORMS)
_LEAD = re.compile(
    r"(?:(?:due|needed|wanted|required|deadline|effective|wef|starting|scheduled|happening|happened|held|latest) )?"
    r"(?:(?:(?:no|not) later than|(?:on|by) or before|before or (?:on|by)|up until|from|since|until|by|on|for|due|"
    r"in time for|as (?:at|of|from)|during|deadline|starting|latest|wef|is|was)(?: |$)|"
    r"in (?=(?:\d[a-z]+ |last )?week ))+"
)
_TRAIL = re.compile(
    r" (?:(?:at )?(?:very )?latest|or (?:before|earlier|sooner)|if possible|sharp|prompt|onwards?|deadline)$"
)
_AWAY = re.compile(r"^by (?:(?!end|start|beginning|1st|last|before|after).)*(?:half term|holiday)(?: holiday| week)?$")


def read_day(asked: Asked, text: str) -> date | None:
    """The day that plain text names, or None. Raises Refused where it is a day's form and wrong."""
    text = _without_leads(text)
    day = first_answer(DAY_FORMS, asked, text)
    if day is None and text in NAMED_ANCHORS:
        return feast(asked, NAMED_ANCHORS[text], None)
    return day


def read_plain(asked: Asked, text: str, bare_counts: bool = True) -> date | None:
    """The day or the moment that plain text says, or None. Raises Refused where it might be two, or is wrong."""
    moment = read_moment(asked, text, read_day)
    if moment is not None:
        return moment
    if text.startswith("by ") and (_AWAY.search(text) or text in ("by christmas", "by easter")):
        text = "before " + text.removeprefix("by ")
    stripped = _without_leads(text)
    if bare_counts and stripped == text:
        day = first_answer(BARE_COUNT_FORMS, asked, text)
        if day is not None:
            return day
    if stripped.startswith("before "):
        return _before(asked, stripped)
    when = _day_or_both(asked, stripped)
    if when is None and text.startswith("by "):
        when = _day_or_both(asked, text)  # by 3 on Friday
    if when is None and bare_counts and _HOUR_ON_A_DAY.fullmatch(stripped):
        when = _day_or_both(asked, f"at {stripped}")
    return when


_NAMES = re.compile(rf"\b(?:{'|'.join([*WEEKDAY_NUMBERS, *MONTH_NUMBERS])})\b")
_HOUR_ON_A_DAY = re.compile(r"(?:[1-9]|1[01]) on (?:[a-z]|\d).*")


def _before(asked: Asked, text: str) -> date | None:
    """`before half term` has a form of its own; `before 4pm on Friday` is by then; `before Friday` may be two days."""
    rest = text.removeprefix("before ")
    if rest.startswith(("end ", "last ", "very end")):
        return _day_or_both(asked, rest)
    day = _day(asked, text)
    if day is not None:
        return day
    when = _day_or_both(asked, rest)
    if when is None or isinstance(when, datetime):
        return when
    said = re.sub(_NAMES, lambda name: name[0].title(), rest)
    raise Refused(f"“Before {said}” may or may not take in that day. Say by {said}, or by the day before.")


def _day_or_both(asked: Asked, text: str) -> date | None:
    day = _day(asked, text)
    if day is not None:
        return day
    for words, rest, beside_a_day in _times(text):
        parted = split_part(rest) if rest else None
        if parted is not None and decides_the_hour(parted[0]):
            time = read_time(words, beside_a_day, part=parted[0])
            day = None if time is None else first_answer(DAY_FORMS, asked, _without_leads(parted[1]))
        else:
            time = read_time(words, beside_a_day)
            day = asked.today if not rest else _day(asked, _without_leads(rest)) if time else None
        if time is not None and day is not None:
            return _joined(asked, day, time)
    return None


def _times(text: str) -> Iterator[tuple[re.Match[str], str, bool]]:
    """The places where a time may stand: alone, at the start, at the end, or between two parts of the day."""
    at_start, at_end = AT_START.match(text), AT_END.search(text)
    if at_start and at_start.end() == len(text):
        yield at_start, "", False
    if at_start and at_start.end() < len(text):
        yield at_start, text[at_start.end() :].strip(), True
    if at_end and at_end.start() > 0:
        yield at_end, text[: at_end.start()].strip().removesuffix(" -"), True
    between = _BETWEEN.search(text)
    if between:
        words = AT_START.fullmatch(between[1])
        if words:
            yield words, f"{text[: between.start()]} {text[between.end() :]}".strip(), True


_BETWEEN = re.compile(r"(?<= )((?:at )?(?:\d{1,2}(?:[.:]\d\d)?[ap]m|\d{1,2}:\d\d|noon|midday))(?= [a-z0-9])")


def _day(asked: Asked, text: str) -> date | None:
    """A day, with or without a part of it (`Monday morning`): a part is no time, so the day stands for it."""
    day = first_answer(DAY_FORMS, asked, text)
    parted = split_part(text) if day is None else None
    if parted is None:
        return day
    part, words = parted
    day = first_answer(DAY_FORMS, asked, _without_leads(words))
    if day is not None:
        first, end = hours_of(part)
        if day == asked.today and (asked.now.hour >= end if asked.future else asked.now.hour < first):
            raise Refused(f"That {say_part(part)} is on the wrong side of now. Say the day, or a time like 14:30.")
        asked.assume(f"“{say_part(part)}” has no time, so the whole day counts")
    return day


def _joined(asked: Asked, day: date, time: TimeOfDay) -> datetime:
    asked.assume(time.assumed)
    return at_clock(asked, day, time.hour, time.minute)


def _without_leads(text: str) -> str:
    """Without `by`, `on`, `no later than`, `at the latest` and their like, which do not change the day."""
    lead = _LEAD.match(text)
    if lead is not None:
        text = text[lead.end() :]
    trail = _TRAIL.search(text)
    return text[: trail.start()] if trail is not None else text
