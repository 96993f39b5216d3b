"""What the made-up team has to book or to do: what the record says is due, and meetings that set their own dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from notifications.due import due_in_the_year
from notifications.nudge import facts_of
from policy.duties import Duty
from policy.framework import Framework
from policy.school_calendar import SchoolCalendar
from storage.schools import School
from storage.teams import Team


@dataclass(frozen=True)
class ToBook:
    """Something that is to be booked or done at a school between two days, both included."""

    school: School
    duty: Duty
    first_day: date
    last_day: date


def due_today(session: Session, team: Team, schools: tuple[School, ...], today: date) -> list[ToBook]:
    """What is due in a running period and neither held nor booked, once for each school and duty, in their order."""
    facts = facts_of(session, session.get_one(Team, team.id))
    by_id = {school.id: school for school in schools}
    return [
        ToBook(by_id[one.school.id], one.duty, one.reckoned.period.first_day, one.reckoned.period.in_time_until)
        for one in due_in_the_year(session, facts, today)
        if one.reckoned.due and one.reckoned.period.first_day <= today <= one.reckoned.period.in_time_until
    ]


def sets_its_own_dates(
    framework: Framework,
    categories: Mapping[int, str],
    schools: tuple[School, ...],
    calendar: SchoolCalendar,
    today: date,
) -> Iterator[ToBook]:
    """On the first day of a half term: meetings of which no document prints how often, one for each school.

    `categories` has the key of each school's category by the school's id.
    """
    block = calendar.block_of(today)
    if block is None or block.first_day != today:
        return
    for duty in framework.duties:
        for school in schools if duty.dates == "meeting" else ():
            if categories.get(school.id) in duty.categories:
                yield ToBook(school, duty, block.first_day, block.last_day)
