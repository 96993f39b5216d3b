"""The queue between python-telegram-bot's Updater and the bot: what is put into it has been stored when `put` returns.

The Updater confirms updates to Telegram once it has put them. An ordinary queue only remembers them, and a crash loses
them. This one handles each before it lets go, and when nothing could be stored it raises NetworkError, upon which the
Updater asks for the same updates again.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from telegram import Update
from telegram.error import NetworkError

REMEMBERED = 1_000
"""Updates that come again within one process are not answered again; their receipts would only repeat the answer."""
log = structlog.get_logger()


class NotStored(NetworkError):  # noqa: N818 - nothing is wrong with the network: it is what the Updater understands
    """The effect of an update is not stored. Telegram keeps it; it is to be asked for again."""

    def __init__(self, because: str) -> None:
        super().__init__(because)


def for_ever() -> float:
    """A queue that is open until it is shut."""
    return math.inf


def shut() -> float:
    """A queue that takes nothing."""
    return -math.inf


class StoringQueue(asyncio.Queue[object]):
    """Handles one update after the other. `handle` raises NotStored, and nothing else."""

    def __init__(self, handle: Callable[[Update], Awaitable[None]]) -> None:
        super().__init__()
        self._handle = handle
        self._done: OrderedDict[int, None] = OrderedDict()
        self._one_by_one = asyncio.Lock()
        self._open_until: Callable[[], float] = shut

    def open(self, until: Callable[[], float] = for_ever) -> None:
        """Take updates from now on, as long as the monotonic clock is before `until`: a lease may be lost meanwhile."""
        self._open_until = until

    async def shut(self) -> None:
        """Take no more; return when the one under way is stored."""
        self._open_until = shut
        async with self._one_by_one:
            pass

    @property
    def next_update(self) -> int | None:
        """The number after the last update that was stored; None before the first."""
        return max(self._done) + 1 if self._done else None

    async def put(self, item: Any) -> None:
        """Store the effect of an update. Raises NotStored; being cancelled does not stop what has begun."""
        if not isinstance(item, Update):
            return
        await asyncio.shield(asyncio.ensure_future(self._once(item)))

    async def _once(self, update: Update) -> None:
        async with self._one_by_one:
            if update.update_id in self._done:
                return
            if time.monotonic() >= self._open_until():
                raise NotStored("this process takes no updates now")
            await self._handle(update)
            self._done[update.update_id] = None
            while len(self._done) > REMEMBERED:
                self._done.popitem(last=False)
