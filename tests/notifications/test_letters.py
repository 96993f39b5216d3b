"""A letter that was given up: the clock of its note runs again, and its adviser is told."""

from datetime import UTC, datetime

import pytest

from notifications.letters import letters_that_failed
from notifications.messenger import Fate, Outcome
from notifications.rules.visit_note_letter import BY_EMAIL
from storage.audit import AuditRow, broken_link
from storage.database import Database
from tests.notifications.a_record import ARecord
from tests.people_and_schools import london

FAILED_AT = london("2026-11-04 08:40")
NO_MAILBOX = Outcome(Fate.REFUSED, because="550 no such mailbox")


@pytest.fixture
def record(database: Database) -> ARecord:
    return ARecord(database)


def a_sent_note(record: ARecord) -> int:
    visit = record.made("2026-11-03 15:00")
    at = london("2026-11-04 08:30")
    sent = {"note_sent_at": at.astimezone(UTC), "note_sent_how": BY_EMAIL, "note_sent_to_id": record.head}
    record.change(visit, at, **sent)
    return visit


def try_to_post(record: ARecord, outcome: Outcome, now: datetime = FAILED_AT) -> None:
    [claimed] = record.claim("here", now)
    record.record("here", claimed, outcome, now)
    with record.database.change() as session:
        letters_that_failed(session, claimed.row_ids, now)


def test_a_note_whose_letter_was_refused_is_owed_again(record: ARecord):
    visit = a_sent_note(record)
    assert not record.visit(visit).owes_a_note
    try_to_post(record, NO_MAILBOX)
    stands = record.visit(visit)
    told = (stands.note_sent_at, stands.note_sent_how, stands.note_sent_to_id, stands.letter_failed_at)
    assert told == (None, None, None, FAILED_AT)
    assert (stands.letter_failed_because, stands.owes_a_note) == ("550 no such mailbox", True)


def test_the_adviser_is_told_at_once_and_once(record: ARecord):
    a_sent_note(record)
    try_to_post(record, NO_MAILBOX)
    told = [("Amina Khan", "V1: the note for Oakfield Primary School could not be delivered")]
    assert record.send_all(FAILED_AT) == told
    record.change(1, london("2026-11-04 08:50"), purpose="Attendance")
    assert record.send_all(london("2026-11-04 08:50")) == []


def test_the_reminders_of_the_note_begin_again(record: ARecord):
    a_sent_note(record)
    try_to_post(record, NO_MAILBOX)
    record.send_all(FAILED_AT)
    last_call = [("Amina Khan", "V1: note for Oakfield Primary School, 1 hour left")]
    assert record.send_all(london("2026-11-05 14:00")) == last_call


def test_that_the_clock_was_started_again_stands_in_the_audit_as_nobodys_doing(record: ARecord):
    a_sent_note(record)
    try_to_post(record, NO_MAILBOX)
    with record.database.read() as session:
        rows = session.query(AuditRow).filter(AuditRow.team_id == record.team_id).order_by(AuditRow.id).all()
        assert broken_link(session, record.team_id) is None
    assert (rows[-1].thing, rows[-1].what, rows[-1].person_id, rows[-1].door) == ("visit", "changed", None, "clockwork")
    assert set(rows[-1].hashes) == {
        *("note_sent_at", "note_sent_how", "note_sent_to_id"),
        *("letter_failed_at", "letter_failed_because"),
    }


@pytest.mark.parametrize("fate", [Fate.SENT, Fate.UNCLEAR, Fate.LATER])
def test_a_letter_that_went_or_may_have_gone_or_is_tried_again_leaves_the_note_as_sent(record: ARecord, fate: Fate):
    visit = a_sent_note(record)
    try_to_post(record, Outcome(fate))
    assert record.visit(visit).note_sent_at == london("2026-11-04 08:30")


def test_a_reminder_that_could_not_be_delivered_starts_no_clock(record: ARecord):
    visit = record.made("2026-11-03 15:00")
    record.plan(london("2026-11-04 09:00"))
    try_to_post(record, NO_MAILBOX, london("2026-11-04 09:00"))
    assert record.visit(visit).letter_failed_at is None


def test_two_letters_that_fail_at_once_are_two_changes_in_one_chain(record: ARecord):
    visits = [a_sent_note(record), a_sent_note(record)]
    claimed = record.claim("here", FAILED_AT)
    for one in claimed:
        record.record("here", one, NO_MAILBOX, FAILED_AT)
    with record.database.change() as session:
        letters_that_failed(session, [row for one in claimed for row in one.row_ids], FAILED_AT)
    assert [record.visit(visit).owes_a_note for visit in visits] == [True, True]
    with record.database.read() as session:
        assert broken_link(session, record.team_id) is None
