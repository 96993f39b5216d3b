"""`rrp-bot doctor`: what is well and what is missing, in words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import update

from bot.doctor import Finding, examine
from bot.settings import Settings
from storage.audit import AuditRow
from storage.database import Database
from storage.migrating import Migrated, migrate
from storage.outbox import OutboxRow, OutboxState
from storage.tables import METADATA
from storage.teams import Team
from tests.bot.a_mail_server import a_mail_server, settings_for
from tests.commands.a_team import Stage, a_stage

NO_SLACK = Finding(True, "Slack is not set up (SLACK_BOT_TOKEN): docs/setting-up-slack.md")
NO_TELEGRAM = Finding(True, "Telegram is not set up (TELEGRAM_BOT_TOKEN): docs/setting-up-telegram.md")
BY_HAND = Finding(True, "E-mail is not set up (SMTP_HOST, MAIL_FROM), so notes go by hand: visit sent V12")


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Migrated:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('doctor') / 'record.sqlite3'}")
    done = migrate(database)
    database.close()
    return done


@pytest.fixture
def stage() -> Iterator[Stage]:
    with a_stage() as stage:
        yield stage


def findings(database: Database, migrated: Migrated, settings: Settings | None = None) -> tuple[Finding, ...]:
    return examine(database, settings or Settings(), migrated)


def test_a_new_record_lacks_schools_and_a_team(migrated: Migrated):
    database = Database("sqlite://")
    METADATA.create_all(database.engine)
    assert findings(database, migrated) == (
        Finding(True, f"{migrated} It is kept in {database.place}"),
        Finding(False, "No schools: rrp-bot schools import FILE"),
        Finding(False, 'No team: rrp-bot init --team NAME --framework walsall --admin "Jane Doe"'),
        NO_SLACK,
        NO_TELEGRAM,
        BY_HAND,
    )
    database.close()


def test_two_teams_that_are_well(stage: Stage, migrated: Migrated):
    found = findings(stage.database, migrated)
    assert all(finding.is_well for finding in found)
    words = [finding.words for finding in found]
    assert "14 schools on record." in words
    assert "2 teams." in words
    assert "Walsall School Improvement: 6 people, 13 schools of local authority 335." in words
    assert "Walsall School Improvement: the audit is whole." in words
    assert found[-1] == BY_HAND


def test_one_is_one(stage: Stage, migrated: Migrated):
    assert "Sandwell School Improvement: 1 person, 1 school of local authority 333." in [
        finding.words for finding in findings(stage.database, migrated)
    ]


def missing(stage: Stage, migrated: Migrated) -> list[str]:
    return [finding.words for finding in findings(stage.database, migrated) if not finding.is_well]


def test_a_framework_that_has_gone(stage: Stage, migrated: Migrated):
    with stage.database.change() as session:
        session.execute(update(Team).where(Team.id == stage.team_id).values(framework="atlantis"))
    [sentence] = missing(stage, migrated)
    assert sentence.startswith("Walsall School Improvement: There is no framework called “atlantis”.")


def test_a_team_without_schools(stage: Stage, migrated: Migrated):
    with stage.database.change() as session:
        session.execute(update(Team).where(Team.id == stage.team_id).values(la_code="999"))
    assert missing(stage, migrated) == [
        "Walsall School Improvement: no schools of 999: rrp-bot schools import FILE --la 999"
    ]


def test_an_audit_that_was_tampered_with(stage: Stage, migrated: Migrated):
    stage.all_say("visit Old Hall yesterday 2pm core")
    with stage.database.change() as session:
        session.execute(
            update(AuditRow).where(AuditRow.team_id == stage.team_id, AuditRow.change == 3).values(person_id=1)
        )
    assert missing(stage, migrated) == ["Walsall School Improvement: the audit is broken at change 3."]


def test_what_was_given_up(stage: Stage, migrated: Migrated):
    stage.all_say("visit plan Old Hall tomorrow 9am core")
    with stage.database.change() as session:
        session.execute(update(OutboxRow).where(OutboxRow.team_id == stage.team_id).values(state=OutboxState.FAILED))
    assert any("set aside" in sentence for sentence in missing(stage, migrated))


def test_the_mail_server_is_greeted(stage: Stage, migrated: Migrated):
    with a_mail_server() as server:
        assert findings(stage.database, migrated, settings_for(server.port))[-1] == Finding(
            True, "The mail server 127.0.0.1 answers."
        )
        port = server.port
    gone = findings(stage.database, migrated, settings_for(port))[-1]
    assert not gone.is_well
    assert gone.words.startswith("The mail server says: ")


def test_no_password_is_shown(stage: Stage, migrated: Migrated):
    with a_mail_server() as server:
        settings = settings_for(server.port, smtp_user="rrp-bot", smtp_password="sesame")
        assert "sesame" not in str(findings(stage.database, migrated, settings))
