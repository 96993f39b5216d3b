"""Settings: where they come from, what is refused, and what is never shown."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings, read_settings
from policy.refused import Refused

ROOT = Path(__file__).parents[2]
SECRET = "sesame-4711"


@pytest.fixture(autouse=True)
def no_settings_from_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def an_env_file(*lines: str) -> Path:
    file = Path(".env")
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def sentence_about(*lines: str) -> str:
    an_env_file(*lines)
    with pytest.raises(Refused) as refusal:
        read_settings()
    return str(refusal.value)


def test_nothing_needs_to_be_set():
    settings = read_settings()
    assert settings.database_url == "sqlite:///var/rrp-bot.sqlite3"
    assert (settings.log_level, settings.log_format, settings.tick_seconds) == ("INFO", "json", 15)
    assert (settings.smtp_host, settings.smtp_port, settings.smtp_starttls) == (None, 587, True)


def test_every_setting_has_a_line_in_the_example_and_every_line_is_a_setting():
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert re.findall(r"^([A-Z_]+)=", example, re.M) == [name.upper() for name in Settings.model_fields]


def test_every_line_of_the_example_has_a_comment_above_it():
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    bare = [
        line for above, line in zip(["", *lines], lines, strict=False) if "=" in line and line[0] != "#" != above[:1]
    ]
    assert bare == []


def test_the_example_copied_as_it_is_changes_nothing():
    assert read_settings(ROOT / ".env.example") == read_settings(None)


def test_the_environment_goes_before_the_file_and_the_file_before_the_secrets(monkeypatch: pytest.MonkeyPatch):
    folder = Path("secrets")
    folder.mkdir()
    for name, value in (("log_level", "ERROR"), ("smtp_user", "from-secrets"), ("smtp_password", f"{SECRET}\n")):
        (folder / name).write_text(value, encoding="utf-8")
    an_env_file("RRP_SECRETS_DIR=secrets", "LOG_LEVEL=WARNING", "SMTP_USER=from-file")
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    settings = read_settings()
    assert (settings.log_level, settings.smtp_user) == ("DEBUG", "from-file")
    assert settings.smtp_password is not None
    assert settings.smtp_password.get_secret_value() == SECRET


def test_settings_cannot_be_changed_afterwards():
    with pytest.raises(ValueError, match="frozen"):
        read_settings().tick_seconds = 1  # type: ignore[misc]


def test_no_secret_is_shown_by_repr():
    an_env_file(f"SMTP_PASSWORD={SECRET}", f"DATABASE_URL=postgresql://rrp:{SECRET}@db/rrp")
    settings = read_settings()
    assert SECRET not in repr(settings)
    assert SECRET not in str(settings)
    assert settings.database_url.endswith("@db/rrp")


def test_a_hosting_services_name_for_postgresql_is_understood():
    an_env_file("DATABASE_URL=postgres://rrp@db/rrp")
    assert read_settings().database_url == "postgresql://rrp@db/rrp"


def test_small_letters_will_do():
    an_env_file("LOG_LEVEL=debug", "LOG_FORMAT=Plain", "SMTP_STARTTLS=off")
    settings = read_settings()
    assert (settings.log_level, settings.log_format, settings.smtp_starttls) == ("DEBUG", "plain", False)


@pytest.mark.parametrize(
    ("line", "works"),
    [
        ("TICK_SECONDS=soon", "TICK_SECONDS=15"),
        ("TICK_SECONDS=0", "TICK_SECONDS=15"),
        ("LOG_LEVEL=loud", "LOG_LEVEL=INFO"),
        ("LOG_FORMAT=xml", "LOG_FORMAT=json"),
        ("SMTP_PORT=70000", "SMTP_PORT=587"),
        ("SMTP_STARTTLS=perhaps", "SMTP_STARTTLS=yes"),
        ("MAIL_FROM=the office", "MAIL_FROM=School improvement <rrp-bot@example.org>"),
        ("RRP_SECRETS_DIR=nowhere", "RRP_SECRETS_DIR=/run/secrets"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_one_that_can(line: str, works: str):
    told = sentence_about(line)
    assert told.startswith(line.split("=")[0])
    assert told.endswith(f"What works: {works}")


def test_every_fault_is_told_at_once():
    assert len(sentence_about("TICK_SECONDS=soon", "LOG_LEVEL=loud").splitlines()) == 2


def test_a_slip_in_a_name_is_told():
    assert sentence_about("LOG_LEVL=INFO") == "LOG_LEVL in .env is not a setting. Did you mean LOG_LEVEL?"


def test_a_secret_in_the_wrong_place_is_not_repeated():
    assert SECRET not in sentence_about(f"TICK_SECONDS={SECRET}", f"SMTP_PASWORD={SECRET}", f"SMTP_PORT={SECRET}")


def test_a_file_that_is_no_text_is_refused():
    Path(".env").write_bytes(b"SMTP_USER=\xff\xfe\n")
    with pytest.raises(Refused, match="UTF-8"):
        read_settings()
