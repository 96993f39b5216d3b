"""What is half said: a form being filled, a question about a name, something waiting for yes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Instant, TeamOwned

KEPT_FOR = timedelta(days=7)
LISTENS_FOR = timedelta(minutes=30)


class Draft(TeamOwned, Base):
    """A command on its way: the values so far, as typed, when each was said, and the field that is being asked for.

    `steps` is how far a form has come that is asked one question at a time; None for a question about a typed line.
    """

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("team_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    door: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(60))
    command: Mapped[str] = mapped_column(String(40))
    values: Mapped[dict[str, Any]]
    said_at: Mapped[dict[str, Any]]
    steps: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    asks: Mapped[str] = mapped_column(String(40))
    question: Mapped[str]
    options: Mapped[list[Any]]
    asked_at: Mapped[Instant]
    listens: Mapped[bool] = mapped_column(default=True)
    closed_at: Mapped[Instant | None]

    @property
    def ref(self) -> str:
        """How buttons name this draft: D7."""
        return f"D{self.number}"


def draft_numbered(session: Session, team_id: int, number: int) -> Draft | None:
    """The team's draft with this number, open or closed."""
    return session.scalars(select(Draft).where(Draft.team_id == team_id, Draft.number == number)).one_or_none()


def listening_draft(
    session: Session, team_id: int, person_id: int, door: str, channel: str, now: datetime
) -> Draft | None:
    """The question that a plain line of this person in this place answers: the newest of the last half hour, unless a
    command was given since."""
    mine = select(Draft).where(
        Draft.team_id == team_id,
        Draft.person_id == person_id,
        Draft.door == door,
        Draft.channel == channel,
        Draft.closed_at.is_(None),
        Draft.listens.is_(True),
        Draft.asked_at > now - LISTENS_FOR,
    )
    return session.scalars(mine.order_by(Draft.id.desc()).limit(1)).one_or_none()


def stop_listening(session: Session, team_id: int, person_id: int, door: str, channel: str) -> None:
    """Plain lines answer no earlier question any more; the buttons of earlier questions still do."""
    session.execute(
        update(Draft)
        .where(
            Draft.team_id == team_id,
            Draft.person_id == person_id,
            Draft.door == door,
            Draft.channel == channel,
            Draft.closed_at.is_(None),
        )
        .values(listens=False)
    )
