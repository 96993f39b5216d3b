"""What is under way at a door, so that the end of the process can wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager

import structlog

log = structlog.get_logger()


class Underway:
    """Counts what is being answered, and keeps what goes on after an acknowledgement.

    Bolt's own lazy listeners copy the whole request for every command and are forgotten at the end.
    """

    def __init__(self) -> None:
        self._answering = 0
        self._free = asyncio.Event()
        self._free.set()
        self._tasks: set[asyncio.Task[None]] = set()

    @contextmanager
    def one(self) -> Iterator[None]:
        """One request, as long as the block lasts."""
        self._answering += 1
        self._free.clear()
        try:
            yield
        finally:
            self._answering -= 1
            if not self._answering:
                self._free.set()

    def later(self, work: Coroutine[None, None, None]) -> None:
        """Go on with something after the acknowledgement. It stores nothing; if it fails, the log says so."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    async def finished(self) -> None:
        """Return when nothing is under way any more."""
        while self._answering or self._tasks:
            await self._free.wait()
            if self._tasks:
                await asyncio.wait(self._tasks)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (fault := task.exception()) is not None:
            log.error("after the acknowledgement", door="slack", exc_info=fault)
