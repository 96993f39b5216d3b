"""What must be said to somebody other than the asker. A row holds facts, never words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Instant, TeamOwned


class OutboxState(StrEnum):
    """How far a row has come."""

    WAITING = "waiting"
    SENT = "sent"
    UNCLEAR = "unclear"
    CANCELLED = "cancelled"
    FAILED = "failed"


class OutboxRow(TeamOwned, Base):
    """One occasion for one receiver: a person of the team, or a contact with an address.

    `key` names the occasion with its local date, so that it is said once however many processes plan it.
    `rule` and `about_id` say which rule speaks about which row, `together_with` which row's message carried this one.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("key", "receiver"),
        Index("ix_outbox_state_not_before", "state", "not_before"),
        Index("ix_outbox_receiver_topic_occasion_on", "receiver", "topic", "occasion_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120))
    receiver: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    rule: Mapped[str] = mapped_column(String(60))
    about_id: Mapped[int]
    topic: Mapped[str] = mapped_column(String(20))
    occasion_on: Mapped[date]
    firm: Mapped[bool] = mapped_column(default=False)
    planned_at: Mapped[Instant]
    not_before: Mapped[Instant]
    state: Mapped[str] = mapped_column(String(12), default=OutboxState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    owner: Mapped[str | None] = mapped_column(String(60))
    lease_until: Mapped[Instant | None]
    settled_at: Mapped[Instant | None]
    outcome: Mapped[str | None] = mapped_column(String(200))
    destination_id: Mapped[int | None] = mapped_column(ForeignKey("destination.id"))
    platform_id: Mapped[str | None] = mapped_column(String(80))
    together_with: Mapped[int | None]


class Destination(TeamOwned, Base):
    """A place where a door can deliver: a person's direct messages, a channel, an e-mail address.

    `next_free_at` keeps the platform's pace; a parked destination is left alone until somebody mends it.
    """

    __tablename__ = "destination"
    __table_args__ = (UniqueConstraint("team_id", "door", "workspace", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    door: Mapped[str] = mapped_column(String(20))
    workspace: Mapped[str] = mapped_column(String(60))
    address: Mapped[str] = mapped_column(String(254))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    used_at: Mapped[Instant]
    next_free_at: Mapped[Instant | None]
    parked_at: Mapped[Instant | None]
    parked_because: Mapped[str | None] = mapped_column(String(200))


def destination_of(session: Session, team_id: int, door: str, workspace: str, address: str) -> Destination | None:
    """The team's destination at this address of a door."""
    return session.scalars(
        select(Destination).where(
            Destination.team_id == team_id,
            Destination.door == door,
            Destination.workspace == workspace,
            Destination.address == address,
        )
    ).one_or_none()


def used_destination(
    session: Session, team_id: int, person_id: int, door: str, workspace: str, address: str, now: datetime
) -> None:
    """Remember that a person was here just now, so that reminders come where the person is."""
    known = destination_of(session, team_id, door, workspace, address)
    if known is None:
        known = Destination(
            team_id=team_id, door=door, workspace=workspace, address=address, person_id=person_id, used_at=now
        )
        session.add(known)
    known.used_at = now


def way_to_person(session: Session, person_id: int, doors: Sequence[str]) -> Destination | None:
    """Where a person was last seen among the doors that are open here, parked ones left out."""
    ways = select(Destination).where(
        Destination.person_id == person_id, Destination.door.in_(doors), Destination.parked_at.is_(None)
    )
    newest = ways.order_by(Destination.used_at.desc(), Destination.id).limit(1).execution_options(all_teams=True)
    return session.scalars(newest).one_or_none()


def put_in_outbox(session: Session, row: dict[str, Any]) -> None:
    """Store an occasion once, however often and in however many processes it is planned.

    A row that was cancelled because its reason had gone waits again when the reason is back (an undo); one that waits
    may be moved; one that was sent stays as it is.
    """
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    new = dialect.insert(OutboxRow).values(**row, state=OutboxState.WAITING, attempts=0)
    session.execute(
        new.on_conflict_do_update(
            index_elements=["key", "receiver"],
            set_={"state": OutboxState.WAITING, "not_before": new.excluded.not_before, "firm": new.excluded.firm},
            where=OutboxRow.state.in_((OutboxState.CANCELLED, OutboxState.WAITING)) & OutboxRow.owner.is_(None),
        )
    )


def rows_due(session: Session, now: datetime, limit: int) -> Sequence[OutboxRow]:
    """Rows of all teams that may be sent now and that no other process holds, the longest waiting first; locked."""
    due = select(OutboxRow).where(
        OutboxRow.state == OutboxState.WAITING,
        OutboxRow.not_before <= now,
        or_(OutboxRow.lease_until.is_(None), OutboxRow.lease_until < now),
    )
    first = due.order_by(OutboxRow.not_before, OutboxRow.id).limit(limit).with_for_update(skip_locked=True)
    return session.scalars(first.execution_options(all_teams=True)).all()


def rows_of_the_day(session: Session, team_id: int, receiver: str, topic: str, on: date) -> Sequence[OutboxRow]:
    """All that one receiver gets about a topic on one day, in whatever state, in order of time."""
    return session.scalars(
        select(OutboxRow)
        .where(
            OutboxRow.team_id == team_id,
            OutboxRow.receiver == receiver,
            OutboxRow.topic == topic,
            OutboxRow.occasion_on == on,
        )
        .order_by(OutboxRow.not_before, OutboxRow.id)
    ).all()


def rows_held_by(session: Session, owner: str, ids: Sequence[int]) -> Sequence[OutboxRow]:
    """The rows among `ids` whose lease is still this owner's: a process that was frozen finds none of its own."""
    held = select(OutboxRow).where(
        OutboxRow.id.in_(ids), OutboxRow.owner == owner, OutboxRow.state == OutboxState.WAITING
    )
    return session.scalars(held.with_for_update().execution_options(all_teams=True)).all()


def next_waiting_at(session: Session, after: datetime) -> datetime | None:
    """When the next waiting row may be sent, if later than `after`; for a clock that is moved by hand."""
    waiting = select(OutboxRow.not_before).where(OutboxRow.state == OutboxState.WAITING, OutboxRow.not_before > after)
    return session.scalars(
        waiting.order_by(OutboxRow.not_before).limit(1).execution_options(all_teams=True)
    ).one_or_none()
