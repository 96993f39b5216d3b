"""The stage of the commands on PostgreSQL: RRP_STAGES_ON=postgresql plays every test of a command there.

One schema for each test process; between two tests it is emptied and the scene is put back row by row.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from sqlalchemy import Table, insert, select, text

from storage.database import Database
from storage.tables import METADATA
from tests import postgres
from tests.emptying import EMPTIED

IS_WANTED = os.environ.get("RRP_STAGES_ON") == "postgresql"
_OPEN = ExitStack()
_NUMBERED = [table for table in METADATA.sorted_tables if "id" in table.c]
_GO_ON = "; ".join(
    f"SELECT setval(pg_get_serial_sequence('\"{table.name}\"', 'id'), (SELECT max(id) FROM \"{table.name}\"))"
    for table in _NUMBERED
)


class Theatre:
    """The schema of this test process, with the scene that its first stage has set."""

    def __init__(self) -> None:
        url = _OPEN.enter_context(postgres.new_schema(f"rrp_stage_{os.getpid()}"))
        self.database = Database(url)
        METADATA.create_all(self.database.engine)
        self.is_played = False
        self._scene: list[tuple[Table, list[dict[str, object]]]] = []

    def remember(self) -> None:
        """What stands in all tables now is the scene."""
        with self.database.engine.connect() as connection:
            for table in METADATA.sorted_tables:
                rows = [dict(row) for row in connection.execute(select(table)).mappings()]
                if rows:
                    self._scene.append((table, rows))

    @contextmanager
    def scene(self, set_it: Callable[[Database], None]) -> Iterator[Database]:
        """The record with the scene in it, for one test."""
        self.is_played = True
        try:
            with self.database.engine.begin() as connection:
                connection.execute(text(EMPTIED))
                for table, rows in self._scene:
                    connection.execute(insert(table), rows)
                if self._scene:
                    connection.execute(text(_GO_ON))
            if not self._scene:
                set_it(self.database)
                self.remember()
            yield self.database
        finally:
            self.is_played = False


_THEATRES: list[Theatre] = []


def theatre() -> Theatre | None:
    """This process's schema where it is wanted and free; a stage on a stage is played in memory."""
    if not IS_WANTED:
        return None
    if not _THEATRES:
        _THEATRES.append(Theatre())
    return None if _THEATRES[0].is_played else _THEATRES[0]


def take_down() -> None:
    """Drop the schema at the end of the run."""
    for one in _THEATRES:
        one.database.close()
    _OPEN.close()
