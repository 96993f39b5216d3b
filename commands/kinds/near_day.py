"""A day on either side of today, the nearer one where no year is said."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from commands.command import Request
from commands.kinds.due_day import ADueDay, read_due
from policy.dates import Reading, read_when
from policy.refused import Refused
from policy.saying import london_day


class ANearDay(ADueDay):
    """A day on either side of today: of the two that `2 November` may mean, the nearer."""

    def read(self, text: str, request: Request) -> Reading:
        """The day. Raises Refused for what is no day."""
        today, found = london_day(request.now), [read_due(text, request)]
        with suppress(Refused):
            past = read_when(text.strip(), now=request.now, context="past", calendar=request.facts.calendar)
            day = london_day(past.value) if isinstance(past.value, datetime) else past.value
            found.append(Reading(day, past.assumed, past.text))
        return min(found, key=lambda reading: abs(reading.value - today))
