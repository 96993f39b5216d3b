"""Cover: who receives whose reminders while somebody is away. No reason is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, or_, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship
from sqlalchemy.sql import Select

from storage.base import Audited, Base, Instant, TeamOwned
from storage.people import Person
from storage.schools import School


class Cover(TeamOwned, Audited, Base):
    """One deputy of one person from day to day, both included; open-ended where `until_on` is None.

    With `school_id` the cover is for that school alone, so that several deputies can share the work.
    """

    __tablename__ = "cover"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[Instant]
    ended_at: Mapped[Instant | None]
    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=[person_id])
    deputy: Mapped[Person] = relationship(lazy="raise", foreign_keys=[deputy_id])
    school: Mapped[School | None] = relationship(lazy="raise")

    def holds_on(self, day: date) -> bool:
        """Whether the deputy stands in on this day."""
        return self.ended_at is None and self.from_on <= day and (self.until_on is None or day <= self.until_on)

    def meets(self, from_on: date, until_on: date | None) -> bool:
        """Whether the cover and a stretch of days have a day in common."""
        begins_in_time = until_on is None or self.from_on <= until_on
        return self.ended_at is None and begins_in_time and (self.until_on is None or self.until_on >= from_on)


def _with_people(query: Select[Any]) -> Select[Any]:
    return query.order_by(Cover.id).options(
        joinedload(Cover.person), joinedload(Cover.deputy), joinedload(Cover.school)
    )


def covers_on(session: Session, team_id: int, on: date) -> Sequence[Cover]:
    """The covers of a team that hold on a day, the oldest first, with both people and the school."""
    return covers_between(session, team_id, on, on)


def covers_between(session: Session, team_id: int, first: date, last: date | None) -> Sequence[Cover]:
    """The covers of a team that hold on some day from `first` to `last` (None for ever), the oldest first."""
    holding = select(Cover).where(
        Cover.team_id == team_id,
        Cover.ended_at.is_(None),
        or_(Cover.until_on.is_(None), Cover.until_on >= first),
    )
    if last is not None:
        holding = holding.where(Cover.from_on <= last)
    return session.scalars(_with_people(holding)).all()


def covers_of_team(session: Session, team_id: int) -> Sequence[Cover]:
    """Every cover of a team that has not been ended, the oldest first, with both people and the school."""
    return session.scalars(_with_people(select(Cover).where(Cover.team_id == team_id, Cover.ended_at.is_(None)))).all()


def deputy_of(covers: Sequence[Cover], person_id: int, school_id: int | None) -> Person | None:
    """Who receives a person's reminders about a school, given the covers of the day (`covers_on`); None when nobody
    stands in.

    A cover for the school goes before a general one, the newest before an older one; with `school_id` None only a
    general one counts. A deputy who is away too hands on to their own deputy, as far as the chain goes. A deputy who
    has left the team is passed over. Where the chain runs in a circle, the last person before it closes is asked:
    somebody is told rather than nobody.
    """
    found: Person | None = None
    passed = {person_id}
    current = person_id
    while (following := _stand_in(covers, current, school_id, passed)) is not None:
        found, current = following, following.id
        passed.add(current)
    return found


def covered_by(covers: Sequence[Cover], deputy_id: int, school_id: int | None) -> tuple[Person, ...]:
    """Whom somebody stands in for about a school, given the covers of the day: the nearest first, and by way of them
    those for whom they stand in themselves. With `school_id` None only general covers count.
    """
    found: dict[int, Person] = {}
    waiting = [deputy_id]
    for one in waiting:
        for cover in covers:
            about_it = cover.school_id is None or cover.school_id == school_id
            if cover.deputy_id == one and about_it and cover.person_id not in {deputy_id, *found}:
                found[cover.person_id] = cover.person
                waiting.append(cover.person_id)
    return tuple(found.values())


def _stand_in(covers: Sequence[Cover], person_id: int, school_id: int | None, passed: set[int]) -> Person | None:
    own = [
        cover
        for cover in covers
        if cover.person_id == person_id and cover.deputy_id not in passed and cover.deputy.left_at is None
    ]
    for_school = [cover for cover in own if cover.school_id is not None and cover.school_id == school_id]
    general = [cover for cover in own if cover.school_id is None]
    chosen = (for_school or general)[-1:]
    return chosen[0].deputy if chosen else None


def closes_a_circle(covers: Sequence[Cover], person_id: int, deputy_id: int, school_id: int | None) -> bool:
    """Whether a new cover would send a person's reminders round: the deputy's own deputies lead back to the person.

    Covers for other schools do not matter; a general cover meets those for any school.
    """
    reached, waiting = {deputy_id}, [deputy_id]
    while waiting:
        one = waiting.pop()
        for cover in covers:
            other_school = None not in {school_id, cover.school_id} and cover.school_id != school_id
            if cover.person_id != one or other_school or cover.deputy_id in reached:
                continue
            reached.add(cover.deputy_id)
            waiting.append(cover.deputy_id)
    return person_id in reached
