"""A day up to today: when something was said, sent or done."""

from __future__ import annotations

from datetime import datetime

from commands.command import Request
from commands.kinds.due_day import ADueDay
from policy.dates import Reading, read_when
from policy.refused import Refused
from policy.saying import london_day, say_day


class APastDay(ADueDay):
    """A day up to today."""

    def read(self, text: str, request: Request) -> Reading:
        """The day. Raises Refused for what is no day and for one that is still to come."""
        reading = read_when(text.strip(), now=request.now, context="past", calendar=request.facts.calendar)
        day = london_day(reading.value) if isinstance(reading.value, datetime) else reading.value
        if day > london_day(request.now):
            raise Refused(f"{say_day(day)} is still to come. Say it once they have been told.")
        return Reading(day, reading.assumed, reading.text)
