"""When: days, moments, the time of a visit, and how long it took."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from commands.command import Request
from notifications.message import FieldKind
from notifications.nudge import at_time
from policy.dates import read_when
from policy.lengths import locate_length, parse_length
from policy.saying import say_moment

Context = Literal["past", "future"]

_JUST_NOW = re.compile(r"(?:just\s+)?(?:now|finished|left|back)(?:\s+now)?", re.IGNORECASE)


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
    """The time of a visit in somebody's words. Raises Refused with an example that works."""
    words = re.sub(r"^(?:to|on|at|from)\s+", "", text.strip(), flags=re.IGNORECASE)
    if _JUST_NOW.fullmatch(words) and context == "past":
        return Heard(end=request.now)
    reading = read_when(words, now=request.now, context=context, calendar=request.facts.calendar)
    if isinstance(reading.value, datetime):
        return Heard(start=reading.value, assumed=reading.assumed)
    return Heard(day=reading.value, assumed=reading.assumed)


class AVisitTime:
    """The time of a visit: `just now`, `yesterday 2pm`, `9-11 today`."""

    form_kind = FieldKind.MOMENT

    def __init__(self, context: Context) -> None:
        self._context = context

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """All that is left of the line once school, kind and length are cut out of it."""
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

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """All that is left of the line."""
        return line, ""

    def read(self, text: str, request: Request) -> date:
        """A day, or an aware moment where a time was said. Raises Refused with an example that works."""
        words = re.sub(r"^(?:until|till|on|at)\s+", "", text.strip(), flags=re.IGNORECASE)
        if _JUST_NOW.fullmatch(words) and self._context == "past":
            return request.now
        return read_when(words, now=request.now, context=self._context, calendar=request.facts.calendar).value

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """Anything goes."""
        return ()

    @staticmethod
    def instant(when: object, request: Request, *, end_of_day: bool) -> tuple[datetime, tuple[str, ...]]:
        """The moment that is meant, and what was assumed: now when nothing was said; for a day alone its closing time
        (but never later than now) or its morning.
        """
        if when is None:
            return request.now, ()
        if isinstance(when, datetime):
            return when.astimezone(UTC), ()
        if not isinstance(when, date):
            raise TypeError(f"{when!r} is no day")
        at = request.facts.working_time.closing(when) if end_of_day else request.facts.morning(when)
        if end_of_day and at > request.now >= at_time(when, time.min):
            at = request.now
        return at.astimezone(UTC), (f"{say_moment(at)}, as no time was said",)


class ALength:
    """How long something took: `2h`, `20m`, `1h 30`, `half a day`."""

    form_kind = FieldKind.LENGTH

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """The one length in the line, wherever it stands."""
        located = locate_length(line)
        return (located.text, located.rest) if located else None

    def read(self, text: str, request: Request) -> timedelta:
        """The length; a day is 24 hours, which the visit turns into hours at a school. Raises Refused."""
        return parse_length(text)

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """Anything goes."""
        return ()
