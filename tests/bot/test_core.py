"""The one way in: one arrival, one transaction, one answer."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, count, repeat
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from structlog.testing import capture_logs

from bot.core import Core
from notifications.message import Answer
from storage.audit import broken_link
from storage.database import Database
from storage.people import Identity, Person, Role
from storage.receipts import Receipt
from storage.tables import METADATA
from storage.visits import Visit
from tests.commands.a_team import (
    AMINA,
    JANE,
    LEO,
    NOW,
    Stage,
    a_message,
    a_stage,
    in_file,
    nothing_stored,
    set_the_scene,
)

LOGGED = "visit Old Hall yesterday 2pm core 2h: attendance is up"
BUSY = "The record is busy. Nothing was stored; please try again."
UNUSABLE = "The record cannot be used at the moment. Nothing was stored; please try again in a while."
FAULT = (
    "Something went wrong here, and nothing was stored. Please try again; if it goes on, tell your admin the reference "
)


@pytest.fixture
def stage() -> Iterator[Stage]:
    with a_stage() as stage:
        yield stage


@pytest.fixture
def each_stage(database: Database) -> Iterator[Stage]:
    set_the_scene(database)
    stage = Stage(database)
    yield stage
    stage.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "record.sqlite3"


@pytest.fixture
def on_file(file: Path) -> Iterator[Stage]:
    """A stage on an SQLite file whose writers do not wait for each other."""
    database = in_file(file)
    stage = Stage(database)
    yield stage
    stage.close()
    database.close()


@contextmanager
def a_writer_at_work(file: Path) -> Iterator[None]:
    """Another process is in the middle of a change."""
    with sqlite3.connect(file, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
    other.close()


def raw(stage: Stage, line: str, who: str = AMINA, **more: object) -> Answer:
    """The answer as it is, a fault too."""
    return asyncio.run(stage.core.handle(stage.arrival(line, who, **more)))


# The same arrival again.


def test_the_same_arrival_twice_has_one_effect_and_the_same_answer(each_stage: Stage):
    arrival = each_stage.arrival(LOGGED)
    first = asyncio.run(each_stage.core.handle(arrival))
    rows = each_stage.rows()
    assert asyncio.run(each_stage.core.handle(arrival)) == first
    assert each_stage.rows() == rows
    assert [visit.ref for visit in each_stage.visits()] == ["V1"]


def test_four_at_the_same_moment_have_one_effect_and_the_same_answer(each_stage: Stage):
    arrival = each_stage.arrival(LOGGED)

    async def at_once() -> list[Answer]:
        return await asyncio.gather(*(each_stage.core.handle(arrival) for _ in range(4)))

    first, *others = asyncio.run(at_once())
    assert first.message.title == "V1: Old Hall School"
    assert others == [first] * 3
    assert [visit.ref for visit in each_stage.visits()] == ["V1"]


def test_eight_different_arrivals_at_the_same_moment_are_all_numbered(each_stage: Stage):
    arrivals = [each_stage.arrival(f"visit plan Old Hall {day} Dec 9am core") for day in (1, 2, 3, 4, 7, 8, 9, 10)]

    async def at_once() -> list[Answer]:
        return await asyncio.gather(*(each_stage.core.handle(arrival) for arrival in arrivals))

    titles = sorted(answer.message.title for answer in asyncio.run(at_once()))
    assert titles == [f"V{number}: planned, Old Hall School" for number in range(1, 9)]
    with each_stage.database.read() as session:
        assert broken_link(session, each_stage.team_id) is None


def test_a_refusal_and_a_question_are_answered_the_same_again(stage: Stage):
    for line in ("visit Xyzzy yesterday 2pm core", "visit Old Hall Sunday 2pm core", "visit note V999"):
        arrival = stage.arrival(f"/{line}")
        first = asyncio.run(stage.core.handle(arrival))
        rows = stage.rows()
        assert asyncio.run(stage.core.handle(arrival)) == first
        assert stage.rows() == rows


def test_the_same_key_at_another_door_is_another_arrival(stage: Stage):
    with stage.database.change() as session:
        amina = session.scalars(select(Person).where(Person.team_id == stage.team_id, Person.name == AMINA)).one()
        session.add(Identity(door="slack", workspace="T1", user="U1", person_id=amina.id))
    first = stage.arrival("visit plan Old Hall tomorrow 9am core", receipt_key="same")
    second = replace(first, door="slack", workspace="T1", user="U1")
    asyncio.run(stage.core.handle(first))
    asyncio.run(stage.core.handle(second))
    assert [visit.ref for visit in stage.visits()] == ["V1", "V2"]


def test_a_receipt_keeps_the_answer_and_is_stored_with_the_effect(stage: Stage):
    answer = stage.answer(LOGGED, receipt_key="line")
    with stage.database.read() as session:
        receipt = session.scalars(select(Receipt).where(Receipt.key == "line")).one()
    assert receipt.at == NOW
    assert receipt.answer["message"]["title"] == answer.message.title


# Too slow, too busy.


def test_a_change_that_takes_too_long_is_taken_back(stage: Stage):
    seconds = count(0, 3)
    slow = Core(stage.database, ["console"], monotonic=lambda: next(seconds))
    with nothing_stored(stage):
        before = stage.rows()
        answer = asyncio.run(slow.handle(stage.arrival(LOGGED)))
        assert stage.rows() == before
    assert answer == Answer(a_message(BUSY), understood=False, again=True)
    slow.close()
    assert stage.say(LOGGED).title == "V1: Old Hall School"


def test_two_seconds_are_just_quick_enough(stage: Stage):
    seconds = chain((0.0, 0.0), repeat(2.0))
    core = Core(stage.database, ["console"], monotonic=lambda: next(seconds))
    assert asyncio.run(core.handle(stage.arrival(LOGGED))).understood
    core.close()


def test_while_another_writes_nothing_is_stored_and_reading_goes_on(on_file: Stage, file: Path):
    on_file.all_say(LOGGED)
    before = on_file.rows()
    with a_writer_at_work(file):
        refused = on_file.answer("visit Blackwood yesterday 9am core")
        assert not refused.understood
        assert "Nothing was stored; please try again" in refused.message.title
        for line, title in (
            ("visit list", "Your visits: 1"),
            ("mine", "You: 1 note owed"),
            ("why V1", "Why V1?"),
            ("school Old Hall", "Old Hall School, URN 104274"),
            ("help visit", "visit: Log a visit or a call; the 48 hours for the note start at its end."),
        ):
            assert on_file.say(line).title == title
        assert on_file.rows() == before
    assert on_file.say("visit Blackwood yesterday 9am core").title == "V2: Blackwood School"


def test_a_record_that_is_only_busy_is_called_busy(on_file: Stage, file: Path):
    with a_writer_at_work(file):
        assert on_file.say(LOGGED) == a_message(BUSY)


# What breaks.


class EarthquakeError(Exception):
    pass


@pytest.fixture
def shaken(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A stage on which every change of a visit fails after it has been written."""

    def shake(*_: object) -> None:
        raise EarthquakeError("the head teacher is unwell")

    monkeypatch.setattr("bot.core.plan_changed", shake)
    return stage


def test_a_fault_of_ours_leaves_a_reference_and_nothing_else(shaken: Stage):
    before = shaken.rows()
    with capture_logs() as logged:
        answer = raw(shaken, LOGGED)
    assert answer.reference is not None
    assert len(answer.reference) == 8
    assert answer.message == a_message(f"{FAULT}{answer.reference}.")
    assert not answer.understood
    assert shaken.rows() == before
    assert [(event["event"], event["reference"], event["log_level"]) for event in logged] == [
        ("arrival failed", answer.reference, "error")
    ]


def test_after_a_fault_the_next_one_is_answered(stage: Stage, monkeypatch: pytest.MonkeyPatch):
    def shake(*_: object) -> None:
        raise EarthquakeError

    with monkeypatch.context() as patched, capture_logs():
        patched.setattr("bot.core.plan_changed", shake)
        assert raw(stage, LOGGED).reference is not None
    assert stage.say(LOGGED).title == "V1: Old Hall School"


def test_a_fault_of_one_command_takes_back_what_it_had_begun(stage: Stage, monkeypatch: pytest.MonkeyPatch):
    def shake(*_: object) -> None:
        raise EarthquakeError

    monkeypatch.setattr("commands.visits.log.logged_message", shake)
    before = stage.rows()
    with capture_logs():
        assert raw(stage, LOGGED).reference is not None
    assert stage.rows() == before
    assert stage.say("visit list") == a_message(
        "Your visits: none yet", "Log one with: visit Old Hall yesterday 2pm core 2h"
    )


def test_the_log_of_a_failing_database_holds_no_note(
    on_file: Stage, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    from bot.logs import set_up_logs
    from bot.settings import Settings

    with on_file.database.engine.begin() as connection:
        connection.execute(
            text("CREATE TRIGGER no_notes BEFORE INSERT ON note_part BEGIN SELECT RAISE(ABORT, 'no'); END")
        )
    for log_format in ("json", "plain"):
        set_up_logs(Settings(log_format=log_format, log_level="DEBUG"))
        answer = raw(on_file, LOGGED)
        assert answer.reference is not None
        written = "".join(capsys.readouterr())
        assert answer.reference in written
        assert "attendance" not in written


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    import structlog

    yield
    structlog.reset_defaults()


def test_a_record_that_may_only_be_read(on_file: Stage, file: Path):
    on_file.all_say(LOGGED)
    on_file.database.close()
    with on_file.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with capture_logs():
        answer = on_file.answer("visit Blackwood yesterday 9am core")
    assert answer == Answer(a_message(UNUSABLE), understood=False, again=True)
    assert on_file.say("visit list").title == "Your visits: 1"


def test_a_record_that_is_full(on_file: Stage):
    with on_file.database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    on_file.all_say("visit Old Hall yesterday 2pm call")
    with capture_logs():
        answer = raw(on_file, f"visit note V1: {'x' * 20_000}")
    assert on_file.visit(1).note_parts == {}
    assert answer == Answer(a_message(UNUSABLE), understood=False, again=True)


def test_a_record_whose_folder_has_gone(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path / 'gone' / 'record.sqlite3'}")
    core = Core(database, ["console"])
    with a_stage() as stage, capture_logs():
        for line in (LOGGED, "visit list"):
            assert asyncio.run(core.handle(stage.arrival(line))) == Answer(
                a_message(UNUSABLE), understood=False, again=True
            )
    core.close()
    database.close()


def test_a_file_that_is_no_record(tmp_path: Path):
    (tmp_path / "record.sqlite3").write_text("a letter to the head teacher " * 100)
    database = Database(f"sqlite:///{tmp_path / 'record.sqlite3'}")
    core = Core(database, ["console"])
    with a_stage() as stage, capture_logs():
        assert asyncio.run(core.handle(stage.arrival(LOGGED))) == Answer(
            a_message(UNUSABLE), understood=False, again=True
        )
    core.close()
    database.close()
    assert (tmp_path / "record.sqlite3").read_text().startswith("a letter")


def test_a_record_that_is_deleted_while_it_runs(on_file: Stage, file: Path):
    on_file.all_say(LOGGED)
    on_file.database.close()
    for part in file.parent.iterdir():
        part.unlink()
    with capture_logs():
        assert raw(on_file, "visit Blackwood yesterday 9am core") == Answer(
            a_message(UNUSABLE), understood=False, again=True
        )


def test_nothing_is_said_to_be_stored_in_a_file_that_has_gone(on_file: Stage, file: Path):
    on_file.all_say(LOGGED)
    for part in file.parent.iterdir():
        part.unlink()
    with capture_logs():
        assert not raw(on_file, "visit Blackwood yesterday 9am core").understood


# Who.


def test_a_stranger_is_told_what_to_do_and_leaves_no_trace(stage: Stage):
    before = stage.rows()
    for line in (LOGGED, "visit list", "help", "answer D1 1"):
        assert raw(stage, line, "Eve Stranger") == Answer(
            a_message(
                "I do not know you yet, so I can do nothing for you. Ask to be let in: your team's admin then decides. "
                "If I know you on another door, type “link” there, and the code here. "
                "(You are eve stranger on Console.)",
                buttons={"Ask to be let in": "let me in"},
            ),
            understood=False,
        )
    assert stage.rows() == before


def in_both_teams(stage: Stage) -> None:
    stage.all_say(f'team add "{AMINA}" adviser', who=JANE)


def test_somebody_of_two_teams_is_asked_for_a_place_that_tells(stage: Stage):
    in_both_teams(stage)
    with nothing_stored(stage):
        for line in (LOGGED, "mine"):
            answer = raw(stage, line, team_id=None)
            assert answer == Answer(
                a_message(
                    "You serve several teams here (Walsall School Improvement, Sandwell School Improvement). "
                    "Ask in a place that belongs to one of them."
                ),
                understood=False,
            )


def test_the_place_says_which_team_is_meant(stage: Stage):
    in_both_teams(stage)
    stage.all_say(LOGGED)
    assert stage.say("mine").title == "You: 1 note owed"
    assert raw(stage, "mine", team_id=stage.other_team_id).message.title == (
        "You: nothing is owed and nothing is planned"
    )


def test_a_place_of_another_team_knows_nobody_of_ours(stage: Stage):
    assert raw(stage, "mine", team_id=stage.other_team_id).message.title.startswith("I do not know you yet")


@pytest.mark.parametrize(
    "line",
    [
        "visit note V1: mine now",
        "visit send V1",
        "visit sent V1",
        "visit change V1 3h",
        "visit cancel V1 because ill",
        "visit give V1 @jane",
        "visit excuse V1 ill",
        "visit made V1",
        "visit reason V1 ill",
        "snooze V1",
        "why V1",
    ],
)
def test_a_visit_of_another_team_is_not_there(stage: Stage, line: str):
    stage.all_say(LOGGED)
    with nothing_stored(stage):
        answer = stage.say(line, JANE)
    assert answer.title == "There is no visit V1 in your team. “visit list” shows yours."
    assert "Old Hall" not in str(answer)


def test_each_team_counts_its_own_visits(stage: Stage):
    stage.all_say(LOGGED, "visit Blackwood yesterday 9am core")
    assert stage.say("visit Old Park yesterday 2pm core", JANE).title == "V1: Old Park School"
    assert [visit.ref for visit in stage.visits()] == ["V1", "V2"]


# The record of changes.


def test_every_change_is_in_the_audit_and_the_chain_is_whole(each_stage: Stage):
    stage = each_stage
    stage.all_say(
        LOGGED,
        "visit note V1 next steps: moderate",
        "visit change V1 3h",
        "visit sent V1 by hand",
        "undo",
        "school alias Old Hall OHS",
        'school contact Old Hall head "Mr B Jones" b@oldhall.example',
        'school contact Old Hall head "Ms C New" c@oldhall.example',
        "visit plan Blackwood tomorrow 9am core",
        "visit cancel V2 because ill",
    )
    stage.all_say('team add "Nia Lloyd" adviser', "team roles @nia lead", "visit excuse V1 ill", who=LEO)
    numbers = [number for number, *_ in stage.changes()]
    assert numbers == list(range(1, len(numbers) + 1))
    with stage.database.read() as session:
        assert broken_link(session, stage.team_id) is None


def test_who_did_it_when_and_through_which_door(stage: Stage):
    stage.all_say(LOGGED)
    with stage.database.read() as session:
        amina = session.scalars(select(Person).where(Person.team_id == stage.team_id, Person.name == AMINA)).one()
    assert stage.changes()[-1] == (3, amina.id, "console")


@pytest.mark.parametrize(
    "line",
    [
        "visit Xyzzy yesterday 2pm core",
        "visit Old Hall Sunday 2pm core",
        "visit note V999",
        "visit excuse V1 ill",
        "visit",
        "school alias Old Hall",
        "nonsense",
        "undo",
        "visit list",
    ],
)
def test_what_is_refused_or_asked_leaves_no_audit_and_no_gap(stage: Stage, line: str):
    with nothing_stored(stage):
        stage.say(line)
    assert stage.say(f"/{LOGGED}").title == "V1: Old Hall School"
    assert stage.changes()[-1][0] == 3


def test_a_command_that_refuses_half_way_leaves_nothing_of_its_first_half(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
):
    from policy.refused import Refused

    def refuse(*_: object) -> None:
        raise Refused("No.")

    monkeypatch.setattr("commands.visits.log.logged_message", refuse)
    with nothing_stored(stage):
        assert stage.say(LOGGED) == a_message("No.")
    with stage.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Visit).where(Visit.team_id == stage.team_id)) == 0


def test_the_first_admin_stands_in_for_every_role(stage: Stage):
    with stage.request(JANE) as request:
        assert request.roles == frozenset(Role)


def test_all_tables_are_counted_here():
    """The helper that proves that nothing was stored looks at every table."""
    with a_stage() as stage:
        assert stage.rows().keys() == METADATA.tables.keys()
