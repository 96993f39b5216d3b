"""Records that several connections can open at one time, unlike one in memory."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.faults.scene import emptied


@pytest.fixture
def on_file(tmp_path: Path) -> Iterator[Database]:
    """An empty record in an SQLite file."""
    database = Database(f"sqlite:///{tmp_path}/record.sqlite3")
    emptied(database)
    yield database
    database.close()


@pytest.fixture
def on_postgres(_postgres: Database) -> Iterator[Database]:
    """An empty record on PostgreSQL."""
    emptied(_postgres)
    yield _postgres
    emptied(_postgres)


@pytest.fixture(params=["on_file", "on_postgres"], ids=["sqlite", "postgresql"])
def on_disk(request: pytest.FixtureRequest) -> Database:
    """An empty record, once in an SQLite file and once on PostgreSQL."""
    database: Database = request.getfixturevalue(request.param)
    return database
