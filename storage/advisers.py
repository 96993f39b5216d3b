"""Which adviser is attached to which school, from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

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


def attached_on(session: Session, team_id: int, on: date) -> Sequence[AttachedAdviser]:
    """All attachments of the team on a day, in the order they were made, with school and person."""
    serving = select(AttachedAdviser).where(
        AttachedAdviser.team_id == team_id,
        AttachedAdviser.from_on <= on,
        or_(AttachedAdviser.until_on.is_(None), AttachedAdviser.until_on >= on),
    )
    loaded = serving.order_by(AttachedAdviser.id)
    return session.scalars(loaded.options(joinedload(AttachedAdviser.school), joinedload(AttachedAdviser.person))).all()


def adviser_of(session: Session, team_id: int, school_id: int, on: date) -> Person | None:
    """The adviser attached to a school on a day, the latest attachment where there are several."""
    turns = [turn for turn in attached_on(session, team_id, on) if turn.school_id == school_id]
    return turns[-1].person if turns else None
