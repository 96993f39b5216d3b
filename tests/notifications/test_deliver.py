"""Delivery: leases, quiet time, one message about notes a day, and what becomes of each attempt."""

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from notifications.deliver import ATTEMPTS, BATCH, Claimed
from notifications.message import Button, Message
from notifications.messenger import Fate, Outcome, Parcel
from notifications.rules.visit_note_letter import BY_EMAIL
from storage.database import Database
from storage.outbox import OutboxState
from storage.visits import VisitState
from tests.notifications.a_record import SENT, ARecord
from tests.people_and_schools import london

TUESDAY = "2026-11-03 15:00"
"""Due on Thursday 5 November at 15:00; told on Wednesday at 09:00, on Thursday at 14:00, and late on Friday."""
WEDNESDAY_AT_NINE = london("2026-11-04 09:00")
SECOND = timedelta(seconds=1)
A_LEASE = timedelta(seconds=60)


@pytest.fixture
def record(database: Database) -> ARecord:
    return ARecord(database)


@pytest.fixture
def due(record: ARecord) -> ARecord:
    """One reminder to Amina is due on Wednesday at nine."""
    record.made(TUESDAY)
    record.plan(london("2026-11-04 08:00"))
    return record


def states(record: ARecord) -> list[str]:
    return [row.state for row in record.outbox()]


def titles(claimed: tuple[Claimed, ...]) -> list[tuple[str, str]]:
    return [(one.parcel.receiver, one.parcel.message.title) for one in claimed]


# What leaves, and where to.


def test_a_reminder_leaves_for_its_receiver_in_the_words_of_now(due: ARecord):
    [claimed] = due.claim("here", WEDNESDAY_AT_NINE)
    assert replace(claimed.parcel, mark="") == Parcel(
        "console",
        "local",
        "amina khan",
        "Amina Khan",
        Message(
            "V1: note for Oakfield Primary School, 1 day 6 hours left",
            (
                "Visit on Tuesday 3 November 2026, 15:00; the note is due Thursday 5 November 2026, 15:00. "
                "The note is begun and still lacks: Next steps.",
            ),
            buttons=(
                Button("Finish the note", "visit note V1"),
                Button("It has gone", "visit sent V1"),
                Button("Snooze", "snooze V1"),
                Button("Give to ...", "visit give V1"),
                Button("Why this?", "why V1"),
            ),
        ),
    )


def test_what_was_sent_is_recorded_with_its_place_on_the_platform(due: ARecord):
    [claimed] = due.claim("here", WEDNESDAY_AT_NINE)
    assert due.record("here", claimed, SENT, WEDNESDAY_AT_NINE + SECOND) == 1
    [row] = due.outbox()
    told = (row.state, row.outcome, row.settled_at, row.platform_id, row.destination_id, row.owner, row.lease_until)
    place = due.destinations(due.amina)[0].id
    assert told == ("sent", "sent", WEDNESDAY_AT_NINE + SECOND, "m-1", place, None, None)


def test_nothing_leaves_before_its_time(due: ARecord):
    assert due.claim("here", WEDNESDAY_AT_NINE - SECOND) == ()
    assert len(due.claim("here", WEDNESDAY_AT_NINE)) == 1


def test_a_person_is_reached_where_they_were_last_seen(due: ARecord):
    due.add_destination(due.amina, "slack", london("2026-11-03 10:00"))
    due.add_destination(due.amina, "telegram", london("2026-11-03 12:00"))
    [claimed] = due.claim("here", WEDNESDAY_AT_NINE, doors=("slack", "telegram", "console"))
    assert (claimed.parcel.door, claimed.parcel.address) == ("telegram", f"telegram-{due.amina}")


def test_only_doors_that_are_open_here_are_used(due: ARecord):
    due.add_destination(due.amina, "slack", london("2026-11-03 12:00"))
    [claimed] = due.claim("here", WEDNESDAY_AT_NINE, doors=("console",))
    assert claimed.parcel.door == "console"


def test_a_parked_place_is_left_alone_and_another_is_used(due: ARecord):
    due.add_destination(due.amina, "slack", london("2026-11-03 12:00"), parked_at=london("2026-11-03 13:00"))
    [claimed] = due.claim("here", WEDNESDAY_AT_NINE, doors=("slack", "console"))
    assert claimed.parcel.door == "console"


@pytest.mark.parametrize("parked", [False, True], ids=["no open door", "the only place is parked"])
def test_where_no_way_leads_to_the_receiver_the_reminder_waits_an_hour_and_then_goes(due: ARecord, parked: bool):
    if parked:
        due.set_destination(due.amina, parked_at=WEDNESDAY_AT_NINE)
    assert due.claim("here", WEDNESDAY_AT_NINE, doors=("console",) if parked else ("slack",)) == ()
    [row] = due.outbox()
    assert (row.state, row.attempts, row.not_before, row.outcome) == (
        "waiting",
        0,
        london("2026-11-04 10:00"),
        "no open door leads to the receiver",
    )
    due.set_destination(due.amina, parked_at=None)
    assert len(due.claim("here", london("2026-11-04 10:00"))) == 1


def test_two_messages_to_one_place_on_slack_keep_its_pace(record: ARecord):
    record.planned("2026-11-04 09:00", planned_at="2026-11-03 09:00")
    record.made("2026-11-02 08:45", logged_at="2026-11-02 10:00")
    record.plan(london("2026-11-03 15:00"))
    record.add_destination(record.amina, "slack", london("2026-11-03 12:00"))
    now = london("2026-11-03 16:15")
    assert len(record.claim("here", now, doors=("slack",))) == 1
    assert record.claim("here", now, doors=("slack",)) == ()
    assert len(record.claim("here", now + SECOND, doors=("slack",))) == 1


# Quiet time.


@pytest.mark.parametrize(
    ("now", "goes"),
    [
        ("2026-11-05 17:00", "Fri 06 Nov 08:30"),
        ("2026-11-06 08:29", "Fri 06 Nov 08:30"),
        ("2026-11-06 18:00", "Mon 09 Nov 08:30"),
        ("2026-11-08 12:00", "Mon 09 Nov 08:30"),
        ("2026-12-24 17:00", "Tue 29 Dec 08:30"),
        ("2027-03-25 20:00", "Tue 30 Mar 08:30"),
    ],
)
def test_what_would_disturb_quiet_time_goes_at_the_next_working_moment(record: ARecord, now: str, goes: str):
    visit = record.planned("2026-11-04 09:00", planned_at="2026-11-04 08:00")
    record.plan(london(now))
    assert record.claim("here", london(now)) == ()
    assert record.rows() == [(f"planned-visit:{visit}:2026-11-04T09:00Z:2026-11-05", "waiting", goes)]


def test_a_reminder_that_was_put_off_is_sent_when_work_begins(record: ARecord):
    record.planned("2026-11-04 09:00", planned_at="2026-11-04 08:00")
    assert record.send_all(london("2026-11-05 20:00")) == []
    assert record.send_all(london("2026-11-06 08:29")) == []
    asked = [("Amina Khan", "V1: did the visit to Oakfield Primary School happen?")]
    assert record.send_all(london("2026-11-06 08:30")) == asked


def test_a_reminder_of_today_is_not_said_tomorrow(due: ARecord):
    assert due.send_all(london("2026-11-04 17:00")) == []
    assert due.send_all(london("2026-11-05 08:30")) == []
    assert due.rows()[0] == ("visit-note:1:2026-11-04", "cancelled", "Thu 05 Nov 08:30")
    assert due.send_all(london("2026-11-05 14:00")) == [
        ("Amina Khan", "V1: note for Oakfield Primary School, 1 hour left")
    ]


def a_sent_note(record: ARecord, at: str, **more: object) -> int:
    visit = record.made(TUESDAY)
    sent = {"note_sent_at": london(at).astimezone(UTC), "note_sent_how": BY_EMAIL, "note_sent_to_id": record.head}
    record.change(visit, london(at), **(sent | more))
    return visit


def test_a_letter_leaves_in_the_evening_since_it_disturbs_nobody(record: ARecord):
    a_sent_note(record, "2026-11-03 22:00")
    assert record.claim("here", london("2026-11-03 22:09")) == ()
    [claimed] = record.claim("here", london("2026-11-03 22:10"))
    assert (claimed.parcel.door, claimed.parcel.address, claimed.parcel.receiver) == (
        "email",
        "head@oakfield.example",
        "Mrs J Smith",
    )


# One message about notes a day, and several things in one.


def test_several_notes_of_one_morning_are_one_message(record: ARecord):
    record.made(TUESDAY)
    record.made("2026-11-03 12:00", school_id=record.st_brides)
    record.plan(london("2026-11-04 08:00"))
    [claimed] = record.claim("here", WEDNESDAY_AT_NINE)
    message = claimed.parcel.message
    assert (message.title, message.lines[0], message.lines[2]) == (
        "2 visit notes are waiting",
        "V1: note for Oakfield Primary School, 1 day 6 hours left",
        "V2: note for St Bride's CofE Primary School, 1 day 3 hours left",
    )
    record.record("here", claimed, SENT, WEDNESDAY_AT_NINE)
    assert states(record) == ["sent", "sent"]
    assert {row.together_with for row in record.outbox()} == {record.outbox()[0].id}


def test_a_soft_reminder_waits_for_the_firm_one_of_the_same_day_and_goes_with_it(record: ARecord):
    record.made(TUESDAY)
    record.made("2026-11-04 12:00", school_id=record.st_brides)
    assert record.send_all(london("2026-11-05 09:00")) == []
    assert [row.not_before for row in record.outbox()] == [london("2026-11-05 14:00")] * 2
    assert record.send_all(london("2026-11-05 14:00")) == [("Amina Khan", "2 visit notes are waiting")]


def test_the_soft_one_goes_alone_when_the_firm_ones_reason_has_gone(record: ARecord):
    firm = record.made(TUESDAY)
    record.made("2026-11-04 12:00", school_id=record.st_brides)
    assert record.send_all(london("2026-11-05 09:00")) == []
    record.change(firm, london("2026-11-05 11:00"), note_sent_at=london("2026-11-05 11:00"))
    assert record.send_all(london("2026-11-05 14:00")) == [
        ("Amina Khan", "V2: note for St Bride's CofE Primary School, 22 hours left")
    ]
    assert states(record) == ["cancelled", "sent"]


def test_a_firm_reminder_waits_for_nobody(record: ARecord):
    record.made(TUESDAY)
    record.made("2026-11-03 16:00", school_id=record.st_brides)
    assert record.send_all(london("2026-11-05 14:00")) == [("Amina Khan", "2 visit notes are waiting")]
    assert record.send_all(london("2026-11-05 15:00")) == []


def test_whoever_has_had_the_days_message_about_notes_gets_no_second_one(record: ARecord):
    record.made(TUESDAY)
    assert len(record.send_all(WEDNESDAY_AT_NINE)) == 1
    record.made("2026-11-02 09:40", logged_at="2026-11-03 16:00", school_id=record.st_brides)
    assert record.send_all(london("2026-11-04 09:10")) == []
    assert [(row.state, row.outcome) for row in record.outbox()] == [
        ("sent", "sent"),
        ("cancelled", "one message about notes a day"),
    ]
    assert sorted(record.send_all(london("2026-11-05 14:00"))) == [
        ("Amina Khan", "2 visit notes are waiting"),
        ("Leo Barnes", "V2: Amina Khan's note for St Bride's CofE Primary School is late"),
    ]


@pytest.mark.parametrize(
    ("fate", "titles"),
    [
        (Fate.UNCLEAR, ["V1: note for Oakfield Primary School, 1 day 5 hours 50 minutes left"]),
        (Fate.REFUSED, ["V2: note for St Bride's CofE Primary School, 1 day 2 hours 50 minutes left"]),
    ],
)
def test_what_may_have_arrived_takes_nothing_else_along_and_what_was_refused_is_not_the_days_message(
    record: ARecord, fate: Fate, titles: list[str]
):
    record.made(TUESDAY)
    record.plan(london("2026-11-04 08:00"))
    [claimed] = record.claim("here", WEDNESDAY_AT_NINE)
    record.record("here", claimed, Outcome(fate), WEDNESDAY_AT_NINE)
    record.made("2026-11-03 12:00", school_id=record.st_brides)
    sent = record.send_all(london("2026-11-04 09:10"))
    assert [title for receiver, title in sent if receiver == "Amina Khan"] == titles


def test_adviser_and_lead_each_get_a_message_of_their_own(record: ARecord):
    record.made(TUESDAY)
    assert record.send_all(london("2026-11-06 09:00")) == [
        ("Amina Khan", "V1: note for Oakfield Primary School, late since Thursday 5 November 2026, 15:00"),
        ("Leo Barnes", "V1: Amina Khan's note for Oakfield Primary School is late"),
    ]


def test_two_briefs_for_one_person_at_one_time_are_one_message(record: ARecord):
    record.planned("2026-11-04 09:00", planned_at="2026-11-03 09:00")
    record.planned("2026-11-04 13:00", planned_at="2026-11-03 09:00", school_id=record.st_brides)
    assert record.send_all(london("2026-11-03 16:00")) == [("Amina Khan", "2 visits are waiting")]


# Still true?


@pytest.mark.parametrize(
    "gone",
    [
        {"note_sent_at": london("2026-11-04 08:50")},
        {"excused_at": london("2026-11-04 08:50")},
        {"state": VisitState.CANCELLED},
        {"snoozed_until": london("2026-11-05 14:00")},
    ],
    ids=["sent", "excused", "cancelled", "snoozed"],
)
def test_a_reminder_whose_reason_has_gone_is_cancelled_and_not_sent(due: ARecord, gone: dict[str, object]):
    due.change(1, london("2026-11-04 08:50"), **gone)
    assert due.send_all(WEDNESDAY_AT_NINE) == []
    [row] = due.outbox()
    assert (row.state, row.outcome, row.settled_at) == ("cancelled", "its reason has gone", WEDNESDAY_AT_NINE)


def test_only_the_one_who_owes_the_note_now_is_told(due: ARecord):
    due.change(1, london("2026-11-04 08:50"), adviser_id=due.sam)
    assert [receiver for receiver, _ in due.send_all(WEDNESDAY_AT_NINE)] == ["Sam Price"]
    assert states(due) == ["cancelled", "sent"]


@pytest.mark.parametrize("fields", [{"about_id": 999}, {"rule": "a rule of another version"}])
def test_a_row_about_nothing_that_is_known_here_is_cancelled(due: ARecord, fields: dict[str, object]):
    due.set_outbox(**fields)
    assert due.claim("here", WEDNESDAY_AT_NINE) == ()
    assert states(due) == ["cancelled"]


def test_of_two_notes_the_one_whose_reason_has_gone_is_left_out(record: ARecord):
    record.made(TUESDAY)
    gone = record.made("2026-11-03 12:00", school_id=record.st_brides)
    record.plan(london("2026-11-04 08:00"))
    record.change(gone, london("2026-11-04 08:30"), excused_at=london("2026-11-04 08:30"))
    assert record.send_all(WEDNESDAY_AT_NINE) == [
        ("Amina Khan", "V1: note for Oakfield Primary School, 1 day 6 hours left")
    ]
    assert states(record) == ["sent", "cancelled"]


# Leases.


def test_what_one_process_is_sending_no_other_can_take(due: ARecord):
    assert len(due.claim("here", WEDNESDAY_AT_NINE)) == 1
    assert due.claim("there", WEDNESDAY_AT_NINE) == ()
    assert due.claim("there", WEDNESDAY_AT_NINE + A_LEASE) == ()


def test_a_lease_that_has_ended_is_taken_over(due: ARecord):
    due.claim("here", WEDNESDAY_AT_NINE)
    [claimed] = due.claim("there", WEDNESDAY_AT_NINE + A_LEASE + SECOND)
    assert due.record("there", claimed, SENT, WEDNESDAY_AT_NINE + A_LEASE + SECOND) == 1
    assert [(row.state, row.attempts) for row in due.outbox()] == [("sent", 2)]


@pytest.mark.parametrize("fate", list(Fate))
def test_a_process_that_wakes_up_after_its_lease_has_gone_changes_nothing(due: ARecord, fate: Fate):
    [zombie] = due.claim("here", WEDNESDAY_AT_NINE)
    later = WEDNESDAY_AT_NINE + A_LEASE + SECOND
    [other] = due.claim("there", later)
    [before] = due.outbox()
    assert due.record("here", zombie, Outcome(fate, platform_id="late"), later + SECOND) == 0
    [after] = due.outbox()
    assert {c.key: getattr(after, c.key) for c in after.__table__.columns} == {
        c.key: getattr(before, c.key) for c in before.__table__.columns
    }
    assert due.record("there", other, SENT, later + SECOND) == 1
    assert due.record("here", zombie, Outcome(fate), later + SECOND) == 0
    assert states(due) == ["sent"]


def test_a_lease_of_its_own_that_has_ended_is_taken_up_again(due: ARecord):
    due.claim("here", WEDNESDAY_AT_NINE)
    assert len(due.claim("here", WEDNESDAY_AT_NINE + A_LEASE + SECOND)) == 1


def test_whoever_takes_over_sends_what_belonged_together_as_one_message(record: ARecord):
    record.made(TUESDAY)
    record.made("2026-11-03 12:00", school_id=record.st_brides)
    record.plan(london("2026-11-04 08:00"))
    record.claim("here", WEDNESDAY_AT_NINE)
    taken = record.claim("there", WEDNESDAY_AT_NINE + A_LEASE + SECOND)
    assert titles(taken) == [("Amina Khan", "2 visit notes are waiting")]


def test_while_one_process_sends_the_days_message_another_begins_no_second_one(record: ARecord):
    record.made(TUESDAY)
    record.plan(london("2026-11-04 08:00"))
    assert len(record.claim("here", WEDNESDAY_AT_NINE)) == 1
    record.made("2026-11-03 12:00", school_id=record.st_brides)
    record.plan(WEDNESDAY_AT_NINE + SECOND)
    assert record.claim("there", WEDNESDAY_AT_NINE + SECOND) == ()


def test_more_than_one_batch_is_sent_and_each_once(record: ARecord):
    for _ in range(BATCH + 5):
        record.planned("2026-11-04 09:00", planned_at="2026-11-03 09:00")
    sent = record.send_all(london("2026-11-03 16:00"))
    assert sent == [("Amina Khan", f"{BATCH + 5} visits are waiting")]


# What became of an attempt.


def test_a_platform_that_asks_for_a_pause_is_given_it(due: ARecord):
    [claimed] = due.claim("here", WEDNESDAY_AT_NINE)
    pause = Outcome(Fate.LATER, pause=timedelta(seconds=45), because="429")
    assert due.record("here", claimed, pause, WEDNESDAY_AT_NINE) == 1
    [row] = due.outbox()
    told = (row.state, row.attempts, row.owner, row.lease_until, row.not_before, row.outcome)
    assert told == ("waiting", 1, None, None, WEDNESDAY_AT_NINE + timedelta(seconds=45), "429")
    assert due.claim("there", WEDNESDAY_AT_NINE + timedelta(seconds=44)) == ()
    assert len(due.claim("there", WEDNESDAY_AT_NINE + timedelta(seconds=45))) == 1


def test_without_a_pause_each_attempt_waits_longer(due: ARecord):
    now, pauses = WEDNESDAY_AT_NINE, []
    for _ in range(9):
        [claimed] = due.claim("here", now)
        due.record("here", claimed, Outcome(Fate.LATER, because="not there"), now)
        [row] = due.outbox()
        pauses.append((row.not_before - now) / timedelta(minutes=1))
        now = row.not_before
    assert pauses == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]


def test_after_so_many_attempts_a_reminder_is_set_aside(due: ARecord):
    due.set_outbox(attempts=ATTEMPTS - 2)
    for state in ("waiting", "failed"):
        [claimed] = due.claim("here", WEDNESDAY_AT_NINE)
        due.record("here", claimed, Outcome(Fate.LATER, because="not there"), WEDNESDAY_AT_NINE)
        row = due.outbox()[0]
        assert (row.state, row.outcome) == (state, "not there")
        due.set_outbox(not_before=WEDNESDAY_AT_NINE)


@pytest.mark.parametrize(("fate", "state"), [(Fate.SENT, OutboxState.SENT), (Fate.REFUSED, OutboxState.FAILED)])
def test_what_was_taken_or_refused_is_settled_for_good(due: ARecord, fate: Fate, state: OutboxState):
    [claimed] = due.claim("here", WEDNESDAY_AT_NINE)
    due.record("here", claimed, Outcome(fate, because="250 queued"), WEDNESDAY_AT_NINE)
    row = due.outbox()[0]
    assert (row.state, row.outcome, row.owner) == (state, "250 queued", None)
    assert "Amina Khan" not in [receiver for receiver, _ in due.send_all(london("2026-11-04 16:00"))]


def test_what_may_have_arrived_is_claimed_once_more_and_known_to_be_unclear(due: ARecord):
    [claimed] = due.claim("here", WEDNESDAY_AT_NINE)
    due.record("here", claimed, Outcome(Fate.UNCLEAR), WEDNESDAY_AT_NINE + SECOND)
    [row] = due.outbox()
    assert (row.state, row.owner, row.not_before) == ("waiting", None, WEDNESDAY_AT_NINE + 31 * SECOND)
    [again] = due.claim("here", WEDNESDAY_AT_NINE + 31 * SECOND)
    assert (again.unclear_since, again.parcel.mark) == (WEDNESDAY_AT_NINE, claimed.parcel.mark)


def test_a_very_long_reason_is_cut_to_what_the_record_holds(due: ARecord):
    [claimed] = due.claim("here", WEDNESDAY_AT_NINE)
    due.record("here", claimed, Outcome(Fate.REFUSED, because="no " * 500), WEDNESDAY_AT_NINE)
    row = due.outbox()[0]
    assert row.outcome == ("no " * 500)[:200]


def test_a_very_long_reason_to_come_back_later_is_cut_too(due: ARecord):
    [claimed] = due.claim("here", WEDNESDAY_AT_NINE)
    due.record("here", claimed, Outcome(Fate.LATER, because="no " * 500), WEDNESDAY_AT_NINE)
    [row] = due.outbox()
    assert (row.state, row.outcome) == ("waiting", ("no " * 500)[:200])


def test_messages_that_came_together_are_put_off_together(record: ARecord):
    record.made(TUESDAY)
    record.made("2026-11-03 12:00", school_id=record.st_brides)
    record.plan(london("2026-11-04 08:00"))
    [claimed] = record.claim("here", WEDNESDAY_AT_NINE)
    record.record("here", claimed, Outcome(Fate.LATER, pause=timedelta(minutes=5)), WEDNESDAY_AT_NINE)
    assert titles(record.claim("here", london("2026-11-04 09:05"))) == [("Amina Khan", "2 visit notes are waiting")]


# Letters.


def test_a_letter_is_posted_to_the_head_teachers_own_box_which_is_kept(record: ARecord):
    a_sent_note(record, "2026-11-03 16:00")
    a_sent_note(record, "2026-11-03 16:00")
    assert (
        record.send_all(london("2026-11-03 16:10"))
        == [("Mrs J Smith", "Note of visit: Oakfield Primary School, Tuesday 3 November 2026")] * 2
    )
    assert len({row.destination_id for row in record.outbox()}) == 1


def test_where_no_mail_can_be_sent_the_letter_waits(record: ARecord):
    a_sent_note(record, "2026-11-03 16:00")
    assert record.claim("here", london("2026-11-03 16:10"), doors=("console",)) == ()
    assert len(record.claim("here", london("2026-11-03 17:10"))) == 1


def test_a_letter_that_was_called_back_in_time_does_not_leave(record: ARecord):
    visit = a_sent_note(record, "2026-11-03 16:00")
    record.change(visit, london("2026-11-03 16:09"), note_sent_at=None, note_sent_how=None, note_sent_to_id=None)
    assert record.send_all(london("2026-11-03 16:10")) == []
    assert states(record) == ["cancelled"]
