"""What came in at a door and failed for its own sake, by no fault of the record; never what somebody wrote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Instant

TRIES = 3
"""After so many it is given up, so that one arrival does not keep all others waiting."""


class FailedArrival(Base):
    """One arrival that could not be handled: how often it was tried, and the last failure's reference in the log."""

    __tablename__ = "failed_arrival"
    __table_args__ = (UniqueConstraint("door", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    door: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(160))
    tries: Mapped[int] = mapped_column(default=0)
    reference: Mapped[str] = mapped_column(String(20))
    first_at: Mapped[Instant]
    given_up_at: Mapped[Instant | None]


def count_failure(session: Session, door: str, key: str, reference: str, now: datetime) -> bool:
    """Remember one more failure of an arrival; whether it is given up now."""
    known = session.scalars(
        select(FailedArrival).where(FailedArrival.door == door, FailedArrival.key == key)
    ).one_or_none()
    if known is None:
        known = FailedArrival(door=door, key=key, tries=0, reference=reference, first_at=now)
        session.add(known)
    known.tries += 1
    known.reference = reference
    if known.tries >= TRIES:
        known.given_up_at = now
    return known.given_up_at is not None


def given_up(session: Session, door: str) -> Sequence[FailedArrival]:
    """What a door has given up, the oldest first."""
    found = select(FailedArrival).where(FailedArrival.door == door, FailedArrival.given_up_at.is_not(None))
    return session.scalars(found.order_by(FailedArrival.id)).all()
