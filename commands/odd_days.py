"""What is said of a day on which schools are shut."""

from __future__ import annotations

from datetime import date

from commands.command import Request
from policy.saying import say_day


def in_the_holidays(request: Request, day: date) -> str:
    """The day, that it lies in the school holidays, and whether that is known or assumed."""
    guess = request.facts.calendar.assumption(day)
    return f"{say_day(day)} is in the school holidays{f' ({guess})' if guess else ''}"
