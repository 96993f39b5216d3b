"""Which adviser is attached to which school, from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ForeignKey, or_, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from storage.base import Audited, Base, TeamOwned
from storage.people import Person
from storage.schools import School


class AttachedAdviser(TeamOwned, Audited, Base):
    """An adviser's turn at a school. Both days are included."""

    __tablename__ = "attached_adviser"

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    school: Mapped[School] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")


@dataclass(frozen=True)
class Turn:
    """An adviser's turn at a school as rules read it: ids and days, both included."""

    school_id: int
    person_id: int
    from_on: date
    until_on: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the adviser is attached on this day."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


def turns_of(session: Session, team_id: int) -> tuple[Turn, ...]:
    """All turns of the team, past and to come, in the order they were made."""
    columns = (
        AttachedAdviser.school_id,
        AttachedAdviser.person_id,
        AttachedAdviser.from_on,
        AttachedAdviser.until_on,
    )
    query = select(*columns).where(AttachedAdviser.team_id == team_id).order_by(AttachedAdviser.id)
    return tuple(Turn(*row) for row in session.execute(query))


def attached_on(session: Session, team_id: int, on: date) -> Sequence[AttachedAdviser]:
    """All attachments of the team on a day, in the order they were made, with school and person."""
    serving = select(AttachedAdviser).where(
        AttachedAdviser.team_id == team_id,
        AttachedAdviser.from_on <= on,
        or_(AttachedAdviser.until_on.is_(None), AttachedAdviser.until_on >= on),
    )
    loaded = serving.order_by(AttachedAdviser.id)
    return session.scalars(loaded.options(joinedload(AttachedAdviser.school), joinedload(AttachedAdviser.person))).all()


def advisers_on(session: Session, team_id: int, on: date) -> dict[int, Person]:
    """The attached adviser of each school on a day, by the school's id."""
    return {turn.school_id: turn.person for turn in attached_on(session, team_id, on)}


def adviser_of(session: Session, team_id: int, school_id: int, on: date) -> Person | None:
    """The adviser attached to a school on a day, the latest attachment where there are several."""
    turns = [turn for turn in turns_at(session, team_id, school_id) if turn.from_on <= on]
    serving = [turn for turn in turns if turn.until_on is None or turn.until_on >= on]
    return max(serving, key=lambda turn: turn.id).person if serving else None


def turns_at(session: Session, team_id: int, school_id: int) -> Sequence[AttachedAdviser]:
    """All turns of advisers at one school, past and to come, the earliest first, with the person."""
    query = select(AttachedAdviser).where(AttachedAdviser.team_id == team_id, AttachedAdviser.school_id == school_id)
    ordered = query.order_by(AttachedAdviser.from_on, AttachedAdviser.id)
    return session.scalars(ordered.options(joinedload(AttachedAdviser.person))).all()


def turns_of_person(session: Session, team_id: int, person_id: int, from_on: date) -> Sequence[AttachedAdviser]:
    """A person's turns that have days from `from_on` on, by the name of the school, with school and person."""
    query = (
        select(AttachedAdviser)
        .join(School, School.id == AttachedAdviser.school_id)
        .where(
            AttachedAdviser.team_id == team_id,
            AttachedAdviser.person_id == person_id,
            or_(AttachedAdviser.until_on.is_(None), AttachedAdviser.until_on >= from_on),
        )
        .order_by(School.name, School.id, AttachedAdviser.id)
    )
    loaded = query.options(joinedload(AttachedAdviser.school), joinedload(AttachedAdviser.person))
    return session.scalars(loaded).all()


def attach(session: Session, team_id: int, school: School, person: Person, from_on: date) -> AttachedAdviser:
    """Let a person's turn at a school begin. The turn before ends the day before; one that was to begin on the same
    day gives way; one that begins later stays, and this turn ends the day before it.
    """
    later = None
    for turn in turns_at(session, team_id, school.id):
        if turn.from_on == from_on:
            session.delete(turn)
        elif turn.from_on > from_on:
            later = min(later or turn.from_on, turn.from_on)
        elif turn.until_on is None or turn.until_on >= from_on:
            turn.until_on = from_on - timedelta(days=1)
    new = AttachedAdviser(
        team_id=team_id,
        school_id=school.id,
        school=school,
        person_id=person.id,
        person=person,
        from_on=from_on,
        until_on=later - timedelta(days=1) if later else None,
    )
    session.add(new)
    return new


def hand_over(session: Session, turn: AttachedAdviser, person: Person, from_on: date) -> AttachedAdviser:
    """Let a person carry a turn on from a day: the turn ends the day before, or gives way where it begins later."""
    begins = max(turn.from_on, from_on)
    new = AttachedAdviser(
        team_id=turn.team_id, school_id=turn.school_id, person_id=person.id, from_on=begins, until_on=turn.until_on
    )
    if turn.from_on >= from_on:
        session.delete(turn)
    else:
        turn.until_on = from_on - timedelta(days=1)
    session.add(new)
    return new
