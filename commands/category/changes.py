"""What a category asks for from now on, reckoned on the council's own calendar."""

from __future__ import annotations

from commands.command import Request
from commands.line import capital
from policy.reckoning import reckon
from policy.saying import say_day
from policy.spells import Spell
from storage.categories import Categorisation
from storage.schools import School

TIMES = {1: "one", 2: "two"}


def what_is_asked(request: Request, school: School, one: Categorisation) -> tuple[str, ...]:
    """For each duty of this category: how often, from which period on, and by when the first is in time.

    A running period counts only if four school weeks of it remain from the effective date (ours).
    """
    calendar, spell = request.facts.calendar, Spell(one.category, one.from_on)
    lines = []
    for duty in request.framework.duties:
        if one.category not in duty.categories or duty.off_until_switched_on:
            continue
        times = f"{'at least ' if duty.at_least else ''}{TIMES.get(duty.times, duty.times)}"
        every = f"{times} each {duty.period.replace('-', ' ')}"
        if duty.dates == "meeting":
            lines.append(f"{capital(duty.name)}: on the dates that the meeting itself sets.")
            continue
        starts = calendar.academic_year(one.from_on).starts
        found = [
            each
            for year in (starts, starts + 1)
            for each in reckon(duty, (spell,), (), calendar, year, one.from_on, is_academy=school.is_academy)
            if each.asked
        ]
        if found:
            first = found[0].period
            by = say_day(first.in_time_until)
            lines.append(f"{capital(duty.name)}: {every}, from {first.name} on, the first by {by}.")
    return tuple(lines)
