"""The same door on PostgreSQL, where several replicas run: one polls, another takes over, nothing is done twice."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from storage.database import Database
from tests.commands.a_team import AMINA, LEO, NOW, Stage, set_the_scene
from tests.doors.telegram.a_telegram import ATelegram
from tests.doors.telegram.conftest import AMINA_ID, GROUP, LEO_ID, Chat, enrol

LOGGED = "/visit Old Hall yesterday 2pm core 2h"


@pytest.fixture
def replicas(database: Database) -> Iterator[tuple[Stage, Stage]]:
    """Two processes on one record."""
    if database.is_sqlite:
        pytest.skip("a record on SQLite has one process with doors")
    set_the_scene(database)
    first, second = Stage(database, NOW), Stage(database, NOW)
    enrol(first, LEO, LEO_ID)
    enrol(first, AMINA, AMINA_ID)
    yield first, second
    first.close()
    second.close()


async def test_of_two_replicas_one_polls_and_the_other_takes_over(replicas: tuple[Stage, Stage]):
    one, other = replicas
    telegram = ATelegram(started={LEO_ID, AMINA_ID}, groups={GROUP}, now=int(NOW.timestamp()))
    async with telegram.over_loopback():
        first, second = Chat(telegram, one), Chat(telegram, other)
        await first.start()
        async with asyncio.timeout(10):
            while not telegram.polls:
                await asyncio.sleep(0.02)
        await second.start()
        (answer,) = await first.says(AMINA_ID, LOGGED)
        assert answer.words.splitlines()[0] == "V1: Old Hall School"
        assert second.door._polling._updater.running is False
        await first.stop()
        await second.door._polling._once()
        (mine,) = await second.says(AMINA_ID, "/mine")
        assert mine.words.splitlines()[0] == "You: 1 note owed"
        await second.stop()
    assert len(one.visits()) == 1
