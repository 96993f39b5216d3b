"""The program built without its lease, without its unique key, without its receipts: the checker must notice each.

The switches are here and not in the program. Each test first plays the same with the program as it is: all is well.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, UniqueConstraint, insert, select, update
from sqlalchemy.orm import Session

from storage.database import Database
from storage.outbox import OutboxRow, OutboxState
from storage.receipts import Receipt
from storage.tables import METADATA
from storage.visits import Visit
from tests.faults.checker import faults_of, note_is_due
from tests.faults.doors import NearDoor
from tests.faults.platform import Platform
from tests.faults.scene import Clock, Program, london, put_scene, put_visit
from tests.faults.test_several_processes import FrozenDoor

TUESDAY = "2026-11-03 15:00"
NINE = london("2026-11-04 09:00")


def without_the_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever finds a row that waits sends it."""

    def all_that_wait(session: Session, now: datetime, limit: int) -> Sequence[OutboxRow]:
        due = select(OutboxRow).where(OutboxRow.state == OutboxState.WAITING, OutboxRow.not_before <= now)
        return session.scalars(due.limit(limit).execution_options(all_teams=True)).all()

    def of_nobody(session: Session, owner: str, ids: Sequence[int]) -> Sequence[OutboxRow]:
        rows = select(OutboxRow).where(OutboxRow.id.in_(ids), OutboxRow.state == OutboxState.WAITING)
        return session.scalars(rows.execution_options(all_teams=True)).all()

    monkeypatch.setattr("notifications.deliver.rows_due", all_that_wait)
    monkeypatch.setattr("notifications.recording.rows_held_by", of_nobody)
    monkeypatch.setattr("notifications.recording.LEASE", timedelta(0))
    monkeypatch.setattr("notifications.deliver.LEASE", timedelta(seconds=-1))
    monkeypatch.setattr("notifications.deliver.noticed_as_unclear", forgetful)


def forgetful(row: OutboxRow) -> bool:
    """Takes a row as if nobody had had it."""
    row.owner = row.lease_until = None
    return False


@pytest.mark.parametrize("built", ["as it is", "without the lease"])
def test_without_the_lease_the_checker_fails(on_file: Database, built: str, monkeypatch: pytest.MonkeyPatch):
    put_scene(on_file)
    put_visit(on_file, TUESDAY)
    if built != "as it is":
        without_the_lease(monkeypatch)
    platform = asyncio.run(two_at_once(on_file))
    wrong = faults_of(on_file, platform.ledger, note_is_due(TUESDAY, until="2026-11-04"))
    assert (wrong == []) == (built == "as it is"), wrong


async def two_at_once(database: Database) -> Platform:
    """One process has sent and not yet said so when the other one ticks."""
    platform, clock = Platform(), Clock()
    slow = FrozenDoor("console", platform, clock, before=False)
    first = Program(database, {"console": slow}, clock)
    second = Program(database, {"console": NearDoor("console", platform, clock)}, clock)
    sending = asyncio.create_task(first.tick(NINE))
    await slow.stopped.wait()
    await second.tick(NINE + timedelta(seconds=5))
    slow.go_on.set()
    await sending
    first.close()
    second.close()
    return platform


def without_the_unique_key(monkeypatch: pytest.MonkeyPatch, file: Path) -> Database:
    """A record whose outbox takes the same occasion as often as it is planned."""
    loose = MetaData()
    for table in METADATA.sorted_tables:
        copy = table.to_metadata(loose)
        if table.name == "outbox":
            copy.constraints -= {one for one in copy.constraints if isinstance(one, UniqueConstraint)}
    database = Database(f"sqlite:///{file}")
    loose.create_all(database.engine)

    def put_blindly(session: Session, row: dict[str, Any]) -> None:
        zeroes = dict.fromkeys(("attempts", "faults", "unclear", "repeats", "looks"), 0)
        session.execute(insert(OutboxRow).values(**row, **zeroes, state=OutboxState.WAITING))

    monkeypatch.setattr("notifications.telling.put_in_outbox", put_blindly)
    return database


@pytest.mark.parametrize("built", ["as it is", "without the unique key"])
def test_without_the_unique_key_the_checker_fails(
    on_file: Database, tmp_path: Path, built: str, monkeypatch: pytest.MonkeyPatch
):
    database = on_file if built == "as it is" else without_the_unique_key(monkeypatch, tmp_path / "loose.sqlite3")
    put_scene(database)
    put_visit(database, TUESDAY, sent_at=london("2026-11-04 10:00"))

    async def played() -> Platform:
        platform, clock = Platform(), Clock()
        program = Program(database, {"email": NearDoor("email", platform, clock)}, clock)
        for minutes in range(10, 40, 5):
            at = london("2026-11-04 10:00") + timedelta(minutes=minutes)
            with database.change() as session:
                session.execute(update(Visit).where(Visit.team_id == 1).values(next_look_at=at))
            await program.tick(at)
        program.close()
        return platform

    platform = asyncio.run(played())
    wrong = faults_of(database, platform.ledger, [], besides=("Note of visit",))
    assert (wrong == []) == (built == "as it is"), wrong
    database.close()


def without_the_receipt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever comes in twice is done twice."""
    monkeypatch.setattr("bot.core.receipt_for", lambda *_: None)
    keys = iter(range(1000))
    monkeypatch.setattr("bot.core.Receipt", lambda **facts: Receipt(**{**facts, "key": f"receipt-{next(keys)}"}))


@pytest.mark.parametrize("built", ["as it is", "without the receipt"])
def test_without_the_receipt_the_checker_fails(on_disk: Database, built: str, monkeypatch: pytest.MonkeyPatch):
    put_scene(on_disk)
    if built != "as it is":
        without_the_receipt(monkeypatch)

    async def played() -> list[str]:
        program = Program(on_disk, {})
        answers = await asyncio.gather(
            *(program.say("visit plan Rushall 12 November 2pm core", NINE, "event-1") for _ in range(4))
        )
        program.close()
        assert all(one.understood for one in answers)
        return [one.message.title for one in answers]

    answers = asyncio.run(played())
    wrong = faults_of(on_disk, [], [], visits=1) + ["answers differ"] * (len(set(answers)) > 1)
    assert (wrong == []) == (built == "as it is"), wrong
