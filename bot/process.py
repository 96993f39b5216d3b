"""The bot as a process with doors: listens, ticks, and ends in good order."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime

import structlog

from bot.clockwork import Clockwork
from bot.console.clock import real_time
from bot.core import Core
from bot.door import Door
from bot.doors import door_names, open_doors
from bot.email.messenger import post_office
from bot.settings import Settings
from bot.stopping import until_told_to_stop
from bot.ticks import Ticks, tick_or_refuse
from bot.web import WebServer
from notifications.messenger import Messenger
from policy.dates import warm
from policy.refused import Refused
from storage.database import Database
from storage.teams import all_teams

DRAIN_SECONDS = 10.0
"""What is under way when the process is told to stop has so long to end."""
TICKS_BEFORE_UNWELL = 4
log = structlog.get_logger()


async def serve(database: Database, settings: Settings) -> int:
    """Listen at every door of the settings until the system says stop; the exit status.

    Raises Refused when there is no team yet, when a setting is missing, and when no door can be opened at all.
    """
    with database.read() as session:
        if not all_teams(session):
            raise Refused(
                'There is no team on record yet: rrp-bot init --team NAME --framework walsall --admin "Jane Doe" '
                "--slack U01ALICE (or --telegram 12345)"
            )
    post = post_office(settings)
    core = Core(database, (*door_names(settings), *((post.door,) if post else ())))
    try:
        doors = open_doors(settings, core)
        await Process(core, doors, post, settings).run(until_told_to_stop)
    finally:
        core.close()
    return 0


class Process:
    """The doors, the clockwork and the web server of one process, on one event loop."""

    def __init__(
        self,
        core: Core,
        doors: Sequence[Door],
        post: Messenger | None,
        settings: Settings,
        clock: Callable[[], datetime] = real_time,
    ) -> None:
        """`clock` gives the present, aware."""
        self._core = core
        self._doors = tuple(doors)
        self._settings = settings
        self._clock = clock
        ways_out = (*(door.messenger for door in doors), *((post,) if post else ()))
        self._clockwork = Clockwork(core, {way.door: way for way in ways_out})
        self._ticks = Ticks(self._tick, settings.tick_seconds)
        self._last_tick = clock()
        routes = [route for door in doors for route in door.routes]
        self._web = (
            WebServer(settings.http_host, settings.http_port, routes, self.is_well)
            if settings.http_port is not None
            else None
        )

    def is_well(self) -> bool:
        """Whether the clockwork has gone through lately."""
        late = (self._clock() - self._last_tick).total_seconds()
        return late < TICKS_BEFORE_UNWELL * max(self._settings.tick_seconds, int(DRAIN_SECONDS))

    async def run(self, told_to_stop: Callable[[], Coroutine[None, None, None]]) -> None:
        """Listen and tick until `told_to_stop` returns, then end in good order."""
        stopping = asyncio.create_task(told_to_stop())
        try:
            await self._begin()
            await stopping
        finally:
            stopping.cancel()
            await self._end()

    async def _begin(self) -> None:
        await asyncio.to_thread(warm)
        if self._web is not None:
            port = await self._web.start()
            log.info("listening", port=port)
        is_open = [door.messenger.door.capitalize() for door in self._doors if await _started(door)]
        if not is_open:
            raise Refused("No door could be opened.")
        self._ticks.start()
        sys.stderr.write(f"Listening: {', '.join(is_open)}.\n")

    async def _end(self) -> None:
        for door in self._doors:
            await door.stop_listening()
        stopping = [self._ticks.stop(), *(door.drain() for door in self._doors)]
        _, late = await asyncio.wait([asyncio.create_task(one) for one in stopping], timeout=DRAIN_SECONDS)
        for one in late:
            one.cancel()
            log.warning("cut off at the end")
        for door in self._doors:
            await door.close()
        if self._web is not None:
            await self._web.stop()

    async def _tick(self) -> None:
        await tick_or_refuse(self._core, self._clockwork, self._clock())
        self._last_tick = self._clock()


async def _started(door: Door) -> bool:
    """Whether the door is open now; what keeps it shut is said."""
    try:
        await door.start()
    except Refused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return False
    return True
