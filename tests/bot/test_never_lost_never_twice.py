"""No due reminder is lost, none comes twice, none whose reason has gone: the program against a second reckoning.

Hypothesis lets several people talk to the bot about visits, actions, meetings, cover and digests while time passes: the
clock travels, jumps and goes back a little, the process is down or starts again, e-mail is refused, lines arrive twice.
What the program says is compared, in every tick, with what `never_lost/` works out from the specification.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import get_state_machine_test

from storage.database import Database
from storage.tables import METADATA
from tests import postgres
from tests.bot.never_lost.due import AMINA, LEO
from tests.bot.never_lost.london import at
from tests.bot.never_lost.the_machine import NeverLostNeverTwice, Start
from tests.bot.never_lost.the_program import Template, a_record, make_template
from tests.commands.on_postgres import IS_WANTED

IN_CI = "CI" in os.environ
EVERYTHING = ("visit", "action", "meeting", "cover", "cover end")
STARTS = {
    "visits on an ordinary Tuesday": Start(at(date(2026, 9, 8), 10), ("visit",)),
    "visits before half term and the end of summer time": Start(
        at(date(2026, 10, 21), 11), ("visit", "visit", "cover")
    ),
    "actions on a Thursday morning": Start(at(date(2026, 11, 26), 8, 55), ("action", "action", "action", "cover")),
    "meetings before Christmas": Start(at(date(2026, 12, 16), 15), ("meeting", "meeting", "meeting", "cover")),
    "everything before Easter and the beginning of summer time": Start(at(date(2027, 3, 23), 9, 30), EVERYTHING),
    "digests before a bank holiday Monday": Start(
        at(date(2027, 4, 29), 7, 45), (*EVERYTHING, "digest", "digest"), (AMINA, LEO)
    ),
}
RUNS, STEPS = (34, 8) if IN_CI else (6, 6)
"""For each start: 204 runs together where it counts."""


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, record: Database) -> Callable[[tuple[str, ...]], Template]:
    """The record from which runs start, made once for each choice of those whose digest is on."""

    @cache
    def made(digests: tuple[str, ...]) -> Template:
        return make_template(tmp_path_factory.mktemp("template") / "record.sqlite3", digests, record)

    return made


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Where each run puts its copy of the template: on SQLite, or on PostgreSQL where stages are wanted there."""
    if not IS_WANTED:
        database = a_record(tmp_path_factory.mktemp("record"))
        yield database
        database.close()
        return
    with postgres.new_schema(f"rrp_never_{os.getpid()}") as url:
        database = Database(url)
        METADATA.create_all(database.engine)
        yield database
        database.close()


@pytest.mark.parametrize(("number", "start"), list(enumerate(STARTS)), ids=list(STARTS))
def test_no_reminder_is_lost_and_none_comes_twice(
    template: Callable[[tuple[str, ...]], Template], record: Database, number: int, start: str
):
    def a_run() -> NeverLostNeverTwice:
        machine = NeverLostNeverTwice()
        machine.start, machine.database = STARTS[start], record
        machine.template = template(machine.start.digests)
        return machine

    usual = settings(
        max_examples=RUNS,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
    runs = get_state_machine_test(a_run, settings=usual)
    if IN_CI:
        runs = seed(number)(runs)
    runs()
