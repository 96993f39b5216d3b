"""Cover: who receives whose reminders while somebody is away. No reason is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ForeignKey, or_, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from storage.base import Audited, Base, Instant, TeamOwned
from storage.people import Person


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


def covers_on(session: Session, team_id: int, on: date) -> Sequence[Cover]:
    """The covers of a team that hold on a day, the oldest first, with both people."""
    holding = select(Cover).where(
        Cover.team_id == team_id,
        Cover.ended_at.is_(None),
        Cover.from_on <= on,
        or_(Cover.until_on.is_(None), Cover.until_on >= on),
    )
    return session.scalars(holding.order_by(Cover.id).options(joinedload(Cover.person), joinedload(Cover.deputy))).all()


def deputy_of(covers: Sequence[Cover], person_id: int, school_id: int | None) -> Person | None:
    """Who stands in for a person about a school, the newest cover first and one for the school before a general one."""
    own = [cover for cover in covers if cover.person_id == person_id]
    for_school = [cover for cover in own if cover.school_id is not None and cover.school_id == school_id]
    general = [cover for cover in own if cover.school_id is None]
    chosen = (for_school or general)[-1:]
    return chosen[0].deputy if chosen else None
