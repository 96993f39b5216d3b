"""Visits of advisers to schools, and the notes that are owed for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, or_, select, update
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship
from sqlalchemy.sql import Select

from storage.base import Audited, Base, Instant, TeamOwned, Watched
from storage.people import Person
from storage.schools import Contact, School


class VisitState(StrEnum):
    """Where a visit stands."""

    PLANNED = "planned"
    MADE = "made"
    ATTEMPTED = "attempted"
    CANCELLED = "cancelled"


class NoteDuty(StrEnum):
    """What a kind of visit owes the head teacher, by the council's strategy."""

    REQUIRED = "required"
    SHORT = "short"
    NONE = "none"


class Visit(TeamOwned, Audited, Watched, Base):
    """One visit by an adviser to a school, planned or made.

    Before it: when its agenda was shared with the school, and of a review when the school's timetable came and the
    provisional schedule went (London days).
    """

    __tablename__ = "visit"
    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        Index("ix_visit_team_id_adviser_id", "team_id", "adviser_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    adviser_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    companion_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    logged_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    logged_at: Mapped[Instant]
    made_at: Mapped[Instant | None]
    kind: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(12))
    purpose: Mapped[str | None] = mapped_column(Text)
    started_at: Mapped[Instant]
    ended_at: Mapped[Instant]
    note_duty: Mapped[str] = mapped_column(String(10))
    note_due_at: Mapped[Instant | None]
    note_late_from: Mapped[Instant | None]
    note_sent_at: Mapped[Instant | None]
    note_sent_how: Mapped[str | None] = mapped_column(String(60))
    note_sent_to_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    letter_failed_at: Mapped[Instant | None]
    letter_failed_because: Mapped[str | None] = mapped_column(String(200))
    late_because: Mapped[str | None] = mapped_column(Text)
    excused_at: Mapped[Instant | None]
    excused_because: Mapped[str | None] = mapped_column(Text)
    cancelled_because: Mapped[str | None] = mapped_column(Text)
    snoozed_until: Mapped[Instant | None]
    agenda_on: Mapped[date | None]
    timetable_on: Mapped[date | None]
    schedule_on: Mapped[date | None]
    review_kind: Mapped[str | None] = mapped_column(String(40))
    review_because: Mapped[str | None] = mapped_column(Text)
    unannounced: Mapped[bool | None]

    school: Mapped[School] = relationship(lazy="raise")
    adviser: Mapped[Person] = relationship(lazy="raise", foreign_keys=[adviser_id])
    companion: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[companion_id])
    note_sent_to: Mapped[Contact | None] = relationship(lazy="raise")
    note: Mapped[list[NotePart]] = relationship(lazy="raise", order_by="NotePart.id", cascade="all, delete-orphan")

    @property
    def ref(self) -> str:
        """How people name this visit: V12."""
        return f"V{self.number}"

    @property
    def owes_a_note(self) -> bool:
        """Whether the clock of this visit's note is running."""
        return (
            self.state == VisitState.MADE
            and self.note_duty != NoteDuty.NONE
            and self.note_sent_at is None
            and self.excused_at is None
        )

    @property
    def note_parts(self) -> dict[str, str]:
        """What has been written so far, by the field of the kind's form."""
        return {part.field: part.text for part in self.note}


class NotePart(Audited, Base):
    """One field of a visit note: the text of "next steps", for example."""

    __tablename__ = "note_part"
    __table_args__ = (UniqueConstraint("visit_id", "field"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    field: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)


def _with_people(query: Select[Any]) -> Select[Any]:
    return query.options(
        joinedload(Visit.school),
        joinedload(Visit.adviser),
        joinedload(Visit.companion),
        joinedload(Visit.note_sent_to),
        joinedload(Visit.note),
    )


def visit_numbered(session: Session, team_id: int, number: int) -> Visit | None:
    """The team's visit with this number, with school, people and note."""
    query = select(Visit).where(Visit.team_id == team_id, Visit.number == number)
    return session.scalars(_with_people(query)).unique().one_or_none()


def visit_with_id(session: Session, visit_id: int) -> Visit | None:
    """A visit of any team, with school, people and note: for reminders, which know their row by its id."""
    query = select(Visit).where(Visit.id == visit_id).execution_options(all_teams=True)
    return session.scalars(_with_people(query)).unique().one_or_none()


def visits_to_look_at(session: Session, now: datetime, limit: int) -> Sequence[Visit]:
    """Visits of all teams whose next look has come, the longest waiting first, with school, people and note.

    One query for all teams, whatever their number.
    """
    due = select(Visit).where(Visit.next_look_at <= now).order_by(Visit.next_look_at, Visit.id).limit(limit)
    return session.scalars(_with_people(due).execution_options(all_teams=True)).unique().all()


def visits_of(session: Session, team_id: int, *, adviser_id: int | None = None) -> Sequence[Visit]:
    """Visits of the team, or of one adviser in it (also as companion), the newest first, with school and people."""
    query = select(Visit).where(Visit.team_id == team_id)
    if adviser_id is not None:
        query = query.where(or_(Visit.adviser_id == adviser_id, Visit.companion_id == adviser_id))
    return session.scalars(_with_people(query.order_by(Visit.started_at.desc(), Visit.id.desc()))).unique().all()


def visits_to_school(session: Session, team_id: int, school_id: int) -> Sequence[Visit]:
    """The team's visits to one school, the newest first, with school and people."""
    query = select(Visit).where(Visit.team_id == team_id, Visit.school_id == school_id)
    return session.scalars(_with_people(query.order_by(Visit.started_at.desc(), Visit.id.desc()))).unique().all()


def look_at_all_again(session: Session, now: datetime) -> None:
    """Let the rules be asked about every open visit of all teams: the calendar has changed."""
    watched = update(Visit).where(Visit.next_look_at.is_not(None)).values(next_look_at=now)
    session.execute(watched, execution_options={"all_teams": True})
