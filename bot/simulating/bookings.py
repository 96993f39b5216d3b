"""What the made-up team has to book in each period of the year, by the council's own list of what is due when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from policy.duties import Duty
from policy.framework import Framework
from policy.school_calendar import SchoolCalendar
from storage.schools import School


@dataclass(frozen=True)
class ToBook:
    """A visit or a meeting that is due at a school between two days, both included."""

    school: School
    duty: Duty
    first_day: date
    last_day: date


def begins_today(
    framework: Framework,
    categories: Mapping[int, str],
    schools: tuple[School, ...],
    calendar: SchoolCalendar,
    today: date,
) -> Iterator[ToBook]:
    """What is to be booked from today on: duties whose half term, term or year begins today.

    `categories` has the key of each school's category by the school's id.
    """
    for duty in framework.duties:
        span = _span(duty, calendar, today)
        if span is None or not (duty.meeting_kind or duty.visit_kinds):
            continue
        for school in schools:
            if _concerns(duty, school, categories[school.id]):
                yield from (ToBook(school, duty, *span) for _ in range(duty.times))


def _span(duty: Duty, calendar: SchoolCalendar, today: date) -> tuple[date, date] | None:
    block, term = calendar.block_of(today), calendar.term_of(today)
    if block is None or term is None or block.first_day != today or duty.off_until_switched_on:
        return None
    if duty.period == "half-term":
        return block.first_day, block.last_day
    if term.first_day != today:
        return None
    if duty.period == "term":
        return (term.first_day, term.last_day) if term.name in duty.terms else None
    year = calendar.academic_year(today)
    return (year.first_day, year.last_day) if duty.period == "year" and year.first_day == today else None


def _concerns(duty: Duty, school: School, category: str) -> bool:
    regime = "academy" if school.is_academy else "maintained"
    return duty.schools in {"all", regime} and (not duty.categories or category in duty.categories)
