"""The record is locked, full or gone for a while: what was answered is stored, what was not is not, and it goes on."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event, make_url, text

from storage.database import Database
from tests.faults.checker import faults_of, note_is_due
from tests.faults.doors import NearDoor
from tests.faults.platform import Platform
from tests.faults.scene import AMINA, SAM, Clock, Program, every, london, put_scene, put_visit

TUESDAY = "2026-11-03 15:00"
WEDNESDAY = note_is_due(TUESDAY, until="2026-11-04")
TEN = london("2026-11-04 10:00")
BUSY = "The record is busy. Nothing was stored; please try again."
VISIT = "visit plan Rushall 12 November 2pm core"


def hold_locked(file: Path, seconds: float) -> threading.Thread:
    """Another connection takes the writer's place for so long."""
    locked = threading.Event()

    def hold() -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            locked.set()
            time.sleep(seconds)
            other.execute("ROLLBACK")

    thread = threading.Thread(target=hold)
    thread.start()
    assert locked.wait(10)
    return thread


@pytest.mark.parametrize(("seconds", "stored"), [(1.0, True), (2.6, False)])
def test_a_change_waits_for_a_short_lock_and_is_refused_in_words_for_a_long_one(
    on_file: Database, seconds: float, stored: bool
):
    put_scene(on_file)
    assert on_file.file is not None

    async def played() -> list[str]:
        program = Program(on_file, {})
        holder = hold_locked(on_file.file, seconds)  # type: ignore[arg-type]
        said = await program.say(VISIT, TEN, "line-1")
        await asyncio.to_thread(holder.join)
        again = await program.say(VISIT, TEN, "line-1")
        program.close()
        return [said.message.title, again.message.title]

    first, second = asyncio.run(played())
    assert (first == second) == stored
    assert (first == BUSY) == (not stored)
    assert faults_of(on_file, [], [], visits=1) == []


@pytest.mark.parametrize("seconds", [1.0, 3.0])
def test_what_was_sent_while_the_record_was_locked_is_written_down_when_it_is_free(on_file: Database, seconds: float):
    put_scene(on_file)
    put_visit(on_file, TUESDAY)
    platform, clock, holders = Platform(), Clock(), []

    class LockingDoor(NearDoor):
        async def send(self, parcel):  # type: ignore[no-untyped-def]
            assert on_file.file is not None
            holders.append(hold_locked(on_file.file, seconds))
            return await super().send(parcel)

    async def played() -> None:
        program = Program(on_file, {"console": LockingDoor("console", platform, clock)}, clock)
        for at in every(10, "2026-11-04 08:50", "2026-11-04 11:00"):
            await program.tick(at)
        program.close()

    asyncio.run(played())
    for holder in holders:
        holder.join()
    assert faults_of(on_file, platform.ledger, WEDNESDAY) == []
    assert len(platform.ledger) == 1


def test_a_full_disk_refuses_in_words_and_all_goes_on_when_there_is_room(on_file: Database):
    put_scene(on_file)
    put_visit(on_file, TUESDAY)
    platform, clock = Platform(), Clock()

    async def played() -> list[str]:
        program = Program(on_file, {"console": NearDoor("console", platform, clock)}, clock)
        limit_pages(on_file, to_what_there_is=True)
        said = []
        for number in range(40):
            answer = await program.say(
                f"visit plan Rushall {12 + number % 10} November 2pm core", TEN, f"line-{number}"
            )
            said.append(answer.message.title)
            if "Nothing was stored" in said[-1]:
                break
        await program.tick(london("2026-11-04 09:00"))
        limit_pages(on_file, to_what_there_is=False)
        for at in every(5, "2026-11-04 10:05", "2026-11-04 10:30"):
            await program.tick(at)
        program.close()
        return said

    said = asyncio.run(played())
    assert "Nothing was stored" in said[-1]
    stored = 1 + sum(title.startswith("V") for title in said)
    assert faults_of(on_file, platform.ledger, WEDNESDAY, visits=stored) == []


def limit_pages(database: Database, *, to_what_there_is: bool) -> None:
    """Let SQLite find its disk full, or not any more; the limit belongs to each connection of the pool."""
    database.engine.dispose()
    with database.engine.connect() as connection:
        pages = (connection.scalar(text("PRAGMA page_count")) or 0) + 1
    database.engine.dispose()
    most = pages if to_what_there_is else 2**30
    event.listen(database.engine, "connect", lambda connection, _: connection.execute(f"PRAGMA max_page_count={most}"))


@pytest.fixture
def mortal(on_postgres: Database, worker: str) -> Iterator[Database]:
    """The record on PostgreSQL, by connections that nobody else uses."""
    url = make_url(on_postgres.engine.url).update_query_dict({"application_name": f"mortal {worker}"})
    database = Database(url.render_as_string(hide_password=False))
    yield database
    database.close()


def test_when_the_servers_process_dies_in_the_midst_a_person_does_not_even_notice(mortal: Database):
    on_postgres = mortal
    put_scene(on_postgres)
    put_visit(on_postgres, TUESDAY, who=AMINA)
    put_visit(on_postgres, TUESDAY, who=SAM)
    platform, clock = Platform(), Clock()

    class KillingDoor(NearDoor):
        async def send(self, parcel):  # type: ignore[no-untyped-def]
            await asyncio.to_thread(kill_the_others, on_postgres)
            return await super().send(parcel)

    async def played() -> list[str]:
        program = Program(on_postgres, {"console": KillingDoor("console", platform, clock)}, clock)
        said = [(await program.say(VISIT, TEN, "line-1")).message.title]
        kill_the_others(on_postgres)
        said.append((await program.say(VISIT, TEN, "line-1")).message.title)
        for at in every(5, "2026-11-04 08:50", "2026-11-04 10:30"):
            await program.tick(at)
        program.close()
        return said

    first, second = asyncio.run(played())
    assert first == second
    wednesday = [*WEDNESDAY, *(type(one)(SAM, one.on, one.earliest) for one in WEDNESDAY)]
    assert faults_of(on_postgres, platform.ledger, wednesday, visits=3) == []


def kill_the_others(database: Database) -> None:
    """End the server's process behind every other connection under this one's name."""
    with database.engine.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid() AND application_name = current_setting('application_name')"
            )
        )
