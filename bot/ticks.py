"""The clockwork, called every few seconds by APScheduler; one call at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.exc import DBAPIError

from bot.clockwork import Clockwork
from bot.core import Core
from policy.refused import Refused
from storage.database import RecordGone
from storage.unusable import why_unusable

log = structlog.get_logger()


async def tick_or_refuse(core: Core, clockwork: Clockwork, now: datetime) -> None:
    """Plan and deliver what is due at `now`. Raises Refused, in words, while the record cannot be used."""
    try:
        await clockwork.tick(now)
    except RecordGone as fault:
        raise Refused(
            f"The record in {core.database.place} is no longer there, and nothing is stored. "
            "Stop rrp-bot and put a backup in its place."
        ) from fault
    except DBAPIError as fault:
        refusal = why_unusable(core.database, fault)
        if refusal is None:
            raise
        raise Refused(f"Reminders wait. {refusal}") from fault


class Ticks:
    """Calls `tick` every `seconds` until it is stopped. `lock` is held while one is under way."""

    def __init__(self, tick: Callable[[], Awaitable[None]], seconds: int) -> None:
        self.lock = asyncio.Lock()
        self._tick = tick
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self._once, "interval", seconds=seconds, coalesce=True, max_instances=1, misfire_grace_time=None
        )

    def start(self) -> None:
        """Begin; the first tick comes after `seconds`."""
        self._scheduler.start()

    async def stop(self) -> None:
        """Begin no further tick, and return when the one under way has ended. Before the start there is none."""
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        async with self.lock:
            self._scheduler.shutdown(wait=False)

    async def _once(self) -> None:
        async with self.lock:
            try:
                await self._tick()
            except Refused as trouble:
                log.warning("tick failed", because=str(trouble))
