"""What was done at a school that is neither a visit nor a meeting, and that the strategy asks for.

The mid-year review of its category, the review of its plan, the annual report, the invitations to an autumn meeting.

Source: V3-04, H4-23, T1-10, V3-30, V3-32.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Audited, Base, Instant, TeamOwned


class Mark(TeamOwned, Audited, Base):
    """One thing done on a London day, by the key of the duty that it counts for."""

    __tablename__ = "mark"
    __table_args__ = (Index("ix_mark_team_id_school_id", "team_id", "school_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"))
    duty: Mapped[str] = mapped_column(String(60))
    done_on: Mapped[date]
    words: Mapped[str | None] = mapped_column(Text)
    marked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    marked_at: Mapped[Instant]


class Switch(TeamOwned, Audited, Base):
    """A duty that waits for a lead's word, asked for at one school from one day to another, both included.

    Source: T1-39, weekly visits "in the early stages, where appropriate".
    """

    __tablename__ = "duty_switch"
    __table_args__ = (Index("ix_duty_switch_team_id_school_id", "team_id", "school_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"))
    duty: Mapped[str] = mapped_column(String(60))
    from_on: Mapped[date]
    until_on: Mapped[date]
    because: Mapped[str | None] = mapped_column(Text)
    switched_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


def marks_between(session: Session, team_id: int, first: date, last: date) -> Sequence[Mark]:
    """The team's marks of these days, in order."""
    query = select(Mark).where(Mark.team_id == team_id, Mark.done_on >= first, Mark.done_on <= last)
    return session.scalars(query.order_by(Mark.done_on, Mark.id)).all()


def mark_of(session: Session, team_id: int, school_id: int, duty: str, on: date) -> Mark | None:
    """The mark of a duty at a school on a day."""
    query = select(Mark).where(
        Mark.team_id == team_id, Mark.school_id == school_id, Mark.duty == duty, Mark.done_on == on
    )
    return session.scalars(query.limit(1)).one_or_none()


def add_mark(
    session: Session, team_id: int, school_id: int, duty: str, on: date, words: str | None, by_id: int, now: datetime
) -> Mark:
    """Mark a duty as done at a school on a day; a second mark of the same day replaces the words of the first."""
    found = mark_of(session, team_id, school_id, duty, on)
    if found is None:
        found = Mark(team_id=team_id, school_id=school_id, duty=duty, done_on=on, marked_by_id=by_id, marked_at=now)
        session.add(found)
    found.words = words
    session.flush()
    return found


def switches_of(session: Session, team_id: int) -> Sequence[Switch]:
    """Every duty of the team that was ever switched on, the oldest first."""
    return session.scalars(select(Switch).where(Switch.team_id == team_id).order_by(Switch.id)).all()
