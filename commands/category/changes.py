"""What a category asks for from now on, reckoned on the council's own calendar; what stays as it was, and what ends."""

from __future__ import annotations

from commands.command import Request
from commands.line import capital
from policy.duties import Duty
from policy.reckoning import reckon
from policy.saying import say_day
from policy.spells import Spell
from storage.categories import Categorisation, spells_of
from storage.schools import School

TIMES = {1: "one", 2: "two"}


def what_is_asked(
    request: Request, school: School, one: Categorisation, before: Categorisation | None = None
) -> tuple[str, ...]:
    """For each duty of this category: how often, from which period on, and by when the first is in time; where `before`
    is the category that it follows, also what stays as before and what is no longer asked.

    A running period counts only if four school weeks of it remain from the effective date (ours), or if the category
    before asked for the very same.
    """
    earlier = spells_of(request.session, request.team.id).get(school.id, ())
    spells = (*(spell for spell in earlier if spell.from_on < one.from_on), Spell(one.category, one.from_on))
    own = [duty for duty in request.framework.duties if _asks(duty, one.category)]
    lines = []
    for duty in own:
        if duty.dates == "meeting":
            lines.append(f"{capital(duty.name)}: on the dates that the meeting itself sets.")
            continue
        if (first := _first(request, school, duty, spells, one)) is not None:
            lines.append(f"{capital(duty.name)}: {_every(duty)}, {_as_before(request, duty, before)}{first}.")
    return (*lines, *_no_longer(request, own, before))


def _asks(duty: Duty, category: str) -> bool:
    return category in duty.categories and not duty.off_until_switched_on


def _every(duty: Duty) -> str:
    times = f"{'at least ' if duty.at_least else ''}{TIMES.get(duty.times, duty.times)}"
    return f"{times} each {duty.period.replace('-', ' ')}"


def _first(request: Request, school: School, duty: Duty, spells: tuple[Spell, ...], one: Categorisation) -> str | None:
    """`from spring 1 on, the first by Friday 12 February 2027`; None where nothing comes of it in two years."""
    calendar = request.facts.calendar
    starts = calendar.academic_year(one.from_on).starts
    same = [other for other in request.framework.duties if duty.asks_for_the_same_as(other)]
    also = {key for other in same for key in other.categories}
    for year in (starts, starts + 1):
        for each in reckon(
            duty, spells, (), calendar, year, one.from_on, is_academy=school.is_academy, also_asked_in=also
        ):
            if each.asked and each.period.in_time_until >= one.from_on:
                return f"from {each.period.name} on, the first by {say_day(each.period.in_time_until)}"
    return None


def _as_before(request: Request, duty: Duty, before: Categorisation | None) -> str:
    if before is None:
        return ""
    same = [one for one in request.framework.duties if one == duty or duty.asks_for_the_same_as(one)]
    return "as before, " if any(_asks(one, before.category) and one.times == duty.times for one in same) else ""


def _no_longer(request: Request, own: list[Duty], before: Categorisation | None) -> tuple[str, ...]:
    """What the category before asked for and this one does not, at no frequency."""
    if before is None:
        return ()
    ways = {(duty.meeting_kind, duty.visit_kinds, duty.done_by) for duty in own}
    ended = [
        duty.name
        for duty in request.framework.duties
        if _asks(duty, before.category) and (duty.meeting_kind, duty.visit_kinds, duty.done_by) not in ways
    ]
    return (f"No longer asked: {', '.join(dict.fromkeys(ended))}.",) if ended else ()
