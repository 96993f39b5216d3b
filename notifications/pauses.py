"""How long to wait before something is tried again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=30)
JITTER = 0.25
"""By how much at most a pause is lengthened, so that what failed together does not come back together."""
ATTEMPTS = 100
"""After so many attempts, about two days, a row is set aside: most outages end sooner, and no hand is needed."""
FAULTS = 3
"""How often a rule or its words may fail before the row is set aside; our own fault, which time does not mend."""
A_DAY = timedelta(days=1)

Dice = Callable[[], float]
"""A number from 0 up to 1, given from outside so that tests can choose it."""


def no_jitter() -> float:
    """For whoever wants the bare pause."""
    return 0.0


def pause_after(tries: int, dice: Dice = no_jitter) -> timedelta:
    """Half a minute after the first try, twice as long each time, half an hour at most, and a little more by chance."""
    bare = min(FIRST_PAUSE * (1 << min(max(tries, 1) - 1, 10)), LONGEST_PAUSE)
    return bare * (1 + JITTER * dice())
