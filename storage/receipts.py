"""What has come in and been answered: the same arrival again gets the same answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Instant


class Receipt(Base):
    """One arrival at a door, stored in the transaction of its effect, with the answer that was given."""

    __tablename__ = "receipt"
    __table_args__ = (UniqueConstraint("door", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    door: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(160))
    at: Mapped[Instant]
    answer: Mapped[dict[str, Any]]


def last_arrival_at(session: Session, door: str) -> datetime | None:
    """When something last came in at a door, by the clock of that time."""
    return session.scalar(select(func.max(Receipt.at)).where(Receipt.door == door))


def receipt_for(session: Session, door: str, key: str) -> Receipt | None:
    """The receipt of an arrival, if it was here before."""
    return session.scalars(select(Receipt).where(Receipt.door == door, Receipt.key == key)).one_or_none()
