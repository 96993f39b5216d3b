"""The time that each school has had against the council's table, gathered from the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from notifications.due import due_in_the_year
from notifications.nudge import TeamFacts
from policy.charging import Alarm, LineStands, Work, stands
from policy.due_periods import year_bounds
from policy.spells import Spell
from policy.time_lines import Allocation
from storage.categories import spells_of
from storage.schools import School, schools_with_ids
from storage.worked_time import works_between

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class SchoolTime:
    """One school: its lines, its categories in the year, and the work that was charged or is booked."""

    school: School
    lines: tuple[LineStands, ...]
    spells: tuple[Spell, ...]
    works: tuple[Work, ...]

    @property
    def granted(self) -> Decimal:
        """What the table gives in all."""
        return sum((line.granted for line in self.lines), Decimal(0))

    @property
    def spent(self) -> Decimal:
        """What was spent in all."""
        return sum((line.spent for line in self.lines), Decimal(0))

    @property
    def booked(self) -> Decimal:
        """What is booked in all."""
        return sum((line.booked for line in self.lines), Decimal(0))

    @property
    def forecast(self) -> Decimal:
        """What it all comes to by the end of the year."""
        return sum((line.forecast for line in self.lines), Decimal(0))

    def alarms(self, days_left: int) -> tuple[tuple[LineStands, Alarm], ...]:
        """The lines of which a lead is told, each with what is wrong."""
        found = ((line, line.alarm(days_left)) for line in self.lines)
        return tuple((line, alarm) for line, alarm in found if alarm is not None)


def time_of_schools(session: Session, facts: TeamFacts, allocation: Allocation, today: date) -> list[SchoolTime]:
    """Every school with an attached adviser, a category or work in this school year; by name."""
    year = facts.calendar.academic_year(today)
    works = works_between(session, facts.team.id, *year_bounds(facts.calendar, year.starts))
    spells = spells_of(session, facts.team.id)
    due: defaultdict[int, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in due_in_the_year(session, facts, today):
        kind = one.duty.meeting_kind or next(iter(one.duty.visit_kinds), None)
        if kind is not None:
            due[one.school.id][kind] += one.reckoned.due
    attached = {turn.school_id for turn in facts.turns if turn.holds_on(today)}
    found = []
    for school in schools_with_ids(session, {*attached, *works, *spells}):
        own, done = spells.get(school.id, ()), works.get(school.id, [])
        lines = stands(allocation, year, own, done, due[school.id], is_academy=school.is_academy, today=today)
        if lines:
            found.append(SchoolTime(school, lines, own, tuple(done)))
    return found


def school_days_left(facts: TeamFacts, today: date) -> int:
    """How many school days are left of this school year, today included."""
    last = facts.calendar.academic_year(today).last_day
    days = range((last - today).days + 1)
    return sum(facts.calendar.is_school_day(today + number * ONE_DAY) for number in days)


def shortfalls_of(allocation: Allocation, found: Sequence[SchoolTime], today: date) -> tuple[str, ...]:
    """Where the document's own numbers do not meet, for categories that these schools are in."""
    categories = {spell.category for one in found for spell in one.spells if today in spell}
    return tuple(gap.says for gap in allocation.shortfalls if categories & set(gap.categories))
