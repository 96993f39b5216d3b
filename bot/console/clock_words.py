"""What people may write after `clock`, as an instant."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from policy.refused import Refused
from policy.saying import LONDON, london, say_day, say_time

EXAMPLES = "clock +1d 8h, clock 2026-11-26 08:00, clock 08:30 or clock tomorrow 9:00"

LONGEST_JUMP = timedelta(days=731)
_LONGEST_PHRASE = 40
_YEARS = range(2000, 2101)

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_TIME = r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})"
_LENGTH = re.compile(
    r"(?P<sign>[+-]) ?"
    r"(?:(?P<weeks>[0-9]{1,6}) ?w(?:eeks?)?)? ?"
    r"(?:(?P<days>[0-9]{1,6}) ?d(?:ays?)?)? ?"
    r"(?:(?P<hours>[0-9]{1,6}) ?h(?:ours?)?)? ?"
    r"(?:(?P<minutes>[0-9]{1,6}) ?m(?:in(?:ute)?s?)?)?"
)
_DAY_AND_TIME = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?: |t)" + _TIME)
_NEAR_DAY_AND_TIME = re.compile(r"(?:(?P<near>today|tomorrow) (?:at )?)?" + _TIME)


def moment_meant(text: str, now: datetime) -> datetime:
    """The instant that `clock TEXT` means at `now`, in UTC. Days are days of a London clock, hours are elapsed.

    Of a time that comes twice, when the clocks go back, the first is meant.
    Raises Refused for nonsense, for a time that does not exist, and for a jump of more than two years.
    """
    phrase = _plain(text)
    if length := _LENGTH.fullmatch(phrase):
        moment = _after(length, now, text)
    elif near := _NEAR_DAY_AND_TIME.fullmatch(phrase):
        day = london(now).date() + timedelta(days=near["near"] == "tomorrow")
        moment = _instant(day, _time(near, text))
    else:
        moment = _day_and_time(phrase, text)
    if abs(moment - now) > LONGEST_JUMP:
        raise _too_far()
    return moment


def moment_given(text: str) -> datetime:
    """The instant of a full day and time in London, `2026-11-25T09:00`, in UTC. Raises Refused with an example."""
    phrase = _plain(text)
    if not _DAY_AND_TIME.fullmatch(phrase) or int(phrase[:4]) not in _YEARS:
        raise Refused(f"I need a day and a time of this century, such as 2026-11-25T09:00, not {_short(text)}.")
    return _day_and_time(phrase, text)


def _plain(text: str) -> str:
    if len(text) > _LONGEST_PHRASE:
        raise _not_read(text)
    return " ".join(text.translate(_DASHES).split()).casefold()


def _after(length: re.Match[str], now: datetime, text: str) -> datetime:
    amounts = {unit: int(length[unit]) for unit in ("weeks", "days", "hours", "minutes") if length[unit]}
    if not amounts:
        raise _not_read(text)
    if timedelta(**amounts) > LONGEST_JUMP:
        raise _too_far()
    sign = -1 if length["sign"] == "-" else 1
    days = timedelta(weeks=amounts.get("weeks", 0), days=amounts.get("days", 0))
    elapsed = timedelta(hours=amounts.get("hours", 0), minutes=amounts.get("minutes", 0))
    if days:
        here = london(now)
        now = _instant(here.date() + sign * days, here.time())
    return now + sign * elapsed


def _day_and_time(phrase: str, text: str) -> datetime:
    found = _DAY_AND_TIME.fullmatch(phrase)
    if found is None:
        raise _not_read(text)
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        raise Refused(f"There is no such day as {phrase[:10]}. Try: {EXAMPLES}.") from None
    if abs(day.year - _YEARS.start) > len(_YEARS):
        raise _too_far()
    return _instant(day, _time(found, text))


def _time(found: re.Match[str], text: str) -> time:
    hour, minute = int(found["hour"]), int(found["minute"])
    if hour > 23 or minute > 59:
        raise Refused(f"There is no such time as in {_short(text)}: it goes from 00:00 to 23:59. Try: {EXAMPLES}.")
    return time(hour, minute)


def _instant(day: date, at: time) -> datetime:
    wall = datetime.combine(day, at, LONDON)
    instant = wall.astimezone(UTC)
    if london(instant).time() != at:
        raise Refused(
            f"There is no {say_time(at)} on {say_day(day)}: the clocks go forward that night. "
            f"Try: clock {day:%Y-%m-%d} 09:00."
        )
    return instant


def _not_read(text: str) -> Refused:
    return Refused(f"I cannot read {_short(text)} as a time. Try: {EXAMPLES}.")


def _too_far() -> Refused:
    return Refused("That is more than two years away. Go in smaller steps, such as: clock +52w.")


def _short(text: str) -> str:
    return f"“{text}”" if len(text) <= _LONGEST_PHRASE else f"“{text[:_LONGEST_PHRASE]}...”"
