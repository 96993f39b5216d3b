"""What the bot cannot mend by itself: a place that takes nothing any more, a reminder that cannot be made.

A trouble is told to the team's admin once, through the outbox, and stands until somebody has mended it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Index, Select, String, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import LONGEST_REASON, Base, Instant, TeamOwned

_STANDS = text("mended_at IS NULL")


class Trouble(TeamOwned, Base):
    """One thing that somebody has to see to. `thing` says what it is about: `place:12`, `door:slack`, `rule:NAME`,
    `plan:visit:12`.

    `tries` counts how often it was met.
    """

    __tablename__ = "trouble"
    __table_args__ = (
        Index(
            "ix_trouble_team_id_thing", "team_id", "thing", unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thing: Mapped[str] = mapped_column(String(120))
    because: Mapped[str] = mapped_column(String(LONGEST_REASON))
    since_at: Mapped[Instant]
    tries: Mapped[int] = mapped_column(default=1)
    told: Mapped[bool] = mapped_column(default=False)
    mended_at: Mapped[Instant | None]


def met_trouble(session: Session, team_id: int, thing: str, because: str, now: datetime) -> Trouble:
    """The open trouble with this thing, new or met once more."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    new = dialect.insert(Trouble).values(
        team_id=team_id, thing=thing, because="", since_at=now, tries=0, told=False, mended_at=None
    )
    session.execute(new.on_conflict_do_nothing())
    trouble = session.scalars(_open(team_id).where(Trouble.thing == thing).with_for_update()).one()
    trouble.because = because[:LONGEST_REASON]
    trouble.tries += 1
    session.flush()
    return trouble


def mended(session: Session, team_id: int, thing: str, now: datetime) -> None:
    """The thing is well again: whoever was to be told of it need not be."""
    for trouble in session.scalars(_open(team_id).where(Trouble.thing == thing)):
        trouble.mended_at = now


def troubles_of(session: Session, team_id: int) -> Sequence[Trouble]:
    """What a team's admin has to see to, the oldest first; what was met but not yet given up is left out."""
    return session.scalars(_open(team_id).where(Trouble.told.is_(True))).all()


def trouble_with_id(session: Session, trouble_id: int) -> Trouble | None:
    """A trouble of any team, for the reminder about it."""
    found = select(Trouble).where(Trouble.id == trouble_id).execution_options(all_teams=True)
    return session.scalars(found).one_or_none()


def things_in_trouble(session: Session, beginning: str) -> frozenset[str]:
    """The things whose name begins like this that are in trouble in any team."""
    found = select(Trouble.thing).where(Trouble.mended_at.is_(None), Trouble.thing.startswith(beginning))
    return frozenset(session.scalars(found.execution_options(all_teams=True)))


def _open(team_id: int) -> Select[Trouble]:
    return select(Trouble).where(Trouble.team_id == team_id, Trouble.mended_at.is_(None)).order_by(Trouble.id)
