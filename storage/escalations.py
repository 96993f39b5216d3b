"""A concern about a school and the steps that the council's documents have for it, each with date, addressee, answer.

Source: T1-11, T1-37, V3-10, W2-09, W2-41, H4-25. A safeguarding concern is restricted: named people alone see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Select, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship, selectinload

from storage.base import Audited, Base, TeamOwned, Watched
from storage.people import Person
from storage.schools import School


class EscalationState(StrEnum):
    """Whether a concern is followed up."""

    OPEN = "open"
    CLOSED = "closed"


class Escalation(TeamOwned, Audited, Watched, Base):
    """One concern on one of the strategy's routes. `restricted` ones are seen by their `readers` alone."""

    __tablename__ = "escalation"
    __table_args__ = (UniqueConstraint("team_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    route: Mapped[str] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(10), default=EscalationState.OPEN)
    restricted: Mapped[bool] = mapped_column(default=False)
    because: Mapped[str] = mapped_column(Text)
    raised_on: Mapped[date]
    raised_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    closed_on: Mapped[date | None]
    closed_because: Mapped[str | None] = mapped_column(Text)
    school: Mapped[School] = relationship(lazy="raise")
    raised_by: Mapped[Person] = relationship(lazy="raise", foreign_keys=[raised_by_id])
    steps: Mapped[list[StepTaken]] = relationship(
        lazy="raise", order_by="(StepTaken.taken_on, StepTaken.id)", cascade="all, delete-orphan"
    )
    readers: Mapped[list[EscalationReader]] = relationship(
        lazy="raise", order_by="EscalationReader.id", cascade="all, delete-orphan"
    )

    @property
    def ref(self) -> str:
        """How people name this concern: E2."""
        return f"E{self.number}"

    @property
    def is_open(self) -> bool:
        """Whether it is followed up."""
        return self.state == EscalationState.OPEN

    def taken(self, step: int) -> StepTaken | None:
        """The step of this number, the last time that it was taken; None where it was not."""
        return next((one for one in reversed(self.steps) if one.step == step), None)


class StepTaken(Audited, Base):
    """One step that was taken on a London day: to whom, by which document, and what was answered.

    `out_of_order_because` is a lead's reason where the document's order was left; `answer_enough` says whether the
    answer was an appropriate response (T1-11).
    """

    __tablename__ = "step_taken"

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalation.id"), index=True)
    step: Mapped[int]
    taken_on: Mapped[date]
    taken_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str | None] = mapped_column(Text)
    out_of_order_because: Mapped[str | None] = mapped_column(Text)
    answered_on: Mapped[date | None]
    answer_words: Mapped[str | None] = mapped_column(Text)
    answer_enough: Mapped[bool | None]


class EscalationReader(Audited, Base):
    """Somebody who may see a restricted concern."""

    __tablename__ = "escalation_reader"
    __table_args__ = (UniqueConstraint("escalation_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)


def _loaded(query: Select[Any]) -> Select[Any]:
    return query.options(
        joinedload(Escalation.school),
        joinedload(Escalation.raised_by),
        selectinload(Escalation.steps),
        selectinload(Escalation.readers),
    )


def escalation_numbered(session: Session, team_id: int, number: int) -> Escalation | None:
    """The team's concern with this number, with school, steps and readers."""
    query = select(Escalation).where(Escalation.team_id == team_id, Escalation.number == number)
    return session.scalars(_loaded(query)).one_or_none()


def escalation_with_id(session: Session, escalation_id: int) -> Escalation | None:
    """A concern of any team, with school, steps and readers: for reminders, which know their row by its id."""
    query = select(Escalation).where(Escalation.id == escalation_id).execution_options(all_teams=True)
    return session.scalars(_loaded(query)).one_or_none()


def escalations_to_look_at(session: Session, now: datetime, limit: int) -> Sequence[Escalation]:
    """Concerns of all teams whose next look has come, the longest waiting first."""
    due = select(Escalation).where(Escalation.next_look_at <= now).order_by(Escalation.next_look_at, Escalation.id)
    return session.scalars(_loaded(due.limit(limit)).execution_options(all_teams=True)).all()


def escalations_of(session: Session, team_id: int, school_id: int | None = None) -> Sequence[Escalation]:
    """The team's concerns, or those about one school, open ones first, the newest first."""
    query = select(Escalation).where(Escalation.team_id == team_id)
    if school_id is not None:
        query = query.where(Escalation.school_id == school_id)
    found = session.scalars(_loaded(query)).all()
    return sorted(found, key=lambda one: (one.state != EscalationState.OPEN, -one.number))
