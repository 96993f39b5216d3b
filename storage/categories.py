"""Categories of schools: proposed, told to head teacher and Chair of Governors, in force. Nobody hears of one before it
was told.

Source: V3-04, W2-04, W2-42, T1-03, H4-21; design: nothing is said aloud before "told".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, String, Text, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from policy.spells import Spell
from storage.base import Audited, Base, Instant, TeamOwned, Watched
from storage.people import Person
from storage.schools import School


class CategoryState(StrEnum):
    """How far a category of a school has come."""

    PROPOSED = "proposed"
    IN_FORCE = "in force"
    WITHDRAWN = "withdrawn"


class Categorisation(TeamOwned, Audited, Watched, Base):
    """One category of one school, by the key that the council's strategy gives it. Both days are included.

    `criteria` are the numbers that were cited, as typed; `override_because` is a lead's reason against a guard.
    `extended_until` is the day to which a limited time was extended (T1-36). `contest_words` is what the school holds
    against it, `answer_words` what the council said to that (W2-42).
    """

    __tablename__ = "categorisation"
    __table_args__ = (Index("ix_categorisation_team_id_school_id", "team_id", "school_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"))
    category: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(12), default=CategoryState.PROPOSED)
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    criteria: Mapped[str | None] = mapped_column(String(200))
    because: Mapped[str] = mapped_column(Text)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[Instant]
    override_because: Mapped[str | None] = mapped_column(Text)
    head_told_on: Mapped[date | None]
    head_told_how: Mapped[str | None] = mapped_column(String(60))
    chair_told_on: Mapped[date | None]
    chair_told_how: Mapped[str | None] = mapped_column(String(60))
    in_force_at: Mapped[Instant | None]
    letter_sent_on: Mapped[date | None]
    letter_sent_how: Mapped[str | None] = mapped_column(String(60))
    extended_until: Mapped[date | None]
    extended_because: Mapped[str | None] = mapped_column(Text)
    contested_on: Mapped[date | None]
    contest_words: Mapped[str | None] = mapped_column(Text)
    answered_on: Mapped[date | None]
    answer_words: Mapped[str | None] = mapped_column(Text)
    school: Mapped[School] = relationship(lazy="raise")
    proposed_by: Mapped[Person] = relationship(lazy="raise", foreign_keys=[proposed_by_id])

    @property
    def is_told(self) -> bool:
        """Whether head teacher and Chair of Governors have both been told."""
        return self.head_told_on is not None and self.chair_told_on is not None

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a London day."""
        within = self.from_on <= day and (self.until_on is None or day <= self.until_on)
        return self.state == CategoryState.IN_FORCE and within


def categories_of_school(session: Session, team_id: int, school_id: int) -> Sequence[Categorisation]:
    """All categories of a school that were proposed, the latest first, with school and who proposed them."""
    query = select(Categorisation).where(Categorisation.team_id == team_id, Categorisation.school_id == school_id)
    return session.scalars(_loaded(query).order_by(Categorisation.from_on.desc(), Categorisation.id.desc())).all()


def categorisation_with_id(session: Session, categorisation_id: int) -> Categorisation | None:
    """A category of any team, with school and who proposed it: for reminders, which know their row by its id."""
    query = select(Categorisation).where(Categorisation.id == categorisation_id).execution_options(all_teams=True)
    return session.scalars(_loaded(query)).one_or_none()


def categorisations_to_look_at(session: Session, now: datetime, limit: int) -> Sequence[Categorisation]:
    """Categories of all teams whose next look has come, the longest waiting first, with school and who proposed it."""
    due = select(Categorisation).where(Categorisation.next_look_at <= now)
    first = due.order_by(Categorisation.next_look_at, Categorisation.id).limit(limit)
    return session.scalars(_loaded(first).execution_options(all_teams=True)).all()


def categories_of_team(session: Session, team_id: int) -> Sequence[Categorisation]:
    """What is and was in force or is proposed at the team's schools, the latest first, with school and proposer."""
    query = select(Categorisation).where(
        Categorisation.team_id == team_id, Categorisation.state != CategoryState.WITHDRAWN
    )
    return session.scalars(_loaded(query).order_by(Categorisation.from_on.desc(), Categorisation.id.desc())).all()


def _loaded(query: Select[Any]) -> Select[Any]:
    return query.options(joinedload(Categorisation.school), joinedload(Categorisation.proposed_by))


def in_force_on(categories: Sequence[Categorisation], on: date) -> Categorisation | None:
    """Of a school's categories, the one in force on a day."""
    return next((one for one in categories if one.holds_on(on)), None)


def proposed(categories: Sequence[Categorisation]) -> Categorisation | None:
    """Of a school's categories, the one that is proposed and not yet in force."""
    return next((one for one in categories if one.state == CategoryState.PROPOSED), None)


def spells_of(session: Session, team_id: int) -> dict[int, tuple[Spell, ...]]:
    """By school id: which categories are and were in force, the oldest first."""
    query = select(Categorisation).where(
        Categorisation.team_id == team_id, Categorisation.state == CategoryState.IN_FORCE
    )
    found: dict[int, tuple[Spell, ...]] = {}
    for one in session.scalars(query.order_by(Categorisation.from_on, Categorisation.id)):
        spell = Spell(one.category, one.from_on, one.until_on)
        found[one.school_id] = (*found.get(one.school_id, ()), spell)
    return found
