"""Plans of schools, such as the Rapid Recovery Plan, with their priorities. Source: W0-23, W0-70, W0-71."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship, selectinload

from storage.base import Audited, Base, Instant, TeamOwned, Watched
from storage.schools import School


class PlanState(StrEnum):
    """Whether a plan is worked on."""

    OPEN = "open"
    CLOSED = "closed"


class Plan(TeamOwned, Audited, Watched, Base):
    """One plan of a school; a school may have several of different kinds."""

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("team_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(10), default=PlanState.OPEN)
    started_on: Mapped[date]
    started_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reviewed_on: Mapped[date | None]
    review_words: Mapped[str | None] = mapped_column(Text)
    closed_at: Mapped[Instant | None]
    school: Mapped[School] = relationship(lazy="raise")
    priorities: Mapped[list[Priority]] = relationship(
        lazy="raise", order_by="Priority.position", cascade="all, delete-orphan"
    )

    @property
    def ref(self) -> str:
        """How people name this plan: P7."""
        return f"P{self.number}"


class Priority(Audited, Base):
    """What a school must improve: one of a plan's numbered priorities."""

    __tablename__ = "priority"
    __table_args__ = (UniqueConstraint("plan_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)


def plan_numbered(session: Session, team_id: int, number: int) -> Plan | None:
    """The team's plan with this number, with school and priorities."""
    query = select(Plan).where(Plan.team_id == team_id, Plan.number == number)
    return session.scalars(query.options(joinedload(Plan.school), selectinload(Plan.priorities))).one_or_none()


def plan_with_id(session: Session, plan_id: int) -> Plan | None:
    """A plan of any team, with school and priorities: for reminders, which know their row by its id."""
    query = select(Plan).where(Plan.id == plan_id).execution_options(all_teams=True)
    return session.scalars(query.options(joinedload(Plan.school), selectinload(Plan.priorities))).one_or_none()


def plans_to_look_at(session: Session, now: datetime, limit: int) -> Sequence[Plan]:
    """Plans of all teams whose next look has come, the longest waiting first, with school and priorities."""
    due = select(Plan).where(Plan.next_look_at <= now).order_by(Plan.next_look_at, Plan.id).limit(limit)
    loaded = due.options(joinedload(Plan.school), selectinload(Plan.priorities))
    return session.scalars(loaded.execution_options(all_teams=True)).all()


def plans_of_school(session: Session, team_id: int, school_id: int) -> Sequence[Plan]:
    """The team's plans of a school, open ones first, the newest first, with school and priorities."""
    query = select(Plan).where(Plan.team_id == team_id, Plan.school_id == school_id)
    found = session.scalars(query.options(joinedload(Plan.school), selectinload(Plan.priorities))).all()
    return sorted(found, key=lambda plan: (plan.state != PlanState.OPEN, -plan.number))
