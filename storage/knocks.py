"""People whom a team does not know yet and who ask to be let in; an admin decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, String, select, text
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from storage.base import Audited, Base, Instant, TeamOwned, Watched
from storage.people import Identity, Person
from storage.teams import Team, all_teams

MOST_WAITING = 20
"""So many may wait at a team's door; a stranger in a public place cannot flood its admin."""
LONGEST_NAME = 120
_WAITS = text("decided_at IS NULL")


class Knock(TeamOwned, Audited, Watched, Base):
    """Somebody at a door asks one team to be let in. Decided, and let in, it says whom of the team they are."""

    __tablename__ = "knock"
    __table_args__ = (
        Index(
            "ix_knock_team_id_door_workspace_user",
            *("team_id", "door", "workspace", "user"),
            unique=True,
            sqlite_where=_WAITS,
            postgresql_where=_WAITS,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    door: Mapped[str] = mapped_column(String(20))
    workspace: Mapped[str] = mapped_column(String(60))
    user: Mapped[str] = mapped_column(String(160))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    asked_at: Mapped[Instant]
    decided_at: Mapped[Instant | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    person: Mapped[Person | None] = relationship(lazy="raise")


def waiting_knock(session: Session, team_id: int, door: str, workspace: str, user: str) -> Knock | None:
    """The knock of this user of a door on which nobody has decided yet."""
    return session.scalars(
        _of(team_id).where(Knock.door == door, Knock.workspace == workspace, Knock.user == user)
    ).one_or_none()


def waiting_knocks(session: Session, team_id: int) -> Sequence[Knock]:
    """Everybody who waits at the team's door, the longest waiting first."""
    return session.scalars(_of(team_id)).all()


def knock_numbered(session: Session, team_id: int, number: int) -> Knock | None:
    """The team's knock with this id, decided or not."""
    found = select(Knock).where(Knock.team_id == team_id, Knock.id == number)
    return session.scalars(found.options(joinedload(Knock.person))).one_or_none()


def knock_with_id(session: Session, knock_id: int) -> Knock | None:
    """A knock at any team, for the reminders about it."""
    found = select(Knock).where(Knock.id == knock_id).options(joinedload(Knock.person))
    return session.scalars(found.execution_options(all_teams=True)).one_or_none()


def knocks_to_look_at(session: Session, now: datetime, limit: int) -> Sequence[Knock]:
    """Knocks at all teams whose next look has come, the longest waiting first."""
    due = select(Knock).where(Knock.next_look_at <= now).order_by(Knock.next_look_at, Knock.id).limit(limit)
    return session.scalars(due.options(joinedload(Knock.person)).execution_options(all_teams=True)).all()


def teams_that_serve(session: Session, door: str, workspace: str) -> Sequence[Team]:
    """The teams with somebody in this workspace of a door, the oldest first; where nobody is, every real team."""
    there = (
        select(Person.team_id)
        .join(Identity, Identity.person_id == Person.id)
        .where(Identity.door == door, Identity.workspace == workspace, Person.left_at.is_(None))
        .distinct()
        .execution_options(all_teams=True)
    )
    served = set(session.scalars(there))
    teams = [team for team in all_teams(session) if not team.is_try_out]
    return [team for team in teams if team.id in served] or teams


def _of(team_id: int) -> Select[Any]:
    return select(Knock).where(Knock.team_id == team_id, Knock.decided_at.is_(None)).order_by(Knock.id)
