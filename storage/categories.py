"""Categories of schools: proposed, told to head teacher and Chair of Governors, in force. Nobody hears of one before it
was told.

Source: V3-04, W2-04, W2-42, T1-03, H4-21; design: nothing is said aloud before "told".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from policy.spells import Spell
from storage.base import Audited, Base, Instant, TeamOwned
from storage.people import Person
from storage.schools import School


class CategoryState(StrEnum):
    """How far a category of a school has come."""

    PROPOSED = "proposed"
    IN_FORCE = "in force"
    WITHDRAWN = "withdrawn"


class Categorisation(TeamOwned, Audited, Base):
    """One category of one school, by the key that the council's strategy gives it. Both days are included.

    `criteria` are the numbers that were cited, as typed; `override_because` is a lead's reason against a guard.
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
    school: Mapped[School] = relationship(lazy="raise")
    proposed_by: Mapped[Person] = relationship(lazy="raise", foreign_keys=[proposed_by_id])

    @property
    def is_told(self) -> bool:
        """Whether head teacher and Chair of Governors have both been told."""
        return self.head_told_on is not None and self.chair_told_on is not None


def categories_of_school(session: Session, team_id: int, school_id: int) -> Sequence[Categorisation]:
    """All categories of a school that were proposed, the latest first, with school and who proposed them."""
    query = select(Categorisation).where(Categorisation.team_id == team_id, Categorisation.school_id == school_id)
    loaded = query.options(joinedload(Categorisation.school), joinedload(Categorisation.proposed_by))
    return session.scalars(loaded.order_by(Categorisation.from_on.desc(), Categorisation.id.desc())).all()


def in_force_on(categories: Sequence[Categorisation], on: date) -> Categorisation | None:
    """Of a school's categories, the one in force on a day."""
    return next(
        (
            one
            for one in categories
            if one.state == CategoryState.IN_FORCE
            and one.from_on <= on
            and (one.until_on is None or on <= one.until_on)
        ),
        None,
    )


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
