"""The brief before a planned visit, and the question after it."""

from datetime import UTC

import pytest

from notifications.message import Button, Message
from notifications.nudge import Looked, Nudge, Occasion, Topic
from notifications.rules.planned_visit import RULE, planned_visit, words
from storage.visits import VisitState
from tests.notifications.rules.days_told import diary
from tests.people_and_schools import AMINA, FACTS, SAM, a_planned_visit, london

BRIEF = Nudge(
    "planned-visit:7:2026-11-25T09:00Z:2026-11-24",
    AMINA,
    "ours",
    Topic.VISITS,
    Occasion(london("2026-11-24 16:00"), london("2026-11-25 09:00"), firm=True),
)
QUESTION = Nudge(
    "planned-visit:7:2026-11-25T09:00Z:2026-11-26",
    AMINA,
    "ours",
    Topic.VISITS,
    Occasion(london("2026-11-26 09:00"), None),
)


def test_a_brief_comes_the_afternoon_before_and_the_question_the_morning_after():
    assert diary(RULE, a_planned_visit("2026-11-25 09:00"), "2026-11-20", "2026-12-04") == [
        "Tue 24 Nov 16:00 Amina Khan",
        "Thu 26 Nov 09:00 Amina Khan",
    ]


@pytest.mark.parametrize(
    ("now", "looked"),
    [
        ("2026-11-23 23:59", Looked((), london("2026-11-24 00:00"))),
        ("2026-11-24 00:00", Looked((BRIEF,), london("2026-11-26 00:00"))),
        ("2026-11-25 08:59", Looked((BRIEF,), london("2026-11-26 00:00"))),
        ("2026-11-25 09:00", Looked((), london("2026-11-26 00:00"))),
        ("2026-11-26 00:00", Looked((QUESTION,))),
        ("2027-03-01 12:00", Looked((QUESTION,))),
    ],
)
def test_the_brief_stands_until_the_visit_begins_and_the_question_until_it_is_answered(now, looked):
    visit = a_planned_visit("2026-11-25 09:00", started_at=london("2026-11-25 09:00").astimezone(UTC))
    assert planned_visit(visit, FACTS, london(now)) == looked


def test_a_monday_visit_has_its_brief_on_friday():
    assert diary(RULE, a_planned_visit("2026-11-30 09:00"), "2026-11-25", "2026-12-01") == [
        "Fri 27 Nov 16:00 Amina Khan",
        "Tue 01 Dec 09:00 Amina Khan",
    ]


def test_a_friday_visit_is_asked_about_on_monday():
    assert diary(RULE, a_planned_visit("2026-11-27 09:00"), "2026-11-25", "2026-12-01") == [
        "Thu 26 Nov 16:00 Amina Khan",
        "Mon 30 Nov 09:00 Amina Khan",
    ]


def test_bank_holidays_are_passed_over_on_both_sides():
    assert diary(RULE, a_planned_visit("2027-05-04 09:00"), "2027-04-28", "2027-05-05") == [
        "Fri 30 Apr 16:00 Amina Khan",
        "Wed 05 May 09:00 Amina Khan",
    ]
    assert diary(RULE, a_planned_visit("2026-12-24 09:00"), "2026-12-21", "2026-12-31") == [
        "Wed 23 Dec 16:00 Amina Khan",
        "Tue 29 Dec 09:00 Amina Khan",
    ]


def test_it_is_asked_in_school_holidays_too_since_the_day_is_still_remembered_then():
    assert diary(RULE, a_planned_visit("2026-10-23 09:00"), "2026-10-21", "2026-11-03") == [
        "Thu 22 Oct 16:00 Amina Khan",
        "Mon 26 Oct 09:00 Amina Khan",
    ]


def test_four_o_clock_is_four_by_the_wall_when_the_clocks_change_before_the_visit():
    [brief] = planned_visit(a_planned_visit("2028-03-27 09:00"), FACTS, london("2028-03-26 12:00")).nudges
    assert brief.occasion.at.astimezone(UTC) == london("2028-03-24 16:00")
    assert brief.key == "planned-visit:7:2028-03-27T08:00Z:2028-03-24"
    [question] = planned_visit(a_planned_visit("2027-10-29 14:00"), FACTS, london("2027-11-01 12:00")).nudges
    assert question.occasion.at == london("2027-11-01 09:00")
    assert question.key == "planned-visit:7:2027-10-29T13:00Z:2027-11-01"


def test_a_visit_of_several_days_is_asked_about_after_its_last_day():
    visit = a_planned_visit("2026-11-24 09:00", hours=30)
    assert diary(RULE, visit, "2026-11-23", "2026-11-26") == [
        "Mon 23 Nov 16:00 Amina Khan",
        "Thu 26 Nov 09:00 Amina Khan",
    ]


@pytest.mark.parametrize("planned_at", ["2026-11-24 16:00", "2026-11-24 20:00", "2026-11-25 08:00"])
def test_a_visit_that_is_planned_after_the_brief_would_have_come_has_none(planned_at):
    visit = a_planned_visit("2026-11-25 09:00", planned_at=planned_at)
    assert diary(RULE, visit, "2026-11-24", "2026-11-26") == ["Thu 26 Nov 09:00 Amina Khan"]


def test_a_visit_that_is_planned_a_minute_before_the_brief_has_it():
    visit = a_planned_visit("2026-11-25 09:00", planned_at="2026-11-24 15:59")
    assert diary(RULE, visit, "2026-11-24", "2026-11-24") == ["Tue 24 Nov 16:00 Amina Khan"]


def test_a_visit_that_was_moved_is_another_occasion():
    [before] = planned_visit(a_planned_visit("2026-11-25 09:00"), FACTS, london("2026-11-24 12:00")).nudges
    [after] = planned_visit(a_planned_visit("2026-11-25 14:00"), FACTS, london("2026-11-24 12:00")).nudges
    assert (before.key, after.key) == (
        "planned-visit:7:2026-11-25T09:00Z:2026-11-24",
        "planned-visit:7:2026-11-25T14:00Z:2026-11-24",
    )


@pytest.mark.parametrize("state", [VisitState.MADE, VisitState.ATTEMPTED, VisitState.CANCELLED])
def test_nothing_is_said_of_a_visit_that_is_no_longer_planned(state):
    visit = a_planned_visit("2026-11-25 09:00", state=state)
    assert planned_visit(visit, FACTS, london("2026-11-26 09:00")) == Looked()


def test_the_one_who_was_given_the_visit_is_briefed():
    assert diary(RULE, a_planned_visit("2026-11-25 09:00", adviser=SAM), "2026-11-24", "2026-11-24") == [
        "Tue 24 Nov 16:00 Sam Price"
    ]


def test_a_snoozed_brief_comes_when_the_snooze_ends_and_the_question_all_the_same():
    visit = a_planned_visit("2026-11-25 09:00", snoozed_until=london("2026-11-25 08:30"))
    assert diary(RULE, visit, "2026-11-24", "2026-11-26") == [
        "Wed 25 Nov 08:30 Amina Khan",
        "Thu 26 Nov 09:00 Amina Khan",
    ]


def test_a_brief_that_is_snoozed_past_the_visit_is_left_out():
    visit = a_planned_visit("2026-11-25 09:00", snoozed_until=london("2026-11-25 09:00"))
    assert diary(RULE, visit, "2026-11-24", "2026-11-26") == ["Thu 26 Nov 09:00 Amina Khan"]


def test_what_is_snoozed_on_its_own_day_is_an_occasion_of_its_own():
    usual = a_planned_visit("2026-11-25 09:00")
    snoozed = a_planned_visit("2026-11-25 09:00", snoozed_until=london("2026-11-26 14:00"))
    now = london("2026-11-26 09:05")
    [first], [again] = planned_visit(usual, FACTS, now).nudges, planned_visit(snoozed, FACTS, now).nudges
    assert first.key == "planned-visit:7:2026-11-25T09:00Z:2026-11-26"
    assert again.key == "planned-visit:7:2026-11-25T09:00Z:2026-11-26T14:00Z"


def test_a_question_that_was_snoozed_comes_when_the_snooze_ends():
    visit = a_planned_visit("2026-11-25 09:00", snoozed_until=london("2026-11-27 09:00"))
    assert diary(RULE, visit, "2026-11-25", "2026-11-30") == ["Fri 27 Nov 09:00 Amina Khan"]


def test_the_brief_says_when_where_and_what_for():
    assert words(a_planned_visit("2026-11-25 09:00"), FACTS, AMINA, london("2026-11-24 16:00")) == Message(
        "V12: Oakfield Primary School is next",
        ("Wednesday 25 November 2026, 09:00, core offer visit.", "For: KS1 writing"),
        buttons=(
            Button("School card", "school 104001"),
            Button("Moved", "visit change V12"),
            Button("Cancelled", "visit cancel V12"),
        ),
    )


def test_the_question_offers_each_answer_as_a_button():
    assert words(a_planned_visit("2026-11-25 09:00"), FACTS, AMINA, london("2026-11-26 09:00")) == Message(
        "V12: did the visit to Oakfield Primary School happen?",
        ("It was planned for Wednesday 25 November 2026, 09:00, core offer visit.",),
        buttons=(
            Button("Log it as planned", "visit made V12"),
            Button("Moved", "visit change V12"),
            Button("Cancelled", "visit cancel V12"),
            Button("Why this?", "why V12"),
        ),
    )


def test_why_this_says_whose_setting_it_is():
    assert RULE.why(a_planned_visit("2026-11-25 09:00"), FACTS) == (
        "V12 is planned for Wednesday 25 November 2026, 09:00 and nobody has said yet that it happened.",
        "A brief comes at 16:00 on the working day before, the question at 09:00 on the working day after "
        "(your team's setting).",
    )
