"""Further workspaces of a chat platform, one for each council. Their secrets stand in the environment, never here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Instant

LONGEST_NAME = 40


class Workspace(Base):
    """One workspace beside that of the settings. `name` names its secrets, `place` is the platform's own id."""

    __tablename__ = "workspace"
    __table_args__ = (UniqueConstraint("door", "name"), UniqueConstraint("door", "place"))

    id: Mapped[int] = mapped_column(primary_key=True)
    door: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    place: Mapped[str] = mapped_column(String(60))
    added_at: Mapped[Instant]


def workspaces_on(session: Session, door: str) -> Sequence[Workspace]:
    """The further workspaces of a door, the oldest first."""
    return session.scalars(select(Workspace).where(Workspace.door == door).order_by(Workspace.id)).all()


def add_workspace(session: Session, door: str, name: str, place: str, now: datetime) -> Workspace:
    """Remember a workspace."""
    added = Workspace(door=door, name=name, place=place, added_at=now)
    session.add(added)
    session.flush()
    return added


def remove_workspace(session: Session, door: str, name: str) -> bool:
    """Forget a workspace; whether there was one of this name. What its people have written stays."""
    found = session.scalars(select(Workspace).where(Workspace.door == door, Workspace.name == name)).one_or_none()
    if found is None:
        return False
    session.delete(found)
    session.flush()
    return True
