"""What all watched tables have in common: which rows want to be looked at, and looking at all of them again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, bindparam, select, update
from sqlalchemy.orm import Session

from storage.base import Base, Watched


def watched_tables() -> list[Any]:
    """The classes whose rows reminder rules watch."""
    mapped = [mapper.class_ for mapper in Base.registry.mappers]
    return sorted((one for one in mapped if issubclass(one, Watched)), key=lambda one: str(one.__tablename__))


def lock_to_look_at(session: Session, table: Any, now: datetime, limit: int) -> Sequence[int]:
    """The ids of rows of all teams whose look has come and that no other process is looking at, the longest waiting
    first, locked until the transaction ends.

    The rows are locked before anything else is written, as a command does it, so that the two cannot wait for each
    other in a circle.
    """
    return session.scalars(_to_look_at(table), {"now": now, "most": limit}).all()


@cache
def _to_look_at(table: Any) -> Select[Any]:
    """The statement, made once: every tick runs it for every table, and making it costs more than running it."""
    due = select(table.id).where(table.next_look_at <= bindparam("now"))
    first = due.order_by(table.next_look_at, table.id).limit(bindparam("most", type_=Integer))
    return first.with_for_update(skip_locked=True).execution_options(all_teams=True)


def next_look_after(session: Session, table: Any, after: datetime) -> datetime | None:
    """When the next row of any team wants to be looked at, if later than `after`; for a clock that is moved by hand."""
    return session.scalars(_next_look(table), {"after": after}).one_or_none()


@cache
def _next_look(table: Any) -> Select[Any]:
    later = select(table.next_look_at).where(table.next_look_at > bindparam("after"))
    return later.order_by(table.next_look_at).limit(1).execution_options(all_teams=True)


def look_again_after_the_clock_went_back(session: Session, now: datetime, limit: int) -> int:
    """Let the rules be asked now about rows that a clock ahead of time has put off; how many there were.

    To be repeated until 0. Occasions that were said already stay said: their keys are in the outbox.
    """
    found = 0
    for table in watched_tables():
        later = select(table.id).where(table.next_look_at > now).order_by(table.id).limit(limit)
        ids = session.scalars(later.with_for_update(skip_locked=True).execution_options(all_teams=True)).all()
        again = update(table).where(table.id.in_(ids)).values(next_look_at=now)
        session.execute(again, execution_options={"all_teams": True, "synchronize_session": False})
        found += len(ids)
    return found
