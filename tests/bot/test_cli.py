"""The command line, as an administrator types it."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog

from bot.cli import main
from storage.audit import broken_link
from storage.database import Database
from storage.people import team_members
from storage.schools import schools_of
from storage.teams import all_teams
from tests.commands.on_postgres import a_url

ROOT = Path(__file__).parents[2]
EXTRACTS = ROOT / "tests" / "data"
LINES = (
    "# a comment\n"
    "/visit Old Hall yesterday 2pm core 2h: attendance is up\n"
    "\n"
    "visit note V1\n"
    "Moderate Y2 writing\\\n"
    "by Friday\n"
    "visit send V1\n"
    "yes\n"
    "clock +11m\n"
    "mine\n"
)
Run = Callable[..., tuple[int, str, str]]
URLS: dict[Path, str] = {}
"""The address of the record that belongs to a folder, for real processes in it."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of one's own, with a record that is not there yet."""
    monkeypatch.chdir(tmp_path)
    for name in ("SMTP_HOST", "MAIL_FROM", "LOG_FORMAT", "LOG_LEVEL", "RRP_SECRETS_DIR"):
        monkeypatch.delenv(name, raising=False)
    with a_url(tmp_path) as url:
        monkeypatch.setenv("DATABASE_URL", url)
        URLS[tmp_path] = url
        yield tmp_path


@pytest.fixture
def run(folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Run one verb here; its exit status, standard output and standard error."""

    def verb(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capfd.readouterr()
        status = main(arguments)
        written = capfd.readouterr()
        return status, written.out, written.err

    yield verb
    structlog.reset_defaults()


INIT = ("init", "--team", "Walsall", "--framework", "walsall", "--admin", "Jane Doe")


def test_init_makes_a_team_with_its_schools_and_says_what_is_next(run: Run, folder: Path):
    status, said, _ = run(*INIT)
    assert status == 0
    lines = said.splitlines()
    place = Database(os.environ["DATABASE_URL"]).place
    assert lines[0].endswith(f"It is kept in {place}")
    assert lines[1] == "Walsall: Walsall's School Improvement Strategy, local authority 335."
    assert "Jane Doe is admin, and holds every other role until somebody else does." in lines
    assert lines[-2:] == [
        'Next: rrp-bot console --team "Walsall" --as "Jane Doe"',
        'Then type: team add "Amina Khan" adviser',
    ]
    database = Database(os.environ["DATABASE_URL"])
    with database.read() as session:
        [team] = all_teams(session)
        assert [person.name for person in team_members(session, team.id)] == ["Jane Doe"]
        assert len(schools_of(session, "335")) > 100
        assert broken_link(session, team.id) is None
    database.close()


def test_a_team_is_made_once(run: Run):
    run(*INIT)
    assert run(*INIT)[0::2] == (1, "There is a team called Walsall already.\n")


@pytest.mark.parametrize(
    ("team", "framework", "admin", "sentence"),
    [
        ("", "walsall", "Jane Doe", "A team and its admin need names, for example: --team"),
        ("Walsall", "walsall", "  ", "A team and its admin need names, for example: --team"),
        ("Walsall", "atlantis", "Jane Doe", "There is no framework called “atlantis”. There are: "),
        ("Walsall", "../walsall", "Jane Doe", "There is no framework called “../walsall”. There are: "),
        ("Walsall", "", "Jane Doe", "There is no framework called “”. There are: "),
    ],
)
def test_init_refuses_in_a_sentence(run: Run, team: str, framework: str, admin: str, sentence: str):
    status, _, refused = run("init", "--team", team, "--framework", framework, "--admin", admin)
    assert status == 1
    assert refused.startswith(sentence)
    assert run("doctor")[1].count("No team") == 1


def test_the_admin_can_begin_at_once(run: Run):
    run(*INIT)
    status, said, _ = run("console", "--as", "jane", stdin='team add "Amina Khan" adviser\n')
    assert status == 0
    assert "Amina Khan is in the team: adviser" in said


def test_a_register_is_imported_and_the_second_time_changes_nothing(run: Run):
    register = str(EXTRACTS / "gias_bristol.csv")
    status, tried, _ = run("schools", "import", register, "--dry-run")
    assert status == 0
    assert tried
    assert "No schools" in run("doctor")[1]
    status, said, _ = run("schools", "import", register)
    assert status == 0
    assert "No schools" not in run("doctor")[1]
    status, again, _ = run("schools", "import", register)
    assert status == 0
    assert again != said
    assert run("schools", "import", register)[1] == again


@pytest.mark.parametrize("name", ["nowhere.csv", "picture.csv", "empty.csv", "folder.csv"])
def test_what_is_no_register_is_refused_in_a_sentence(run: Run, folder: Path, name: str):
    (folder / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (folder / "empty.csv").touch()
    (folder / "folder.csv").mkdir()
    status, _, refused = run("schools", "import", str(folder / name))
    assert status == 1
    assert name in refused
    assert "Traceback" not in refused


def test_a_council_that_the_file_does_not_have_is_refused(run: Run):
    status, _, refused = run("schools", "import", str(EXTRACTS / "gias_bristol.csv"), "--la", "335")
    assert status == 1
    assert "335" in refused


def test_doctor_says_what_is_missing_and_ends_with_1(run: Run):
    status, said, _ = run("doctor")
    assert status == 1
    assert [line.split(maxsplit=1)[0] for line in said.splitlines()][:3] == ["ok", "missing", "missing"]


def test_doctor_is_content_with_a_new_team(run: Run):
    run(*INIT)
    status, said, _ = run("doctor")
    assert status == 0
    assert all(line.startswith("ok ") for line in said.splitlines())


def test_the_console_answers_lines_and_ends_well(run: Run):
    status, said, remarks = run("console", "--as", "Amina Khan", "--at", "2026-11-25T09:00", stdin=LINES)
    assert status == 0
    assert said.startswith("Amina · Wed 25 Nov 09:00 > /visit Old Hall yesterday 2pm core 2h: attendance is up\n")
    assert "V1: note for Old Hall School goes to Mrs J Smith\n" in said
    assert "-> e-mail to Mrs J Smith <head@oldhall.example>, Wednesday 25 November 2026, 09:10" in said
    assert "Traceback" not in remarks


@pytest.mark.parametrize("line", ["nonsense", "visit note V999", "visit Old Hall 31 Feb core", "as nobody", "clock x"])
def test_a_line_that_is_not_understood_makes_the_status_1(run: Run, line: str):
    assert run("console", "--at", "2026-11-25T09:00", stdin=f"{line}\nhelp\n")[0] == 1


def test_no_line_at_all_is_no_failure(run: Run):
    assert run("console", "--at", "2026-11-25T09:00")[0] == 0


def test_nobody_of_that_name_is_refused(run: Run):
    status, said, refused = run("console", "--as", "Bob", stdin="mine\n")
    assert (status, said) == (1, "")
    assert "There is nobody called “Bob” here. You can speak as Amina Khan (adviser)," in refused


@pytest.mark.parametrize("moment", ["yesterday noon", "2026-13-01", "25/11/2026T9", "🕘", "2026-03-29T01:30:61"])
def test_a_moment_that_is_none_is_refused_before_anything_is_made(run: Run, folder: Path, moment: str):
    status, said, refused = run("console", "--at", moment, stdin="mine\n")
    assert (status, said) == (1, "")
    assert refused.strip()
    assert "Traceback" not in refused
    assert not (folder / "record.sqlite3").exists()


def test_where_there_are_several_teams_one_must_be_named(run: Run):
    run(*INIT)
    run("init", "--team", "Sandwell", "--framework", "walsall", "--admin", "Leo Barnes", "--la", "333")
    status, _, refused = run("console", stdin="team\n")
    assert status == 1
    assert refused.endswith("There are several teams: Walsall; Sandwell. Say which one with --team NAME\n")
    assert run("console", "--team", "sandwell", stdin="team\n")[1].count("Sandwell: 1 person") == 1
    assert (
        "There is no team called “Dudley”. There are: Walsall; Sandwell."
        in (run("console", "--team", "Dudley", stdin="team\n")[2])
    )


def test_the_demo_tells_the_same_story_twice(run: Run, folder: Path):
    first, second = run("demo"), run("demo")
    assert first[0] == 0
    assert first[1] == second[1]
    assert first[1].startswith("# ")
    assert "Something went wrong" not in first[1]
    assert list(folder.iterdir()) == []


# Real processes.


def environment(folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": URLS.get(folder, f"sqlite:///{folder / 'record.sqlite3'}"),
        "PYTHONIOENCODING": "utf-8",
    }


def rrp_bot(folder: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment(folder),
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def test_the_same_lines_on_new_records_give_the_same_bytes(tmp_path: Path):
    said = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        ended = rrp_bot(tmp_path / name, "console", "--as", "Amina Khan", "--at", "2026-11-25T09:00", stdin=LINES)
        assert ended.returncode == 0, ended.stderr
        said.append(ended.stdout)
    assert said[0] == said[1]


def test_help_lists_the_verbs_and_needs_no_database(tmp_path: Path):
    ended = rrp_bot(tmp_path, "--help")
    assert ended.returncode == 0
    assert [
        verb for verb in ("run", "console", "demo", "init", "schools", "doctor") if f"\n    {verb} " not in ended.stdout
    ] == []
    assert list(tmp_path.iterdir()) == []


def test_help_loads_nothing_heavy(tmp_path: Path):
    script = (
        "import sys, bot.cli\n"
        "try:\n    bot.cli.main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'sqlalchemy', 'pydantic', 'alembic', 'rich', 'prompt_toolkit', 'dateparser'} & set(sys.modules)\n"
        "sys.stderr.write(repr(sorted(heavy)))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], env=environment(tmp_path), capture_output=True, text=True, check=True
    )
    assert ended.stderr == "[]"


@pytest.fixture
def talking(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A console that has answered one line and waits for the next."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "console", "--as", "Amina Khan", "--at", "2026-11-25T09:00"],
        cwd=tmp_path,
        env=environment(tmp_path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"visit list\n")
    process.stdin.flush()
    assert process.stdout.readline().startswith("Amina · Wed 25 Nov 09:00 > visit list".encode())
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


def test_a_second_process_with_doors_is_refused_and_verbs_are_not(talking: subprocess.Popen[bytes], tmp_path: Path):
    second = rrp_bot(tmp_path, "console", stdin="visit list\n")
    assert second.returncode == 1
    assert second.stdout == ""
    assert second.stderr == (
        f"Another rrp-bot is running on {tmp_path / 'record.sqlite3'}. "
        "Stop it first, or set DATABASE_URL to another place.\n"
    )
    assert rrp_bot(tmp_path, "doctor").returncode == 0
    assert talking.poll() is None


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_console_that_is_told_to_stop_ends_cleanly(
    talking: subprocess.Popen[bytes], sign: signal.Signals, tmp_path: Path
):
    talking.send_signal(sign)
    _, remarks = talking.communicate(timeout=30)
    assert talking.returncode == 1
    assert b"Traceback" not in remarks
    assert rrp_bot(tmp_path, "doctor").returncode == 0


def test_a_console_whose_reader_has_gone_ends_quietly(talking: subprocess.Popen[bytes]):
    assert talking.stdin is not None
    assert talking.stdout is not None
    assert talking.stderr is not None
    talking.stdout.close()
    talking.stdin.write(b"visit list\n" * 3)
    talking.stdin.close()
    remarks = talking.stderr.read()
    assert talking.wait(timeout=30) == 1
    assert b"Traceback" not in remarks
    assert b"Exception ignored" not in remarks
    talking.stdin = talking.stdout = talking.stderr = None


def test_a_fault_is_logged_by_no_verb_with_the_values_of_its_variables(run: Run, monkeypatch: pytest.MonkeyPatch):
    words = "Jamie's reading"

    def failing() -> None:
        note = words  # noqa: F841 - it must not be in the log
        raise ValueError

    async def story() -> int:
        try:
            failing()
        except ValueError as fault:
            structlog.get_logger().error("it failed", exc_info=fault)
        return 0

    monkeypatch.setattr("bot.demo.play", story)
    for log_format in ("json", "plain"):
        monkeypatch.setenv("LOG_FORMAT", log_format)
        status, said, logged = run("demo")
        assert (status, said) == (0, "")
        assert "it failed" in logged
        assert words not in logged


@pytest.mark.parametrize("verb", [("demo",), INIT, ("doctor",), ("outbox", "list"), ("links", "import", "links.csv")])
def test_every_verb_refuses_a_wrong_setting(run: Run, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...]):
    monkeypatch.setenv("LOG_FORMAT", "loud")
    assert run(*verb) == (
        1,
        "",
        "LOG_FORMAT cannot be used: it should be 'json' or 'plain'. What works: LOG_FORMAT=json\n",
    )
