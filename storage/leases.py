"""What only one process may do at a time, for as long as its lease runs: a frozen process loses it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import String, delete, or_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Instant

CLOCK_WAS_WRONG = timedelta(hours=1)
"""A lease that ends later than this from now was given by a clock that has been put right since."""


class Lease(Base):
    """One thing that one process does for all, such as polling Telegram."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    owner: Mapped[str] = mapped_column(String(60))
    until: Mapped[Instant]


def take_lease(session: Session, name: str, owner: str, now: datetime, runs_for: timedelta) -> bool:
    """Take the lease, or renew one's own; whether it is this owner's now."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    new = dialect.insert(Lease).values(name=name, owner=owner, until=now + runs_for)
    session.execute(new.on_conflict_do_nothing())
    is_free = or_(Lease.owner == owner, Lease.until <= now, Lease.until > now + CLOCK_WAS_WRONG)
    mine = update(Lease).where(Lease.name == name, is_free).values(owner=owner, until=now + runs_for)
    return session.scalars(mine.returning(Lease.name)).one_or_none() is not None


def let_go(session: Session, name: str, owner: str) -> None:
    """Give the lease back, if it is this owner's, so that another need not wait."""
    session.execute(delete(Lease).where(Lease.name == name, Lease.owner == owner))
