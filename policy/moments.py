"""Moments that are no day with a time: an ISO instant, so many hours from now, `just now`, `this time tomorrow`."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from policy.asked import Asked, at_clock, number_of
from policy.refused import Refused
from policy.saying import LONDON

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
_NOW = re.compile(r"(?:just |right )?now|this (?:minute|moment)")
_SAME_TIME = re.compile(r"(?:at )?(?:this|same) time (?:on )?(?P<day>.+)")
_SAME_DAY = {"next week": "1 week today", "last week": "1 week ago"}


def read_moment(asked: Asked, text: str, read_day: Callable[[Asked, str], date | None]) -> datetime | None:
    """The moment plain text names, to the minute and on a London clock, or None. Hours are elapsed hours."""
    instant = _INSTANT.fullmatch(text)
    if instant is not None:
        return _iso(asked, instant)
    if _NOW.fullmatch(text):
        return this_minute(asked)
    same = _SAME_TIME.fullmatch(text)
    if same is not None:
        day = read_day(asked, _SAME_DAY.get(same["day"], same["day"]))
        return None if day is None else at_clock(asked, day, asked.now.hour, asked.now.minute)
    for pattern, sign in _ELAPSED:
        found = pattern.fullmatch(text)
        if found is not None:
            return (this_minute(asked).astimezone(UTC) + sign * _elapsed(found)).astimezone(LONDON)
    return None


def this_minute(asked: Asked) -> datetime:
    """Now, without its seconds."""
    return asked.now.replace(second=0, microsecond=0)


def _elapsed(found: re.Match[str]) -> timedelta:
    text = found["amount"]
    if text.startswith(("half", "quarter")):
        amount = 0.5 if text.startswith("half") else 0.25
    else:
        amount = float(text) if text[0] in "0123456789." else number_of(text)
    amount += {"half": 0.5, "quarter": 0.25}.get(found["more"] or "", 0)
    hours = amount if found["unit"].startswith("h") else amount / 60
    if hours > 24 * 366:
        raise Refused("That is too far away to count in hours. Name the day, for example in 10 days.")
    return timedelta(minutes=round(hours * 60))


def _iso(asked: Asked, found: re.Match[str]) -> datetime:
    try:
        instant = datetime.fromisoformat(f"{found['date']}T{found['time']}{(found['zone'] or '').upper()}")
    except ValueError:
        raise Refused(f"{found[0].upper()} is not a real moment. Write it like 2026-11-12 14:30.") from None
    asked.year_said = True
    if not 1900 < instant.year < 2200:
        raise Refused(f"{found[0].upper()} is too far away. Check the year, for example 2026-11-12 14:30.")
    if instant.tzinfo is not None:
        return instant.astimezone(LONDON)
    local = at_clock(asked, instant.date(), instant.hour, instant.minute)
    return local.replace(second=instant.second, microsecond=instant.microsecond)
