"""Whether a day is one by which something can be done."""

from __future__ import annotations

from datetime import date, timedelta

from commands.command import Request
from commands.odd_days import in_the_holidays
from policy.saying import london_day, say_day

FAR = timedelta(days=270)
"""A day so far ahead is often a day of this year that has passed; ours."""


def check_due_day(request: Request, day: date, assumed: tuple[str, ...] = ()) -> None:
    """Ask about a weekend, a bank holiday, the school holidays, or a day far ahead, which rests on what was `assumed`.

    Raises Question.
    """
    if not request.facts.working_time.is_working_day(day):
        request.confirm("no-working-day", f"{say_day(day)} is not a working day. Is that right?", "Yes, it is right")
    elif request.facts.calendar.in_holidays(day):
        request.confirm("holidays", f"{in_the_holidays(request, day)}. Is that right?", "Yes, it is right")
    if day - london_day(request.now) > FAR:
        days = (day - london_day(request.now)).days
        said = " ".join([say_day(day), *(f"({words})" for words in assumed)])
        request.confirm("far", f"{said} is {days} days away. Is that right?", "Yes, it is right")
