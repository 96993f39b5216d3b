"""Opening the record: its place, its lock, its shape."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from bot.opening import opened
from bot.settings import Settings
from policy.refused import Refused
from storage.database import DOORS_WAIT_MS, VERBS_WAIT_MS
from storage.tables import METADATA

KEPT = r"The record cannot be kept in .*DATABASE_URL"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(database_url=f"sqlite:///{tmp_path / 'new' / 'record.sqlite3'}")


def test_a_new_record_is_made_where_the_settings_say(settings: Settings, tmp_path: Path):
    with opened(settings, with_doors=False) as (database, migrated):
        assert database.file == tmp_path / "new" / "record.sqlite3"
        assert str(migrated).startswith("A new record was made")
        with database.engine.connect() as connection:
            for table in METADATA.tables:
                connection.exec_driver_sql(f"SELECT count(*) FROM {table}")
    assert oct((tmp_path / "new" / "record.sqlite3").stat().st_mode & 0o777) == "0o600"


def test_a_second_process_with_doors_is_refused(settings: Settings):
    with opened(settings, with_doors=True) as (database, _):
        with pytest.raises(Refused) as refusal, opened(settings, with_doors=True):
            pass
        assert str(refusal.value) == (
            f"Another rrp-bot is running on {database.place}. Stop it first, or set DATABASE_URL to another place."
        )


def test_verbs_may_work_beside_a_process_with_doors(settings: Settings):
    with opened(settings, with_doors=True), opened(settings, with_doors=False):
        pass


def test_the_lock_is_let_go_at_the_end(settings: Settings):
    for _ in range(2):
        with opened(settings, with_doors=True):
            pass


def test_the_lock_is_let_go_after_a_failure(settings: Settings):
    with pytest.raises(ZeroDivisionError), opened(settings, with_doors=True):
        raise ZeroDivisionError
    with opened(settings, with_doors=True):
        pass


@pytest.mark.parametrize(("with_doors", "wait"), [(True, DOORS_WAIT_MS), (False, VERBS_WAIT_MS)])
def test_doors_wait_shortly_and_verbs_longer(settings: Settings, with_doors: bool, wait: int):
    with opened(settings, with_doors=with_doors) as (database, _), database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == wait


@pytest.mark.parametrize("with_doors", [True, False])
def test_a_place_that_cannot_be_made_is_refused_in_a_sentence(tmp_path: Path, with_doors: bool):
    (tmp_path / "file").write_text("no folder")
    place = Settings(database_url=f"sqlite:///{tmp_path / 'file' / 'record.sqlite3'}")
    with (
        pytest.raises(Refused, match=KEPT),
        opened(place, with_doors=with_doors),
    ):
        pass


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")
@pytest.mark.parametrize("with_doors", [True, False])
def test_a_folder_that_may_only_be_read_is_refused_in_a_sentence(tmp_path: Path, with_doors: bool):
    tmp_path.chmod(0o500)
    place = Settings(database_url=f"sqlite:///{tmp_path / 'record.sqlite3'}")
    with pytest.raises(Refused, match=KEPT), opened(place, with_doors=with_doors):
        pass


@pytest.mark.parametrize("with_doors", [True, False])
def test_a_file_of_somebody_else_is_never_touched(tmp_path: Path, with_doors: bool):
    file = tmp_path / "record.sqlite3"
    file.write_text("Dear Mrs Smith,\n" * 100)
    with (
        pytest.raises(Refused, match=r"is no SQLite database\. rrp-bot never overwrites a file"),
        opened(Settings(database_url=f"sqlite:///{file}"), with_doors=with_doors),
    ):
        pass
    assert file.read_text() == "Dear Mrs Smith,\n" * 100


def test_tables_of_another_program_are_never_touched(tmp_path: Path):
    file = tmp_path / "record.sqlite3"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
    other.close()
    with (
        pytest.raises(Refused, match=r"holds tables of another program \(recipe\)"),
        opened(Settings(database_url=f"sqlite:///{file}"), with_doors=False),
    ):
        pass


def test_an_address_that_is_none_is_refused(tmp_path: Path):
    with pytest.raises(Refused, match="DATABASE_URL"), opened(Settings(database_url="nonsense"), with_doors=False):
        pass
