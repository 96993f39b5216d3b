"""The process dies as by SIGKILL at its first step, its second, and so on until a run is clean; then it starts again.

The platform's own retry sends what was not answered once more, under the same key; nobody does anything else.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database
from tests import postgres
from tests.faults.checker import faults_of, note_is_due
from tests.faults.platform import How, Platform, PlatformInAThread
from tests.faults.scene import HEAD, SAM, Step, emptied, put_scene, put_visit
from tests.faults.zygote import Zygote

TUESDAY = "2026-11-03 15:00"
STORY = (
    Step("2026-11-04 08:55"),
    Step("2026-11-04 09:00"),
    Step("2026-11-04 09:05"),
    Step("2026-11-04 09:10", says="visit Rushall today 8-9 core", who=SAM),
    Step("2026-11-04 10:00", says="visit send V1"),
    Step("2026-11-04 10:01", presses="Send it"),
    Step("2026-11-04 10:12"),
    Step("2026-11-04 10:15"),
    Step("2026-11-05 09:00"),
    Step("2026-11-05 14:00"),
    Step("2026-11-05 14:05"),
    Step("2026-11-05 16:30"),
    Step("2026-11-05 16:35"),
)
"""Amina is told of one note and sends it by e-mail, which its address refuses; Sam logs a visit, due on Friday."""
WHAT_IS_DUE = [*note_is_due(TUESDAY, until="2026-11-05"), *note_is_due("2026-11-04 09:00", until="2026-11-05", who=SAM)]
NOT_A_REMINDER = ("could not be delivered",)
LATER = 61
"""Seconds after which the dead process's leases have ended and it is started again."""
EVERY = int(os.environ.get("RRP_FAULTS_EVERY", "12"))
"""Every how many-th step the short run dies at, each of its four runs beginning elsewhere; `make faults` sets 1."""


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    zygote = Zygote()
    yield zygote
    zygote.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path, worker: str) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/record.sqlite3"
        return
    try:
        with postgres.new_schema(f"{worker}_crash") as there:
            yield there
    except postgres.NoPostgres as why:
        pytest.skip(f"PostgreSQL: {why}")


def set_the_scene(url: str) -> Database:
    """An empty record with the team and its visit, in place of whatever was there."""
    database = Database(url)
    emptied(database)
    put_scene(database)
    put_visit(database, TUESDAY, note="Attendance is up.", next_steps="Come back in spring.")
    return database


def story(zygote: Zygote, url: str, folder: Path, crash_at: int, *, looks: bool) -> tuple[bool, str, list[str]]:
    """Play the story with one death; whether it was clean, where it died, and what the checker says at the end."""
    database = set_the_scene(url)
    platform = Platform()
    platform.always[HEAD] = How.TOO_LONG
    progress = folder / f"progress-{crash_at}"
    progress.touch()
    with PlatformInAThread(platform) as there:
        job = {"url": url, "port": there.port, "progress": str(progress), "looks": looks}
        status, said = zygote.run(STORY, crash_at=crash_at, first=0, later=0, **job)
        assert status in {0, -signal.SIGKILL}, said
        done = len(progress.read_text().splitlines())
        if status:
            again, words = zygote.run(STORY, first=done, later=LATER, **job)
            assert again == 0, words
    wrong = faults_of(database, platform.ledger, WHAT_IS_DUE, visits=2, besides=NOT_A_REMINDER)
    database.close()
    return status == 0, said.strip(), wrong


@pytest.mark.parametrize("looks", [True, False], ids=["can look", "cannot look"])
def test_a_death_at_any_step_loses_nothing_and_doubles_nothing_uncounted(
    url: str, tmp_path: Path, zygote: Zygote, looks: bool
):
    run = 2 * url.startswith("sqlite") + looks
    wrong: dict[str, list[str]] = {}
    steps: list[str] = []
    crash_at = 1 + (3 * run) % EVERY
    while True:
        clean, said, found = story(zygote, url, tmp_path, crash_at, looks=looks)
        if found:
            wrong[f"{crash_at}: {said}"] = found
        if clean:
            break
        steps.append(said)
        crash_at += EVERY
    assert wrong == {}
    assert len(steps) > 3
