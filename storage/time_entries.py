"""Time that was spent for a school on work that is neither a visit nor a meeting, such as desk-top analysis.

Source: V3-20, W2-06, H4-11.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from storage.base import Audited, Base, Instant, TeamOwned
from storage.people import Person
from storage.schools import School


class TimeEntry(TeamOwned, Audited, Base):
    """So many minutes of one person's working time for one school on a London day, on a line of the council's table."""

    __tablename__ = "time_entry"
    __table_args__ = (Index("ix_time_entry_team_id_school_id", "team_id", "school_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    line: Mapped[str] = mapped_column(String(60))
    on: Mapped[date]
    minutes: Mapped[int]
    words: Mapped[str | None] = mapped_column(Text)
    logged_at: Mapped[Instant]
    school: Mapped[School] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")

    @property
    def length(self) -> timedelta:
        """The working time that was spent."""
        return timedelta(minutes=self.minutes)


def time_entries_between(session: Session, team_id: int, first: date, last: date) -> Sequence[TimeEntry]:
    """The team's entries of these days, in order, with school and person."""
    query = select(TimeEntry).where(TimeEntry.team_id == team_id, TimeEntry.on >= first, TimeEntry.on <= last)
    loaded = query.options(joinedload(TimeEntry.school), joinedload(TimeEntry.person))
    return session.scalars(loaded.order_by(TimeEntry.on, TimeEntry.id)).all()
