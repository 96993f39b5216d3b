"""A tick writes in short transactions, so that no command waits long behind it: at most 25 times one stored row.

Measured on the machine of reliability's figures, one row through the ORM was 0.9 ms, and 20 ms is what a tick may hold.
"""

import asyncio
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import ClassVar

from sqlalchemy.orm import Session

from bot.clockwork import Clockwork
from bot.core import Core
from storage.database import Database
from storage.receipts import Receipt
from storage.tables import METADATA
from tests.benchmarks.benchmark import Benchmark, Measured
from tests.faults.doors import NearDoor
from tests.faults.platform import Platform
from tests.faults.scene import AMINA, LEO, SAM, Clock, london, put_scene, put_visit

VISITS_EACH = 3
"""A morning's notes of one person. A message that carries ten matters holds the writer's place longer."""
ROWS = 200


class Timed(Database):
    """A record that notes how long each of its changes held the writer's place, in seconds."""

    held: ClassVar[list[float]] = []

    @contextmanager
    def change(self, wait_ms: int | None = None) -> Iterator[Session]:
        """A change, from its first statement to its commit."""
        began = perf_counter()
        with super().change(wait_ms) as session:
            yield session
        self.held.append(perf_counter() - began)


def longest_of_a_morning() -> Measured:
    """A tick that plans and sends the notes of a morning: the longest change but for one in twenty; and one row.

    The day before has been ticked through already: a process makes its statements once.
    """
    with TemporaryDirectory() as folder:
        record = Timed(f"sqlite:///{Path(folder) / 'record.sqlite3'}")
        METADATA.create_all(record.engine)
        put_scene(record)
        clock, nine = Clock(), london("2026-11-04 09:00")
        core = Core(record, ("console",))
        clockwork = Clockwork(core, {"console": NearDoor("console", Platform(), clock)})
        for ended, ticked in (("2026-11-02 15:00", london("2026-11-03 09:00")), ("2026-11-03 15:00", nine)):
            for who in (AMINA, SAM, LEO) * VISITS_EACH:
                put_visit(record, ended, who=who)
            record.held.clear()
            asyncio.run(clockwork.tick(ticked))
        ours = statistics.quantiles(record.held, n=20)[-1]
        record.held.clear()
        for number in range(ROWS):
            with record.change() as session:
                session.add(Receipt(door="console", key=f"row {number}", at=nine, answer={}))
        floor = statistics.median(record.held)
        core.close()
        record.close()
        return Measured(ours, floor)


BENCHMARK = Benchmark("the longest change of a tick but for one in twenty", "one row stored", 25, longest_of_a_morning)
