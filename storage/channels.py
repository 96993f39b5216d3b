"""Channels that a team has bound: where its digest, reminders and outcomes are posted."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Audited, Base, Instant, TeamOwned


class Purpose(StrEnum):
    """What a channel is for."""

    DIGEST = "digest"
    REMINDERS = "reminders"
    OUTCOMES = "outcomes"


class BoundChannel(TeamOwned, Audited, Base):
    """One place on a door that shows a team's digest, reminders or outcomes; `purposes` holds `Purpose` values."""

    __tablename__ = "bound_channel"
    __table_args__ = (UniqueConstraint("team_id", "door", "workspace", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    door: Mapped[str] = mapped_column(String(20))
    workspace: Mapped[str] = mapped_column(String(60))
    address: Mapped[str] = mapped_column(String(254))
    name: Mapped[str | None] = mapped_column(String(120))
    purposes: Mapped[list[Any]]
    bound_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    bound_at: Mapped[Instant]

    @property
    def said(self) -> str:
        """How people know it: its name, else its address."""
        return self.name or self.address

    def serves(self, purpose: Purpose) -> bool:
        """Whether it was bound for this."""
        return purpose in self.purposes


def channels_of(session: Session, team_id: int) -> Sequence[BoundChannel]:
    """The team's bound channels, the oldest first."""
    return session.scalars(select(BoundChannel).where(BoundChannel.team_id == team_id).order_by(BoundChannel.id)).all()


def channels_for(session: Session, team_id: int, purpose: Purpose) -> tuple[BoundChannel, ...]:
    """The team's channels that were bound for this purpose, the oldest first."""
    return tuple(channel for channel in channels_of(session, team_id) if channel.serves(purpose))


def channel_at(session: Session, team_id: int, door: str, workspace: str, address: str) -> BoundChannel | None:
    """The team's channel at this address, if it is bound."""
    return session.scalars(
        select(BoundChannel).where(
            BoundChannel.team_id == team_id,
            BoundChannel.door == door,
            BoundChannel.workspace == workspace,
            BoundChannel.address == address,
        )
    ).one_or_none()


def team_of_place(session: Session, door: str, workspace: str, address: str) -> int | None:
    """The team that has bound the channel at this address; None where none has, or several."""
    bound = select(BoundChannel.team_id).where(
        BoundChannel.door == door, BoundChannel.workspace == workspace, BoundChannel.address == address
    )
    teams = session.scalars(bound.limit(2).execution_options(all_teams=True)).all()
    return teams[0] if len(teams) == 1 else None
