"""Moving the clock on, with a stop wherever something is due on the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.console.backstage import Backstage
from bot.console.clock import Clock

STOPS_AT_MOST = 20_000


async def travel(backstage: Backstage, clock: Clock, target: datetime, watched: Callable[[], bool]) -> None:
    """Move the clock on to `target`, stopping and ticking at every moment on the way, so that each reminder comes
    at its own time; then tick at `target`.

    If nobody watches any more, or there is no end of stops, the rest of the way is one step. If a tick raises, the
    clock goes on from where it was raised.
    """
    moment = clock.now()
    try:
        for _ in range(STOPS_AT_MOST):
            stop = await backstage.next_moment(moment, target) if watched() else None
            if stop is None or not moment < stop < target:
                break
            moment = stop
            clock.stand_at(moment)
            await backstage.tick(moment)
        moment = target
        clock.stand_at(moment)
        await backstage.tick(moment)
    finally:
        clock.go_on_from(moment)
