"""Why a record cannot be used, in a sentence that says what to do; nothing that lies there is ever overwritten."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from policy.refused import Refused
from storage.database import Database

SQLITE_HEADER = b"SQLite format 3\x00"
ELSEWHERE = "put a copy from before in its place, or set DATABASE_URL to another place"
FAULTS = (
    ("not a database", "is no SQLite database, or was damaged", ELSEWHERE),
    ("malformed", "is damaged", ELSEWHERE),
    ("readonly", "may only be read", "give this user the right to write there"),
    ("unable to open", "cannot be opened", "give this user the right to read and write there"),
    ("is full", "has no room left on its disk", "make room and start again"),
    ("disk I/O", "cannot be read or written", "look at the disk, then start again"),
    ("locked", "is being changed by another process", "start again when that has ended"),
    ("lock timeout", "is being changed by another process", "start again when that has ended"),
    ("permission denied", "does not let this user make tables", "grant it CREATE on the schema"),
    ("connection", "cannot be reached", "look whether DATABASE_URL is right and the server runs"),
    ("resolve host", "cannot be reached", "look whether DATABASE_URL is right and the server runs"),
)


def look_at(file: Path) -> None:
    """Make the place of a new record, and refuse what lies there and is none of ours before anything touches it.

    A new file is for its owner's eyes only: it will hold names and notes.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.touch(mode=0o600)
        with file.open("r+b") as opened:
            header = opened.read(len(SQLITE_HEADER))
    except OSError as fault:
        raise Refused(
            f"The record cannot be kept in {file.resolve()}: {fault.strerror}. Give this user the right to read and "
            f"write there, or set DATABASE_URL to another place."
        ) from fault
    if header and header != SQLITE_HEADER:
        raise Refused(
            f"{file.resolve()} is no SQLite database. rrp-bot never overwrites a file: move it away, or set "
            f"DATABASE_URL to another place."
        )
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as looking:
        tables = {name for (name,) in looking.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "alembic_version" not in tables:
        refuse_strangers(tables, str(file.resolve()))


def refuse_strangers(tables: set[str], place: str) -> None:
    """Refuse a place where tables stand that no rrp-bot has made."""
    if tables:
        raise Refused(
            f"{place} holds tables of another program ({', '.join(sorted(tables)[:3])}). rrp-bot never overwrites "
            f"them: set DATABASE_URL to another place."
        )


def why_unusable(database: Database, fault: DBAPIError | sqlite3.Error) -> Refused | None:
    """The sentence for a database that cannot be used, to be raised; None where the fault is ours."""
    said = str(fault.orig if isinstance(fault, DBAPIError) else fault)
    for sign, trouble, advice in FAULTS:
        if sign in said:
            return Refused(
                f"The record in {database.place} {trouble} ({said.splitlines()[0]}). Nothing was changed: {advice}."
            )
    return None
