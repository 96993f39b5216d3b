"""Taking a change back by its own audit: each field returns to what it was, if nobody has changed it since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ForeignKey, func, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from policy.refused import Refused
from storage.audit import AuditRow, AuditValue, Change, Plain, plain, rows_of_change
from storage.base import Base, InstantType
from storage.built_on import built_on
from storage.destinations import Destination
from storage.knocks import Knock
from storage.people import Identity, Person, forget_ways_to

UNDO_FOR = timedelta(minutes=10)
_BUILT_ON = "Something else has been built on it since, so it stays. Change it by a command."
_WAYS = frozenset({Identity.__tablename__, Destination.__tablename__})
"""What the bot keeps of a person by itself, and what goes when the person does."""


def last_change_to_undo(session: Session, team_id: int, person_id: int, now: datetime) -> int | None:
    """The number of this person's latest change of the last ten minutes that was not taken back yet."""
    undone = select(AuditRow.undoes).where(AuditRow.team_id == team_id, AuditRow.undoes.is_not(None))
    query = select(func.max(AuditRow.change)).where(
        AuditRow.team_id == team_id,
        AuditRow.person_id == person_id,
        AuditRow.at >= now - UNDO_FOR,
        AuditRow.at <= now,
        AuditRow.undoes.is_(None),
        AuditRow.change.not_in(undone),
    )
    return session.scalar(query)


def was_taken_back(session: Session, team_id: int, number: int) -> bool:
    """Whether some later change of the team has taken this one back."""
    later = select(AuditRow.id).where(AuditRow.team_id == team_id, AuditRow.undoes == number).limit(1)
    return session.scalar(later) is not None


def undo_change(session: Session, change: Change, number: int) -> tuple[str, ...]:
    """Take back change `number` of the team as part of `change`; what went back: references, else names of tables.

    Raises Refused when somebody has changed one of the rows since, has built something on a row it created, or when it
    would give something back to a person who has left.
    """
    written = rows_of_change(session, change.team_id, number)
    change.undoes = number
    own = {(row.thing, row.thing_id) for row, _value in written if row.what == "created"}
    things: list[str] = []
    try:
        for row, value in reversed(written):
            things.append(_take_back(session, row, value, own))
        session.flush()
    except IntegrityError as fault:
        raise Refused(_BUILT_ON) from fault
    return tuple(dict.fromkeys(things))


def _take_back(session: Session, row: AuditRow, value: AuditValue, own: set[tuple[str, int]]) -> str:
    """Take back one row; what it is called. `own` are the rows that the change created itself."""
    mapped = _class_of(row.thing)
    found = session.get(mapped, row.thing_id)
    if row.what in {"deleted", "changed"}:
        _check_they_are_here(session, mapped, value)
    if row.what == "deleted":
        _restore(session, mapped, row, value)
        return row.thing
    touched = found is None or _differs(found, value.fields, after=True)
    if touched or (row.what == "created" and _has_more(found, value)):
        raise Refused("It has been changed again since, so I left it as it is. Change it by a command.")
    label = str(getattr(found, "ref", row.thing))
    if row.what == "created":
        if any(one not in own and one[0] not in _WAYS for one in built_on(session, found)):
            raise Refused(_BUILT_ON)
        if isinstance(found, Person):
            forget_ways_to(session, found.id)
        session.delete(found)
        session.flush()
        session.expire_all()  # collections that were read before still hold it, and would delete it again
        return label
    if isinstance(found, Knock) and found.person_id is not None and "person_id" in value.fields:
        forget_ways_to(session, found.person_id, (found.door, found.workspace, found.user))
    for name, (before, _after) in value.fields.items():
        setattr(found, name, typed(mapped, name, before))
    return label


def _check_they_are_here(session: Session, mapped: type[Any], value: AuditValue) -> None:
    """Raises Refused when a field would point again to a person who has left the team since."""
    columns = inspect(mapped).columns
    for name, (before, after) in value.fields.items():
        keys: set[ForeignKey] = columns[name].foreign_keys
        if before is None or before == after or not any(key.column.table.name == "person" for key in keys):
            continue
        person = session.get(Person, before)
        if person is not None and person.left_at is not None:
            raise Refused(f"{person.name} has left the team since, so I left it as it is. Change it by a command.")


def _restore(session: Session, mapped: type[Any], row: AuditRow, value: AuditValue) -> None:
    fields = {name: typed(mapped, name, before) for name, (before, _after) in value.fields.items()}
    session.add(mapped(id=row.thing_id, **fields))


def _differs(found: Any, fields: dict[str, Sequence[Plain]], *, after: bool) -> bool:
    return any(plain_of(found, name) != values[1 if after else 0] for name, values in fields.items())


def _has_more(found: Any, value: AuditValue) -> bool:
    """Whether a row has fields filled that were empty when it was created."""
    names = {attribute.key for attribute in inspect(found).mapper.column_attrs} - set(found.unaudited)
    return any(plain_of(found, name) is not None for name in names - set(value.fields))


def plain_of(row: Any, name: str) -> Plain:
    """A field of a row as the audit keeps it."""
    return plain(getattr(row, name))


def typed(mapped: type[Any], name: str, value: Plain) -> object:
    """A value of the audit as its column wants it."""
    column = inspect(mapped).columns[name].type
    if value is None:
        return None
    if isinstance(column, InstantType):
        return datetime.fromisoformat(str(value))
    wanted = column.python_type
    if wanted in (date, time, datetime):
        return wanted.fromisoformat(str(value))
    return value


def _class_of(table: str) -> type[Any]:
    for mapper in Base.registry.mappers:
        if mapper.class_.__tablename__ == table:
            return mapper.class_
    raise Refused(f"This program no longer keeps “{table}”, so that change cannot be taken back.")
