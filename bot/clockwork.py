"""What happens by itself: one tick plans what has come due, and delivers it."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from uuid import uuid4

import structlog

from bot.core import Core
from notifications.asking import RECORD_IN_TROUBLE
from notifications.deliver import Claimed, claim, record, usual_pace
from notifications.messenger import CanEdit, Fate, KeepsPace, Messenger, Outcome
from notifications.pauses import Dice
from notifications.plan import next_moment, plan
from notifications.revising import Revised, claim_revisions, record_revision
from notifications.settling import LATEST_START_SECONDS, attempt, attempt_edit
from storage.crash_points import crash_point
from storage.outbox import newest_planned_at
from storage.watching import look_again_after_the_clock_went_back

AT_ONCE = 10
"""Messages on their way at one time through one door, so that a door which hangs does not hold up the others."""
FULL_DOOR_SECONDS = 1.0
"""How long a full door is waited for before the rest goes on without it."""
WRITE_AGAIN_SECONDS = 45.0
"""How long it is tried to write down what became of a message when the record is busy; then its lease ends."""
A_BREATH_SECONDS = 0.5
CLOCK_TOLERANCE = timedelta(minutes=1)
"""Clocks of several machines may differ by so much; a clock that goes back further has been put right."""
LOOK_AGAIN_BATCH = 200
log = structlog.get_logger()

Sending = dict[asyncio.Task[None], str]
"""The messages that are on their way, each with its door."""


class Clockwork:
    """Plans and delivers for every team; any number of them may run on one record."""

    def __init__(
        self,
        core: Core,
        messengers: Mapping[str, Messenger],
        *,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        dice: Dice = random.random,
    ) -> None:
        """`monotonic` measures in seconds how long things take, `sleep` waits, `dice` spreads what is tried again."""
        self._core = core
        self._messengers = messengers
        self._doors = tuple(messengers)
        self._monotonic = monotonic
        self._sleep = sleep
        self._dice = dice
        self._last_tick: datetime | None = None

    async def tick(self, now: datetime) -> None:
        """Do all that is due at `now`, in short transactions. `now` is aware.

        A record that cannot be used at the moment ends the tick; what was left is due at the next one.
        """
        began = self._monotonic()
        sending: Sending = {}
        try:
            await self._after_the_clock_went_back(now)
            while await self._core.run_change(lambda session: plan(session, self._time(now, began))):
                crash_point("plan committed")
            while True:
                looked = await self._claim(now, began, sending)
                if not looked and not sending:
                    break
                if not looked:
                    await _one_of(sending)
            while await self._bring_up_to_date(now, began):
                pass
        except RECORD_IN_TROUBLE as fault:
            log.warning("tick ended early", fault=type(fault.orig).__name__, reason=str(fault.orig))
        finally:
            if sending:
                await asyncio.gather(*sending)

    async def next_moment(self, after: datetime, until: datetime) -> datetime | None:
        """The earliest instant in (after, until] at which a tick could have something to do, or None."""
        found = await self._core.run_read(lambda session: next_moment(session, after))
        return found if found is not None and found <= until else None

    def _time(self, now: datetime, began: float) -> datetime:
        """The present, in whole seconds after the tick's own `now`: a long tick's leases must not begin in the past."""
        return now + timedelta(seconds=int(self._monotonic() - began))

    async def _after_the_clock_went_back(self, now: datetime) -> None:
        """Ask the rules again about what a clock ahead of time has put off too far."""
        last = self._last_tick or await self._core.run_read(newest_planned_at)
        self._last_tick = now
        if last is None or last <= now + CLOCK_TOLERANCE:
            return
        log.warning("clock went back", by_seconds=int((last - now).total_seconds()))
        while await self._core.run_change(
            lambda session: look_again_after_the_clock_went_back(session, now, LOOK_AGAIN_BATCH)
        ):
            pass

    async def _claim(self, now: datetime, began: float, sending: Sending) -> int:
        """Claim one batch and send it on its way; how many rows were looked at.

        Each claim has an owner of its own: a process that was frozen is fenced off from its own later claims as well.
        """
        if _full(sending):
            await _one_of(sending, FULL_DOOR_SECONDS)
        full, at = _full(sending), self._time(now, began)
        claimed_at, owner = self._monotonic(), uuid4().hex
        looked, claimed = await self._core.run_change(
            lambda session: claim(session, owner, self._doors, at, full=full, pace=self._pace)
        )
        crash_point("claim committed")
        for one in claimed:
            task = asyncio.create_task(self._send(one, owner, at, claimed_at))
            sending[task] = one.parcel.door
        return looked

    def _pace(self, door: str, address: str) -> timedelta:
        messenger: object = self._messengers.get(door)
        return messenger.pace(address).between if isinstance(messenger, KeepsPace) else usual_pace(door, address)

    async def _send(self, claimed: Claimed, owner: str, at: datetime, claimed_at: float) -> None:
        if self._monotonic() - claimed_at > LATEST_START_SECONDS:
            outcome = Outcome(Fate.LATER, because="this process was held up")
        else:
            claimed, outcome = await attempt(self._messengers[claimed.parcel.door], claimed)
        settled = await self._write_down(claimed, outcome, owner, at, claimed_at)
        crash_point("record committed")
        if outcome.fate is not Fate.SENT or outcome.was_unclear:
            log.warning("not sent", rows=claimed.row_ids, fate=outcome.fate, settled=settled)

    async def _bring_up_to_date(self, now: datetime, began: float) -> int:
        """Change one batch of messages where they stand; how many were looked at."""
        at = self._time(now, began)
        doors = {door: way for door, way in self._messengers.items() if isinstance(way, CanEdit)}
        looked, found = await self._core.run_change(
            lambda session: claim_revisions(session, at, doors.keys(), self._pace)
        )
        await asyncio.gather(*(self._edit(doors[one.parcel.door], one, at) for one in found))
        return looked

    async def _edit(self, way: CanEdit, one: Revised, at: datetime) -> None:
        outcome = await attempt_edit(way, one.parcel, one.platform_id)
        await self._core.run_change(lambda session: record_revision(session, one, outcome, at))
        if outcome.fate is not Fate.SENT:
            log.warning("not brought up to date", revision=one.revision_id, fate=outcome.fate)

    async def _write_down(self, claimed: Claimed, outcome: Outcome, owner: str, at: datetime, claimed_at: float) -> int:
        """Record what became of a message, again and again while the record is busy; how many rows that settled.

        When it stays busy the lease ends, and whoever claims the rows next knows that their fate is unclear.
        """
        while True:
            try:
                return await self._core.run_change(
                    lambda session: record(
                        session, owner, claimed, outcome, self._time(at, claimed_at), dice=self._dice
                    )
                )
            except RECORD_IN_TROUBLE as fault:
                if self._monotonic() - claimed_at > WRITE_AGAIN_SECONDS:
                    log.error("not written down", rows=claimed.row_ids, fault=type(fault.orig).__name__)
                    return 0
                await self._sleep(A_BREATH_SECONDS)


def _full(sending: Sending) -> frozenset[str]:
    return frozenset(door for door, number in Counter(sending.values()).items() if number >= AT_ONCE)


async def _one_of(sending: Sending, seconds: float | None = None) -> None:
    """Wait until one message at least has come to its end, or for so many seconds."""
    done, _ = await asyncio.wait(sending, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        del sending[task]
        task.result()
