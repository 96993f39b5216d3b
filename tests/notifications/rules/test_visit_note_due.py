"""When adviser and leads are told of a note, near the edges: weekends, holidays, clock changes, late logging."""

from datetime import UTC, datetime

import pytest

from notifications.message import Button, Message
from notifications.nudge import Looked, Nudge, Occasion, Topic
from notifications.rules.visit_note_due import RULE, before_the_deadline, time_left, visit_note_due, words
from storage.people import Person, Role
from storage.visits import NoteDuty, NotePart, Visit, VisitState
from tests.notifications.rules.days_told import diary
from tests.people_and_schools import (
    A_TEAM,
    AMINA,
    CARYS,
    FACTS,
    LEO,
    SAM,
    a_person,
    a_team,
    a_visit,
    facts_with,
    london,
)


def nudge(day: str, at: str, until: str, to: Person = AMINA, *, firm: bool = False) -> Nudge:
    return Nudge(f"visit-note:7:{day}", to, "W2-01", Topic.NOTES, Occasion(london(at), london(until), firm))


# An ordinary week: a visit on Tuesday 3 November 2026 that ended at 15:00. Due Thursday 15:00, late from then as well.


def test_the_adviser_is_told_the_morning_before_at_the_last_call_and_then_each_morning_with_the_lead():
    assert diary(RULE, a_visit("2026-11-03 15:00"), "2026-11-03", "2026-11-10") == [
        "Wed 04 Nov 09:00 Amina Khan",
        "Thu 05 Nov 14:00 Amina Khan",
        "Fri 06 Nov 09:00 Amina Khan",
        "Fri 06 Nov 09:00 Leo Barnes",
        "Mon 09 Nov 09:00 Amina Khan",
        "Mon 09 Nov 09:00 Leo Barnes",
        "Tue 10 Nov 09:00 Amina Khan",
        "Tue 10 Nov 09:00 Leo Barnes",
    ]


def test_the_day_before_is_soft_and_the_rule_wants_to_be_asked_again_on_the_day_of_the_last_call():
    looked = visit_note_due(a_visit("2026-11-03 15:00"), FACTS, london("2026-11-04 00:00"))
    day_before = nudge("2026-11-04", "2026-11-04 09:00", "2026-11-05 00:00")
    assert looked == Looked((day_before,), london("2026-11-05 00:00"))


def test_the_last_call_is_firm_one_working_hour_before_the_deadline():
    looked = visit_note_due(a_visit("2026-11-03 15:00"), FACTS, london("2026-11-05 08:00"))
    last_call = nudge("2026-11-05", "2026-11-05 14:00", "2026-11-06 00:00", firm=True)
    assert looked == Looked((last_call,), london("2026-11-06 00:00"))


def test_what_was_missed_in_the_morning_stands_until_the_end_of_the_day_and_no_longer():
    visit = a_visit("2026-11-03 15:00")
    morning = nudge("2026-11-04", "2026-11-04 09:00", "2026-11-05 00:00")
    assert visit_note_due(visit, FACTS, london("2026-11-04 23:59")).nudges == (morning,)
    assert morning not in visit_note_due(visit, FACTS, london("2026-11-05 00:00")).nudges


def test_nothing_is_said_before_its_day_but_the_rule_knows_when_to_look():
    assert visit_note_due(a_visit("2026-11-03 15:00"), FACTS, london("2026-11-03 23:59")) == Looked(
        (), london("2026-11-04 00:00")
    )


def test_a_late_note_names_adviser_and_lead_under_one_key_for_each_day():
    looked = visit_note_due(a_visit("2026-11-03 15:00"), FACTS, london("2026-11-06 09:00"))
    span = ("2026-11-06", "2026-11-06 09:00", "2026-11-07 00:00")
    assert looked == Looked((nudge(*span), nudge(*span, to=LEO)), london("2026-11-09 00:00"))


def test_a_team_may_want_its_last_call_earlier():
    facts = facts_with(AMINA, LEO, team=a_team(last_call_minutes=120))
    assert diary(RULE, a_visit("2026-11-03 15:00"), "2026-11-05", "2026-11-05", facts) == [
        "Thu 05 Nov 13:00 Amina Khan"
    ]


# Early in the morning the last working hour reaches back into the day before.


def test_the_last_call_for_an_early_deadline_is_on_the_afternoon_before_and_takes_the_morning_along():
    visit = a_visit("2026-11-03 08:45")
    assert before_the_deadline(visit, FACTS)[1] == Occasion(
        london("2026-11-04 16:15"), london("2026-11-05 00:00"), True
    )
    assert diary(RULE, visit, "2026-11-03", "2026-11-05") == [
        "Wed 04 Nov 09:00 Amina Khan",
        "Wed 04 Nov 16:15 Amina Khan",
        "Thu 05 Nov 09:00 Amina Khan",
        "Thu 05 Nov 09:00 Leo Barnes",
    ]


def test_the_morning_of_a_deadline_at_that_very_minute_is_not_after_it():
    assert diary(RULE, a_visit("2026-11-03 09:00"), "2026-11-04", "2026-11-06") == [
        "Wed 04 Nov 09:00 Amina Khan",
        "Wed 04 Nov 16:30 Amina Khan",
        "Fri 06 Nov 09:00 Amina Khan",
        "Fri 06 Nov 09:00 Leo Barnes",
    ]


# Weekends.


def test_a_thursday_visit_that_falls_due_on_saturday_is_told_on_friday_at_four():
    visit = a_visit("2026-11-05 15:00")
    assert visit.note_due_at == london("2026-11-07 15:00")
    assert diary(RULE, visit, "2026-11-05", "2026-11-08") == ["Fri 06 Nov 16:00 Amina Khan"]


def test_a_friday_visit_is_told_that_afternoon_and_is_not_late_before_tuesday():
    visit = a_visit("2026-11-06 15:00")
    assert visit.note_late_from == london("2026-11-10 15:00")
    assert diary(RULE, visit, "2026-11-06", "2026-11-11") == [
        "Fri 06 Nov 16:00 Amina Khan",
        "Mon 09 Nov 09:00 Amina Khan",
        "Tue 10 Nov 09:00 Amina Khan",
        "Wed 11 Nov 09:00 Amina Khan",
        "Wed 11 Nov 09:00 Leo Barnes",
    ]


def test_a_visit_that_ended_in_the_last_working_hour_of_friday_is_first_told_on_monday():
    assert diary(RULE, a_visit("2026-11-06 16:30"), "2026-11-06", "2026-11-10") == [
        "Mon 09 Nov 09:00 Amina Khan",
        "Tue 10 Nov 09:00 Amina Khan",
    ]


def test_the_lead_is_told_on_a_morning_that_is_late_from_that_very_minute():
    visit = a_visit("2026-11-06 09:00")
    assert visit.note_late_from == london("2026-11-10 09:00")
    assert diary(RULE, visit, "2026-11-07", "2026-11-10") == [
        "Mon 09 Nov 09:00 Amina Khan",
        "Tue 10 Nov 09:00 Amina Khan",
        "Tue 10 Nov 09:00 Leo Barnes",
    ]


# Bank holidays, half term and Christmas.


def test_a_bank_holiday_monday_is_no_working_day():
    visit = a_visit("2027-04-30 15:00")
    assert visit.note_late_from == london("2027-05-05 15:00")
    assert diary(RULE, visit, "2027-04-30", "2027-05-06") == [
        "Fri 30 Apr 16:00 Amina Khan",
        "Tue 04 May 09:00 Amina Khan",
        "Wed 05 May 09:00 Amina Khan",
        "Thu 06 May 09:00 Amina Khan",
        "Thu 06 May 09:00 Leo Barnes",
    ]


def test_a_deadline_on_a_bank_holiday_is_called_before_the_weekend():
    visit = a_visit("2027-05-01 11:00", logged_at="2027-05-01 12:00")
    assert visit.note_due_at == london("2027-05-03 11:00")
    assert diary(RULE, visit, "2027-05-01", "2027-05-04") == ["Tue 04 May 09:00 Amina Khan"]


def test_a_visit_on_the_last_day_before_half_term_is_called_that_afternoon_and_then_rests_with_the_schools():
    assert diary(RULE, a_visit("2026-10-23 13:00"), "2026-10-23", "2026-11-03") == [
        "Fri 23 Oct 16:00 Amina Khan",
        "Mon 02 Nov 09:00 Amina Khan",
        "Mon 02 Nov 09:00 Leo Barnes",
        "Tue 03 Nov 09:00 Amina Khan",
        "Tue 03 Nov 09:00 Leo Barnes",
    ]


def test_before_the_deadline_working_days_count_even_in_half_term():
    assert diary(RULE, a_visit("2026-10-22 16:45"), "2026-10-22", "2026-11-02") == [
        "Fri 23 Oct 16:00 Amina Khan",
        "Mon 02 Nov 09:00 Amina Khan",
        "Mon 02 Nov 09:00 Leo Barnes",
    ]
    assert diary(RULE, a_visit("2026-10-27 15:00"), "2026-10-27", "2026-11-01") == [
        "Wed 28 Oct 09:00 Amina Khan",
        "Thu 29 Oct 14:00 Amina Khan",
    ]


def test_a_visit_on_christmas_eve_is_called_on_christmas_eve_and_again_when_the_schools_are_back():
    visit = a_visit("2026-12-24 12:00")
    assert visit.note_due_at == london("2026-12-26 12:00")
    assert visit.note_late_from == london("2026-12-30 12:00")
    assert diary(RULE, visit, "2026-12-24", "2027-01-04") == [
        "Thu 24 Dec 16:00 Amina Khan",
        "Mon 04 Jan 09:00 Amina Khan",
        "Mon 04 Jan 09:00 Leo Barnes",
    ]


def test_a_visit_on_the_last_day_of_term_in_december_rests_until_january():
    assert diary(RULE, a_visit("2026-12-18 14:00"), "2026-12-18", "2027-01-04") == [
        "Fri 18 Dec 16:00 Amina Khan",
        "Mon 04 Jan 09:00 Amina Khan",
        "Mon 04 Jan 09:00 Leo Barnes",
    ]


# Clock changes: the 48 hours are elapsed, so the wall time of the deadline moves.


def test_when_the_clocks_go_forward_the_deadline_is_an_hour_later_by_the_wall():
    visit = a_visit("2027-03-27 10:00")
    assert visit.note_due_at == london("2027-03-29 11:00")  # Easter Monday; the schools are back on 12 April
    assert diary(RULE, visit, "2027-03-27", "2027-04-12") == [
        "Mon 12 Apr 09:00 Amina Khan",
        "Mon 12 Apr 09:00 Leo Barnes",
    ]


def test_when_the_clocks_go_forward_before_a_working_monday_the_last_call_follows_the_elapsed_hours():
    visit = a_visit("2028-03-25 10:00")
    assert visit.note_due_at == london("2028-03-27 11:00")
    assert diary(RULE, visit, "2028-03-25", "2028-03-28") == [
        "Mon 27 Mar 10:00 Amina Khan",
        "Tue 28 Mar 09:00 Amina Khan",
    ]


def test_when_the_clocks_go_back_the_deadline_is_an_hour_earlier_by_the_wall():
    visit = a_visit("2027-10-30 12:00")
    assert visit.note_due_at == london("2027-11-01 11:00")
    assert diary(RULE, visit, "2027-10-30", "2027-11-02") == [
        "Mon 01 Nov 10:00 Amina Khan",
        "Tue 02 Nov 09:00 Amina Khan",
    ]


def test_the_hour_that_comes_twice_has_one_deadline_and_one_key_a_day():
    visit = a_visit("2027-10-29 02:30")
    assert visit.note_due_at == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)  # the second 01:30 of that night
    keys = {nudge.key for nudge in visit_note_due(visit, FACTS, london("2027-10-29 12:00")).nudges}
    assert keys == {"visit-note:7:2027-10-29"}


# Logged late, and logged after the morning.


def test_a_visit_that_is_logged_after_its_last_call_is_first_told_on_the_morning_after_the_deadline():
    assert diary(RULE, a_visit("2026-11-03 15:00", logged_at="2026-11-05 14:30"), "2026-11-05", "2026-11-06") == [
        "Fri 06 Nov 09:00 Amina Khan",
        "Fri 06 Nov 09:00 Leo Barnes",
    ]


def test_a_visit_that_is_logged_on_the_very_minute_of_the_last_call_has_been_told_by_the_answer():
    visit = a_visit("2026-11-03 15:00", logged_at="2026-11-05 14:00")
    assert diary(RULE, visit, "2026-11-05", "2026-11-05") == []


def test_a_visit_that_is_logged_late_in_the_morning_waits_for_the_next_morning():
    assert diary(RULE, a_visit("2026-11-03 15:00", logged_at="2026-11-09 09:00"), "2026-11-09", "2026-11-10") == [
        "Tue 10 Nov 09:00 Amina Khan",
        "Tue 10 Nov 09:00 Leo Barnes",
    ]
    assert diary(RULE, a_visit("2026-11-03 15:00", logged_at="2026-11-09 08:59"), "2026-11-09", "2026-11-09") == [
        "Mon 09 Nov 09:00 Amina Khan",
        "Mon 09 Nov 09:00 Leo Barnes",
    ]


def test_a_planned_visit_that_is_marked_as_made_late_counts_from_that_mark():
    visit = a_visit("2026-11-03 15:00", logged_at="2026-10-01 10:00", made_at=london("2026-11-04 10:00"))
    assert diary(RULE, visit, "2026-11-03", "2026-11-05") == ["Thu 05 Nov 14:00 Amina Khan"]


# What ends the reminders, and what puts them off.


@pytest.mark.parametrize(
    "gone",
    [
        {"note_sent_at": london("2026-11-04 08:00")},
        {"excused_at": london("2026-11-04 08:00")},
        {"state": VisitState.CANCELLED},
        {"state": VisitState.ATTEMPTED, "note_due_at": None, "note_late_from": None},
        {"state": VisitState.PLANNED, "note_due_at": None, "note_late_from": None},
        {"note_duty": NoteDuty.NONE, "note_due_at": None, "note_late_from": None},
    ],
    ids=["sent", "excused", "cancelled", "attempted", "planned", "no note owed"],
)
def test_nothing_is_said_and_nothing_awaited_where_no_note_is_owed(gone):
    assert visit_note_due(a_visit("2026-11-03 15:00", **gone), FACTS, london("2026-11-05 14:00")) == Looked()


def test_a_short_note_is_owed_like_any_other():
    visit = a_visit("2026-11-03 15:00", kind="call", note_duty=NoteDuty.SHORT)
    assert diary(RULE, visit, "2026-11-05", "2026-11-05") == ["Thu 05 Nov 14:00 Amina Khan"]


def test_a_snoozed_note_is_quiet_until_then_and_its_last_call_comes_all_the_same():
    visit = a_visit("2026-11-03 15:00", snoozed_until=london("2026-11-05 14:00"))
    assert diary(RULE, visit, "2026-11-03", "2026-11-06") == [
        "Thu 05 Nov 14:00 Amina Khan",
        "Fri 06 Nov 09:00 Amina Khan",
        "Fri 06 Nov 09:00 Leo Barnes",
    ]


def test_a_snooze_to_a_morning_lets_that_morning_come():
    visit = a_visit("2026-11-06 15:00", snoozed_until=london("2026-11-10 09:00"))
    assert diary(RULE, visit, "2026-11-07", "2026-11-10") == ["Tue 10 Nov 09:00 Amina Khan"]


def test_a_reminder_that_was_snoozed_to_the_afternoon_comes_in_the_afternoon():
    visit = a_visit("2026-11-06 15:00", snoozed_until=london("2026-11-09 14:00"))
    assert diary(RULE, visit, "2026-11-07", "2026-11-09") == ["Mon 09 Nov 14:00 Amina Khan"]


def test_the_adviser_cannot_snooze_what_the_lead_is_told_of_a_late_note():
    visit = a_visit("2026-11-03 15:00", snoozed_until=london("2027-06-01 09:00"))
    assert diary(RULE, visit, "2026-11-06", "2026-11-06") == ["Fri 06 Nov 09:00 Leo Barnes"]


# Who is told.


def test_a_lead_who_made_the_visit_is_told_once():
    assert diary(RULE, a_visit("2026-11-03 15:00", adviser=LEO), "2026-11-06", "2026-11-06") == [
        "Fri 06 Nov 09:00 Leo Barnes"
    ]


def test_every_lead_is_told_of_a_late_note_by_name():
    ada = a_person(9, "Ada Moss", Role.LEAD)
    facts = facts_with(ada, AMINA, LEO)
    assert diary(RULE, a_visit("2026-11-03 15:00"), "2026-11-06", "2026-11-06", facts) == [
        "Fri 06 Nov 09:00 Amina Khan",
        "Fri 06 Nov 09:00 Ada Moss",
        "Fri 06 Nov 09:00 Leo Barnes",
    ]


def test_without_a_lead_the_admin_stands_in_and_without_an_admin_nobody_else_is_told():
    boss = a_person(9, "Ruth Shaw", Role.ADMIN)
    visit = a_visit("2026-11-03 15:00")
    assert diary(RULE, visit, "2026-11-06", "2026-11-06", facts_with(AMINA, boss)) == [
        "Fri 06 Nov 09:00 Amina Khan",
        "Fri 06 Nov 09:00 Ruth Shaw",
    ]
    assert diary(RULE, visit, "2026-11-06", "2026-11-06", facts_with(AMINA, CARYS)) == ["Fri 06 Nov 09:00 Amina Khan"]


def test_the_one_who_was_given_the_visit_is_told_and_the_one_who_gave_it_is_not():
    assert diary(RULE, a_visit("2026-11-03 15:00", adviser=SAM), "2026-11-05", "2026-11-05") == [
        "Thu 05 Nov 14:00 Sam Price"
    ]


# The words.


def an_empty_note(**more: object) -> Visit:
    return a_visit("2026-11-03 15:00", **more)


def test_the_adviser_reads_how_long_is_left_and_what_to_do():
    assert words(an_empty_note(), FACTS, AMINA, london("2026-11-05 14:00")) == Message(
        "V12: note for Oakfield Primary School, 1 hour left",
        (
            "Visit on Tuesday 3 November 2026, 15:00; the note is due Thursday 5 November 2026, 15:00. "
            "Nothing is written yet.",
        ),
        buttons=(
            Button("Write the note", "visit note V12"),
            Button("It has gone", "visit sent V12"),
            Button("Snooze", "snooze V12"),
            Button("Give to ...", "visit give V12"),
            Button("Why this?", "why V12"),
        ),
    )


@pytest.mark.parametrize(
    ("parts", "said", "button"),
    [
        (("note",), "The note is begun and still lacks: Next steps.", Button("Finish the note", "visit note V12")),
        (("note", "next-steps"), "The note is written, not sent.", Button("Send it", "visit send V12")),
    ],
    ids=["begun", "written"],
)
def test_a_note_that_is_begun_wants_the_rest_and_one_that_is_written_wants_sending(parts, said, button):
    visit = an_empty_note(note=[NotePart(field=part, text="Attendance is up.") for part in parts])
    message = words(visit, FACTS, AMINA, london("2026-11-05 14:00"))
    assert message.lines[0].endswith(f" {said}")
    assert message.buttons[0] == button


def test_the_lead_reads_whose_note_is_late_and_nothing_of_what_it_says():
    written = an_empty_note(note=[NotePart(field="note", text="Attendance is up.")])
    assert words(written, FACTS, LEO, london("2026-11-06 09:00")) == Message(
        "V12: Amina Khan's note for Oakfield Primary School is late",
        ("The visit was on Tuesday 3 November 2026; the note was due Thursday 5 November 2026, 15:00.",),
        buttons=(Button("Excuse it", "visit excuse V12"), Button("Why this?", "why V12")),
    )


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-11-06 16:00", "1 day 23 hours left"),
        ("2026-11-08 14:59", "1 minute left"),
        ("2026-11-08 15:00", "the 48 hours are over, late from Tuesday 10 November 2026, 15:00"),
        ("2026-11-10 15:00", "late since Tuesday 10 November 2026, 15:00"),
    ],
)
def test_how_the_clock_of_a_friday_visit_is_said(now, said):
    assert time_left(a_visit("2026-11-06 15:00"), FACTS, london(now)) == said


def test_why_this_shows_the_clause_and_the_arithmetic():
    assert RULE.why(a_visit("2026-11-06 15:00"), FACTS) == (
        "Walsall School Improvement Strategy 2014-2016: notes of school visits are “normally available to the head "
        "teacher 48 hours after a visit”.",
        "V12 ended Friday 6 November 2026, 15:00; 48 hours later is Sunday 8 November 2026, 15:00.",
        "It counts as late from Tuesday 10 November 2026, 15:00: 48 hours and 2 working days have passed by then "
        "(your team's setting).",
        "Reminders come on the morning before, 60 working minutes before the deadline, and then each working morning "
        "in term until the note is sent (your team's setting).",
    )


def test_the_same_question_gets_the_same_answer_whatever_clock_asks():
    visit = a_visit("2026-11-03 15:00")
    now = london("2026-11-06 09:00")
    assert visit_note_due(visit, FACTS, now) == visit_note_due(visit, FACTS, now.astimezone(UTC))
    assert A_TEAM.working_time.is_open(now)
