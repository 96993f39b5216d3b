"""Planning: what is due stands in the outbox once, however often and by however many it is planned."""

from datetime import date

import pytest
from sqlalchemy.exc import OperationalError

from notifications.messenger import Fate, Outcome
from notifications.plan import next_moment, plan
from storage.audit import begin_change
from storage.database import Database, is_busy
from storage.teams import Team
from storage.visits import Visit
from tests.notifications.a_record import ARecord
from tests.people_and_schools import london

TUESDAY = "2026-11-03 15:00"
"""When the visits here end: due on Thursday 5 November at 15:00, last call at 14:00."""


NOT_YET = (
    "owner",
    "lease_until",
    "unclear_at",
    "settled_at",
    "outcome",
    "destination_id",
    "platform_id",
    "together_with",
)
"""What only delivery writes."""


@pytest.fixture
def record(database: Database) -> ARecord:
    return ARecord(database)


def test_what_is_due_is_kept_as_facts_and_never_as_words(record: ARecord):
    visit = record.made(TUESDAY)
    record.plan(london("2026-11-05 06:00"))
    [row] = record.outbox()
    facts = {column.key: getattr(row, column.key) for column in row.__table__.columns}
    assert facts == {
        "id": row.id,
        "team_id": record.team_id,
        "key": f"visit-note:{visit}:2026-11-05",
        "receiver": f"person:{record.amina}",
        "person_id": record.amina,
        "contact_id": None,
        "rule": "visit-note-due",
        "about_id": visit,
        "topic": "notes",
        "occasion_on": date(2026, 11, 5),
        "firm": True,
        "planned_at": london("2026-11-05 06:00"),
        "not_before": london("2026-11-05 14:00"),
        "state": "waiting",
    } | dict.fromkeys(("attempts", "faults", "unclear", "repeats", "looks"), 0) | dict.fromkeys(NOT_YET)


def test_the_same_occasion_planned_many_times_is_one_row(record: ARecord):
    visit = record.made(TUESDAY)
    for _ in range(5):
        record.change(visit, london("2026-11-04 08:00"), purpose=f"Attendance {_}")
        record.plan(london("2026-11-04 08:00"))
    assert record.rows() == [(f"visit-note:{visit}:2026-11-04", "waiting", "Wed 04 Nov 09:00")]


def test_a_command_plans_what_is_due_today_by_itself(record: ARecord):
    visit = record.planned("2026-11-04 09:00", planned_at="2026-11-03 10:00")
    assert record.rows() == [
        (f"planned-visit:{visit}:2026-11-04T09:00Z:2026-11-03", "waiting", "Tue 03 Nov 16:00"),
    ]


def test_a_late_note_is_a_row_for_each_receiver_under_one_key(record: ARecord):
    visit = record.made(TUESDAY)
    record.plan(london("2026-11-06 00:00"))
    assert [(row.key, row.receiver) for row in record.outbox()] == [
        (f"visit-note:{visit}:2026-11-06", f"person:{record.amina}"),
        (f"visit-note:{visit}:2026-11-06", f"person:{record.leo}"),
    ]


def test_only_rows_whose_look_has_come_are_looked_at_and_each_once(record: ARecord):
    record.made(TUESDAY)
    record.planned("2026-12-01 09:00", planned_at="2026-11-03 10:00")
    assert record.plan(london("2026-11-03 23:59")) == 0
    assert record.plan(london("2026-11-04 00:00")) == 1
    assert record.plan(london("2026-11-04 00:00")) == 0


def test_a_visit_that_wants_nothing_more_is_never_looked_at_again(record: ARecord):
    visit = record.made(TUESDAY)
    record.change(visit, london("2026-11-03 16:00"), note_sent_at=london("2026-11-03 16:00"))
    assert record.visit(visit).next_look_at is None
    assert record.plan(london("2027-11-03 16:00")) == 0


def test_a_late_start_plans_today_and_not_what_was_missed(record: ARecord):
    visit = record.made(TUESDAY)
    record.plan(london("2026-11-11 12:00"))
    assert [row.key for row in record.outbox()] == [f"visit-note:{visit}:2026-11-11"] * 2


def test_more_rows_than_one_batch_are_planned_batch_by_batch(record: ARecord, monkeypatch):
    monkeypatch.setattr("notifications.plan.BATCH", 2)
    visits = [record.made(TUESDAY) for _ in range(5)]
    assert record.plan(london("2026-11-04 00:00")) == 5
    assert sorted(row.about_id for row in record.outbox()) == visits


def test_the_longest_waiting_comes_first(record: ARecord, monkeypatch):
    monkeypatch.setattr("notifications.plan.BATCH", 1)
    later, sooner = record.made("2026-11-04 15:00"), record.made(TUESDAY)
    with record.database.change() as session:
        plan(session, london("2026-11-05 00:00"))
    assert {row.about_id for row in record.outbox()} == {sooner}
    assert record.visit(later).next_look_at == london("2026-11-05 00:00")


# A row that is planned again.


def test_a_row_that_was_cancelled_waits_again_when_its_reason_is_back(record: ARecord):
    visit = record.made(TUESDAY)
    record.plan(london("2026-11-04 08:00"))
    record.change(visit, london("2026-11-04 08:50"), note_sent_at=london("2026-11-04 08:50"))
    assert record.send_all(london("2026-11-04 09:00")) == []
    assert record.rows() == [(f"visit-note:{visit}:2026-11-04", "cancelled", "Wed 04 Nov 09:00")]
    record.change(visit, london("2026-11-04 09:02"), note_sent_at=None)
    assert record.rows() == [(f"visit-note:{visit}:2026-11-04", "waiting", "Wed 04 Nov 09:00")]
    assert len(record.send_all(london("2026-11-04 09:02"))) == 1


def test_a_row_that_waits_moves_with_its_occasion(record: ARecord):
    visit = record.made(TUESDAY)
    record.plan(london("2026-11-05 08:00"))
    an_hour_later = dict.fromkeys(("note_due_at", "note_late_from"), london("2026-11-05 16:00"))
    record.change(visit, london("2026-11-05 08:30"), **an_hour_later)
    assert record.rows()[-1] == (f"visit-note:{visit}:2026-11-05", "waiting", "Thu 05 Nov 15:00")


def test_a_row_that_was_soft_becomes_firm_where_the_last_call_falls_on_its_day(record: ARecord):
    visit = record.made("2026-11-04 15:00")
    record.plan(london("2026-11-05 08:00"))
    assert [(row.key, row.firm) for row in record.outbox()] == [(f"visit-note:{visit}:2026-11-05", False)]
    earlier = {"ended_at": london(TUESDAY), "note_due_at": london("2026-11-05 15:00")}
    record.change(visit, london("2026-11-05 08:30"), **earlier)
    assert [(row.key, row.firm) for row in record.outbox()] == [(f"visit-note:{visit}:2026-11-05", True)]
    assert record.rows() == [(f"visit-note:{visit}:2026-11-05", "waiting", "Thu 05 Nov 14:00")]


@pytest.mark.parametrize("fate", [Fate.SENT, Fate.REFUSED])
def test_what_has_been_sent_or_given_up_stays_as_it_is(record: ARecord, fate: Fate):
    visit = record.made(TUESDAY)
    record.send_all(london("2026-11-04 09:00"), Outcome(fate, because="as it went"))
    before = record.rows()
    record.change(visit, london("2026-11-04 09:30"), purpose="Attendance")
    record.plan(london("2026-11-04 09:30"))
    assert record.rows() == before
    assert "Amina Khan" not in [receiver for receiver, _ in record.send_all(london("2026-11-04 12:00"))]


def test_a_row_that_is_being_sent_is_not_moved_under_its_sender(record: ARecord):
    visit = record.made(TUESDAY)
    record.plan(london("2026-11-05 08:00"))
    [taken] = record.claim("here", london("2026-11-05 14:00"))
    an_hour_later = dict.fromkeys(("note_due_at", "note_late_from"), london("2026-11-05 16:00"))
    record.change(visit, london("2026-11-05 14:00"), **an_hour_later)
    assert record.claim("there", london("2026-11-05 14:00")) == ()
    assert record.record("here", taken, Outcome(Fate.SENT), london("2026-11-05 14:00")) == 1
    assert record.rows() == [(f"visit-note:{visit}:2026-11-05", "sent", "Thu 05 Nov 14:00")]


def test_nothing_of_a_change_that_was_taken_back_is_planned(record: ARecord):
    visit = record.made(TUESDAY)
    with record.database.change() as session:
        assert plan(session, london("2026-11-04 08:00")) == 1
        session.rollback()
    assert record.rows() == []
    assert record.plan(london("2026-11-04 08:00")) == 1
    assert record.rows() == [(f"visit-note:{visit}:2026-11-04", "waiting", "Wed 04 Nov 09:00")]


def test_two_teams_do_not_hear_of_each_other(database: Database):
    ours, theirs = ARecord(database), ARecord(database, council="Sandwell", urn=104401)
    visit = theirs.made(TUESDAY)
    ours.plan(london("2026-11-06 08:00"))
    assert ours.rows() == []
    assert [(row.about_id, row.receiver) for row in theirs.outbox()] == [
        (visit, f"person:{theirs.amina}"),
        (visit, f"person:{theirs.leo}"),
    ]


# What a clock that is moved by hand wants to know.


def when_next(record: ARecord, after: str) -> object:
    with record.database.read() as session:
        return next_moment(session, london(after))


def test_the_next_moment_is_the_next_look_or_the_next_row_whichever_comes_first(record: ARecord):
    assert when_next(record, "2026-11-03 12:00") is None
    record.made(TUESDAY)
    assert when_next(record, "2026-11-03 15:00") == london("2026-11-04 00:00")
    record.plan(london("2026-11-04 00:00"))
    assert when_next(record, "2026-11-04 00:00") == london("2026-11-04 09:00")
    assert when_next(record, "2026-11-04 09:00") == london("2026-11-05 00:00")


def test_a_moment_that_has_come_is_not_the_next_one(record: ARecord):
    record.planned("2026-11-04 09:00", planned_at="2026-11-03 10:00")
    assert when_next(record, "2026-11-03 15:59") == london("2026-11-03 16:00")
    assert when_next(record, "2026-11-03 16:00") == london("2026-11-05 00:00")


# Settings that a team changes.


def test_a_team_that_moves_its_last_call_moves_the_row_that_waits(record: ARecord):
    visit = record.made(TUESDAY)
    record.plan(london("2026-11-05 08:00"))
    with record.database.change() as session:
        begin_change(session, record.team_id, record.leo, "test", london("2026-11-05 08:10"))
        session.get_one(Team, record.team_id).last_call_minutes = 120
        session.get_one(Visit, visit).next_look_at = london("2026-11-05 08:10")
    record.plan(london("2026-11-05 08:10"))
    assert record.rows()[-1] == (f"visit-note:{visit}:2026-11-05", "waiting", "Thu 05 Nov 13:00")


MOVED = {"started_at": london("2026-11-05 09:00"), "ended_at": london("2026-11-05 11:00")}


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_visit_that_a_command_is_changing_is_not_planned_meanwhile(record: ARecord):
    visit, now = record.planned("2027-06-15 09:00", planned_at="2026-11-03 10:00"), london("2026-11-03 10:06")
    record.look_again_at(visit, now)
    with record.database.change() as command:
        record.change_in(command, visit, now, **MOVED)
        assert record.plan(now) == 0
    assert record.visit(visit).next_look_at == london("2026-11-04 00:00")


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_visit_that_is_being_planned_is_not_changed_meanwhile(record: ARecord):
    visit, now = record.planned("2027-06-15 09:00", planned_at="2026-11-03 10:00"), london("2026-11-03 10:06")
    record.look_again_at(visit, now)
    with record.database.change() as planning:
        assert plan(planning, now) == 1
        with pytest.raises(OperationalError) as busy, record.database.change(wait_ms=1) as command:
            record.change_in(command, visit, now, **MOVED)
        assert is_busy(busy.value)
    record.change(visit, now, **MOVED)
    assert record.visit(visit).next_look_at == london("2026-11-04 00:00")
