"""`rrp-bot outbox list | retry | drop`, in words and in the audit."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.cli import main
from bot.outbox_verbs import drop, list_outbox, retry
from policy.refused import Refused
from storage.audit import AuditRow, broken_link
from storage.database import Database
from storage.destinations import Destination
from storage.outbox import OutboxRow, OutboxState
from tests.faults.scene import london, put_scene

NOW = london("2026-11-04 12:00")


@pytest.fixture
def scene(database: Database) -> Database:
    """Row 1 was set aside, row 2 is unclear, row 3 was sent; Amina's place takes nothing."""
    put_scene(database)
    with database.change() as session:
        for state in (OutboxState.FAILED, OutboxState.UNCLEAR, OutboxState.SENT):
            session.add(
                OutboxRow(
                    team_id=1,
                    key=f"visit-note:1:{state}",
                    receiver="person:2",
                    person_id=2,
                    rule="visit-note-due",
                    about_id=1,
                    topic="notes",
                    occasion_on=NOW.date(),
                    planned_at=NOW,
                    not_before=NOW,
                    state=state,
                    attempts=3,
                    settled_at=london("2026-11-04 09:02"),
                    outcome="ZeroDivisionError",
                )
            )
            session.flush()
        place = session.get_one(Destination, 2)
        place.parked_at, place.parked_because = london("2026-11-04 09:00"), "is_archived"
    return database


def row(database: Database, number: int) -> OutboxRow:
    with database.read() as session:
        return session.scalars(select(OutboxRow).where(OutboxRow.team_id == 1, OutboxRow.id == number)).one()


def decided(database: Database) -> list[tuple[str, str, int, str, int | None]]:
    with database.read() as session:
        assert broken_link(session, 1) is None
        rows = session.scalars(select(AuditRow).where(AuditRow.team_id == 1, AuditRow.door == "command line")).all()
        return [(one.thing, one.what, one.thing_id, one.door, one.person_id) for one in rows]


def test_the_list_says_what_was_set_aside_for_whom_and_what_can_be_done(scene: Database):
    with scene.read() as session:
        assert list(list_outbox(session)) == [
            "Walsall: 2 set aside, 1 places that take nothing.",
            "  1  visit-note-due of 04 November 2026 for Amina Khan: set aside Wednesday 4 November 2026, 09:02 after "
            "3 attempts: ZeroDivisionError",
            "  2  visit-note-due of 04 November 2026 for Amina Khan: unclear whether it arrived Wednesday 4 November "
            "2026, 09:02 after 3 attempts: ZeroDivisionError",
            "  place-2  console of Amina Khan: takes nothing, last tried Wednesday 4 November 2026, 09:00: is_archived",
            "Try one again with: rrp-bot outbox retry ID. Leave it unsent with: rrp-bot outbox drop ID",
        ]


def test_where_there_is_no_team_the_list_says_so(database: Database):
    with database.read() as session:
        assert list(list_outbox(session)) == ["There is no team yet, so there is nothing to send."]


def test_a_row_that_is_retried_waits_again_and_the_audit_says_so(scene: Database):
    with scene.change() as session:
        assert retry(session, "1", NOW).startswith("1 is tried again at the next tick")
    waits = row(scene, 1)
    assert (waits.state, waits.not_before, waits.attempts, waits.unclear_at) == ("waiting", NOW, 0, None)
    assert decided(scene) == [("outbox", "changed", 1, "command line", None)]


def test_an_unclear_row_that_is_retried_will_say_that_it_may_be_a_repeat(scene: Database):
    with scene.change() as session:
        retry(session, "2", NOW)
    assert (row(scene, 2).state, row(scene, 2).unclear_at) == ("waiting", NOW)


def test_a_row_that_is_dropped_is_never_sent_and_cannot_be_retried(scene: Database):
    with scene.change() as session:
        assert "it will not be sent" in drop(session, "1", NOW)
    assert row(scene, 1).state == "dropped"
    assert decided(scene) == [("outbox", "changed", 1, "command line", None)]
    with (
        scene.change() as session,
        pytest.raises(Refused, match="1 was dropped by somebody, so it cannot be tried again"),
    ):
        retry(session, "1", NOW)


def test_a_place_is_used_again_after_a_retry_and_cannot_be_dropped(scene: Database):
    with scene.change() as session, pytest.raises(Refused, match="rrp-bot outbox retry place-2"):
        drop(session, "place-2", NOW)
    with scene.change() as session:
        assert retry(session, "place-2", NOW) == "place-2 is used again from now on."
    with scene.read() as session:
        assert session.get_one(Destination, 2).parked_at is None
    assert decided(scene) == [("destination", "changed", 2, "command line", None)]


@pytest.mark.parametrize(
    "which", ["99", "0", "-1", "V12", "", "place-", "place-99", "place-1", "9" * 30, "1; DROP", "³"]
)
def test_an_id_that_is_none_is_refused_in_words(scene: Database, which: str):
    with scene.change() as session, pytest.raises(Refused, match="rrp-bot outbox list"):
        retry(session, which, NOW)


def test_what_was_sent_cannot_be_retried_or_dropped(scene: Database):
    for verb, what in ((retry, "tried again"), (drop, "dropped")):
        with scene.change() as session, pytest.raises(Refused, match=f"3 has been sent, so it cannot be {what}"):
            verb(session, "3", NOW)


def test_the_verbs_are_there_on_the_command_line(
    tmp_path: object, a_new_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("DATABASE_URL", a_new_url)
    monkeypatch.chdir(str(tmp_path))
    assert main(["outbox", "list"]) == 0
    assert capsys.readouterr().out == "There is no team yet, so there is nothing to send.\n"
    assert main(["outbox", "retry", "17"]) == 1
    assert "There is no message 17 in the outbox" in capsys.readouterr().err
