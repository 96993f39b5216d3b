"""Opening the record: SQLite by default, PostgreSQL by URL, with the settings that reliability asks for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from policy.refused import Refused

DOORS_WAIT_MS = 1_500
"""How long a door or a tick waits for another writer on SQLite."""
VERBS_WAIT_MS = 10_000
"""How long a command-line verb waits, which nobody watches with a three-second limit."""


class Database:
    """One database and the two ways into it: `change` for commands that write, `read` for those that only look."""

    def __init__(self, url: str, *, wait_ms: int = DOORS_WAIT_MS) -> None:
        """Open nothing yet. Raises Refused when the URL is none that SQLAlchemy knows."""
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
        self._changing = self.engine.execution_options(changes=True)

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
    def change(self) -> Iterator[Session]:
        """A session whose transaction may write from its first statement on; committed when the block ends well."""
        with Session(self._changing, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that waits for no writer; nothing it changes is kept. What was loaded may be used afterwards."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session
            session.expunge_all()
            session.rollback()

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def _engine(url: str, wait_ms: int) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
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


def _begin(connection: Connection) -> None:
    """A change takes the writer's place at once: two deferred transactions that meet would end in an error."""
    changes = connection.get_execution_options().get("changes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if changes else "BEGIN")


def is_busy(fault: OperationalError) -> bool:
    """Whether the database only asked to come back later."""
    return "database is locked" in str(fault.orig) or "lock timeout" in str(fault.orig)
