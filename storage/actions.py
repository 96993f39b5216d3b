"""Actions: what one person agreed to do by a day. Source: W0-21, W0-71."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship, selectinload
from sqlalchemy.sql import Select

from storage.base import Audited, Base, Instant, TeamOwned, Watched
from storage.people import Person
from storage.plans import Plan, Priority
from storage.schools import Contact, School


class Side(StrEnum):
    """Whose action it is."""

    SCHOOL = "school"
    LA = "LA"
    BOTH = "both"


class Rag(StrEnum):
    """How an action goes."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


class ActionState(StrEnum):
    """Whether an action is still to be done."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Action(TeamOwned, Audited, Watched, Base):
    """One action at a school, in a plan or on its own.

    Its lead is exactly one of three: a person of the team, a contact off the chat, or words: one of the council's
    services (W0-09), or a role at the school for which no contact is known (SENCo).
    """

    __tablename__ = "action"
    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        Index("ix_action_team_id_state_due_on", "team_id", "state", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"), index=True)
    priority_id: Mapped[int | None] = mapped_column(ForeignKey("priority.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    factor_id: Mapped[int | None] = mapped_column(ForeignKey("key_factor.id"))
    side: Mapped[str] = mapped_column(String(10), default=Side.BOTH)
    text: Mapped[str] = mapped_column(Text)
    success_criteria: Mapped[str | None] = mapped_column(Text)
    resources: Mapped[str | None] = mapped_column(Text)
    lead_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    lead_contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    lead_service: Mapped[str | None] = mapped_column(String(60))
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(10), default=ActionState.OPEN)
    rag: Mapped[str | None] = mapped_column(String(6))
    evidence: Mapped[str | None] = mapped_column(Text)
    done_at: Mapped[Instant | None]
    moves: Mapped[int] = mapped_column(default=0)
    raised_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    raised_at: Mapped[Instant]
    snoozed_until: Mapped[Instant | None]

    school: Mapped[School] = relationship(lazy="raise")
    plan: Mapped[Plan | None] = relationship(lazy="raise")
    priority: Mapped[Priority | None] = relationship(lazy="raise")
    lead_person: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[lead_person_id])
    lead_contact: Mapped[Contact | None] = relationship(lazy="raise")
    notes: Mapped[list[ActionNote]] = relationship(lazy="raise", order_by="ActionNote.id", cascade="all, delete-orphan")

    @property
    def ref(self) -> str:
        """How people name this action: A14."""
        return f"A{self.number}"

    @property
    def lead_name(self) -> str:
        """Who leads it, in words."""
        if self.lead_person is not None:
            return self.lead_person.name
        if self.lead_contact is not None:
            return f"{self.lead_contact.name}, {self.lead_contact.role}"
        return self.lead_service or "nobody"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state == ActionState.OPEN


class ActionNoteKind(StrEnum):
    """What happened to an action."""

    PROGRESS = "progress"
    MOVED = "moved"
    GIVEN = "given"
    DONE = "done"
    REOPENED = "reopened"
    DROPPED = "dropped"


class ActionNote(Audited, Base):
    """One entry in the story of an action: progress with its colour, a move with its reason, and so on."""

    __tablename__ = "action_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    at: Mapped[Instant]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(10))
    rag: Mapped[str | None] = mapped_column(String(6))
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    words: Mapped[str | None] = mapped_column(Text)


def _loaded(query: Select[Any]) -> Select[Any]:
    return query.options(
        joinedload(Action.school),
        joinedload(Action.plan),
        joinedload(Action.priority),
        joinedload(Action.lead_person),
        joinedload(Action.lead_contact),
        selectinload(Action.notes),
    )


def action_numbered(session: Session, team_id: int, number: int) -> Action | None:
    """The team's action with this number, with school, plan, lead and story."""
    return session.scalars(
        _loaded(select(Action).where(Action.team_id == team_id, Action.number == number))
    ).one_or_none()


def action_with_id(session: Session, action_id: int) -> Action | None:
    """An action of any team, with school, plan, lead and story: for reminders, which know their row by its id."""
    return session.scalars(
        _loaded(select(Action).where(Action.id == action_id)).execution_options(all_teams=True)
    ).one_or_none()


def actions_to_look_at(session: Session, now: datetime, limit: int) -> Sequence[Action]:
    """Actions of all teams whose next look has come, the longest waiting first, with school, plan, lead and story."""
    due = select(Action).where(Action.next_look_at <= now).order_by(Action.next_look_at, Action.id).limit(limit)
    return session.scalars(_loaded(due).execution_options(all_teams=True)).all()


def open_actions(session: Session, team_id: int, *, school_id: int | None = None) -> Sequence[Action]:
    """Open actions of the team or of one school, the earliest due first, with school, plan, lead and story."""
    query = select(Action).where(Action.team_id == team_id, Action.state == ActionState.OPEN)
    if school_id is not None:
        query = query.where(Action.school_id == school_id)
    return session.scalars(_loaded(query.order_by(Action.due_on, Action.id))).all()


def actions_of_plan(session: Session, team_id: int, plan_id: int) -> Sequence[Action]:
    """All actions of a plan, open and closed, in the order of their numbers, with school, lead and story."""
    query = select(Action).where(Action.team_id == team_id, Action.plan_id == plan_id)
    return session.scalars(_loaded(query.order_by(Action.id))).all()


def actions_of_school(session: Session, team_id: int, school_id: int) -> Sequence[Action]:
    """All actions of a school, open and done, the newest first, with plan, lead and story."""
    query = select(Action).where(Action.team_id == team_id, Action.school_id == school_id)
    return session.scalars(_loaded(query.order_by(Action.id.desc()))).all()
