"""What stands in all tables of a PostgreSQL record, kept so that it can be put back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Table, insert, select, text

from storage.database import Database
from storage.tables import METADATA
from tests.emptying import EMPTIED

_GO_ON = "; ".join(
    f"SELECT setval(pg_get_serial_sequence('\"{table.name}\"', 'id'), (SELECT max(id) FROM \"{table.name}\"))"
    for table in METADATA.sorted_tables
    if "id" in table.c
)
"""Numbers of new rows follow those that were put back."""


@dataclass(frozen=True)
class KeptRows:
    """All rows of a record, by table, in an order in which they can be inserted."""

    rows: Sequence[tuple[Table, list[dict[str, object]]]]

    def put_back(self, database: Database) -> None:
        """Let these rows be all that stands in the record."""
        with database.engine.begin() as connection:
            connection.execute(text(EMPTIED))
            for table, rows in self.rows:
                connection.execute(insert(table), rows)
            if self.rows:
                connection.execute(text(_GO_ON))


NOTHING = KeptRows(())


def keep_rows(database: Database) -> KeptRows:
    """What stands in all tables now."""
    kept = []
    with database.engine.connect() as connection:
        for table in METADATA.sorted_tables:
            rows = [dict(row) for row in connection.execute(select(table)).mappings()]
            if rows:
                kept.append((table, rows))
    return KeptRows(kept)
