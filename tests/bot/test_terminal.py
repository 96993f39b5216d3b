"""The bot behind a terminal, on a machine so slow that everybody's patience would end."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

import pytest

from bot.arrival import Arrival
from bot.console.clock import Clock
from bot.console.plain import PlainScreen
from bot.terminal import open_backstage
from storage.database import Database
from storage.tables import METADATA
from storage.teams import all_teams
from tests.notifications.a_record import ARecord
from tests.people_and_schools import london

WEDNESDAY_AT_NINE = london("2026-11-04 09:00")
SLOW = 3
"""Seconds that pass there from one look at the clock to the next."""


@pytest.fixture
def record(a_new_url: str) -> Iterator[ARecord]:
    database = Database(a_new_url)
    METADATA.create_all(database.engine)
    record = ARecord(database)
    record.made("2026-11-03 15:00")
    yield record
    database.close()


async def answer_and_reminder(record: ARecord, clock: Clock) -> tuple[str, datetime | None]:
    """What is said to a line, and when the reminder of nine o'clock was settled, on that machine."""
    with record.database.read() as session:
        [team] = all_teams(session)
    slowly = count(step=SLOW).__next__
    core, backstage = open_backstage(record.database, team, PlainScreen(io.StringIO()), clock, None, slowly)
    try:
        line = Arrival("console", "local", "amina khan", "terminal", "digest on", "line-1", WEDNESDAY_AT_NINE)
        answer = await backstage.handle(line)
        record.add_destination(record.amina, "console", WEDNESDAY_AT_NINE)
        await backstage.tick(WEDNESDAY_AT_NINE)
    finally:
        core.close()
    [reminder] = record.outbox()
    return answer.message.title, reminder.settled_at


async def test_beside_a_clock_that_stands_nothing_takes_any_time(record: ARecord):
    said = await answer_and_reminder(record, Clock(WEDNESDAY_AT_NINE))
    assert said == ("Your digest comes at 08:30", WEDNESDAY_AT_NINE)


async def test_beside_a_clock_that_goes_a_slow_machine_says_so(record: ARecord):
    answer, settled_at = await answer_and_reminder(record, Clock(real_time=lambda: WEDNESDAY_AT_NINE))
    assert answer == "The record is busy. Nothing was stored; please try again."
    assert settled_at is not None
    assert settled_at - WEDNESDAY_AT_NINE > timedelta(seconds=SLOW)
