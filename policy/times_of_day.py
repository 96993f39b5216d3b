"""Times of day as people write them: `2pm`, `14:30`, `half two`, `quarter to 4`, `noon`, `close of play`.

Without am or pm, 1 to 6 is the afternoon, 7 to 11 the morning, 12 noon. Midnight is refused: nobody can tell which
of two days it belongs to.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from policy.refused import Refused

PART = r"(?:in )?(?:morning|afternoon|evening|am|pm)|at night"
_HOUR = r"\d{1,2}"
_PM = r"(?P<half>am|pm)"


@dataclass(frozen=True)
class TimeOfDay:
    """A wall time in London, and what was assumed to get it."""

    hour: int
    minute: int
    assumed: str | None = None


@dataclass(frozen=True)
class TimeForm:
    """One way of saying a time. `alone` is whether it is a time without a day or an `at` beside it."""

    example: str
    pattern: re.Pattern[str]
    work_out: Callable[[re.Match[str], str], TimeOfDay]
    alone: bool


def _twelve_hour(found: re.Match[str], part: str) -> TimeOfDay:
    return _on_clock(int(found["hour"]), int(found["minute"] or 0), found["half"] or part, found[0])


def _clock(found: re.Match[str], part: str) -> TimeOfDay:
    hour, minute = int(found["hour"]), int(found["minute"])
    if found["hour"].startswith("0") or hour > 12:
        return _exactly(hour, minute, found[0])
    return _on_clock(hour, minute, part, found[0])


def _four_digits(found: re.Match[str], part: str) -> TimeOfDay:
    return _exactly(int(found["hour"]), int(found["minute"]), found[0])


def _half(found: re.Match[str], part: str) -> TimeOfDay:
    if not 1 <= int(found["hour"]) <= 12:
        raise _no_such_time(found[0])
    return _on_clock(int(found["hour"]), 30, found["half"] or part, found[0])


def _past_or_to(found: re.Match[str], part: str) -> TimeOfDay:
    minutes = 15 if "quarter" in found["minutes"] else int(found["minutes"].split()[0])
    if not 0 < minutes < 30 or not 1 <= int(found["hour"]) <= 12:
        raise _no_such_time(found[0])
    if found["way"] == "to" and found["minutes"].isdigit() and minutes <= 12:
        raise Refused(f"“{found[0]}” may be a time or from when to when. Say it like 15:50, or 10-12.")
    time = _on_clock(int(found["hour"]), 0, found["half"] or part, found[0])
    if found["way"] == "past":
        return TimeOfDay(time.hour, minutes)
    return TimeOfDay((time.hour - 1) % 24, 60 - minutes)


def _noon(found: re.Match[str], part: str) -> TimeOfDay:
    return TimeOfDay(12, 0)


def _midnight(found: re.Match[str], part: str) -> TimeOfDay:
    raise Refused("Midnight may belong to either of two days. Say 23:59, or 00:01 of the day after.")


def _close_of_play(found: re.Match[str], part: str) -> TimeOfDay:
    return TimeOfDay(17, 0, f"{_CLOSE_SAID.get(found[0], found[0])} is 17:00")


_CLOSE_SAID = {"cop": "close of play", "cob": "close of business", "eod": "end of day", "eop": "end of play"}
CLOSE = (
    r"cop|cob|eod|eop|(?:close|end) of (?:play|business)|end of (?:working |business )?day|"
    r"close of (?:day|working day)|close play|close business"
)

CLOCK = rf"(?:{_HOUR}(?:[:.]\d\d)?(?:am|pm)?|\d{{4}}|half(?: past)? {_HOUR}|noon|midday)"
"""A time in a range such as 9-12, without groups."""

_HOURS_OF_PART = {
    "morning": (0, 11),
    "am": (0, 11),
    "afternoon": (12, 18),
    "pm": (12, 23),
    "evening": (16, 23),
    "night": (18, 23),
}

TIME_FORMS = tuple(
    TimeForm(example, re.compile(pattern), work_out, alone)
    for example, pattern, work_out, alone in (
        ("2pm", rf"(?P<hour>{_HOUR})(?:[:.](?P<minute>\d\d))?{_PM}", _twelve_hour, True),
        ("14:30", rf"(?P<hour>{_HOUR}):(?P<minute>\d\d)(?: hour)?(?P<half>)", _clock, True),
        ("14.30", rf"(?P<hour>{_HOUR})\.(?P<minute>\d\d)(?: hour)?(?P<half>)", _clock, False),
        ("10 30", rf"(?P<hour>{_HOUR}) (?P<minute>15|[2-5][05])(?P<half>)", _clock, False),  # 4 10 may be October
        ("1430 hours", r"(?P<hour>\d\d)(?P<minute>\d\d) ?(?:hour|h)", _four_digits, True),
        ("1430", r"(?P<hour>\d\d)(?P<minute>\d\d)", _four_digits, False),
        ("half two", rf"half(?: past)? (?P<hour>{_HOUR}){_PM}?(?: oclock)?", _half, True),
        (
            "quarter to 4",
            rf"(?P<minutes>(?:a )?quarter|\d{{1,2}}(?: minute)?) (?P<way>past|to) (?P<hour>{_HOUR}){_PM}?",
            _past_or_to,
            True,
        ),
        ("2 o'clock", rf"(?P<hour>{_HOUR}) oclock(?P<minute>)(?P<half>)", _twelve_hour, True),
        ("noon", r"(?:12 )?(?:noon|midday)", _noon, True),
        ("midnight", r"(?:12 )?midnight", _midnight, True),
        ("close of play", CLOSE, _close_of_play, True),
        ("4", rf"(?P<hour>{_HOUR})(?P<minute>)(?P<half>)", _twelve_hour, False),
    )
)

_ANY = "|".join(f"(?:{re.sub('[(][?]P<[a-z]+>', '(?:', one.pattern.pattern)})" for one in TIME_FORMS)
_WORDS = (
    r"(?:(?P<lead>at|around|about|approximately|circa|from|by|before) )*"
    rf"(?P<time>{_ANY})(?: ?(?P<ish>ish))?(?: (?P<part>{PART}))?"
)
AT_START = re.compile(rf"{_WORDS}(?= |$)")
AT_END = re.compile(rf"(?:^|(?<= )){_WORDS}$")


def read_time(words: re.Match[str], beside_a_day: bool, part: str = "") -> TimeOfDay | None:
    """The time a match of AT_START or AT_END holds, or None where it is too little to be a time.

    A bare number needs `at` before it; `9.30` and `1430` need `at` or a day beside them.
    Raises Refused for a time that does not exist or may be two.
    """
    text = words["time"]
    at = words["lead"] in ("at", "around", "about", "circa", "approximately") or bool(words["ish"])
    at = at or (beside_a_day and words["lead"] == "by")
    part = part or (words["part"] or "").removeprefix("in ").removeprefix("at ")
    for one in TIME_FORMS:
        found = one.pattern.fullmatch(text)
        if found is None:
            continue
        if not one.alone and not at and not _enough(one, text, part, beside_a_day):
            return None
        time = one.work_out(found, part)
        if part and not _HOURS_OF_PART[part][0] <= time.hour <= _HOURS_OF_PART[part][1]:
            raise Refused(f"{text} is not in the {part}. Say the time like 14:30 or 2.30pm.")
        if words["ish"] or words["lead"] in ("around", "about", "circa", "approximately"):
            return TimeOfDay(time.hour, time.minute, f"about {time.hour:02}:{time.minute:02} is taken as exactly that")
        return time
    return None


def _enough(one: TimeForm, text: str, part: str, beside_a_day: bool) -> bool:
    if part:
        return True
    if one.example == "4" or not beside_a_day:
        return False
    return one.example != "1430" or not text.startswith(("19", "20"))  # 2027 is a year


def _likely(hour: int) -> int:
    return hour + 12 if 1 <= hour <= 6 else hour


def _on_clock(hour: int, minute: int, half: str, text: str) -> TimeOfDay:
    """The time on a clock of twelve hours; `half` is am, pm, a part of the day or nothing."""
    if not half:
        return _exactly(_likely(hour), minute, text)
    if not 1 <= hour <= 12 or minute > 59:
        raise _no_such_time(text)
    if hour == 12 and half in ("am", "morning", "evening", "night"):
        raise Refused("That 12 may be noon or midnight. Say noon, 12:00 or 23:59.")
    return TimeOfDay(hour if half in ("am", "morning") else hour % 12 + 12, minute)


def _exactly(hour: int, minute: int, text: str) -> TimeOfDay:
    if hour > 23 or minute > 59:
        raise _no_such_time(text)
    return TimeOfDay(hour, minute)


def _no_such_time(text: str) -> Refused:
    return Refused(f"There is no time {text}. Say it like 14:30 or 2.30pm.")


def time_of_range(first: str, last: str, part: str = "") -> tuple[TimeOfDay, TimeOfDay]:
    """Both ends of a range on one day: `9` and `12`, `1.30` and `3.30`, `10` and `2pm`.

    am or pm at the end holds for the beginning as well where that keeps the order. Raises Refused as times do.
    """
    if part:
        return _in_part(first, part), _in_part(last, part)
    end = _in_range(last)
    start = _in_range(first)
    if not first.endswith(("am", "pm")) and last.endswith(("am", "pm")) and re.fullmatch(r"[\d:.]+", first):
        with_half = _in_range(first + last[-2:]) if not first.startswith("0") else start
        if _minutes(with_half) < _minutes(end):
            start = with_half
    if _minutes(end) <= _minutes(start) and not last.endswith(("am", "pm")) and start.hour >= 12 and end.hour < 10:
        end = TimeOfDay(end.hour + 12, end.minute)  # 5-7 is an evening
    return start, end


def _in_part(text: str, part: str) -> TimeOfDay:
    """One end of a range of which a part of the day was said: `7-9 tomorrow evening`; noon ends a morning."""
    time = _in_range(text)
    if part in ("morning", "am") and time.hour == 12:
        return time
    words = AT_START.fullmatch(f"at {text}")
    said = read_time(words, beside_a_day=True, part=part) if words else None
    return time if said is None else said


def _minutes(time: TimeOfDay) -> int:
    return time.hour * 60 + time.minute


def _in_range(text: str) -> TimeOfDay:
    words = AT_START.fullmatch(f"at {text}")
    time = read_time(words, beside_a_day=True) if words else None
    if time is None:
        raise _no_such_time(text)
    return time
