"""The stage of the commands on PostgreSQL: RRP_STAGES_ON=postgresql plays every test of a command there.

One schema for each test process; between two tests it is emptied and the scene is put back row by row.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from storage.database import Database
from storage.tables import METADATA
from tests import postgres
from tests.kept_rows import NOTHING, keep_rows

IS_WANTED = os.environ.get("RRP_STAGES_ON") == "postgresql"
_OPEN = ExitStack()


class Theatre:
    """The schema of this test process, with the scene that its first stage has set."""

    def __init__(self) -> None:
        url = _OPEN.enter_context(postgres.new_schema(f"rrp_stage_{os.getpid()}"))
        self.database = Database(url)
        METADATA.create_all(self.database.engine)
        self.is_played = False
        self._scene = NOTHING

    @contextmanager
    def scene(self, set_it: Callable[[Database], None]) -> Iterator[Database]:
        """The record with the scene in it, for one test."""
        self.is_played = True
        try:
            self._scene.put_back(self.database)
            if self._scene is NOTHING:
                set_it(self.database)
                self._scene = keep_rows(self.database)
            yield self.database
        finally:
            self.is_played = False


@contextmanager
def a_url(folder: Path) -> Iterator[str]:
    """The address of a record that is not there yet: a file in this folder, or a schema where that is wanted."""
    if IS_WANTED:
        with postgres.new_schema(f"rrp_record_{os.getpid()}") as url:
            yield url
    else:
        yield f"sqlite:///{folder / 'record.sqlite3'}"


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
