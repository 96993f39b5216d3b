"""What must be said to somebody other than the asker. A row holds facts, never words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    Insert,
    Integer,
    Select,
    String,
    Table,
    UniqueConstraint,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from storage.base import LONGEST_REASON, Base, Instant, TeamOwned

CLOCK_WAS_WRONG = timedelta(hours=1)
"""A lease that ends later than this from now was given by a clock that has been put right since."""


class OutboxState(StrEnum):
    """How far a row has come."""

    WAITING = "waiting"
    SENT = "sent"
    UNCLEAR = "unclear"
    """It was sent, perhaps twice, and nobody can say whether it arrived."""
    CANCELLED = "cancelled"
    FAILED = "failed"
    """Set aside: a person has to look."""
    DROPPED = "dropped"
    """A person has decided that it shall not be sent."""


class OutboxRow(TeamOwned, Base):
    """One occasion for one receiver: a person of the team, or a contact with an address.

    `key` names the occasion with its local date, so that it is said once however many processes plan it.
    `rule` and `about_id` say which rule speaks about which row, `together_with` which row's message carried this one.
    `attempts` counts claims, `faults` how often its own rule or words failed, `unclear` how often an attempt ended with
    nobody knowing whether it arrived, `repeats` how often it was said again for that reason. `unclear_at` is the start
    of an attempt that is still to be settled, `looks` how often the platform was asked about it in vain.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("key", "receiver"),
        Index("ix_outbox_state_not_before", "state", "not_before"),
        Index("ix_outbox_receiver_topic_occasion_on", "receiver", "topic", "occasion_on"),
        Index("ix_outbox_together_with", "together_with"),
        Index("ix_outbox_about_id_rule", "about_id", "rule"),
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
    faults: Mapped[int] = mapped_column(default=0)
    unclear: Mapped[int] = mapped_column(default=0)
    repeats: Mapped[int] = mapped_column(default=0)
    looks: Mapped[int] = mapped_column(default=0)
    unclear_at: Mapped[Instant | None]
    owner: Mapped[str | None] = mapped_column(String(60))
    lease_until: Mapped[Instant | None]
    settled_at: Mapped[Instant | None]
    outcome: Mapped[str | None] = mapped_column(String(LONGEST_REASON))
    destination_id: Mapped[int | None] = mapped_column(ForeignKey("destination.id"))
    platform_id: Mapped[str | None] = mapped_column(String(80))
    together_with: Mapped[int | None]

    def is_held(self, now: datetime) -> bool:
        """Whether some process may be sending it at this moment."""
        return self.lease_until is not None and now <= self.lease_until <= now + CLOCK_WAS_WRONG


def put_in_outbox(session: Session, row: dict[str, Any]) -> None:
    """Store an occasion once, however often and in however many processes it is planned.

    A row that was cancelled because its reason had gone waits again when the reason is back (an undo); one that waits
    may be moved, but one that was tried keeps at least its pause; one that was sent stays as it is.
    """
    session.execute(_put_once(session.get_bind().dialect.name), _NEW | row)


_NEW: dict[str, Any] = {
    "state": OutboxState.WAITING.value,
    **dict.fromkeys(("attempts", "faults", "unclear", "repeats", "looks"), 0),
}


@cache
def _put_once(dialect: str) -> Insert:
    """The statement that stores an occasion once; made once, since making it costs more than running it."""
    table = OutboxRow.__table__
    assert isinstance(table, Table)
    new = (sqlite if dialect == "sqlite" else postgresql).insert(table)
    planned_at: ColumnElement[datetime] = new.excluded.not_before
    was_tried = and_(table.c.state == OutboxState.WAITING, or_(table.c.attempts > 0, table.c.faults > 0))
    keeps_its_pause = and_(was_tried, table.c.not_before > planned_at)
    not_before = case((keeps_its_pause, table.c.not_before), else_=planned_at)
    once: Insert = new.on_conflict_do_update(
        index_elements=["key", "receiver"],
        set_={"state": OutboxState.WAITING, "not_before": not_before, "firm": new.excluded.firm},
        where=table.c.state.in_((OutboxState.CANCELLED, OutboxState.WAITING)) & table.c.owner.is_(None),
    )
    return once


def rows_due(session: Session, now: datetime, limit: int) -> Sequence[OutboxRow]:
    """Rows of all teams that may be sent now and that no other process holds, the longest waiting first; locked."""
    values = {"now": now, "no_lease_ends_later": now + CLOCK_WAS_WRONG, "most": limit}
    return session.scalars(_rows_due(), values).all()


@cache
def _rows_due() -> Select[OutboxRow]:
    """The statement, made once: every tick runs it."""
    due = select(OutboxRow).where(
        OutboxRow.state == OutboxState.WAITING,
        OutboxRow.not_before <= bindparam("now"),
        or_(
            OutboxRow.lease_until.is_(None),
            OutboxRow.lease_until < bindparam("now"),
            OutboxRow.lease_until > bindparam("no_lease_ends_later"),
        ),
    )
    first = due.order_by(OutboxRow.not_before, OutboxRow.id).limit(bindparam("most", type_=Integer))
    return first.with_for_update(skip_locked=True).execution_options(all_teams=True)


def rows_of_the_day(
    session: Session, team_id: int, receiver: str, topic: str, on: date, *, locked: bool = False
) -> Sequence[OutboxRow]:
    """All that one receiver gets about a topic on one day, in whatever state, in order of time.

    With `locked`, only those that no other process has in its hands, held until the transaction ends.
    """
    day = (
        select(OutboxRow)
        .where(
            OutboxRow.team_id == team_id,
            OutboxRow.receiver == receiver,
            OutboxRow.topic == topic,
            OutboxRow.occasion_on == on,
        )
        .order_by(OutboxRow.not_before, OutboxRow.id)
    )
    if locked:
        session.flush()
        day = day.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    return session.scalars(day).all()


def rows_together(session: Session, team_id: int, together_with: int) -> Sequence[OutboxRow]:
    """The waiting rows that one message carried, in order of time; those that another process holds are left out."""
    session.flush()
    together = select(OutboxRow).where(
        OutboxRow.team_id == team_id,
        OutboxRow.together_with == together_with,
        OutboxRow.state == OutboxState.WAITING,
    )
    mine = together.order_by(OutboxRow.not_before, OutboxRow.id).with_for_update(skip_locked=True)
    return session.scalars(mine.execution_options(populate_existing=True)).all()


def rows_held_by(session: Session, owner: str, ids: Sequence[int]) -> Sequence[OutboxRow]:
    """The rows among `ids` whose lease is still this owner's: a process that was frozen finds none of its own."""
    held = (
        select(OutboxRow)
        .where(OutboxRow.id.in_(ids), OutboxRow.owner == owner, OutboxRow.state == OutboxState.WAITING)
        .order_by(OutboxRow.id)
    )
    return session.scalars(held.with_for_update().execution_options(all_teams=True)).all()


def rows_set_aside(session: Session, team_id: int) -> Sequence[OutboxRow]:
    """What a team's messages have come to that somebody has to look at, the oldest first."""
    aside = select(OutboxRow).where(
        OutboxRow.team_id == team_id, OutboxRow.state.in_((OutboxState.FAILED, OutboxState.UNCLEAR))
    )
    return session.scalars(aside.order_by(OutboxRow.id)).all()


@dataclass(frozen=True)
class Tally:
    """How often nobody could say whether a message of a team had arrived, and how often it was said again for that."""

    unclear: int
    repeats: int


def tally_of(session: Session, team_id: int) -> Tally:
    """The team's unclear attempts and repeats so far, each message counted once."""
    leads_its_message = or_(OutboxRow.together_with.is_(None), OutboxRow.together_with == OutboxRow.id)
    sums = select(func.sum(OutboxRow.unclear), func.sum(OutboxRow.repeats)).where(
        OutboxRow.team_id == team_id, OutboxRow.unclear > 0, leads_its_message
    )
    unclear, repeats = session.execute(sums).one()
    return Tally(int(unclear or 0), int(repeats or 0))


def newest_planned_at(session: Session) -> datetime | None:
    """When the row that was stored last was planned, by the clock of that time."""
    newest = select(OutboxRow.planned_at).order_by(OutboxRow.id.desc()).limit(1)
    return session.scalars(newest.execution_options(all_teams=True)).one_or_none()


def let_go(session: Session, team_id: int, contact_ids: Collection[int], because: str, now: datetime) -> None:
    """Let what waits for these contacts for this reason go at the next tick."""
    rows = update(OutboxRow).where(
        OutboxRow.team_id == team_id,
        OutboxRow.contact_id.in_(contact_ids),
        OutboxRow.state == OutboxState.WAITING,
        OutboxRow.owner.is_(None),
        OutboxRow.outcome == because,
    )
    session.execute(rows.values(not_before=now), execution_options={"synchronize_session": False})


def next_waiting_at(session: Session, after: datetime) -> datetime | None:
    """When the next waiting row may be sent, if later than `after`; for a clock that is moved by hand."""
    return session.scalars(_next_waiting(), {"after": after}).one_or_none()


@cache
def _next_waiting() -> Select[datetime]:
    later = select(OutboxRow.not_before).where(
        OutboxRow.state == OutboxState.WAITING, OutboxRow.not_before > bindparam("after")
    )
    return later.order_by(OutboxRow.not_before).limit(1).execution_options(all_teams=True)
