"""`rrp-bot demo`: school weeks as a readable transcript, on records that are thrown away, at a clock that stands."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from bot.sample import add_sample_team
from bot.terminal import tell
from policy.saying import LONDON
from storage.database import Database
from storage.migrating import migrate

STARTS_AT = datetime(2026, 11, 24, 11, 30, tzinfo=LONDON)


@dataclass(frozen=True)
class Act:
    """One week: its lines, whose strategy the team follows, and when it begins."""

    lines: str
    framework: str
    starts_at: datetime


ACTS = (
    Act("demo.txt", "walsall", STARTS_AT),
    Act("demo_board.txt", "wolverhampton", datetime(2026, 11, 30, 9, 30, tzinfo=LONDON)),
)


async def play() -> int:
    """Play the weeks to standard output; the exit status is 0."""
    for act in ACTS:
        with tempfile.TemporaryDirectory() as folder:
            await _play(act, Path(folder) / "demo.sqlite3")
    return 0


async def _play(act: Act, file: Path) -> None:
    lines = files("bot").joinpath(act.lines).read_text("utf-8").splitlines()
    database = Database(f"sqlite:///{file}")
    try:
        migrate(database)
        with database.change() as session:
            add_sample_team(session, act.starts_at, act.framework)
        await tell(database, lines, speaker="Amina Khan", at=act.starts_at)
    finally:
        database.close()
