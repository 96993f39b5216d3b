"""Opening the record: SQLite by default, PostgreSQL by URL, with the settings that reliability asks for."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from policy.refused import Refused

DOORS_WAIT_MS = 1_500
"""How long a door or a tick waits for another writer on SQLite."""
VERBS_WAIT_MS = 10_000
"""How long a command-line verb waits, which nobody watches with a three-second limit."""
A_MOMENT_MS = 20
"""How long SQLite's own waiting is used at a time."""
STATEMENT_MS = 30_000
"""The longest that one statement may take on PostgreSQL; a migration takes what it needs."""
IDLE_MS = 20_000
"""After so long without a word inside a transaction PostgreSQL ends it: a process that froze must hold no locks."""


class RecordGone(Exception):  # noqa: N818 - what has happened to it
    """The file of the record is no longer where it was: what was written now, nobody would find again."""


class Database:
    """One database and the two ways into it: `change` for commands that write, `read` for those that only look."""

    def __init__(self, url: str, *, wait_ms: int = DOORS_WAIT_MS) -> None:
        """Open nothing yet. Raises Refused when the URL is none that SQLAlchemy knows."""
        self._wait_ms = wait_ms
        self._met: tuple[int, int] | None = None
        try:
            self.url = make_url(url)
            self.engine = _engine(str(url), wait_ms)
        except ArgumentError as fault:
            raise Refused(
                f"DATABASE_URL is not a database address: {fault}. What works: sqlite:///var/rrp-bot.sqlite3"
            ) from fault
        except ImportError as fault:
            raise Refused(
                f"The driver for {make_url(url).drivername} is not installed. Install it with: pip install "
                "'rrp-bot[postgres]'"
            ) from fault
        self._changing = self.engine.execution_options(changes=True, wait_ms=wait_ms)

    @property
    def is_sqlite(self) -> bool:
        """Whether one process with doors is all that this database allows."""
        return self.engine.dialect.name == "sqlite"

    @property
    def file(self) -> Path | None:
        """Where the SQLite file lies, if there is one."""
        if not self.is_sqlite or self.url.database in {None, "", ":memory:"}:
            return None
        return Path(str(self.url.database))

    @property
    def place(self) -> str:
        """Where the record is, for a person to read; a password is never shown."""
        return str(self.file.resolve()) if self.file else self.url.render_as_string(hide_password=True)

    @contextmanager
    def change(self, wait_ms: int | None = None) -> Iterator[Session]:
        """A session whose transaction may write from its first statement on; committed when the block ends well.

        `wait_ms` says how long this change waits for another writer, where that is not the database's usual.
        """
        self._check_it_is_there()
        usual = wait_ms is None or wait_ms == self._wait_ms
        engine = self._changing if usual else self._changing.execution_options(wait_ms=wait_ms)
        with Session(engine, expire_on_commit=False) as session, session.begin():
            if not usual and not self.is_sqlite:
                session.execute(text(f"SET LOCAL lock_timeout = {wait_ms}"))
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that waits for no writer; nothing it changes is kept. What was loaded may be used afterwards."""
        self._check_it_is_there()
        with Session(self.engine, expire_on_commit=False) as session:
            yield session
            session.expunge_all()
            session.rollback()

    def _check_it_is_there(self) -> None:
        """Raises RecordGone when the file that was first met has been deleted or another one lies in its place."""
        file = self.file
        if file is None:
            return
        here = file.stat() if file.exists() else None
        met = (here.st_dev, here.st_ino) if here is not None else None
        if self._met is not None and met != self._met:
            raise RecordGone
        self._met = met

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def _engine(url: str, wait_ms: int) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        engine = create_engine(url, pool_pre_ping=True, hide_parameters=True)
        if engine.dialect.name == "postgresql":
            event.listen(engine, "connect", lambda connection, _record: _set_limits(connection, wait_ms))
        return engine
    in_memory = make_url(url).database in {None, "", ":memory:"}
    one_connection = {"poolclass": StaticPool} if in_memory else {}
    engine = create_engine(url, hide_parameters=True, connect_args={"check_same_thread": False}, **one_connection)
    event.listen(engine, "connect", lambda connection, _record: _set_up(connection, wait_ms))
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, wait_ms: int) -> None:
    """Set what SQLite forgets from one connection to the next. SQLAlchemy, not the driver, says BEGIN."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={wait_ms}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _set_limits(connection: Any, wait_ms: int) -> None:
    """Let nobody wait for ever on PostgreSQL: not for a lock, not for a statement, not for a process that froze."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {wait_ms}")
        cursor.execute(f"SET statement_timeout = {STATEMENT_MS}")
        cursor.execute(f"SET idle_in_transaction_session_timeout = {IDLE_MS}")
    connection.commit()


def _begin(connection: Connection) -> None:
    """A change takes the writer's place at once: two deferred transactions that meet would end in an error."""
    options = connection.get_execution_options()
    if not options.get("changes"):
        connection.exec_driver_sql("BEGIN")
        return
    wait_ms = int(options.get("wait_ms", DOORS_WAIT_MS))
    over_at = time.monotonic() + wait_ms / 1000
    while time.monotonic() < over_at and not _has_the_writers_place(connection):
        pass
    if not _driver(connection).in_transaction:
        _driver(connection).execute("PRAGMA busy_timeout=0")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    _driver(connection).execute(f"PRAGMA busy_timeout={wait_ms}")


def _has_the_writers_place(connection: Connection) -> bool:
    """Whether it could be taken within a moment, or waiting is of no use.

    SQLite itself asks only ten times a second once it has waited a little, and whoever waits beside a busy writer then
    comes too late for ten seconds on end.
    """
    driver = _driver(connection)
    driver.execute(f"PRAGMA busy_timeout={A_MOMENT_MS}")
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as fault:
        return "locked" not in str(fault)
    return True


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def is_busy(fault: DBAPIError) -> bool:
    """Whether the database only asked to come back later."""
    said = str(fault.orig)
    return any(sign in said for sign in ("database is locked", "lock timeout", "statement timeout"))


def is_worth_repeating(fault: DBAPIError) -> bool:
    """Whether the same change may simply be made again: the connection was lost, or PostgreSQL broke a deadlock."""
    return fault.connection_invalidated or "deadlock detected" in str(fault.orig)
