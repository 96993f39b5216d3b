"""Ofsted's call, the inspection, its outcome, and what the council's documents start then.

Source: T1-39, T1-52, W2-23, W2-43, W2-45, H4-13, V3-12. An outcome is restricted until Ofsted has published it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship, selectinload

from policy.saying import LONDON
from storage.base import Audited, Base, Instant, TeamOwned, Watched
from storage.inspections import Inspection, Scale, inspections_of
from storage.outbox import let_go
from storage.people import Person
from storage.schools import Contact, School

OFSTED_IS_THERE = "Ofsted is at the school"
"""Why a message to a school waits."""
SAME_INSPECTION = timedelta(days=10)
"""A published outcome within so many days of a call is that call's: Ofsted may print another of its days."""


class OfstedCall(TeamOwned, Audited, Watched, Base):
    """One call of Ofsted about one school: when inspectors are there (London days, both included), and what came of it.

    `left_at` is when they left, if somebody said so before the last day was over. `outcomes` are the areas of a report
    card; `overall` and `leadership` are on the old scale. What the council takes a report card for is its own word.
    """

    __tablename__ = "ofsted_call"
    __table_args__ = (Index("ix_ofsted_call_team_id_school_id", "team_id", "school_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"))
    kind: Mapped[str] = mapped_column(String(20))
    first_on: Mapped[date]
    last_on: Mapped[date]
    called_at: Mapped[Instant]
    told_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    left_at: Mapped[Instant | None]
    cancelled_because: Mapped[str | None] = mapped_column(Text)
    outcome_at: Mapped[Instant | None]
    overall: Mapped[str | None] = mapped_column(String(2))
    leadership: Mapped[str | None] = mapped_column(String(2))
    concern: Mapped[str | None] = mapped_column(String(4))
    outcomes: Mapped[dict[str, Any] | None]
    counts_as: Mapped[str | None] = mapped_column(String(2))
    leadership_counts: Mapped[bool] = mapped_column(default=False)
    published_on: Mapped[date | None]
    school: Mapped[School] = relationship(lazy="raise")
    told_by: Mapped[Person] = relationship(lazy="raise", foreign_keys=[told_by_id])
    tasks: Mapped[list[OfstedTask]] = relationship(lazy="raise", order_by="OfstedTask.id", cascade="all, delete-orphan")

    @property
    def is_over_at(self) -> datetime:
        """From when on inspectors are gone (an aware instant)."""
        return self.left_at or datetime.combine(self.last_on + timedelta(days=1), time.min, LONDON)

    def is_running(self, now: datetime) -> bool:
        """Whether the school has been called and inspectors have not left yet."""
        return self.cancelled_because is None and self.called_at <= now < self.is_over_at


class OfstedTask(Audited, Base):
    """One thing that an outcome started: a duty of the strategy, or one of its steps in their order (`step` from 1)."""

    __tablename__ = "ofsted_task"
    __table_args__ = (UniqueConstraint("call_id", "duty", "step"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("ofsted_call.id"), index=True)
    duty: Mapped[str] = mapped_column(String(60))
    step: Mapped[int]
    what: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str | None] = mapped_column(Text)
    out_of_order_because: Mapped[str | None] = mapped_column(Text)


class OfstedListener(TeamOwned, Audited, Base):
    """Somebody who hears of each of Ofsted's calls at once, beside the leads and the attached adviser."""

    __tablename__ = "ofsted_listener"
    __table_args__ = (UniqueConstraint("team_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


def _loaded(query: Select[Any]) -> Select[Any]:
    return query.options(joinedload(OfstedCall.school), joinedload(OfstedCall.told_by), selectinload(OfstedCall.tasks))


def call_with_id(session: Session, call_id: int) -> OfstedCall | None:
    """A call of any team, with school and tasks: for reminders, which know their row by its id."""
    query = select(OfstedCall).where(OfstedCall.id == call_id).execution_options(all_teams=True)
    return session.scalars(_loaded(query)).one_or_none()


def calls_to_look_at(session: Session, now: datetime, limit: int) -> Sequence[OfstedCall]:
    """Calls of all teams whose next look has come, the longest waiting first, with school and tasks."""
    due = select(OfstedCall).where(OfstedCall.next_look_at <= now).order_by(OfstedCall.next_look_at, OfstedCall.id)
    return session.scalars(_loaded(due.limit(limit)).execution_options(all_teams=True)).all()


def calls_of(session: Session, team_id: int, school_id: int | None = None) -> Sequence[OfstedCall]:
    """The team's calls that were not cancelled, or those of one school, the latest first."""
    query = select(OfstedCall).where(OfstedCall.team_id == team_id, OfstedCall.cancelled_because.is_(None))
    if school_id is not None:
        query = query.where(OfstedCall.school_id == school_id)
    return session.scalars(_loaded(query).order_by(OfstedCall.first_on.desc(), OfstedCall.id.desc())).all()


def listeners_of(session: Session, team_id: int) -> Sequence[OfstedListener]:
    """The named list of a team, in the order in which they were put on it."""
    return session.scalars(
        select(OfstedListener).where(OfstedListener.team_id == team_id).order_by(OfstedListener.id)
    ).all()


def inspectors_are_there_until(session: Session, contact_id: int, now: datetime) -> datetime | None:
    """Until when messages to a contact wait, since inspectors are at the school; None where they are not."""
    query = (
        select(OfstedCall)
        .join(Contact, (Contact.school_id == OfstedCall.school_id) & (Contact.team_id == OfstedCall.team_id))
        .where(Contact.id == contact_id)
        .execution_options(all_teams=True)
    )
    running = [call.is_over_at for call in session.scalars(query) if call.is_running(now)]
    return max(running, default=None)


def let_messages_go(session: Session, call: OfstedCall, now: datetime) -> None:
    """What waited for the school of this call goes at the next tick: inspectors have left, or never came."""
    contacts = session.scalars(
        select(Contact.id).where(Contact.team_id == call.team_id, Contact.school_id == call.school_id)
    ).all()
    let_go(session, call.team_id, contacts, OFSTED_IS_THERE, now)


def _scale_of(call: OfstedCall) -> Scale:
    """On which scale an outcome is that the team was told.

    Without a grade of 1 to 4 a full inspection is a report card, even where only its category of concern is known yet.
    """
    if call.overall is not None:
        return Scale.OLD
    return Scale.NEW if call.outcomes or call.kind == "full" else Scale.UNGRADED


def known_inspections(session: Session, team_id: int, school: School, urns: Sequence[int]) -> list[Inspection]:
    """Inspections on record of these URNs and what the team itself was told of others, the newest first.

    What was only told is given as an outcome that is not published, or since the day the team said it was.
    """
    published = list(inspections_of(session, urns))
    told = [
        Inspection(
            urn=school.urn,
            scale=_scale_of(call),
            inspected_on=call.first_on,
            published_on=call.published_on,
            inspected_urn=school.urn,
            overall=call.overall,
            concern=call.concern,
            outcomes=call.outcomes or {},
        )
        for call in calls_of(session, team_id, school.id)
        if call.outcome_at is not None
        and not any(abs(one.inspected_on - call.first_on) <= SAME_INSPECTION for one in published)
    ]
    return sorted([*told, *published], key=lambda one: one.inspected_on, reverse=True)
