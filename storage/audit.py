"""Who changed what, when and through which door: written in the transaction of the change, by no command's own effort.

A row of `audit` holds ids, names of fields and salted hashes, chained from row to row; the values stand beside it in
`audit_value`, which retention may empty without breaking the chain.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, event, insert, inspect, select, update
from sqlalchemy.orm import Mapped, Session, UOWTransaction, mapped_column

from storage.base import Audited, Base, Instant, TeamOwned, Watched
from storage.teams import TeamCounter, lock_counter

Plain = str | int | float | bool | list[Any] | dict[str, Any] | None
"""A value as JSON can keep it."""


class AuditRow(TeamOwned, Base):
    """One row of the record that one change created, changed or deleted.

    `instead_of_id` is who was away, where the person acted as their deputy.
    """

    __tablename__ = "audit"
    __table_args__ = (UniqueConstraint("team_id", "change", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    change: Mapped[int]
    position: Mapped[int]
    undoes: Mapped[int | None]
    at: Mapped[Instant]
    person_id: Mapped[int | None]
    instead_of_id: Mapped[int | None]
    door: Mapped[str] = mapped_column(String(20))
    what: Mapped[str] = mapped_column(String(10))
    thing: Mapped[str] = mapped_column(String(40))
    thing_id: Mapped[int]
    salt: Mapped[str] = mapped_column(String(32))
    hashes: Mapped[dict[str, Any]]
    chain: Mapped[str] = mapped_column(String(64))


class AuditValue(Base):
    """What the fields of one audit row were before and after: {"field": [before, after]}."""

    __tablename__ = "audit_value"

    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"), primary_key=True)
    fields: Mapped[dict[str, Any]]


_CHAINED = (
    *("team_id", "change", "position", "undoes", "at", "person_id", "door"),
    *("what", "thing", "thing_id", "salt", "hashes"),
)
"""The columns that the chain of hashes covers."""


@dataclass
class Change:
    """The change that a session is making: one arrival of one person, or one turn of the clockwork."""

    team_id: int
    person_id: int | None
    door: str
    at: datetime
    number: int
    head: str
    undoes: int | None = None
    instead_of_id: int | None = None
    rows: int = 0
    watched: list[Watched] = field(default_factory=list)


def begin_change(session: Session, team_id: int, person_id: int | None, door: str, at: datetime) -> Change:
    """Lock the team's counter row and name who is about to change something; audited rows cannot be stored without."""
    counter = lock_counter(session, team_id)
    change = Change(team_id, person_id, door, at, number=counter.changes + 1, head=counter.audit_head)
    session.expunge(counter)
    session.info["change"] = change
    return change


def act_for(session: Session, person_id: int) -> None:
    """Let the audit tell in whose place the change is made; without a change there is nothing to tell."""
    change: Change | None = session.info.get("change")
    if change is not None:
        change.instead_of_id = person_id


def plain(value: object) -> Plain:
    """A column's value as JSON keeps it: instants and days in ISO form."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    raise TypeError(f"{type(value).__name__} has no form in the audit")


def _hash(salt: str, value: Plain) -> str:
    return hashlib.sha256(f"{salt}{json.dumps(value, sort_keys=True)}".encode()).hexdigest()[:32]


def _link(head: str, row: AuditRow) -> str:
    """The chain's next link: a hash of the one before and of all that the row says, but for its id."""
    facts = {name: plain(getattr(row, name)) for name in _CHAINED}
    if row.instead_of_id is not None:  # a row that was written before there were deputies keeps its link
        facts["instead_of_id"] = row.instead_of_id
    return hashlib.sha256(f"{head}{json.dumps(facts, sort_keys=True)}".encode()).hexdigest()


def _differences(row: Any, what: str) -> dict[str, list[Plain]]:
    found: dict[str, list[Plain]] = {}
    for attribute in inspect(row).mapper.column_attrs:
        name = attribute.key
        if name in row.unaudited:
            continue
        history = inspect(row).attrs[name].history
        value = plain(getattr(row, name))
        if what == "created" and value is not None:
            found[name] = [None, value]
        elif what == "deleted" and value is not None:
            found[name] = [value, None]
        elif what == "changed" and history.has_changes():
            before = plain(history.deleted[0]) if history.deleted else None
            if before != value:
                found[name] = [before, value]
    return found


@event.listens_for(Session, "before_flush")
def _look_again(session: Session, context: UOWTransaction, instances: object) -> None:
    """A watched row that somebody changes is asked about by its rules: in the same transaction, or at the next tick."""
    change: Change | None = session.info.get("change")
    if change is None:
        return
    for row in (*session.new, *session.dirty):
        if isinstance(row, Watched) and (row in session.new or _differences(row, "changed")):
            row.next_look_at = change.at
            if row not in change.watched:
                change.watched.append(row)


@event.listens_for(Session, "after_flush")
def _write(session: Session, context: UOWTransaction) -> None:
    """Write an audit row for each audited row of this flush. Raises RuntimeError when no change was begun.

    What goes with a collection it was taken out of (a role of a person) is not in `session.deleted`: only the flush
    itself knows of it.
    """
    touched = [(row, "created") for row in session.new] + [(row, "changed") for row in session.dirty]
    flushed = [state.obj() for state, (is_deleted, is_listed) in context.states.items() if is_deleted and not is_listed]
    touched += [(row, "deleted") for row in dict.fromkeys((*session.deleted, *flushed))]
    for row, what in touched:
        if isinstance(row, Audited) and (fields := _differences(row, what)):
            _record(session, row, what, fields)


def record_created(session: Session, row: Audited) -> None:
    """Write the audit row of a row that was stored before its change could begin: the team itself."""
    mapped: Any = row
    fields = {
        attribute.key: [None, plain(getattr(mapped, attribute.key))]
        for attribute in inspect(mapped).mapper.column_attrs
        if attribute.key not in mapped.unaudited and getattr(mapped, attribute.key) is not None
    }
    _record(session, mapped, "created", fields)


def record_decision(session: Session, row: Any, fields: dict[str, list[Plain]]) -> None:
    """Write what a person has decided about a row that the clockwork moves: {"field": [before, after]}.

    A row of the outbox is not audited by itself. Raises RuntimeError when no change was begun.
    """
    _record(session, row, "changed", fields)


def _record(session: Session, row: Any, what: str, fields: dict[str, list[Plain]]) -> None:
    change: Change | None = session.info.get("change")
    if change is None:
        raise RuntimeError(f"{type(row).__name__} was changed, but nobody began a change")
    change.rows += 1
    salt = secrets.token_hex(8)
    hashes = {name: [_hash(salt, before), _hash(salt, after)] for name, (before, after) in fields.items()}
    written = AuditRow(
        team_id=change.team_id,
        change=change.number,
        position=change.rows,
        undoes=change.undoes,
        at=change.at.astimezone(UTC),
        person_id=change.person_id,
        instead_of_id=change.instead_of_id,
        door=change.door,
        what=what,
        thing=row.__tablename__,
        thing_id=row.id,
        salt=salt,
        hashes=hashes,
    )
    change.head = _link(change.head, written)
    facts = {name: getattr(written, name) for name in (*_CHAINED, "instead_of_id")}
    connection = session.connection()
    audit_id = connection.scalar(insert(AuditRow).values(**facts, chain=change.head).returning(AuditRow.id))
    connection.execute(insert(AuditValue).values(audit_id=audit_id, fields=fields))
    connection.execute(
        update(TeamCounter)
        .where(TeamCounter.team_id == change.team_id)
        .values(changes=change.number, audit_head=change.head)
    )


def rows_of_change(session: Session, team_id: int, number: int) -> Sequence[tuple[AuditRow, AuditValue]]:
    """The audit rows of one change with their values, in the order they were written."""
    query = (
        select(AuditRow, AuditValue)
        .join(AuditValue, AuditValue.audit_id == AuditRow.id)
        .where(AuditRow.team_id == team_id, AuditRow.change == number)
        .order_by(AuditRow.position)
    )
    return [(row, value) for row, value in session.execute(query)]


def broken_link(session: Session, team_id: int) -> AuditRow | None:
    """The first audit row whose chain or whose kept value does not agree with what was written, if there is one."""
    query = (
        select(AuditRow, AuditValue.fields)
        .outerjoin(AuditValue, AuditValue.audit_id == AuditRow.id)
        .where(AuditRow.team_id == team_id)
        .order_by(AuditRow.change, AuditRow.position)
    )
    head = ""
    row: AuditRow
    last: AuditRow | None = None
    for row, fields in session.execute(query):
        head, last = _link(head, row), row
        kept: dict[str, list[Plain]] = fields or {}
        told = {name: [_hash(row.salt, before), _hash(row.salt, after)] for name, (before, after) in kept.items()}
        if head != row.chain or any(row.hashes.get(name) != hashes for name, hashes in told.items()):
            return row
    counter = session.get(TeamCounter, team_id, populate_existing=True)
    return last if counter is not None and counter.audit_head != head else None
