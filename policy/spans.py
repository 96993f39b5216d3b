"""From when to when: `9-12`, `yesterday 1.30-3.30`, `this morning`, `just now`, `Tues and Weds`, `2pm for 2 hours`.

A morning is 09:00 to 12:00, an afternoon 13:00 to 16:00, an evening 18:00 to 20:00. Whole days give days, times give
moments in London. A part of today that is not over yet ends now (looking back) or begins now (looking ahead).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from policy.asked import ONE_DAY, WORKING, Asked, at_clock
from policy.lengths import locate_length
from policy.parts_of_day import decides_the_hour, split_part
from policy.reading import read_day, read_plain
from policy.refused import Refused
from policy.saying import LONDON, say_when
from policy.stretches import named_stretch
from policy.times_of_day import CLOCK, TimeOfDay, time_of_range
from policy.wording import MONTH_NUMBERS, WEEKDAY_NUMBERS, plain

LONGEST_SPAN = 300
EXAMPLE = "9-12, yesterday 1.30-3.30, this morning, Tuesday and Wednesday, or 2pm for 2 hours"
_HOURS_OF_PART = {"morning": (9, 12), "afternoon": (13, 16), "evening": (18, 20), "am": (9, 12), "pm": (13, 16)}
_LONGEST = timedelta(hours=12)
_DAYS_OF_WEEK = "|".join(WEEKDAY_NUMBERS)
_MONTHS = "|".join(MONTH_NUMBERS)
_SPACED_DASH = re.compile(
    r"\s+[-–—]+\s+|(?<=[a-z])\s*[–—]+\s*(?=[a-z\d])|(?<=\d)\s*[–—-]\s+(?=\d)|(?<=\d)\s+[–—-]\s*(?=\d)", re.I
)
_DAYS_OR_MONTHS = "mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DASHED_DAYS = re.compile(rf"\b((?:{_DAYS_OR_MONTHS})[a-z]*)\s*-\s*(?=(?:{_DAYS_OR_MONTHS}))", re.IGNORECASE)
_DASHED_MOMENTS = re.compile(
    r"(?<=[a-z])-(?=\d)|(?<=\d(?:am|pm))-|(?<=\d(?:st|nd|rd|th))-|(?<=/\d\d)-(?=\d{1,2}/)|(?<=/\d)-(?=\d{1,2}/)",
    re.IGNORECASE,
)
_LISTED_DAYS = re.compile(rf"\b({_DAYS_OF_WEEK}) (?=(?:{_DAYS_OF_WEEK})\b)")
_TO = r"(?: to | until | through to | and |-)"
_RANGE = re.compile(rf"(?:^|(?<= ))(?:(?:from|between|at) )?(?P<first>{CLOCK}){_TO}(?P<last>{CLOCK})(?= |$)")
_COUNTED = re.compile(r"\d{1,2} and \d{1,2}")
_ONLY_A_TIME = re.compile(rf"(?:at )?(?:{CLOCK}|(?:quarter|\d{{1,2}}) (?:past|to) \d{{1,2}})")
_NUMBERED = re.compile(
    rf"(?P<first>\d{{1,2}})(?:st|nd|rd|th)?(?P<way>{_TO})(?P<last>\d{{1,2}})(?:st|nd|rd|th)? "
    rf"(?:of )?(?P<month>{_MONTHS}(?: 20\d\d)?)"
)
_TWO = re.compile(r"(?:from |between )?(?P<first>.+) (?P<way>to|until|through to|and) (?P<last>.+?)")
_BOTH = re.compile(rf"(?P<days>.*(?:{_DAYS_OF_WEEK})) (?:of )?(?P<week>(?:this|next|last) week|wc .+)")
_PART = re.compile(
    r"(?P<day>.+?) (?:in )?(?P<part>morning|afternoon|evening|am|pm)|"
    r"(?P<part_first>morning|afternoon|evening) (?:of )?(?P<day_last>.+)"
)
_RECENT = re.compile(r"(?:for |in |over )?(?:last|past) (?P<length>.+)")
_WHOLE_DAY = re.compile(r"^(?:all|whole|full) day (?:on |of )?| (?:all|whole|full) day$")


class EndsFirst(Refused):
    """A time from when to when that ends before it starts."""


@dataclass(frozen=True)
class SpanReading:
    """From when to when: two days (both included) or two aware London moments; what was assumed; the words."""

    start: date
    end: date
    assumed: tuple[str, ...]
    text: str

    def said(self) -> str:
        """Both ends in full and what was assumed."""
        said = say_when(self.start) if self.start == self.end else f"{say_when(self.start)} to {say_when(self.end)}"
        return f"{said} ({'; '.join(self.assumed)})" if self.assumed else said


def read_span_of(asked: Asked, phrase: str) -> SpanReading:
    """What a whole phrase says as a span. Raises Refused where it is none or ends before it starts."""
    if len(phrase) > LONGEST_SPAN:
        raise Refused(f"That is too long for a time from when to when. Say it like {EXAMPLE}.")
    text = plain_with_to(phrase)
    for way in (_just_now, _recent, _numbered_days, _times, _parts, _with_length, _days, _two_ends):
        span = way(asked, text)
        if span is not None:
            start, end = span
            _check(asked, start, end)
            return SpanReading(start, end, tuple(asked.assumed), phrase.strip())
    raise Refused(f"I cannot read “{phrase.strip()[:80]}” as a time from when to when. Say it like {EXAMPLE}.")


def plain_with_to(phrase: str) -> str:
    """Plain text in which a dash between two days or two moments is `to`."""
    text = _DASHED_MOMENTS.sub(" to ", _DASHED_DAYS.sub(r"\1 to ", _SPACED_DASH.sub(" to ", phrase.strip())))
    return _LISTED_DAYS.sub(r"\1 and ", plain(text))


Span = tuple[date, date]


def _check(asked: Asked, start: date, end: date) -> None:
    if _key(end) < _key(start):
        raise EndsFirst(f"That ends on {say_when(end)}, before it starts on {say_when(start)}. Say it like {EXAMPLE}.")
    asked.check_side(end if not asked.future else start)
    asked.check_side(start if not asked.future else end)


def _key(when: date) -> datetime:
    if isinstance(when, datetime):
        return when.astimezone(UTC)
    return datetime(when.year, when.month, when.day, tzinfo=UTC)


def _just_now(asked: Asked, text: str) -> Span | None:
    if text not in ("just now", "now", "right now"):
        return None
    now = asked.now.replace(second=0, microsecond=0)
    return now, now


def _recent(asked: Asked, text: str) -> Span | None:
    """`the last two hours`."""
    found = _RECENT.fullmatch(text)
    if found is None or not re.search(r"\b(?:hour|minute|\d+[hm])\b", found["length"]):
        return None
    words = found["length"] if found["length"][:1].isdigit() or " " in found["length"] else f"1 {found['length']}"
    length = locate_length(words)
    if length is None or length.rest:
        return None
    now = asked.now.replace(second=0, microsecond=0)
    return (now.astimezone(UTC) - length.length).astimezone(LONDON), now


def _numbered_days(asked: Asked, text: str) -> Span | None:
    """`1-3 December`."""
    found = _NUMBERED.fullmatch(text.removeprefix("from ").removeprefix("between "))
    if found is None:
        return None
    first = _whole_day(asked, f"{found['first']} {found['month']}")
    last = _whole_day(replace(asked, year_said=False), f"{found['last']} {found['month']}")
    if first is None or last is None:
        return None
    return _in_a_row(asked, first, last, found["way"])


def _times(asked: Asked, text: str) -> Span | None:
    """Two times on one day, today where no day is said."""
    found = _RANGE.search(text)
    if found is None or (_COUNTED.search(found[0]) and not found[0].startswith("between ")):
        return None
    rest = " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())
    parted = split_part(rest) if rest else None
    part, rest = parted if parted is not None and decides_the_hour(parted[0]) else ("", rest)
    day = asked.today if not rest else _whole_day(asked, rest)
    if day is None:
        return None
    first, last = time_of_range(found["first"], found["last"], part)
    start, end = _at(asked, day, first), _at(asked, day, last)
    if end <= start:
        raise EndsFirst(f"That ends before it starts. Say am or pm, for example {EXAMPLE}.")
    if end - start > _LONGEST:
        raise Refused(f"That is longer than {_LONGEST.seconds // 3600} hours. Say am or pm, for example 9am-12pm.")
    return start, end


def _at(asked: Asked, day: date, time: TimeOfDay) -> datetime:
    return at_clock(asked, day, time.hour, time.minute)


def _parts(asked: Asked, text: str) -> Span | None:
    """`this morning`, `Tuesday afternoon`."""
    found = _PART.fullmatch(text)
    if found is None:
        return None
    part, words = found["part"] or found["part_first"], found["day"] or found["day_last"]
    day = asked.today if words == "this" else _whole_day(asked, words)
    if day is None:
        return None
    first, last = _HOURS_OF_PART[part]
    start, end = at_clock(asked, day, first, 0), at_clock(asked, day, last, 0)
    asked.assume(f"{part} is {first:02}:00 to {last:02}:00")
    now = asked.now.replace(second=0, microsecond=0)
    if day == asked.today and start < now < end:
        return (now, end) if asked.future else (start, now)
    return start, end


def _with_length(asked: Asked, text: str) -> Span | None:
    """A moment and a length, `2pm for 2 hours`; or a day and a length of a day or half of one."""
    length = locate_length(text)
    if length is None or not length.rest:
        return None
    words = re.sub(r"\b(?:for|lasting|from|starting|at)$|^(?:for|from|starting|of)\b", "", length.rest).strip()
    words = re.sub(r"(?<= )(?:from|starting) (?=\d)", "at ", words)
    when = read_plain(asked, words, bare_counts=False) if words else None
    if when is None:
        return None
    if isinstance(when, datetime):
        if length.length >= timedelta(hours=12):
            return None
        return when, (when.astimezone(UTC) + length.length).astimezone(LONDON)
    return (when, when) if length.length in (timedelta(days=1), timedelta(hours=12)) else None


def _days(asked: Asked, text: str) -> Span | None:
    """One whole day."""
    if " to " in text or " and " in text or " until " in text:
        return None
    day = _whole_day(asked, _WHOLE_DAY.sub("", text))
    if day is None:
        when = read_plain(asked, text, bare_counts=False)
        if isinstance(when, datetime):
            raise Refused(f"Say how long, or until when: for example {text} for 2 hours.")
        return None
    return day, day


def _two_ends(asked: Asked, text: str) -> Span | None:
    """`Monday to Wednesday`, `Tues and Weds next week`, `12 Nov 9am to 13 Nov 4pm`."""
    week = _BOTH.fullmatch(text)
    within: Callable[[str], str] = (lambda words: f"{words} {week['week']}") if week else (lambda words: words)
    found = _TWO.fullmatch(week["days"] if week else text)
    if found is None:
        return None
    words = re.sub(r" and ", " to ", found["first"])
    if found["way"] == "and" and " to " in words:  # Monday, Tuesday and Wednesday
        earlier = _two_ends(asked, f"{words} {week['week']}" if week else words)
        first: date | None = None if earlier is None else earlier[0]
        last = None if first is None else _end(asked, within(found["last"]), after=first)
        return None if first is None or last is None else _in_a_row(asked, first, last, "to")
    if _ONLY_A_TIME.fullmatch(found["last"]):  # yesterday quarter to 9 to quarter past 10
        moment = _end(asked, within(found["first"]))
        if not isinstance(moment, datetime):
            return None
        end = read_plain(replace(asked, year_said=True), f"{moment:%Y-%m-%d} at {found['last'].removeprefix('at ')}")
        return None if end is None else (moment, end)
    if asked.future or week:
        start = _end(asked, within(found["first"]))
        end = None if start is None else _end(asked, within(found["last"]), after=None if week else start)
    else:
        end = _end(asked, within(found["last"]))
        start = None if end is None else _end(asked, within(found["first"]), before=end)
    if start is None or end is None or isinstance(start, datetime) != isinstance(end, datetime):
        return None
    return _in_a_row(asked, start, end, found["way"])


def _end(asked: Asked, words: str, *, after: date | None = None, before: date | None = None) -> date | None:
    """One end of a span; a weekday without a date is counted from the other end."""
    other = after or before
    if other is not None and re.match(rf"(?:{_DAYS_OF_WEEK})\b(?! \d)", words):
        day = other.date() if isinstance(other, datetime) else other
        now = datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)
        asked = replace(asked, now=now, context="future" if after else "past", assumed=asked.assumed)
    return read_plain(asked, words, bare_counts=False)


def _in_a_row(asked: Asked, first: date, last: date, way: str) -> Span:
    """Both ends; days joined by `and` must follow one another, with at most a weekend between."""
    if way.strip() != "and" or isinstance(first, datetime):
        return first, last
    if last not in (first + ONE_DAY, WORKING.next_working_day(first)):
        raise Refused(f"{say_when(first)} and {say_when(last)} are two visits. Name one, or say from … to ….")
    return first, last


def _whole_day(asked: Asked, words: str) -> date | None:
    """The one day that words name; a week, a month or a term is more than one."""
    if words.startswith(("wc", "wb", "week")) or named_stretch(replace(asked, assumed=[]), words) is not None:
        raise Refused(f"“{words}” is more than a visit. Say the day and the time, for example {EXAMPLE}.")
    when = read_plain(asked, words, bare_counts=False) if read_day(replace(asked, assumed=[]), words) else None
    return None if isinstance(when, datetime) else when
