"""A team: one council's school-improvement team, its settings, and the counters of its references."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from policy.working_time import WorkingTime
from storage.base import Audited, Base, Instant, Watched


class Team(Audited, Watched, Base):
    """One council's team. Times of day are London wall time. `references_only_on` names the door on which nothing but
    references and dates is said. `framework_sha256` names the team's own framework file, where it has one.
    """

    __tablename__ = "team"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    framework: Mapped[str] = mapped_column(String(60))
    framework_sha256: Mapped[str | None] = mapped_column(String(64))
    la_code: Mapped[str] = mapped_column(String(4))
    term_area: Mapped[str | None] = mapped_column(String(120))
    created_at: Mapped[Instant]
    is_try_out: Mapped[bool] = mapped_column(default=False)
    go_live_on: Mapped[date | None]
    opens_at: Mapped[time] = mapped_column(default=time(8, 30))
    closes_at: Mapped[time] = mapped_column(default=time(17, 0))
    morning_at: Mapped[time] = mapped_column(default=time(9, 0))
    brief_at: Mapped[time] = mapped_column(default=time(16, 0))
    last_call_minutes: Mapped[int] = mapped_column(default=60)
    digest_at: Mapped[time] = mapped_column(default=time(8, 30))
    nothing_due_daily: Mapped[bool] = mapped_column(default=False)
    references_only_on: Mapped[str | None] = mapped_column(String(20))

    @property
    def team_id(self) -> int:
        """A team belongs to itself, for what is the same of all rows."""
        return self.id

    @property
    def working_time(self) -> WorkingTime:
        """When this team may be disturbed."""
        return WorkingTime(opens=self.opens_at, closes=self.closes_at)


class TeamCounter(Base):
    """The last reference of each sort that a team has given out, and the head of its audit chain.

    Every changing transaction locks this row first, so that all of them queue in one order.
    """

    __tablename__ = "team_counter"

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    visits: Mapped[int] = mapped_column(default=0)
    actions: Mapped[int] = mapped_column(default=0)
    meetings: Mapped[int] = mapped_column(default=0)
    plans: Mapped[int] = mapped_column(default=0)
    escalations: Mapped[int] = mapped_column(default=0, server_default="0")
    drafts: Mapped[int] = mapped_column(default=0)
    changes: Mapped[int] = mapped_column(default=0)
    audit_head: Mapped[str] = mapped_column(String(64), default="")


def lock_counter(session: Session, team_id: int) -> TeamCounter:
    """The team's counter row, locked until the transaction ends. To be called before anything else is changed."""
    return session.scalars(select(TeamCounter).where(TeamCounter.team_id == team_id).with_for_update()).one()


def all_teams(session: Session) -> Sequence[Team]:
    """Every team of this deployment, the oldest first."""
    return session.scalars(select(Team).order_by(Team.id)).all()


def team_with_id(session: Session, team_id: int) -> Team | None:
    """The team with this id."""
    return session.get(Team, team_id)


def teams_to_look_at(session: Session, now: datetime, limit: int) -> Sequence[Team]:
    """Teams whose next look has come, the longest waiting first."""
    due = select(Team).where(Team.next_look_at <= now).order_by(Team.next_look_at, Team.id).limit(limit)
    return session.scalars(due).all()


def team_called(session: Session, name: str) -> Team | None:
    """The team with exactly this name."""
    return session.scalars(select(Team).where(Team.name == name)).one_or_none()
