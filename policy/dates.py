"""Dates as British school officers say them: day first, relative to now, in London, and never guessed.

The conventions stand in docs/dates.md. Every reader raises Refused, with a sentence and an example that works, where
a phrase is wrong or may be two days.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise

from policy.asked import Asked, Context
from policy.in_sentences import sight
from policy.last_step import read_with_dateparser, warm
from policy.lengths import LocatedLength, locate_length, parse_length
from policy.periods import PeriodReading, read_period_of
from policy.reading import read_day, read_plain
from policy.refused import Refused
from policy.saying import say_when
from policy.school_calendar import CALENDAR_2026_27, SchoolCalendar
from policy.spans import SpanReading, read_span_of
from policy.spans_in_lines import LocatedSpan, locate_span_of
from policy.times_of_day import AT_START, read_time
from policy.wording import plain

__all__ = [
    "CALENDAR",
    "Located",
    "LocatedLength",
    "LocatedSpan",
    "PeriodReading",
    "Reading",
    "SpanReading",
    "find_when",
    "locate_length",
    "locate_span",
    "locate_when",
    "parse_length",
    "parse_period",
    "parse_span",
    "parse_time",
    "parse_when",
    "read_period",
    "read_span",
    "read_when",
    "warm",
]

CALENDAR = CALENDAR_2026_27
LONGEST_PHRASE = 80
LONGEST_LINE = 1000


@dataclass(frozen=True)
class Reading:
    """What a phrase was read as: a day or an aware London moment, what was assumed, and the words themselves."""

    value: date
    assumed: tuple[str, ...]
    text: str

    def said(self) -> str:
        """The value in full and what was assumed: `Friday 4 December 2026, 17:00 (close of play is 17:00)`."""
        said = say_when(self.value)
        return f"{said} ({'; '.join(self.assumed)})" if self.assumed else said


def parse_when(phrase: str, *, now: datetime, context: Context, calendar: SchoolCalendar = CALENDAR) -> date:
    """The day, or the aware London moment where a time was said, that a whole phrase means.

    `context` is `past` for what has happened and `future` for what is due. Raises Refused where the phrase is no
    date, may be two, or lies on the wrong side of now; ValueError for a naive `now`.
    """
    return read_when(phrase, now=now, context=context, calendar=calendar).value


def read_when(phrase: str, *, now: datetime, context: Context, calendar: SchoolCalendar = CALENDAR) -> Reading:
    """As `parse_when`, with what was assumed."""
    asked = Asked(now, context, calendar, read_day)
    text = _check_length(phrase, asked)
    value = read_plain(asked, text)
    if value is None:
        value = read_with_dateparser(asked, text)
    if value is None:
        raise Refused(f"I cannot read “{phrase.strip()}” as a date. Say it like {_example(asked)}.")
    asked.check_side(value)
    return Reading(value, tuple(asked.assumed), phrase.strip())


def _check_length(phrase: str, asked: Asked) -> str:
    """The phrase in plain text. Raises Refused where it is blank or too long to be a date."""
    text = plain(phrase[:400])
    if not text:
        raise Refused(f"Say a day, for example {_example(asked)}.")
    if len(phrase) > LONGEST_PHRASE or len(text) > LONGEST_PHRASE:
        raise Refused(f"That is too long for a date. Say only the day, for example {_example(asked)}.")
    return text


def _example(asked: Asked) -> str:
    if asked.future:
        return "Friday, 12 November, 12/11/2026, tomorrow 2pm, in 2 weeks or end of term"
    return "yesterday 2pm, last Thursday, 12 November or 12/11/2026"


def find_when(sentence: str, *, now: datetime, context: Context, calendar: SchoolCalendar = CALENDAR) -> date:
    """The one day, or aware London moment, in a short sentence.

    Names, classes, ages and counts are no dates. Raises Refused where there is no date, more than one, or a wrong one.
    """
    return locate_when(sentence, now=now, context=context, calendar=calendar).reading.value


@dataclass(frozen=True)
class Located:
    """The date in a line: its reading, the words before it and after it, and the note after a colon.

    For `yesterday 2pm core 2h: attendance` the reading's text is `yesterday 2pm`, `after` is `core 2h`, `note` is
    `attendance`. Where day and time stand apart (`Friday core visit 2pm`), the words between them begin `after`.
    """

    reading: Reading
    before: str
    after: str
    note: str = ""

    @property
    def rest(self) -> str:
        """The line without its date and its note."""
        return " ".join(part for part in (self.before, self.after) if part)


def locate_when(sentence: str, *, now: datetime, context: Context, calendar: SchoolCalendar = CALENDAR) -> Located:
    """The one date in a line, and what the line says besides.

    Looks before the first colon that a space follows; what comes after it is the note, and is only looked at where
    nothing stands before it. Raises Refused as `find_when` does.
    """
    if len(sentence) > LONGEST_LINE:
        raise Refused(
            f"That is longer than {LONGEST_LINE} characters. Say the date by itself, for example 12 November."
        )
    line, note = _before_note(sentence)
    found = _locate(line, note, Asked(now, context, calendar, read_day))
    if found is None and note:
        found = _locate(sentence, "", Asked(now, context, calendar, read_day))
    if found is None:
        raise Refused("There is no date in that. Add one, for example yesterday 2pm, Friday or 12 November.")
    return found


def _locate(line: str, note: str, asked: Asked) -> Located | None:
    try:
        whole = read_when(line, now=asked.now, context=asked.context, calendar=asked.calendar)
        return Located(whole, "", "", note)
    except Refused:
        sighting = sight(asked, line)
    if sighting is None:
        return None
    asked.year_said = sighting.year_said
    asked.check_side(sighting.value)
    (start, _), (_, end) = sighting.places[0], sighting.places[-1]
    words = " ".join(line[first:last] for first, last in sighting.places)
    between = "".join(line[one[1] : other[0]] for one, other in pairwise(sighting.places))
    after = f"{_trimmed(between)} {_trimmed(line[end:])}".strip()
    return Located(Reading(sighting.value, sighting.assumed, words), _trimmed(line[:start]), after, note)


def _before_note(sentence: str) -> tuple[str, str]:
    line, _, note = sentence.partition(": ")
    if not re.search(r"\w", line) or not re.search(r"\w", note):
        return sentence, ""
    return line, note.strip()


def _trimmed(text: str) -> str:
    return text.strip(" \t,;-–—")


def parse_span(
    phrase: str, *, now: datetime, context: Context = "past", calendar: SchoolCalendar = CALENDAR
) -> tuple[date, date]:
    """From when to when: two days, both included, or two aware London moments.

    Raises Refused where the phrase is no span, ends before it starts or lies on the wrong side of now.
    """
    span = read_span(phrase, now=now, context=context, calendar=calendar)
    return span.start, span.end


def read_span(
    phrase: str, *, now: datetime, context: Context = "past", calendar: SchoolCalendar = CALENDAR
) -> SpanReading:
    """As `parse_span`, with what was assumed."""
    asked = Asked(now, context, calendar, read_day)
    _check_length(phrase, asked)
    return read_span_of(asked, phrase)


def locate_span(
    sentence: str, *, now: datetime, context: Context = "past", calendar: SchoolCalendar = CALENDAR
) -> LocatedSpan | None:
    """The span in a line whose school has been cut out: `yesterday 9-12` in `yesterday 9-12 core with the head`.

    Looks at the first 300 characters, before a colon and a space. None where no words have two ends; a day or a
    moment alone is for `locate_when`. Raises ValueError for a naive `now`.
    """
    line, _ = _before_note(sentence[:300])
    return locate_span_of(Asked(now, context, calendar, read_day), line)


def parse_time(phrase: str) -> time:
    """A wall time without a day: `7:45`, `half 8`, `4pm`, `1530`; a bare hour from 1 to 6 is the afternoon.

    Raises Refused for anything else, for midnight and for a time that does not exist.
    """
    words = AT_START.fullmatch(f"at {plain(phrase[:400]).removeprefix('at ')}")
    found = read_time(words, beside_a_day=True) if words is not None else None
    if found is None:
        raise Refused(f"I cannot read “{phrase.strip()[:80]}” as a time. Say it like 14:30, 2.30pm or half past two.")
    return time(found.hour, found.minute)


def parse_period(phrase: str, *, now: datetime, calendar: SchoolCalendar = CALENDAR) -> tuple[date, date]:
    """The first and last day, both included, that a list is to cover.

    Raises Refused where the phrase is no period or ends before it starts.
    """
    period = read_period(phrase, now=now, calendar=calendar)
    return period.first, period.last


def read_period(phrase: str, *, now: datetime, calendar: SchoolCalendar = CALENDAR) -> PeriodReading:
    """As `parse_period`, with what was assumed."""
    asked = Asked(now, "future", calendar, read_day)
    _check_length(phrase, asked)
    return read_period_of(asked, phrase)
