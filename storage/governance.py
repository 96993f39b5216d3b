"""The yearly audit of governance: red, amber or green, what the school answered, and the final judgement.

Source: V3-11.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, String, Text, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from storage.base import Audited, Base, TeamOwned, Watched
from storage.people import Person
from storage.schools import School


class GovernanceRating(TeamOwned, Audited, Watched, Base):
    """One audit of one school: its rating, when head teacher and Chair of Governors were told, and what came of it."""

    __tablename__ = "governance_rating"
    __table_args__ = (Index("ix_governance_rating_team_id_school_id", "team_id", "school_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"))
    rating: Mapped[str] = mapped_column(String(6))
    audited_on: Mapped[date]
    recommendations: Mapped[str | None] = mapped_column(Text)
    rated_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    told_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    answer_words: Mapped[str | None] = mapped_column(Text)
    final_rating: Mapped[str | None] = mapped_column(String(6))
    final_on: Mapped[date | None]
    final_words: Mapped[str | None] = mapped_column(Text)
    school: Mapped[School] = relationship(lazy="raise")
    rated_by: Mapped[Person] = relationship(lazy="raise", foreign_keys=[rated_by_id])


def _loaded(query: Select[Any]) -> Select[Any]:
    return query.options(joinedload(GovernanceRating.school), joinedload(GovernanceRating.rated_by))


def rating_with_id(session: Session, rating_id: int) -> GovernanceRating | None:
    """An audit of any team, with school: for reminders, which know their row by its id."""
    query = select(GovernanceRating).where(GovernanceRating.id == rating_id).execution_options(all_teams=True)
    return session.scalars(_loaded(query)).one_or_none()


def ratings_to_look_at(session: Session, now: datetime, limit: int) -> Sequence[GovernanceRating]:
    """Audits of all teams whose next look has come, the longest waiting first."""
    due = select(GovernanceRating).where(GovernanceRating.next_look_at <= now)
    first = due.order_by(GovernanceRating.next_look_at, GovernanceRating.id).limit(limit)
    return session.scalars(_loaded(first).execution_options(all_teams=True)).all()


def ratings_of(session: Session, team_id: int, school_id: int | None = None) -> Sequence[GovernanceRating]:
    """The team's audits, or those of one school, the latest first, with school and who rated."""
    query = select(GovernanceRating).where(GovernanceRating.team_id == team_id)
    if school_id is not None:
        query = query.where(GovernanceRating.school_id == school_id)
    return session.scalars(
        _loaded(query).order_by(GovernanceRating.audited_on.desc(), GovernanceRating.id.desc())
    ).all()
