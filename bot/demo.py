"""`rrp-bot demo`: a school week as a readable transcript, on a record that is thrown away, at a clock that stands."""

from __future__ import annotations

import tempfile
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from bot.terminal import tell
from policy.saying import LONDON
from storage.database import Database
from storage.migrating import migrate

STARTS_AT = datetime(2026, 11, 24, 11, 30, tzinfo=LONDON)


async def play() -> int:
    """Play the week to standard output; the exit status is 0 when the story went as it is written."""
    lines = files("bot").joinpath("demo.txt").read_text("utf-8").splitlines()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'demo.sqlite3'}")
        try:
            migrate(database)
            await tell(database, lines, speaker="Amina Khan", at=STARTS_AT)
        finally:
            database.close()
    return 0
