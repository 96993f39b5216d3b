"""`rrp-bot framework use`: a team works by a file of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import main
from policy.framework import shipped_text
from storage.database import Database
from storage.migrating import migrate
from tests.commands.a_team import LEO, WALSALL, Stage, set_the_scene


def own(text: str) -> str:
    """Walsall's file as the team has rewritten it."""
    return text.replace('key = "walsall"', 'key = "our-own"').replace(
        'strategy = "Walsall\'s School Improvement Strategy"', 'strategy = "Our own strategy"'
    )


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A record that the program itself has made, in a folder for files."""
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path / 'record.sqlite3'}"
    monkeypatch.setenv("DATABASE_URL", url)
    database = Database(url)
    migrate(database)
    set_the_scene(database)
    stage = Stage(database)
    yield stage
    stage.close()
    database.close()


def use(*arguments: str) -> int:
    return main(["framework", "use", *arguments, "--team", WALSALL])


def test_a_team_works_by_its_own_file_and_the_other_team_as_before(
    stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "own.toml").write_text(own(shipped_text("walsall")), "utf-8")
    assert use("own.toml", "--dry-run") == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        f"{WALSALL} would work by Our own strategy. Nothing was stored: this was a dry run."
    )
    assert stage.say("category criteria", LEO).title == "Walsall's School Improvement Strategy: 4 bands"
    assert use("own.toml") == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"{WALSALL} works by Our own strategy from now on."
    assert stage.say("category criteria", LEO).title == "Our own strategy: 4 bands"
    assert stage.say("category criteria", "Jane Doe").title == "Walsall's School Improvement Strategy: 4 bands"
    assert use("walsall") == 0
    assert stage.say("category criteria", LEO).title == "Walsall's School Improvement Strategy: 4 bands"


def test_a_file_that_lacks_what_the_record_has_is_refused(
    stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    text = own(shipped_text("walsall")).replace('key = "support"\n', 'key = "help"\n', 1)
    (tmp_path / "own.toml").write_text(text.replace('visit_kinds = ["support"', 'visit_kinds = ["help"'), "utf-8")
    stage.say("visit Old Hall yesterday 2pm support 2h")
    assert use("own.toml") == 1
    assert capsys.readouterr().err.strip() == (
        f"The record of {WALSALL} has 1 visits of the kind “support”. Keep these keys in the file."
    )
    assert stage.say("category criteria", LEO).title == "Walsall's School Improvement Strategy: 4 bands"


def test_a_file_of_another_council_and_a_faulty_one_are_refused(
    stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "bad.toml").write_text(shipped_text("walsall").replace("hours = 48", "hours = 0"), "utf-8")
    assert use("telford") == 1
    assert capsys.readouterr().err.strip() == (
        "Telford & Wrekin Council has the local authority's code 894; the schools of Walsall School "
        "Improvement have "
        "335. Mend la_code in the file."
    )
    assert use("bad.toml") == 1
    assert "bad.toml, line 29, note_deadline, hours" in capsys.readouterr().err
