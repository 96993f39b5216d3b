"""What every test may use: a database of each sort, and a guard over the queries."""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import structlog
from hypothesis import settings
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from storage.database import Database
from storage.tables import METADATA
from tests import postgres
from tests.commands import on_postgres
from tests.emptying import EMPTIED
from tests.team_guard import TeamGuard

MADE_HOME = pytest.StashKey[Path]()
SAID = "PostgreSQL: "
settings.register_profile("no clock", deadline=None)  # a busy machine must not make a test fail
settings.load_profile("no clock")


def pytest_configure(config: pytest.Config) -> None:
    structlog.configure(processors=[structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)])
    if not hasattr(config, "workerinput"):
        config.stash[MADE_HOME] = postgres.make_home()


def pytest_unconfigure(config: pytest.Config) -> None:
    on_postgres.take_down()
    if (home := config.stash.get(MADE_HOME, None)) is not None:
        postgres.take_down(home)


def databases_of_this_run() -> str:
    try:
        return f"databases: SQLite in memory and {postgres.where_from()}"
    except postgres.NoPostgres as why:
        return f"databases: SQLite in memory. NO POSTGRESQL, its tests are skipped: {why}"


def pytest_report_header() -> str:
    return databases_of_this_run()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reasons = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", ())]
    missing = [reason for reason in reasons if SAID in reason]
    if missing:
        why = missing[0].split(SAID)[1].rstrip("')")
        terminalreporter.write_line(f"{len(missing)} tests on PostgreSQL were SKIPPED: {why}", yellow=True, bold=True)
    else:
        terminalreporter.write_line(databases_of_this_run())


@cache
def empty_tables() -> bytes:
    """All tables without a row, as SQLite has them; made once and copied for each test."""
    database = Database("sqlite://")
    METADATA.create_all(database.engine)
    raw = database.engine.raw_connection()
    tables: bytes = raw.driver_connection.serialize()  # type: ignore[union-attr]
    raw.close()
    database.close()
    return tables


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    """The name of this test process among those of the run, and of a schema of its own."""
    return f"rrp_{getattr(request.config, 'workerinput', {}).get('workerid', 'main')}_{os.getpid()}"


@pytest.fixture(scope="session")
def _postgres(worker: str) -> Iterator[Database]:
    try:
        with postgres.new_schema(worker) as url:
            database = Database(url)
            METADATA.create_all(database.engine)
            yield database
            database.close()
    except postgres.NoPostgres as why:
        pytest.skip(f"{SAID}{why}")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty record with all its tables, once on SQLite in memory and once on PostgreSQL."""
    if request.param == "sqlite":
        database = Database("sqlite://")
        raw = database.engine.raw_connection()
        raw.driver_connection.deserialize(empty_tables())  # type: ignore[union-attr]
        raw.close()
        yield database
        database.close()
        return
    database = request.getfixturevalue("_postgres")
    yield database
    with database.engine.begin() as connection:
        connection.execute(text(EMPTIED))


@pytest.fixture(params=["sqlite", "postgresql"])
def no_record_yet(request: pytest.FixtureRequest, tmp_path: Path, worker: str) -> Iterator[Database]:
    """A database without any table, once an SQLite file and once a schema on PostgreSQL: for migrations."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path}/record.sqlite3")
        yield database
        database.close()
        return
    try:
        with postgres.new_schema(f"{worker}_bare") as url:
            database = Database(url)
            yield database
            database.close()
    except postgres.NoPostgres as why:
        pytest.skip(f"{SAID}{why}")


@pytest.fixture(autouse=True)
def logs_as_they_were() -> Iterator[None]:
    """A program that a test has started in this process may have set up its logs, on a stream that is closed since."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


@pytest.fixture(autouse=True)
def team_guard() -> Iterator[TeamGuard]:
    """Fails a test in which a query forgets its team, even where the code under test carries on."""
    guard = TeamGuard()
    event.listen(Session, "do_orm_execute", guard)
    yield guard
    event.remove(Session, "do_orm_execute", guard)
    assert guard.caught == []


@pytest.fixture
def a_new_url(tmp_path: Path) -> Iterator[str]:
    """The address of a record that is not there yet."""
    with on_postgres.a_url(tmp_path) as url:
        yield url
