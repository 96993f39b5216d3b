"""What all the made-up work stands on: the team, its schools and people, the school days, and rows stored in bulk."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from notifications.nudge import TeamFacts, at_time
from policy.saying import london_day
from storage.people import Person
from storage.schools import ContactRole, School

Row = dict[str, Any]


@dataclass(frozen=True)
class Stock:
    """What the work is made with: the schools, those of them that are supported, and the people."""

    schools: Sequence[School]
    supported: Sequence[School]
    advisers: Mapping[int, Person]
    contacts: Mapping[tuple[int, str], int]
    chairs: Sequence[Person]
    clerk: Person

    def head_of(self, school_id: int) -> int | None:
        """The id of the contact who is head teacher of a school."""
        return self.contacts.get((school_id, ContactRole.HEAD.value))


class Ground:
    """Where made-up work is stored; in bulk, as through the mapper it would take a minute."""

    def __init__(self, session: Session, facts: TeamFacts, stock: Stock, dice: random.Random, now: datetime) -> None:
        """`now` is an aware instant."""
        self.session, self.facts, self.stock, self.dice = session, facts, stock, dice
        self.now = now.astimezone(UTC)
        self.today = london_day(now)
        self.first_year = facts.calendar.academic_year(self.today).starts - 1
        first = facts.calendar.year(self.first_year).first_day
        last = facts.calendar.year(self.first_year + 1).last_day
        every = (first + timedelta(days=one) for one in range((last - first).days + 1))
        self.days = [day for day in every if facts.calendar.is_school_day(day)]
        """The school days of the school year before this one and of this one."""

    def ids(self, table: Any, rows: Sequence[Row]) -> Sequence[int]:
        """Store rows; their ids in the same order."""
        if not rows:
            return ()
        return self.session.scalars(insert(table).returning(table.id, sort_by_parameter_order=True), list(rows)).all()

    def add(self, table: Any, rows: Sequence[Row]) -> None:
        """Store rows."""
        if rows:
            self.session.execute(insert(table), list(rows))

    def of_school(self, number: int, school: School) -> Row:
        """What every numbered row has."""
        return {"team_id": self.facts.team.id, "number": number, "school_id": school.id}

    def look(self, is_open: bool) -> datetime | None:
        """When the rules are to be asked about a row: now where it is open."""
        return self.now if is_open else None

    def moment(self, day: date, hour: int, minute: int = 0) -> datetime:
        """A time by London's clocks as an instant in UTC."""
        return at_time(day, time(hour, minute)).astimezone(UTC)
