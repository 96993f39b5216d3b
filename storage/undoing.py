"""Taking a change back by its own audit: each field returns to what it was, if nobody has changed it since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from policy.refused import Refused
from storage.audit import AuditRow, AuditValue, Change, Plain, plain, rows_of_change
from storage.base import Base, InstantType

UNDO_FOR = timedelta(minutes=10)


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


def undo_change(session: Session, change: Change, number: int) -> tuple[str, ...]:
    """Take back change `number` of the team as part of `change`; what went back: references, else names of tables.

    Raises Refused when somebody has changed one of the rows since, or built something on a row it created.
    """
    written = rows_of_change(session, change.team_id, number)
    change.undoes = number
    things: list[str] = []
    try:
        for row, value in reversed(written):
            things.append(_take_back(session, row, value))
        session.flush()
    except IntegrityError as fault:
        raise Refused("Something else has been built on it since, so it stays. Change it by a command.") from fault
    return tuple(dict.fromkeys(things))


def _take_back(session: Session, row: AuditRow, value: AuditValue) -> str:
    mapped = _class_of(row.thing)
    found = session.get(mapped, row.thing_id)
    if row.what == "deleted":
        _restore(session, mapped, row, value)
        return row.thing
    touched = found is None or _differs(found, value.fields, after=True)
    if touched or (row.what == "created" and _has_more(found, value)):
        raise Refused("It has been changed again since, so I left it as it is. Change it by a command.")
    label = str(getattr(found, "ref", row.thing))
    if row.what == "created":
        session.delete(found)
        session.flush()
        return label
    for name, (before, _after) in value.fields.items():
        setattr(found, name, typed(mapped, name, before))
    return label


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
