"""Several processes on one record, and one that was frozen: each message once, and late writes change nothing."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.clockwork import Clockwork
from notifications.deliver import claim
from notifications.messenger import Outcome, Parcel
from storage.database import Database
from storage.outbox import OutboxRow
from tests.faults.checker import Due, faults_of, note_is_due
from tests.faults.doors import NearDoor
from tests.faults.platform import How, Platform
from tests.faults.scene import AMINA, SAM, Clock, Program, every, london, put_scene, put_visit

TUESDAY = "2026-11-03 15:00"
LEASE = timedelta(seconds=60)


class SlowDoor(NearDoor):
    """Takes a moment for each message, so that two processes meet."""

    async def send(self, parcel: Parcel) -> Outcome:
        """Send after a moment."""
        await asyncio.sleep(0.002)
        return await super().send(parcel)


def test_three_processes_on_postgresql_say_everything_once(on_postgres: Database):
    put_scene(on_postgres)
    ended = [f"2026-11-03 {hour:02}:{minute:02}" for hour in range(12, 16) for minute in (0, 20, 40)]
    for number, at in enumerate(ended):
        put_visit(on_postgres, at, who=(AMINA, SAM)[number % 2])

    async def played() -> Platform:
        platform, clock = Platform(), Clock()
        databases = [Database(str(on_postgres.engine.url.render_as_string(hide_password=False))) for _ in range(3)]
        programs = [Program(one, {"console": SlowDoor("console", platform, clock)}, clock) for one in databases]
        for at in every(10, "2026-11-04 08:50", "2026-11-04 11:00"):
            await asyncio.gather(*(program.tick(at) for program in programs))
        for program in programs:
            program.close()
            program.database.close()
        return platform

    platform = asyncio.run(played())
    wednesday = note_is_due(TUESDAY, until="2026-11-04")
    due = [*wednesday, *(Due(SAM, one.on, one.earliest) for one in wednesday)]
    assert faults_of(on_postgres, platform.ledger, due) == []
    assert len(platform.ledger) == 2


class FrozenDoor(NearDoor):
    """The process stops in the midst of sending until it is let go on."""

    def __init__(self, door: str, platform: Platform, clock: Clock, *, before: bool) -> None:
        super().__init__(door, platform, clock)
        self.go_on = asyncio.Event()
        self.stopped = asyncio.Event()
        self._before = before

    async def send(self, parcel: Parcel) -> Outcome:
        """Stop before or after the platform has it."""
        sent = None if self._before else await super().send(parcel)
        self.stopped.set()
        await self.go_on.wait()
        return sent or await super().send(parcel)


@pytest.mark.parametrize("before", [True, False], ids=["before it was sent", "after it was sent"])
def test_what_a_process_writes_after_its_lease_has_gone_changes_nothing(on_disk: Database, before: bool):
    database = on_disk
    put_scene(database)
    put_visit(database, TUESDAY)

    async def played() -> tuple[Platform, list[dict[str, object]]]:
        platform, clock = Platform(), Clock()
        zombie_door = FrozenDoor("console", platform, clock, before=before)
        zombie = Program(database, {"console": zombie_door}, clock)
        other = Program(database, {"console": NearDoor("console", platform, clock)}, clock)
        frozen = asyncio.create_task(zombie.tick(london("2026-11-04 09:00")))
        await zombie_door.stopped.wait()
        await other.tick(london("2026-11-04 09:00") + LEASE * 2)
        seen = [what_stands(database)]
        zombie_door.go_on.set()
        await frozen
        seen.append(what_stands(database))
        zombie.close()
        other.close()
        return platform, seen

    platform, (taken_over, in_the_end) = asyncio.run(played())
    assert taken_over == in_the_end
    assert (in_the_end["state"], in_the_end["unclear"], in_the_end["repeats"]) == ("sent", 1, 1)
    assert faults_of(database, platform.ledger, note_is_due(TUESDAY, until="2026-11-04")) == []


def test_what_was_claimed_before_a_process_froze_is_claimed_anew_and_sent_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    put_scene(database)
    put_visit(database, TUESDAY)
    platform, clock, passed = Platform(), Clock(), [0.0]

    def frozen_after(*given: object, **more: object) -> object:
        looked_and_claimed = claim(*given, **more)  # type: ignore[arg-type]
        passed[0] = 120 if looked_and_claimed[1] else passed[0]
        return looked_and_claimed

    monkeypatch.setattr("bot.clockwork.claim", frozen_after)

    async def played() -> None:
        door = NearDoor("console", platform, clock)
        program = Program(database, {"console": door}, clock)
        program.clockwork = Clockwork(program.core, {"console": door}, monotonic=lambda: passed[0])
        await program.tick(london("2026-11-04 09:00"))
        program.close()

    asyncio.run(played())
    assert len(platform.requests) <= 1
    assert what_stands(database)["repeats"] == len(platform.ledger)


def what_stands(database: Database) -> dict[str, object]:
    """The one row of the outbox as it is."""
    with database.read() as session:
        row = session.scalars(select(OutboxRow).where(OutboxRow.team_id == 1)).one()
        return {column.key: getattr(row, column.key) for column in row.__table__.columns}


def test_a_place_that_hangs_does_not_hold_up_the_others(database: Database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("notifications.settling.SEND_SECONDS", 0.3)
    put_scene(database)
    put_visit(database, TUESDAY, who=AMINA)
    put_visit(database, TUESDAY, who=SAM)
    platform, clock = Platform(), Clock()
    platform.always[AMINA.casefold()] = How.HANGS

    async def played() -> None:
        program = Program(database, {"console": NearDoor("console", platform, clock)}, clock)
        ticking = asyncio.create_task(program.tick(london("2026-11-04 09:00")))
        while not platform.ledger and not ticking.done():
            await asyncio.sleep(0.001)
        assert not ticking.done()
        assert [one.address for one in platform.ledger] == [SAM.casefold()]
        await ticking
        program.close()

    asyncio.run(played())
