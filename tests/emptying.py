"""How a PostgreSQL record is emptied between two tests."""

from storage.tables import METADATA

EMPTIED = "; ".join(
    [
        *(f'DELETE FROM "{table.name}"' for table in reversed(METADATA.sorted_tables)),
        *(
            f"SELECT setval(pg_get_serial_sequence('\"{table.name}\"', 'id'), 1, false)"
            for table in METADATA.sorted_tables
            if "id" in table.c
        ),
    ]
)
"""Empties PostgreSQL's tables between two tests: with so few rows, many times quicker than TRUNCATE."""
