"""Clocks that jump, the nights on which they change, and long stops: each occasion in its window, and once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from storage.database import Database
from tests.faults.checker import faults_of, note_is_due
from tests.faults.doors import NearDoor
from tests.faults.platform import Platform
from tests.faults.scene import AMINA, LEO, LONDON, Clock, Program, every, london, put_scene, put_visit

TUESDAY = "2026-11-03 15:00"
A_MINUTE = timedelta(minutes=1)


def play(database: Database, instants: Iterable[datetime]) -> Platform:
    """Tick at these instants, by one process."""
    platform = Platform()
    go_on(database, platform, instants)
    return platform


def go_on(database: Database, platform: Platform, instants: Iterable[datetime]) -> None:
    """Start a process and tick at these instants."""

    async def ticked() -> None:
        clock = Clock()
        doors = {name: NearDoor(name, platform, clock) for name in ("console", "email")}
        program = Program(database, doors, clock)
        for at in instants:
            await program.tick(at)
        program.close()

    asyncio.run(ticked())


@pytest.fixture
def scene(database: Database) -> Database:
    put_scene(database)
    return database


def times(platform: Platform, who: str) -> list[str]:
    """When somebody was told, London time."""
    return [f"{one.at.astimezone(LONDON):%a %d %b %H:%M}" for one in platform.ledger if one.address == who.casefold()]


@pytest.mark.parametrize("night", ["2027-03-28", "2027-10-31"], ids=["forward", "back"])
def test_a_night_on_which_the_clocks_change_loses_and_doubles_no_letter(scene: Database, night: str):
    begins = datetime.fromisoformat(f"{night}T00:00:00").replace(tzinfo=UTC) - timedelta(hours=1)
    sent = [begins + timedelta(minutes=20) * n for n in range(12)]
    for at in sent:
        put_visit(scene, "2027-03-24 15:00", sent_at=at)
    platform = play(scene, [begins + A_MINUTE * n for n in range(5 * 60)])
    assert [one.at for one in platform.ledger] == [at + timedelta(minutes=10) for at in sent]
    assert len({one.mark for one in platform.ledger}) == len(sent)


def test_the_morning_after_the_clocks_went_back_comes_at_nine_by_the_new_time_and_once(scene: Database):
    put_visit(scene, "2027-10-29 10:00")
    night = [london("2027-10-30 23:00") + A_MINUTE * n for n in range(5 * 60)]
    assert times(play(scene, [*night, *every(10, "2027-10-31 04:00", "2027-11-01 11:00")]), AMINA) == [
        "Mon 01 Nov 09:00"
    ]


@pytest.mark.parametrize("stop", ["5 minutes", "26 hours", "8 days"])
def test_a_stop_of_any_length_is_caught_up_with_one_message_a_person_and_day(scene: Database, stop: str):
    put_visit(scene, TUESDAY)
    up = {"5 minutes": "2026-11-05 14:02", "26 hours": "2026-11-06 15:57", "8 days": "2026-11-13 13:57"}[stop]
    platform = play(scene, every(10, "2026-11-04 08:00", "2026-11-05 13:57"))
    before = len(platform.ledger)
    until = london(up) + timedelta(hours=1)
    go_on(scene, platform, every(1, up, f"{until.astimezone(LONDON):%Y-%m-%d %H:%M}"))
    due = [one for one in note_is_due(TUESDAY, until=up[:10]) if f"{one.on}" in {"2026-11-04", up[:10]}]
    assert faults_of(scene, platform.ledger, due) == []
    assert before == 1
    assert len(platform.ledger) == {"5 minutes": 2, "26 hours": 3, "8 days": 3}[stop]


def test_a_clock_that_jumps_ahead_and_is_put_right_says_nothing_twice_and_misses_nothing(scene: Database):
    put_visit(scene, TUESDAY)

    async def played() -> Platform:
        platform, clock = Platform(), Clock()
        program = Program(scene, {"console": NearDoor("console", platform, clock)}, clock)
        for at in every(10, "2026-11-04 08:00", "2026-11-04 10:00"):
            await program.tick(at)
        await program.tick(london("2026-11-07 10:10"))
        for at in every(10, "2026-11-04 10:20", "2026-11-06 16:00"):
            await program.tick(at)
        program.close()
        return platform

    platform = asyncio.run(played())
    assert faults_of(scene, platform.ledger, note_is_due(TUESDAY, until="2026-11-06")) == []


def test_a_process_that_starts_after_the_clock_was_put_right_misses_nothing_either(scene: Database):
    put_visit(scene, TUESDAY)
    platform = play(scene, [london("2026-11-09 07:00")])
    assert platform.ledger == []
    go_on(scene, platform, every(10, "2026-11-04 08:00", "2026-11-06 16:00"))
    assert faults_of(scene, platform.ledger, note_is_due(TUESDAY, until="2026-11-06")) == []


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(minutes=20), timedelta(days=1)])
def test_a_clock_that_goes_back_over_a_sent_occasion_does_not_say_it_again(scene: Database, back: timedelta):
    put_visit(scene, TUESDAY)

    async def played() -> Platform:
        platform, clock = Platform(), Clock()
        program = Program(scene, {"console": NearDoor("console", platform, clock)}, clock)
        for at in every(5, "2026-11-04 08:30", "2026-11-04 09:30"):
            await program.tick(at)
        for at in every(5, "2026-11-04 08:30", "2026-11-04 12:00"):
            await program.tick(at - back if at < london("2026-11-04 09:30") else at)
        program.close()
        return platform

    platform = asyncio.run(played())
    assert times(platform, AMINA) == ["Wed 04 Nov 09:00"]


def test_the_lead_is_told_once_a_morning_whatever_the_clock_does_around_it(scene: Database):
    put_visit(scene, TUESDAY)
    platform = play(
        scene,
        [
            *every(30, "2026-11-05 08:00", "2026-11-06 09:30"),
            *every(10, "2026-11-06 08:40", "2026-11-06 12:00"),
        ],
    )
    assert times(platform, LEO) == ["Fri 06 Nov 09:00"]
