"""Support of one school by another, as an agreement: outcomes at the start, cost and who pays, dates, impact.

Source: W2-44, W0-04, W0-24, W0-25.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from storage.base import Audited, Base, TeamOwned
from storage.people import Person
from storage.schools import School


class SupportAgreement(TeamOwned, Audited, Base):
    """One agreement. `supporter` is the supporting school's name, `supporting_school_id` that of the register's where
    it is a school of the council. `impact` is written while it runs or as it ends.
    """

    __tablename__ = "support_agreement"
    __table_args__ = (Index("ix_support_agreement_team_id_school_id", "team_id", "school_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"))
    supporting_school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"))
    supporter: Mapped[str] = mapped_column(String(120))
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    outcomes: Mapped[str] = mapped_column(Text)
    nature: Mapped[str | None] = mapped_column(Text)
    visits: Mapped[str | None] = mapped_column(Text)
    reporting: Mapped[str | None] = mapped_column(Text)
    cost: Mapped[str | None] = mapped_column(Text)
    payer: Mapped[str | None] = mapped_column(Text)
    non_negotiables: Mapped[str | None] = mapped_column(Text)
    impact: Mapped[str | None] = mapped_column(Text)
    impact_on: Mapped[date | None]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    school: Mapped[School] = relationship(lazy="raise", foreign_keys=[school_id])
    entered_by: Mapped[Person] = relationship(lazy="raise", foreign_keys=[entered_by_id])

    @property
    def is_open(self) -> bool:
        """Whether support is given."""
        return self.ended_on is None


def agreements_of(session: Session, team_id: int, school_id: int | None = None) -> Sequence[SupportAgreement]:
    """The team's agreements, or those for one school, running ones first, the newest first."""
    query = select(SupportAgreement).where(SupportAgreement.team_id == team_id)
    if school_id is not None:
        query = query.where(SupportAgreement.school_id == school_id)
    found = session.scalars(query.options(joinedload(SupportAgreement.school))).all()
    return sorted(found, key=lambda one: (one.ended_on is not None, -one.started_on.toordinal(), -one.id))
