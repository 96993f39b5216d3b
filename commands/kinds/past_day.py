"""A day up to today: when something was said, sent or done."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime

from commands.command import Request
from commands.kinds.due_day import MOST_WORDS
from notifications.message import FieldKind
from policy.dates import Reading, read_when
from policy.refused import Refused
from policy.saying import london_day, say_day


class APastDay:
    """A day up to today: `3 December`, `yesterday`."""

    form_kind = FieldKind.MOMENT

    @property
    def likely(self) -> tuple[str, ...]:
        """The two that are usual."""
        return ("today", "yesterday")

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """The longest run of words at the start of the line that is a day, else all of it, to be refused."""
        ends = [match.end() for match in re.finditer(r"\S+", line)][:MOST_WORDS]
        for end in reversed(ends):
            with suppress(Refused):
                _day(line[:end].strip(" ,;"), request)
                return line[:end].strip(" ,;"), line[end:]
        return line, ""

    def read(self, text: str, request: Request) -> Reading:
        """The day. Raises Refused for what is no day and for one that is still to come."""
        reading = _day(text, request)
        if reading.value > london_day(request.now):
            raise Refused(f"{say_day(reading.value)} is still to come. Say it once it has happened.")
        return reading

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """Anything goes."""
        return ()


def _day(text: str, request: Request) -> Reading:
    reading = read_when(text.strip(), now=request.now, context="past", calendar=request.facts.calendar)
    day = london_day(reading.value) if isinstance(reading.value, datetime) else reading.value
    return Reading(day, reading.assumed, reading.text)
