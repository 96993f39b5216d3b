"""Whatever the platform answers: nothing is lost, and nothing comes twice that is not counted as unclear."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.doctor_of_delivery import delivery_findings
from notifications import settling
from storage.database import Database
from storage.outbox import Tally, tally_of
from storage.teams import Team
from tests.faults.checker import faults_of, note_is_due
from tests.faults.doors import HttpDoor, LookingHttpDoor, LookingNearDoor, NearDoor
from tests.faults.platform import How, Platform, over_loopback
from tests.faults.scene import AMINA, Clock, Program, every, put_scene, put_visit

TUESDAY = "2026-11-03 15:00"
"""Due on Thursday 5 November at 15:00; told on Wednesday at 09:00."""
WEDNESDAY = note_is_due(TUESDAY, until="2026-11-04")
TO_AMINA = AMINA.casefold()
UNCLEAR = [How.HTML_ACCEPTED, How.HALF_ACCEPTED, How.HANGS, How.HANGS_ACCEPTED, How.RESET, How.RESET_ACCEPTED]
REFUSED = [How.TOO_FAST_1, How.TOO_FAST_30, How.TOO_FAST_ABSENT, How.TOO_FAST_NONSENSE, How.BROKEN, How.BAD_GATEWAY]


@pytest.fixture(autouse=True)
def _short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "SEND_SECONDS", 0.3)


@pytest.fixture
def scene(database: Database) -> Database:
    put_scene(database)
    put_visit(database, TUESDAY)
    return database


def play(scene: Database, platform: Platform, *, looks: bool, far: bool, until: str = "2026-11-04 10:00") -> None:
    """Tick each minute from nine o'clock on Wednesday, over HTTP or near by."""

    async def played() -> None:
        clock = Clock()
        if not far:
            near: Callable[..., NearDoor] = LookingNearDoor if looks else NearDoor
            await ticked(near("console", platform, clock), clock)
            return
        async with over_loopback(platform) as port:
            there: Callable[..., HttpDoor] = LookingHttpDoor if looks else HttpDoor
            await ticked(there("console", port, clock), clock)

    async def ticked(door: HttpDoor | NearDoor, clock: Clock) -> None:
        program = Program(scene, {"console": door}, clock)
        for at in every(1, "2026-11-04 09:00", until):
            await program.tick(at)
        program.close()

    asyncio.run(played())


@pytest.mark.parametrize("far", [False, True], ids=["near", "http"])
@pytest.mark.parametrize("how", REFUSED)
def test_what_the_platform_did_not_take_comes_later_and_once(scene: Database, how: How, far: bool):
    platform = Platform()
    platform.order(TO_AMINA, how, how, how)
    play(scene, platform, looks=False, far=far)
    assert faults_of(scene, platform.ledger, WEDNESDAY) == []
    assert len(platform.ledger) == 1


@pytest.mark.parametrize("looks", [True, False], ids=["can look", "cannot look"])
@pytest.mark.parametrize("how", UNCLEAR)
def test_what_may_have_arrived_is_looked_for_or_said_once_more_with_a_remark(scene: Database, how: How, looks: bool):
    platform = Platform()
    platform.order(TO_AMINA, how)
    play(scene, platform, looks=looks, far=True)
    assert faults_of(scene, platform.ledger, WEDNESDAY) == []
    arrived = how not in {How.RESET, How.HANGS}
    remarks = [settling.MAY_BE_A_REPEAT in message.lines for message in platform.ledger]
    assert remarks == ([False] if looks else ([False, True] if arrived else [True]))


@pytest.mark.parametrize("how", UNCLEAR)
def test_where_every_answer_is_lost_it_is_repeated_three_times_counted_and_shown(scene: Database, how: How):
    platform = Platform()
    platform.always[TO_AMINA] = how
    play(scene, platform, looks=False, far=False)
    tried = [at for address, at in platform.requests if address == TO_AMINA]
    assert [(at - tried[0]) // timedelta(minutes=1) for at in tried] == [0, 1, 3, 11]
    arrived = WEDNESDAY if how not in {How.RESET, How.HANGS} else []
    assert faults_of(scene, platform.ledger, arrived, hands_needed=True, besides=("could not be sent",)) == []
    with scene.read() as session:
        assert tally_of(session, 1) == Tally(unclear=4, repeats=3)
        words = [one.words for one in delivery_findings(session, session.get_one(Team, 1))]
    assert words[1] == (
        "Walsall: 4 times nobody could say whether a message had arrived; 3 were repeated, 1 are still unclear: "
        "rrp-bot outbox list."
    )


def test_a_pause_that_was_asked_for_is_kept_to_the_second(scene: Database):
    platform = Platform()
    platform.order(TO_AMINA, How.TOO_FAST_30)

    async def played() -> None:
        clock = Clock()
        program = Program(scene, {"console": NearDoor("console", platform, clock)}, clock)
        nine = next(iter(every(1, "2026-11-04 09:00", "2026-11-04 09:00")))
        for second in range(40):
            await program.tick(nine + timedelta(seconds=second))
        program.close()

    asyncio.run(played())
    first, second = (at for _, at in platform.requests)
    assert second - first == timedelta(seconds=30)
