"""Meetings such as the School Improvement Board: who came, how great the risk is, what follows.

Source: W0-40 to W0-62, W2-30 to W2-36, V3-40 to V3-45.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship, selectinload
from sqlalchemy.sql import Select

from storage.base import Audited, Base, Instant, TeamOwned, Watched
from storage.people import Person
from storage.schools import School


class MeetingState(StrEnum):
    """Where a meeting stands."""

    BOOKED = "booked"
    AGENDA_SENT = "agenda sent"
    HELD = "held"
    TO_BE_REARRANGED = "met, to be rearranged"
    CANCELLED = "cancelled"


class Risk(StrEnum):
    """The answer to the School Risk Assessment where the form has one (W0-61)."""

    HIGH = "HIGH"
    MEDIUM = "MEDIUM"
    LOW = "LOW"


class Direction(StrEnum):
    """Where a school is going."""

    IMPROVING = "improving"
    UNCHANGED = "unchanged"
    DETERIORATING = "deteriorating"


class Meeting(TeamOwned, Audited, Watched, Base):
    """One meeting about one school. `occurrence` counts the meetings of its kind at the school, from 1."""

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        Index("ix_meeting_team_id_starts_at", "team_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    occurrence: Mapped[int]
    state: Mapped[str] = mapped_column(String(24), default=MeetingState.BOOKED)
    starts_at: Mapped[Instant]
    ends_at: Mapped[Instant]
    booked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    booked_at: Mapped[Instant]
    chair_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    agenda_sent_at: Mapped[Instant | None]
    pre_meeting_at: Mapped[Instant | None]
    risk: Mapped[str | None] = mapped_column(String(6))
    risk_words: Mapped[str | None] = mapped_column(Text)
    direction: Mapped[str | None] = mapped_column(String(14))
    outcome_posted_at: Mapped[Instant | None]
    minutes_sent_at: Mapped[Instant | None]
    notes: Mapped[str | None] = mapped_column(Text)
    moves: Mapped[int] = mapped_column(default=0)
    moved_at: Mapped[Instant | None]
    because: Mapped[str | None] = mapped_column(Text)
    rearranged_from_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    snoozed_until: Mapped[Instant | None]

    school: Mapped[School] = relationship(lazy="raise")
    chair: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[chair_id])
    members: Mapped[list[Attendance]] = relationship(
        lazy="raise", order_by="Attendance.id", cascade="all, delete-orphan"
    )
    factors: Mapped[list[KeyFactor]] = relationship(
        lazy="raise", order_by="KeyFactor.position", cascade="all, delete-orphan", foreign_keys="KeyFactor.meeting_id"
    )

    @property
    def ref(self) -> str:
        """How people name this meeting: M3."""
        return f"M{self.number}"

    @property
    def is_to_come(self) -> bool:
        """Whether it is booked and has not been held, rearranged or cancelled."""
        return self.state in {MeetingState.BOOKED, MeetingState.AGENDA_SENT}

    @property
    def owes_minutes(self) -> bool:
        """Whether it took place and its minutes have not gone."""
        return self.state in {MeetingState.HELD, MeetingState.TO_BE_REARRANGED} and self.minutes_sent_at is None


class Presence(StrEnum):
    """Whether a member came."""

    PRESENT = "present"
    SUBSTITUTE = "substitute"
    APOLOGIES = "apologies"
    ABSENT = "absent"


class Attendance(Audited, Base):
    """One member of a meeting: the role the strategy gives, who it is, whether they said they will come, whether they
    came, and the risk they marked (0 to 100; V3-44)."""

    __tablename__ = "attendance"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))
    name: Mapped[str | None] = mapped_column(String(120))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    is_governor: Mapped[bool] = mapped_column(default=False)
    confirmed: Mapped[bool | None]
    presence: Mapped[str | None] = mapped_column(String(12))
    substitute: Mapped[str | None] = mapped_column(String(120))
    risk_mark: Mapped[int | None]
    risk_said: Mapped[str | None] = mapped_column(String(20))


class FactorState(StrEnum):
    """What has become of a key factor."""

    OPEN = "open"
    CHECKED = "checked"
    CARRIED = "not reached, carried forward"


class KeyFactor(Audited, Base):
    """What prevents a school from securing good; it comes back on the next agenda (V3-45, W0-62)."""

    __tablename__ = "key_factor"
    __table_args__ = (UniqueConstraint("meeting_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(30), default=FactorState.OPEN)
    words: Mapped[str | None] = mapped_column(Text)
    looked_at_meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))


def _loaded(query: Select[Any]) -> Select[Any]:
    return query.options(
        joinedload(Meeting.school),
        joinedload(Meeting.chair),
        selectinload(Meeting.members),
        selectinload(Meeting.factors),
    )


def meeting_numbered(session: Session, team_id: int, number: int) -> Meeting | None:
    """The team's meeting with this number, with school, chair, members and factors."""
    return session.scalars(
        _loaded(select(Meeting).where(Meeting.team_id == team_id, Meeting.number == number))
    ).one_or_none()


def meeting_with_id(session: Session, meeting_id: int) -> Meeting | None:
    """A meeting of any team, with school, chair, members and factors: for reminders."""
    return session.scalars(
        _loaded(select(Meeting).where(Meeting.id == meeting_id)).execution_options(all_teams=True)
    ).one_or_none()


def meetings_to_look_at(session: Session, now: datetime, limit: int) -> Sequence[Meeting]:
    """Meetings of all teams whose next look has come, the longest waiting first, with school, chair and members."""
    due = select(Meeting).where(Meeting.next_look_at <= now).order_by(Meeting.next_look_at, Meeting.id).limit(limit)
    return session.scalars(_loaded(due).execution_options(all_teams=True)).all()


def meetings_between(session: Session, team_id: int, start: datetime, end: datetime) -> Sequence[Meeting]:
    """The team's meetings that begin in [start, end), in order of time, with school, chair and members."""
    query = select(Meeting).where(Meeting.team_id == team_id, Meeting.starts_at >= start, Meeting.starts_at < end)
    return session.scalars(_loaded(query.order_by(Meeting.starts_at, Meeting.id))).all()


def meetings_of_school(session: Session, team_id: int, school_id: int) -> Sequence[Meeting]:
    """The team's meetings about a school, the newest first, with chair, members and factors."""
    query = select(Meeting).where(Meeting.team_id == team_id, Meeting.school_id == school_id)
    return session.scalars(_loaded(query.order_by(Meeting.starts_at.desc(), Meeting.id.desc()))).all()


def last_chairs(session: Session, team_id: int) -> dict[tuple[int, str], int]:
    """By school id and kind of meeting: who was named last to lead one that was not cancelled (person id)."""
    query = select(Meeting.school_id, Meeting.kind, Meeting.chair_id).where(
        Meeting.team_id == team_id, Meeting.chair_id.is_not(None), Meeting.state != MeetingState.CANCELLED
    )
    return {
        (school_id, kind): chair_id
        for school_id, kind, chair_id in session.execute(query.order_by(Meeting.starts_at, Meeting.id))
        if chair_id is not None
    }


def occurrence_of(session: Session, team_id: int, school_id: int, kind: str, starts_at: datetime) -> int:
    """The number that a meeting of a kind has at a school, from 1, by those before it that were or will be held: those
    that were cancelled or met in vain are left out.
    """
    earlier = select(func.count()).where(
        Meeting.team_id == team_id,
        Meeting.school_id == school_id,
        Meeting.kind == kind,
        Meeting.starts_at < starts_at,
        Meeting.state.not_in((MeetingState.CANCELLED, MeetingState.TO_BE_REARRANGED)),
    )
    return 1 + (session.scalar(earlier.select_from(Meeting)) or 0)


def factors_to_check(meetings: Sequence[Meeting], meeting: Meeting) -> list[tuple[Meeting, KeyFactor]]:
    """The key factors that a meeting has to look at, each with the meeting that named it, the oldest first.

    They come from the earlier meetings of its kind among `meetings` and have not been checked yet. Source: V3-45.
    """
    earlier = [
        one
        for one in meetings
        if one.kind == meeting.kind
        and one.id != meeting.id
        and one.state != MeetingState.CANCELLED
        and (one.starts_at, one.id) < (meeting.starts_at, meeting.id)
    ]
    in_order = sorted(earlier, key=lambda one: (one.starts_at, one.id))
    return [(one, factor) for one in in_order for factor in one.factors if factor.state != FactorState.CHECKED]
