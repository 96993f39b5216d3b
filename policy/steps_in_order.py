"""Whether a step of an escalation may be taken now by the document's own order. Source: T1-11, V3-10, W2-41, T1-37."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from policy.escalations import EscalationRoute, EscalationStep
from policy.saying import say_day
from policy.school_calendar import SchoolCalendar


@dataclass(frozen=True)
class Known:
    """What is known of a step that was taken: when, whether and when it was answered, and whether well enough."""

    taken_on: date
    answered_on: date | None = None
    enough: bool | None = None


def against_order(
    route: EscalationRoute, step: EscalationStep, taken: Mapping[int, Known], on: date, calendar: SchoolCalendar
) -> str | None:
    """What speaks against taking a step on a day, in words; None where nothing does.

    The steps it needs were not taken, or one of them has its appropriate answer, or still waits for it.
    """
    missing = [number for number in step.needs if number not in taken or taken[number].taken_on > on]
    tried = [number for number in step.needs if number not in missing]
    if step.needs and (not tried if step.needs_any else missing):
        names = (" or " if step.needs_any else " and ").join(f"step {number}" for number in missing)
        return f"Step {step.number} comes after {names}, which {'was' if len(missing) == 1 else 'were'} not taken yet."
    if not step.if_no_answer:
        return None
    for number in reversed(tried):
        known, before = taken[number], route.step(number)
        if known.answered_on is not None and known.enough:
            return f"Step {number} had an appropriate answer; step {step.number} is for where there is none."
        if before is not None and known.answered_on is None and before.answer:
            until = waits_until(before, known.taken_on, calendar)
            if on <= until:
                meant = f"step {step.number} is for where none comes"
                return f"Step {number} waits for an answer until {say_day(until)}; {meant}."
    return None


def waits_until(step: EscalationStep, taken_on: date, calendar: SchoolCalendar) -> date:
    """The last day on which an answer to a step is in time, by school days."""
    return calendar.add_school_days(taken_on, step.wait_school_days)


def next_step(route: EscalationRoute, taken: Mapping[int, Known]) -> EscalationStep | None:
    """The first step that was not taken and comes after all that were; None after the last."""
    last = max(taken, default=0)
    return next((step for step in route.steps if step.number > last), None)
