"""Asking Telegram for updates, in one process at a time: the one that holds the lease."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import structlog
from sqlalchemy.exc import DBAPIError
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import Updater

from bot.core import Core
from bot.telegram.app import WANTED
from bot.telegram.line import Line
from bot.telegram.queue import NotStored, StoringQueue
from storage.database import RecordGone
from storage.leases import let_go, take_lease

LEASE = timedelta(seconds=30)
RENEWED_EVERY_SECONDS = 10.0
ALONE = "the process that holds the record"
"""On SQLite the one process with doors has locked the record: it need not wait for the lease of one that was killed."""
LONG_POLL = timedelta(seconds=30)
SILENT_SECONDS = 180.0
"""Polling that has asked nothing for so long has died, and is begun anew."""
NAME = "telegram-polling"
log = structlog.get_logger()


class Polling:
    """Keeps the lease and, while it has it, the Updater running."""

    def __init__(
        self, core: Core, updater: Updater, queue: StoringQueue, line: Line, clock: Callable[[], datetime]
    ) -> None:
        self._core = core
        self._updater = updater
        self._queue = queue
        self._line = line
        self._clock = clock
        self._owner = ALONE if core.database.is_sqlite else uuid4().hex
        self._held_until = 0.0
        self._keeping: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to keep the lease."""
        self._keeping = asyncio.create_task(self._keep(), name="polling")

    async def stop(self) -> None:
        """Handle what is under way, confirm what was stored, poll no more and let the lease go."""
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.wait([self._keeping])
        await self._pause()
        try:
            await self._core.run_change(lambda session: let_go(session, NAME, self._owner))
        except (DBAPIError, RecordGone) as fault:
            log.warning("lease not let go", fault=type(fault).__name__)

    async def _keep(self) -> None:
        while True:
            await self._once()
            await asyncio.sleep(RENEWED_EVERY_SECONDS)

    async def _once(self) -> None:
        is_ours = await self._take()
        if self._updater.running and (not is_ours or self._is_silent()):
            await self._pause()
        if is_ours and not self._updater.running:
            await self._begin()

    async def _take(self) -> bool:
        """Whether the lease is ours. While the record cannot be asked, it is for as long as it would have run."""
        asked_at, now = time.monotonic(), self._clock()
        try:
            ours = await self._core.run_change(lambda session: take_lease(session, NAME, self._owner, now, LEASE))
        except (DBAPIError, RecordGone) as fault:
            log.warning("lease not renewed", fault=type(fault).__name__)
            return time.monotonic() < self._held_until
        self._held_until = asked_at + LEASE.total_seconds() if ours else 0.0
        return ours

    async def _begin(self) -> None:
        self._queue.open(until=lambda: self._held_until)
        try:
            await self._updater.start_polling(
                timeout=LONG_POLL, allowed_updates=WANTED, bootstrap_retries=0, error_callback=_heard_of
            )
        except InvalidToken:
            log.error("Telegram does not know the token (any more); see: rrp-bot doctor")
        except TelegramError as fault:
            log.warning("Telegram cannot be reached", fault=type(fault).__name__)
        else:
            self._line.asked_at = time.monotonic()
            log.info("polling")

    async def _pause(self) -> None:
        if not self._updater.running:
            return
        await self._queue.shut()
        confirmed = self._queue.next_update
        try:
            await self._updater.stop()
        except TelegramError as fault:
            log.warning("polling had ended", fault=type(fault).__name__)
        if confirmed is not None and time.monotonic() < self._held_until:
            await self._confirm(confirmed)

    async def _confirm(self, before: int) -> None:
        """Tell Telegram what was stored, so that it is not given out again; the Updater tells whole batches only."""
        try:
            await self._updater.bot.get_updates(offset=before, limit=1, timeout=timedelta(0))
        except TelegramError as fault:
            log.warning("not confirmed", fault=type(fault).__name__)

    def _is_silent(self) -> bool:
        return time.monotonic() - self._line.asked_at > SILENT_SECONDS


def _heard_of(fault: TelegramError) -> None:
    """The Updater asks again by itself. Two pollers of one token are somebody's mistake."""
    if isinstance(fault, NotStored):
        log.warning("updates wait", because=fault.message)
    elif isinstance(fault, Conflict):
        log.error("another program polls Telegram with the same token; end it")
    else:
        log.warning("polling", fault=type(fault).__name__)
