"""One school on the board: each visit, meeting and paper that the strategy asks for this year, and how it stands."""

from __future__ import annotations

from commands.category.fields import name_of
from commands.command import Request
from notifications.due import due_in_the_year, say_stands, wanted
from notifications.message import Button, Message, Table
from policy.duties import Duty
from policy.reckoning import Stands
from policy.saying import london_day, say_day_briefly
from storage.categories import categories_of_school, in_force_on
from storage.due import DueAt
from storage.schools import School

MOST_STEPS = 3


def board_of_school(request: Request, school: School) -> Message:
    """Period by period: held, booked, due, missed or to be rearranged, and the latest day that is still in time.

    Source: V3-21, V3-22, V3-41, T1-34, T1-51, W2-02, W2-33, H4-10 to H4-14.
    """
    today = london_day(request.now)
    found = [one for one in due_in_the_year(request.session, request.facts, today) if one.school.id == school.id]
    now = in_force_on(categories_of_school(request.session, request.team.id, school.id), today)
    what = f", {name_of(request, now.category)}" if now else ""
    if not found:
        asks = "The strategy asks for nothing here this school year that is not on its own dates."
        none = "No adviser is attached and no category is in force, so nothing is counted." if now is None else asks
        return Message(f"Board: {school.name}{what}", (none,), buttons=_ends(school))
    urgent = wanted(found, today)
    missed = sum(one.reckoned.stands is Stands.MISSED for one in urgent)
    line = f"{len(urgent) - missed} to book or do in the running period, {missed} missed." if urgent else "All in time."
    return Message(
        f"Board: {school.name}{what}",
        (f"{request.facts.calendar.academic_year(today).label}. {line}",),
        Table(("What", "When", "How it stands", "In time"), tuple(_row(one) for one in found)),
        (*_steps(request, urgent), *_ends(school)),
    )


def _row(one: DueAt) -> tuple[str, ...]:
    period = one.reckoned.period
    at_least = " (at least)" if one.duty.at_least and one.reckoned.asked else ""
    return (one.duty.short, period.name, f"{say_stands(one)}{at_least}", f"by {say_day_briefly(period.in_time_until)}")


def _ends(school: School) -> tuple[Button, ...]:
    return (Button("School card", f"school {school.urn}"), Button("The whole board", "board"))


def _steps(request: Request, urgent: list[DueAt]) -> tuple[Button, ...]:
    """The step that mends each of the first things that are due."""
    due = [one for one in urgent if one.reckoned.stands is not Stands.MISSED]
    found = dict.fromkeys((_label(one.duty), step_for(request, one)) for one in due)
    return tuple(Button(label, says) for label, says in list(found)[:MOST_STEPS] if says)


def _label(duty: Duty) -> str:
    if duty.meeting_kind:
        return f"Book {duty.short}"
    return f"Plan {duty.short}" if duty.visit_kinds else f"{duty.short} done"


def step_for(request: Request, one: DueAt) -> str:
    """What to type to see to something that is due; empty where another command does it by itself."""
    duty, urn = one.duty, one.school.urn
    if duty.meeting_kind:
        return f"meeting book {urn} {request.framework.meeting_kind(duty.meeting_kind).says[0]}"
    if duty.visit_kinds:
        return f"visit plan {urn} {request.framework.visit_kind(duty.visit_kinds[0]).says[0]}"
    return {"category-review": f"category review {urn}", "plan-review": "", "governance-audit": ""}.get(
        duty.done_by or "", f"board done {urn} {duty.short}"
    )
