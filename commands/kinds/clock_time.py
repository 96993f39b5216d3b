"""A time of day on London's clocks, without a day."""

from __future__ import annotations

import re
from datetime import time

from commands.command import Request
from commands.line import shorten
from notifications.message import FieldKind
from policy.refused import Refused
from policy.times_of_day import AT_START, read_time
from policy.wording import plain

_BETWEEN = re.compile(r"\s*(?:\bto\b|\buntil\b|\btill\b|\band\b|[-–—])\s*", re.IGNORECASE)
_LEAD = re.compile(r"^(?:at|from|between)\s+", re.IGNORECASE)


def read_clock_time(text: str, example: str) -> time:
    """`8:30`, `7.45am`, `half 8` as a wall time. Raises Refused with `example`."""
    words = f"at {_LEAD.sub('', plain(text[:80]))}"
    match = AT_START.match(words)
    found = read_time(match, beside_a_day=False) if match is not None and match.end() == len(words) else None
    if found is None:
        raise Refused(f"“{shorten(text)}” is no time of day. For example: {example}")
    return time(found.hour, found.minute)


class AClockTime:
    """One time of day."""

    form_kind = FieldKind.TEXT

    def __init__(self, example: str) -> None:
        """`example` is a line that works."""
        self._example = example

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """All of the line."""
        return line, ""

    def read(self, text: str, request: Request) -> time:
        """The time. Raises Refused with an example that works."""
        return read_clock_time(text, self._example)

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """Anything goes."""
        return ()


class ClockHours(AClockTime):
    """From one time of day to another: `8:30 to 17:00`."""

    def read(self, text: str, request: Request) -> tuple[time, time]:  # type: ignore[override]
        """Both times, as they were said. Raises Refused with an example that works."""
        ends = _BETWEEN.split(_LEAD.sub("", text.strip()))
        if len(ends) != 2:
            raise Refused(f"“{shorten(text)}” does not say from when to when. For example: {self._example}")
        first, last = ends
        return read_clock_time(first, self._example), read_clock_time(last, self._example)
