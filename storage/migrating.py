"""Bringing the record to the shape this program knows: at every start, by itself, after a backup copy."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from policy.refused import Refused
from storage.database import Database
from storage.tables import METADATA
from storage.unusable import look_at, refuse_strangers, why_unusable

PLACE = "storage:migrations"
WAIT_MS = 60_000
"""How long a start waits for another process that is migrating the same record."""
ADVISORY_LOCK = 7_270_001
"""The number under which processes queue on PostgreSQL."""


@dataclass(frozen=True)
class Migrated:
    """What a start found and did. `before` is None where there was no record yet."""

    before: str | None
    after: str
    backup: Path | None = None

    @property
    def changed(self) -> bool:
        """Whether anything was migrated."""
        return self.before != self.after

    def __str__(self) -> str:
        """One sentence for the log and for the person who starts the program."""
        if not self.changed:
            return f"The record is up to date (revision {self.after})."
        if self.before is None:
            return f"A new record was made (revision {self.after})."
        copy = f" A copy from before is in {self.backup}." if self.backup else ""
        return f"The record was migrated from revision {self.before} to {self.after}.{copy}"


def migrate(database: Database, *, backup_to: Path | None = None, more: Sequence[Path] = ()) -> Migrated:
    """Bring `database` to the newest revision, in one transaction that no other process can enter.

    An SQLite file that holds a record is first copied to the folder `backup_to`, else beside itself. `more` names
    further folders of migrations. Raises Refused, with nothing changed, for a place that cannot be used: no database,
    no permission, tables of another program, or a record of a newer rrp-bot.
    """
    config = Config()
    config.set_main_option("script_location", PLACE)
    if more:
        config.set_main_option("path_separator", "newline")
        config.set_main_option("version_locations", "\n".join([f"{PLACE}/versions", *(str(folder) for folder in more)]))
    try:
        if database.file is not None:
            look_at(database.file)
        with _alone(database) as connection:
            return _upgrade(connection, database, config, backup_to)
    except (DBAPIError, sqlite3.Error) as fault:
        refusal = why_unusable(database, fault)
        if refusal is None:
            raise
        raise refusal from fault


def _upgrade(connection: Connection, database: Database, config: Config, backup_to: Path | None) -> Migrated:
    scripts = ScriptDirectory.from_config(config)
    newest = scripts.get_current_head()
    assert newest is not None
    before = MigrationContext.configure(connection).get_current_revision()
    if before == newest:
        return Migrated(before, newest)
    if before is None:
        refuse_strangers(set(inspect(connection).get_table_names()) & set(METADATA.tables), database.place)
    elif before not in {script.revision for script in scripts.walk_revisions()}:
        raise Refused(
            f"The record in {database.place} has revision {before}, which this rrp-bot does not know: a newer one has "
            f"written it. Install that one, or start from a copy made before. Nothing was changed; rrp-bot never "
            f"overwrites a record."
        )
    with _backup(database, before, backup_to) as copy:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        _check_references(connection, database)
        connection.commit()
    return Migrated(before, newest, copy)


@contextmanager
def _alone(database: Database) -> Iterator[Connection]:
    """A connection in a transaction that only one process at a time can have; rolled back unless committed inside."""
    if not database.is_sqlite:
        with database.engine.connect() as connection:
            connection.execute(text(f"SET LOCAL lock_timeout = {WAIT_MS}"))
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": ADVISORY_LOCK})
            yield connection
        return
    own = database if database.file is None else Database(str(database.url), wait_ms=WAIT_MS)
    try:
        with own.engine.connect().execution_options(changes=True) as connection, _without_foreign_keys(connection):
            connection.begin()
            yield connection
    finally:
        if own is not database:
            own.close()


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    """SQLite heeds this before BEGIN only; without it, a parent table that is rebuilt takes its children with it."""
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys=ON")


@contextmanager
def _backup(database: Database, before: str | None, folder: Path | None) -> Iterator[Path | None]:
    """The copy of a record that is about to be migrated; taken away again when the migration fails."""
    file = database.file
    if file is None or before is None:
        yield None
        return
    copy = _unused((folder or file.parent) / f"{file.stem}.at-{before}{file.suffix}")
    unfinished = copy.with_name(f"{copy.name}.unfinished")
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        unfinished.touch(mode=0o600)
        shutil.copymode(file, unfinished)
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(unfinished)) as target:
            source.backup(target)
        unfinished.rename(copy)
    except (OSError, sqlite3.Error) as fault:
        with suppress(OSError):
            unfinished.unlink()
        raise Refused(
            f"The record must be migrated, but no copy could be made at {copy}: {fault}. Nothing was changed."
        ) from fault
    done = False
    try:
        yield copy
        done = True
    finally:
        if not done:
            copy.unlink(missing_ok=True)


def _unused(wanted: Path) -> Path:
    taken = 1
    path = wanted
    while path.exists():
        taken += 1
        path = wanted.with_stem(f"{wanted.stem}-{taken}")
    return path


def _check_references(connection: Connection, database: Database) -> None:
    """Raises Refused when rows point at nothing; PostgreSQL has looked by itself."""
    if not database.is_sqlite:
        return
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if orphans:
        rows = ", ".join(f"{table} row {row} without its {parent}" for table, row, parent, _ in orphans[:5])
        raise Refused(
            f"Migrating {database.place} would leave {len(orphans)} rows that point at nothing: {rows}. Nothing was "
            f"changed. Please report this with the sentence as it stands."
        )
