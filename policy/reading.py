"""How a whole phrase is read: lead-in words, a day, a time of day on either side of it, or an exact moment.

Forms of days stand in tables (calendar_days.py, counted_days.py, days_in_stretches.py), forms of times in
times_of_day.py; this file puts them together.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from policy.asked import ONE_DAY, Asked, at_clock, first_answer, number_of
from policy.calendar_days import FEAST_FORMS, NAMED_ANCHORS, NUMBERED_FORMS, feast
from policy.counted_days import BARE_COUNT_FORMS, COUNTED_FORMS, OFFSET_FORMS, WEEKDAY_FORMS
from policy.days_in_stretches import STRETCH_FORMS
from policy.refused import Refused
from policy.saying import LONDON, say_time
from policy.times_of_day import AT_END, AT_START, TimeOfDay, read_time

DAY_FORMS = (*NUMBERED_FORMS, *WEEKDAY_FORMS, *COUNTED_FORMS, *FEAST_FORMS, *STRETCH_FORMS, *OFFSET_FORMS)
_SAID_DAY = r"(?P<day>.+?)"
_PART = r"(?P<part>morning|afternoon|evening|night|am|pm|lunchtime|lunch|1st thing|last thing)"
_PARTS = (
    re.compile(rf"{_SAID_DAY} (?:at |in )?{_PART}(?: on)?"),
    re.compile(rf"{_PART} (?:on |of )?{_SAID_DAY}"),
    re.compile(rf"(?P<day>this|tonight) ?{_PART}?(?: at school)?"),
    re.compile(rf"(?P<day>)(?:in )?{_PART}"),
)
_HOURS_OF_PART = {"morning": (0, 12), "am": (0, 12), "afternoon": (12, 18), "pm": (12, 24)}
_LEAD = re.compile(
    r"(?:(?:due|needed|wanted|required|deadline|effective|wef|starting|scheduled|happening|happened|held|latest) )?"
    r"(?:(?:(?:no|not) later than|(?:on|by) or before|before or (?:on|by)|up until|from|since|until|by|on|for|due|in time for|"
    r"as (?:at|of|from)|during|deadline|starting|latest|wef|is|was)(?: |$))+"
)
_TRAIL = re.compile(
    r" (?:(?:at )?(?:very )?latest|or (?:before|earlier|sooner)|if possible|sharp|prompt|onwards?|deadline)$"
)
_INSTANT = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)[t ](?P<time>\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?) ?(?P<zone>z|[+-]\d\d:?\d\d)?"
)
_UNIT = r"(?P<unit>hour|minute|h|m)"
_AMOUNT = r"(?P<amount>\d{1,5}(?:\.\d{1,2})?|\.\d{1,2}|an?|half an?|half|quarter of an|(?:a )?couple(?: of)?)"
_MORE = r"(?: and (?:a )?(?P<more>half|quarter))?"
_ELAPSED = tuple(
    (re.compile(pattern), sign)
    for pattern, sign in (
        (rf"(?:in|within|inside) (?:next |about )?{_AMOUNT} ?{_UNIT}{_MORE}(?: time| from now)?", 1),
        (rf"{_AMOUNT} ?{_UNIT}{_MORE} (?:from now|hence|time)", 1),
        (rf"(?:about )?{_AMOUNT} ?{_UNIT}{_MORE} ago", -1),
        (rf"(?:in|within) {_AMOUNT}{_MORE} {_UNIT}(?: time)?", 1),
        (rf"{_AMOUNT}{_MORE} {_UNIT} ago", -1),
    )
)
_AWAY = re.compile(r"^by (?:(?!end|start|beginning|1st|last).)*(?:half term|holiday)(?: holiday| week)?$")
_NOW = re.compile(r"(?:just|right|only just)? ?now|this (?:minute|moment)|immediately before now")
_SAME_TIME = re.compile(r"(?:at )?(?:this|same) time (?:on )?(?P<day>.+)")


def read_day(asked: Asked, text: str) -> date | None:
    """The day that plain text names, or None. Raises Refused where it is a day's form and wrong."""
    text = _without_leads(text)
    day = first_answer(DAY_FORMS, asked, text)
    if day is None and text in NAMED_ANCHORS:
        return feast(asked, NAMED_ANCHORS[text], None)
    return day


def read_plain(asked: Asked, text: str, bare_counts: bool = True) -> date | None:
    """The day or the moment that plain text says, or None. Raises Refused where it might be two, or is wrong."""
    moment = _moment(asked, text)
    if moment is not None:
        return moment
    if text.startswith("by ") and _AWAY.search(text):
        text = "before " + text.removeprefix("by ")
    stripped = _without_leads(text)
    if bare_counts and stripped == text:
        day = first_answer(BARE_COUNT_FORMS, asked, text)
        if day is not None:
            return day
    if stripped.startswith("before "):
        return _before(asked, stripped)
    return _day_or_both(asked, stripped)


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
    raise Refused(f"“Before {rest}” may or may not take in that day. Say by {rest}, or by the day before.")


def _day_or_both(asked: Asked, text: str) -> date | None:
    day = _day(asked, text)
    if day is not None:
        return day
    for words, rest, beside_a_day in _times(text):
        time = read_time(words, beside_a_day)
        if time is None:
            continue
        if not rest:
            return _joined(asked, asked.today, time)
        spoken = _part_of_day(asked, rest, time)
        if spoken is not None:
            return spoken
        day = _day(asked, _without_leads(rest))
        if day is not None:
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


def _part_of_day(asked: Asked, rest: str, time: TimeOfDay) -> date | None:
    """`tomorrow morning` beside `at 8`: the part decides between morning and afternoon."""
    for pattern in _PARTS[:3]:
        found = pattern.fullmatch(rest)
        if found is None:
            continue
        part = found["part"] or "evening"
        day = _day(asked, _without_leads(_DAY_OF_THIS.get(found["day"], found["day"])))
        if day is None or part not in ("morning", "afternoon", "evening", "night", "am", "pm"):
            continue
        return _joined(asked, day, _in_part(time, part, rest))
    return None


_DAY_OF_THIS = {"this": "today", "tonight": "today", "": "today"}
_PART_HOURS = {"morning": (0, 11), "am": (0, 11), "afternoon": (12, 18), "pm": (12, 23), "evening": (17, 23)}


def _in_part(time: TimeOfDay, part: str, text: str) -> TimeOfDay:
    first, last = _PART_HOURS.get(part, (20, 23))
    for hour in (time.hour, time.hour + 12):
        if first <= hour <= last:
            return TimeOfDay(hour, time.minute, time.assumed)
    raise Refused(f"{time.hour:02}:{time.minute:02} is not in the {part}. Say the time like 14:30 or 2.30pm.")


def _day(asked: Asked, text: str) -> date | None:
    """A day, with or without a part of it (`Monday morning`): a part is no time, so the day stands for it."""
    day = first_answer(DAY_FORMS, asked, text)
    if day is not None:
        return day
    for pattern in _PARTS:
        found = pattern.fullmatch(text)
        if found is None or not (found["day"] or found["part"]):
            continue
        day = first_answer(DAY_FORMS, asked, _without_leads(_DAY_OF_THIS.get(found["day"], found["day"])))
        if day is not None:
            _note_part(asked, day, found["part"] or "evening")
            return day
    return None


def _note_part(asked: Asked, day: date, part: str) -> None:
    first, end = _HOURS_OF_PART.get(part, (0, 24))
    if day == asked.today and (asked.now.hour >= end if asked.future else asked.now.hour < first):
        raise Refused(f"That {part} is on the wrong side of now. Say the day, for example today, or a time like 14:30.")
    asked.assume(f"“{_PART_SAID.get(part, part)}” has no time, so the whole day counts")


_PART_SAID = {"1st thing": "first thing"}


def _moment(asked: Asked, text: str) -> datetime | None:
    """Moments that are no day and time: an ISO instant, so many hours from now, `just now`."""
    instant = _INSTANT.fullmatch(text)
    if instant is not None:
        return _iso(asked, instant)
    if _NOW.fullmatch(text):
        return asked.now.replace(second=0, microsecond=0)
    same = _SAME_TIME.fullmatch(text)
    if same is not None:
        day = first_answer(DAY_FORMS, asked, _SAME_DAY.get(same["day"], same["day"]))
        return None if day is None else _joined(asked, day, TimeOfDay(asked.now.hour, asked.now.minute))
    for pattern, sign in _ELAPSED:
        found = pattern.fullmatch(text)
        if found is not None:
            elapsed = _elapsed(found)
            start = asked.now.replace(second=0, microsecond=0).astimezone(UTC)
            return (start + sign * elapsed).astimezone(LONDON)
    return None


_SAME_DAY = {"next week": "1 week today", "last week": "1 week ago"}


def _elapsed(found: re.Match[str]) -> timedelta:
    text = found["amount"]
    if text.startswith("half"):
        amount = 0.5
    elif text.startswith("quarter"):
        amount = 0.25
    elif text.strip("0123456789.") == "":
        amount = float(text)
    else:
        amount = number_of(text)
    amount += {"half": 0.5, "quarter": 0.25}.get(found["more"] or "", 0)
    hours = amount if found["unit"].startswith("h") else amount / 60
    if hours > 24 * 366:
        raise Refused("That is too far away to count in hours. Name the day, for example in 10 days.")
    return timedelta(minutes=round(hours * 60))


def _iso(asked: Asked, found: re.Match[str]) -> datetime:
    try:
        day = date.fromisoformat(found["date"])
        instant = datetime.fromisoformat(f"{found['date']}T{found['time']}{(found['zone'] or '').upper()}")
    except ValueError:
        raise Refused(f"{found[0].upper()} is not a real moment. Write it like 2026-11-12 14:30.") from None
    asked.year_said = True
    if instant.tzinfo is not None:
        return instant.astimezone(LONDON)
    local = at_clock(asked, day, instant.hour, instant.minute)
    return local.replace(second=instant.second, microsecond=instant.microsecond)


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
