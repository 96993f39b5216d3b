"""Which days a list is to cover: `since September`, `next week`, `this half term`."""

from __future__ import annotations

import re

from commands.command import Request
from notifications.message import FieldKind
from policy.dates import PeriodReading, read_period

_LEAD = re.compile(r"^(?:for|in|over|during)\s+", re.IGNORECASE)


class APeriod:
    """All that is left of the line, read as a period."""

    form_kind = FieldKind.TEXT

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """All of it."""
        return line, ""

    def read(self, text: str, request: Request) -> PeriodReading:
        """First and last day, both included. Raises Refused with an example that works."""
        words = _LEAD.sub("", text.strip())
        return read_period(words, now=request.now, calendar=request.facts.calendar)

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """The usual ones."""
        return (("This half term", "this half term"), ("Since September", "since September"))
