"""When: days, moments, the time of a visit, and how long it took."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from commands.command import Request
from notifications.message import FieldKind
from notifications.nudge import at_time
from policy.dates import Reading, locate_span, locate_when, read_span, read_when
from policy.lengths import locate_length, parse_length, places_of_lengths
from policy.refused import Refused
from policy.saying import london_day, say_moment
from policy.spans import EndsFirst

Context = Literal["past", "future"]

_OPENING = re.compile(r"^(?:to|on|from)\s+", re.IGNORECASE)
LONG_AGO = timedelta(days=92)
"""After so long a visit is no longer simply logged; ours, no document prints it."""
LIKELY: Mapping[Context, tuple[str, ...]] = {"past": ("today", "yesterday"), "future": ("today", "tomorrow")}
SCHOOL_OPENS = time(9, 0)
SCHOOL_ENDS = time(15, 0)
"""When a visit of several days is taken to begin and end where nobody says; ours, no document prints it."""


@dataclass(frozen=True)
class Heard:
    """What was said of the time of a visit: a start, an end, both (a span), or a day alone; aware, London wall time."""

    start: datetime | None = None
    end: datetime | None = None
    day: date | None = None
    assumed: tuple[str, ...] = ()

    @property
    def is_span(self) -> bool:
        """Whether both ends were said."""
        return self.start is not None and self.end is not None


def hear(text: str, context: Context, request: Request) -> Heard:
    """The time of a visit in somebody's words: a span before a single moment, since `9-12` is a morning, not a date.

    Words that only the future gives, or that mean a day long ago and soon again (8 Dec, late in November), are heard so
    even of a visit that was made: the command then asks what is meant.
    A time alone belongs to the day that the person has named before. Raises Refused with an example that works.
    """
    words = _OPENING.sub("", text.strip())
    for day in _days_said(request):
        for on_that_day in (f"{day} {words}", f"{day} at {words}"):
            with suppress(Refused):
                return _heard(on_that_day, context, request)
    try:
        heard = _heard(words, context, request)
        return _soon_again(heard, words, request) or heard if context == "past" else heard
    except Refused as refusal:
        if context == "past":
            with suppress(Refused):
                return _heard(words, "future", request)
        under_way = _of_today(words, context, request)
        if under_way is None:
            raise refusal from None
        return under_way


def _of_today(words: str, context: Context, request: Request) -> Heard | None:
    """A time of today that has begun and is not over, or of which nothing is to come: neither past nor future alone."""
    today = london_day(request.now)
    edge = time.max if context == "past" else time.min
    with suppress(Refused):
        heard = _heard(words, context, request.but(now=at_time(today, edge)))
        return heard if heard.day is None and london_day(_begins(heard)) == today else None
    return None


def said_day(day: date) -> str:
    """What `Request.sure` holds once a person has named the day and is asked for the time."""
    return f"day-{day.isoformat()}"


def _days_said(request: Request) -> list[str]:
    return [word.removeprefix("day-") for word in request.sure if word.startswith("day-")]


def _soon_again(heard: Heard, words: str, request: Request) -> Heard | None:
    """The same words said of the future, where the past is long ago and the future nearer."""
    ago = request.now - _begins(heard)
    if ago > LONG_AGO:
        with suppress(Refused):
            ahead = _heard(words, "future", request)
            return ahead if _begins(ahead) - request.now < ago else None
    return None


def _begins(heard: Heard) -> datetime:
    begins = heard.start or heard.end
    if begins is None:
        assert heard.day is not None
        return at_time(heard.day, time.min)
    return begins


def _heard(words: str, context: Context, request: Request) -> Heard:
    try:
        span = read_span(words, now=request.now, context=context, calendar=request.facts.calendar)
    except EndsFirst:
        raise
    except Refused:
        span = None
    if span is not None and isinstance(span.start, datetime) and isinstance(span.end, datetime):
        if span.start == span.end:
            return Heard(end=request.now, assumed=span.assumed)
        return Heard(start=span.start, end=span.end, assumed=span.assumed)
    if span is not None and span.start != span.end:
        start, end = at_time(span.start, SCHOOL_OPENS), at_time(span.end, SCHOOL_ENDS)
        assumed = f"{SCHOOL_OPENS:%H:%M} on the first day to {SCHOOL_ENDS:%H:%M} on the last, as no times were said"
        return Heard(start=start, end=end, assumed=(*span.assumed, assumed))
    reading = read_when(words, now=request.now, context=context, calendar=request.facts.calendar)
    if isinstance(reading.value, datetime):
        return Heard(start=reading.value, assumed=reading.assumed)
    return Heard(day=reading.value, assumed=reading.assumed)


class AVisitTime:
    """The time of a visit: `just now`, `yesterday 2pm`, `9-11 today`."""

    form_kind = FieldKind.MOMENT

    def __init__(self, context: Context) -> None:
        self._context = context

    @property
    def likely(self) -> tuple[str, ...]:
        """The days around today, on the side that is meant."""
        return LIKELY[self._context]

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """What the line says of the time once school, kind and length are cut out of it."""
        try:
            hear(line, self._context, request)
            return line, ""
        except EndsFirst:
            return line, ""
        except Refused:
            pass
        span = locate_span(line, now=request.now, context=self._context, calendar=request.facts.calendar)
        if span is not None:
            return span.reading.text, span.rest
        with suppress(Refused):
            located = locate_when(line, now=request.now, context=self._context, calendar=request.facts.calendar)
            return located.reading.text, f"{located.before} {located.after}"
        return line, ""

    def read(self, text: str, request: Request) -> Heard:
        """The time. Raises Refused with an example that works."""
        return hear(text, self._context, request)

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """For a visit that was made, the most usual answer."""
        return (("Just now", "just now"),) if self._context == "past" else ()


class WhenInWords:
    """A time that only the command can read, because the visit says whether it lies ahead or behind."""

    form_kind = FieldKind.MOMENT

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """All that is left of the line."""
        return line, ""

    def read(self, text: str, request: Request) -> str:
        """The words themselves."""
        return text

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """Anything goes."""
        return ()


class AMoment:
    """A day or a moment: `yesterday`, `tomorrow 9am`."""

    form_kind = FieldKind.MOMENT

    def __init__(self, context: Context) -> None:
        self._context = context

    @property
    def likely(self) -> tuple[str, ...]:
        """The days around today, on the side that is meant."""
        return LIKELY[self._context]

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """All that is left of the line."""
        return line, ""

    def read(self, text: str, request: Request) -> Reading:
        """A day, or an aware moment where a time was said, with what was assumed. Raises Refused with an example."""
        words = re.sub(r"^(?:until|till|on)\s+", "", text.strip(), flags=re.IGNORECASE)
        if words.casefold() in {"just now", "now", "right now"} and self._context == "past":
            return Reading(request.now, (), words)
        return read_when(words, now=request.now, context=self._context, calendar=request.facts.calendar)

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """Anything goes."""
        return ()


def closing_moment(said: Reading | None, request: Request) -> tuple[datetime, tuple[str, ...]]:
    """The moment that is meant by the past, and what was assumed: now when nothing was said, and for a day alone the
    time at which the team closes, but never later than now.
    """
    if said is None:
        return request.now, ()
    if isinstance(said.value, datetime):
        return said.value.astimezone(UTC), said.assumed
    at = request.facts.working_time.closing(said.value)
    if at > request.now >= at_time(said.value, time.min):
        at = request.now
    return at.astimezone(UTC), (*said.assumed, f"{say_moment(at)}, as no time was said")


def morning_moment(said: Reading, request: Request) -> tuple[datetime, tuple[str, ...]]:
    """The moment that is meant by the future, and what was assumed: for a day alone its morning."""
    if isinstance(said.value, datetime):
        return said.value.astimezone(UTC), said.assumed
    at = request.facts.morning(said.value)
    return at.astimezone(UTC), (*said.assumed, f"{say_moment(at)}, as no time was said")


class ALength:
    """How long something took: `2h`, `20m`, `1h 30`, `half a day`."""

    form_kind = FieldKind.LENGTH

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """The one length in the line, wherever it stands; all of them where there are several, to be refused."""
        with suppress(Refused):
            located = locate_length(line)
            return (located.text, located.rest) if located else None
        places = places_of_lengths(line)
        ends = [0, *(end for _, end in places)]
        starts = [*(start for start, _ in places), len(line)]
        rest = " ".join(line[end:start].strip() for end, start in zip(ends, starts, strict=True))
        return " ".join(line[start:end] for start, end in places), rest.strip()

    def read(self, text: str, request: Request) -> timedelta:
        """The length; a day is 24 hours, which the visit turns into hours at a school. Raises Refused."""
        locate_length(text)
        return parse_length(text)

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """Anything goes."""
        return ()
