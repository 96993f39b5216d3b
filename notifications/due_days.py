"""On which days something may be said of what the strategy asks for, by the calendar alone.

Source: the documents' periods (V3-41, T1-51, W2-02 and others); the days are the team's own setting.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from notifications.nudge import TeamFacts
from policy.due_periods import Period, periods_of
from policy.duties import Duty

SCHOOL_DAYS_LEFT = 10
"""Two weeks of the period are left; ours."""
ONE_DAY = timedelta(days=1)


class Said(StrEnum):
    """Why something is said of a duty on a day."""

    MISSED = "missed"
    LITTLE_LEFT = "two weeks left"
    OPENS = "not booked yet"


@dataclass(frozen=True)
class ToSay:
    """One thing that may be said on a day: of which duty and period, and in which school year."""

    duty: Duty
    period: Period
    starts: int
    said: Said


def is_a_day_of_term(facts: TeamFacts, day: date) -> bool:
    """Whether what faces schools is said on a day: a working day in term."""
    return facts.working_time.is_working_day(day) and not facts.calendar.in_holidays(day)


def to_say_on(facts: TeamFacts, day: date) -> Iterator[ToSay]:
    """What may be said on a day, by the calendar alone. What was missed in July is said in September."""
    this = facts.calendar.academic_year(day).starts
    for starts in (this - 1, this):
        for duty in facts.framework.duties:
            for period in periods_of(duty, facts.calendar, starts):
                for said, on in _days(facts, duty, period):
                    if on == day:
                        yield ToSay(duty, period, starts, said)


def _days(facts: TeamFacts, duty: Duty, period: Period) -> Iterator[tuple[Said, date]]:
    """On which days what is said. Of a week only that it was missed; of a year at the beginning of each term. Reviews
    of plans have a reminder of their own (N9), and only dates that a meeting has set can be missed (W0-51).
    """
    if not duty.typically:
        yield Said.MISSED, _day_of_term(facts, period.in_time_until + ONE_DAY)
    if duty.period == "week" or duty.dates == "meeting" or duty.done_by == "plan-review":
        return
    late = facts.calendar.add_school_days(period.in_time_until, -SCHOOL_DAYS_LEFT)
    yield Said.LITTLE_LEFT, _day_of_term(facts, late)
    opens = [period.first_day]
    if duty.period == "year":
        opens += [term.first_day for term in facts.calendar.academic_year(period.first_day).terms[1:]]
    for first in opens:
        if first < late:
            yield Said.OPENS, _day_of_term(facts, first)


def _day_of_term(facts: TeamFacts, day: date) -> date:
    while not is_a_day_of_term(facts, day):
        day += ONE_DAY
    return day
