"""A stage for each test of a command."""

from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from storage.database import Database
from tests.commands.a_team import Stage, a_stage, set_the_scene


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[EventDict]]:
    """What the bot would have written into its log."""
    with capture_logs() as events:
        yield events


@pytest.fixture
def stage() -> Iterator[Stage]:
    """Wednesday 25 November 2026, nine in the morning; nothing has happened yet."""
    with a_stage() as stage:
        yield stage


@pytest.fixture
def each_stage(database: Database) -> Iterator[Stage]:
    """The same on SQLite and on PostgreSQL."""
    set_the_scene(database)
    stage = Stage(database)
    yield stage
    stage.close()
