"""What happens by itself: one tick plans what has come due, and delivers it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

import structlog

from bot.core import Core
from notifications.deliver import Claimed, claim, record
from notifications.letters import letters_that_failed
from notifications.messenger import Fate, Messenger, Outcome
from notifications.plan import next_moment, plan

SEND_SECONDS = 20.0
"""The longest that one attempt to send may take; its lease is three times as long."""
log = structlog.get_logger()


class Clockwork:
    """Plans and delivers for every team; any number of them may run on one record."""

    def __init__(self, core: Core, messengers: Mapping[str, Messenger]) -> None:
        self._core = core
        self._messengers = messengers
        self._doors = tuple(messengers)
        self._owner = uuid4().hex

    async def tick(self, now: datetime) -> None:
        """Do all that is due at `now`, in short transactions. `now` is aware."""
        while await self._core.run_change(lambda session: plan(session, now)):
            pass
        while True:
            looked, claimed = await self._core.run_change(lambda s: claim(s, self._owner, self._doors, now))
            for one in claimed:
                await self._send(one, now)
            if not looked:
                return

    async def next_moment(self, after: datetime, until: datetime) -> datetime | None:
        """The earliest instant in (after, until] at which a tick could have something to do, or None."""
        found = await self._core.run_read(lambda session: next_moment(session, after))
        return found if found is not None and found <= until else None

    async def _send(self, claimed: Claimed, now: datetime) -> None:
        try:
            async with asyncio.timeout(SEND_SECONDS):
                outcome = await self._messengers[claimed.parcel.door].send(claimed.parcel)
        except TimeoutError:
            outcome = Outcome(Fate.UNCLEAR, because=f"no answer in {SEND_SECONDS:.0f} seconds")
        settled = await self._core.run_change(lambda s: record(s, self._owner, claimed, outcome, now))
        if outcome.fate is not Fate.SENT:
            log.warning("not sent", rows=claimed.row_ids, fate=outcome.fate, settled=settled)
            await self._core.run_change(lambda s: letters_that_failed(s, claimed.row_ids, now))
