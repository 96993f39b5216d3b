"""What stands on a row: rows of any table that point to it, and would be left pointing at nothing."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, inspect, select
from sqlalchemy.orm import Session

from storage.base import Base


def built_on(session: Session, row: Any) -> set[tuple[str, int]]:
    """(table, id) of each row that points to this one, whichever of its columns does."""
    own: Table = inspect(row).mapper.local_table
    found: set[tuple[str, int]] = set()
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table is own:
                pointing = select(*table.primary_key.columns).where(key.parent == row.id)
                ids = session.scalars(pointing.execution_options(all_teams=True))
                found |= {(table.name, one) for one in ids}
    return found
