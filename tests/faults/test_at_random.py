"""A week of visits with a platform that fails at random and a process that is stopped at random; seeds are printed.

RRP_FAULTS_SEED repeats one round, RRP_FAULTS_ROUNDS says how many there are.
"""

from __future__ import annotations

import asyncio
import os
import random
from datetime import timedelta

import pytest

from notifications import settling
from storage.database import Database
from tests.faults.checker import Due, faults_of, note_is_due
from tests.faults.doors import LookingNearDoor, NearDoor
from tests.faults.platform import How, Platform
from tests.faults.scene import AMINA, LEO, SAM, Clock, Program, every, put_scene, put_visit

GIVEN = os.environ.get("RRP_FAULTS_SEED")
ROUNDS = int(os.environ.get("RRP_FAULTS_ROUNDS", "2"))
SEEDS = [int(GIVEN)] if GIVEN else [random.SystemRandom().randrange(2**32) for _ in range(ROUNDS)]
PASSING = [
    *(How.TOO_FAST_1, How.TOO_FAST_30, How.TOO_FAST_ABSENT, How.TOO_FAST_NONSENSE, How.BROKEN, How.BAD_GATEWAY),
    *(How.HTML_ACCEPTED, How.HALF_ACCEPTED, How.HANGS, How.HANGS_ACCEPTED, How.RESET, How.RESET_ACCEPTED),
]
ENDED = ("2026-11-03 15:00", "2026-11-03 11:30", "2026-11-04 14:10", "2026-11-05 09:45")


@pytest.mark.parametrize("round_", range(len(SEEDS)))
def test_nothing_is_lost_and_nothing_is_doubled_uncounted(
    database: Database, round_: int, monkeypatch: pytest.MonkeyPatch
):
    seed = SEEDS[round_]
    print(f"RRP_FAULTS_SEED={seed}")  # noqa: T201 - whoever reads the run needs it
    chance = random.Random(seed)
    monkeypatch.setattr(settling, "SEND_SECONDS", 0.02)
    put_scene(database)
    due: list[Due] = []
    for who in (AMINA, SAM):
        ended = chance.choice(ENDED)
        put_visit(database, ended, who=who)
        due += note_is_due(ended, until="2026-11-10", who=who)
    platform = asyncio.run(a_bad_week(database, chance))
    leads = {one.on: one for one in due if one.who == LEO}
    expected = [*(one for one in due if one.who != LEO), *leads.values()]
    assert faults_of(database, platform.ledger, expected) == [], f"RRP_FAULTS_SEED={seed}"


async def a_bad_week(database: Database, chance: random.Random) -> Platform:
    """Tick every half an hour or so; now and then the platform fails, and the process ends and starts again."""
    platform, clock = Platform(), Clock()
    make = chance.choice((NearDoor, LookingNearDoor))
    program = Program(database, {"console": make("console", platform, clock)}, clock)
    for at in every(30, "2026-11-03 16:00", "2026-11-10 16:30"):
        if not 8 <= at.hour < 17:
            continue
        for who in (AMINA, SAM, LEO):
            if chance.random() < 0.3 and not platform.orders[who.casefold()]:
                platform.order(who.casefold(), *chance.choices(PASSING, k=chance.randrange(3)))
        if chance.random() < 0.1:
            program.close()
            program = Program(database, {"console": make("console", platform, clock)}, clock)
        if chance.random() < 0.2 and at.minute:
            continue
        await program.tick(at + timedelta(seconds=chance.randrange(60)))
        for later in (2, 5, 14):
            await program.tick(at + timedelta(minutes=later, seconds=30))
    program.close()
    return platform
