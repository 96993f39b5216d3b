"""Plans of schools: started, given priorities, shown, reviewed, closed."""

import pytest

from commands.plans.hints import hints_on_words
from tests.commands.a_team import AMINA, CARYS, JANE, LEO, MO, RUTH, Stage, a_message


@pytest.fixture
def started(stage: Stage) -> Stage:
    """P1, a Rapid Recovery Plan of Blackwood with one priority."""
    stage.all_say("plan start Blackwood rrp", 'plan priority P1 1 "Writing at KS1"')
    return stage


def test_a_plan_is_started(stage: Stage):
    assert stage.say("/plan start Blackwood rrp") == a_message(
        "P1: Rapid Recovery Plan for Blackwood School",
        "Started Wednesday 25 November 2026. It has room for 4 priorities; none yet.",
        "Add the first: plan priority P1 1 “Writing at KS1”",
        buttons={"Add a priority": "plan priority P1", "Show it": "plan P1", "Undo": "undo 3"},
    )


def test_a_school_may_have_a_plan_of_each_kind_and_a_second_of_one_kind_is_asked_about(started: Stage):
    assert started.say("plan start Blackwood soa").lines[1] == "Beside it stands P1."
    asked = started.say("plan start Blackwood rrp")
    assert asked.title.startswith("Blackwood School has P1, a Rapid Recovery Plan, open since Wednesday 25 November")
    assert started.say("no").title == "Left as it was. Nothing was stored."
    listed = started.say("plan Blackwood")
    assert (listed.title, [row[:2] for row in listed.table.rows] if listed.table else []) == (
        "Blackwood School: 2 plans",
        [("P2", "Statement of Action"), ("P1", "Rapid Recovery Plan")],
    )


@pytest.mark.parametrize(
    "line", ["/plan Blackwood", "/rrp Blackwood", "rrp P1", "plan P1", "/plan show P1", "plan show Blackwood"]
)
def test_a_plan_is_shown_by_its_school_or_its_reference(started: Stage, line: str):
    started.all_say('action Blackwood "Buy books" HT by end of term priority 1')
    shown = started.say(line)
    assert (shown.title, shown.lines) == (
        "P1: Rapid Recovery Plan, Blackwood School",
        (
            "Started Wednesday 25 November 2026, not reviewed yet.",
            "1 action: 1 open, 0 overdue, 0 done.",
            "Priority 1: Writing at KS1 (1 of 1 open)",
        ),
    )
    assert shown.table is not None
    assert shown.table.rows == (("A1", "1", "Buy books", "head teacher", "Fri 18 Dec 2026", "due in 23 days"),)


@pytest.mark.parametrize("line", ["/rrp action list", "rrp help", "/rrp visit list mine"])
def test_rrp_still_reaches_every_command(started: Stage, line: str):
    assert started.answer(line).understood


def test_a_slip_after_rrp_is_offered_as_a_command(started: Stage):
    assert started.say("rrp vist Old Hall").title.startswith("I do not know “vist”. Did you mean “visit”?")


def test_a_school_without_a_plan_says_so(stage: Stage):
    assert stage.say("plan Old Hall") == a_message(
        "Old Hall School: no plan yet",
        buttons={
            "Start RRP": "plan start 104274 rrp",
            "Start SoA": "plan start 104274 statement-of-action",
            "Start school plan": "plan start 104274 school-plan",
        },
    )


def test_a_priority_takes_the_place_of_another_and_says_what_it_was(started: Stage):
    assert started.say('plan priority P1 1 "Reading at KS2"').lines == (
        "“Reading at KS2”",
        "It was: “Writing at KS1”",
    )
    assert started.say("undo").title == "Taken back: the priority"
    assert started.say("plan P1").lines[2] == "Priority 1: Writing at KS1 (no action yet)"


def test_a_priority_without_a_number_is_the_next_one(started: Stage):
    assert started.say("plan priority P1 Phonics").title == "P1, Blackwood School: priority 2"
    assert started.say("plan priority P1 3 phonics").title == "That is priority 2 of P1 already."


def test_more_priorities_than_are_printed_are_kept_and_said(started: Stage):
    started.all_say(*(f"plan priority P1 Number {number}" for number in range(2, 5)))
    assert started.say("plan priority P1 Number 5").lines == (
        "“Number 5”",
        "The Rapid Recovery Plan prints 4 priorities; this is the 5th.",
    )


def test_an_action_finds_its_priority(started: Stage):
    said = started.say('action Blackwood "Buy books" @leo by Friday week priority 1')
    assert said.lines[0] == "“Buy books” (P1, priority 1)"
    said = started.say('action Blackwood "Sell books" @leo by Friday week priority 3')
    assert (
        said.lines[-1] == "P1 has no priority 3 yet; the action is in P1. Add it: plan priority P1 3 “Writing at KS1”"
    )


def test_which_of_several_plans_is_asked(started: Stage):
    started.all_say("plan start Blackwood soa")
    asked = started.say('action Blackwood "Buy books" @leo by Friday week priority 1')
    assert asked.title == "Blackwood School has 2 open plans. Which one?"
    assert started.press(asked, "P1 Rapid Recovery Plan").lines[0] == "“Buy books” (P1, priority 1)"


def test_a_plan_stays_open_while_an_action_is(started: Stage):
    started.all_say('action Blackwood "Buy books" HT by Friday priority 1')
    assert started.say("plan close P1") == a_message(
        "P1 cannot be closed while 1 action is open: A1 Buy books. Finish or drop each, for example: action done A1 ..."
    )
    started.all_say("action done A1 bought")
    assert started.say("plan close P1 all met") == a_message(
        "P1: closed, Blackwood School",
        "Rapid Recovery Plan, closed Wednesday 25 November 2026; 1 of 1 done.",
        "“all met”",
        buttons={"Show it": "plan P1", "Undo": "undo 7"},
    )
    assert started.say("plan review P1 x").title.startswith("P1 is closed.")
    assert started.say("action reopen A1 x").title.startswith("P1, the plan of A1, is closed.")


def test_a_review_is_kept_with_hints_that_stop_nobody(started: Stage):
    started.all_say(
        'action Blackwood "Talk to staff" HT by Friday priority 1',
        'action Blackwood "80% on track" HT by Friday priority 1',
    )
    assert started.say("plan review P1 We held three meetings") == a_message(
        "P1: reviewed, Blackwood School",
        "Reviewed Wednesday 25 November 2026.",
        "“We held three meetings”",
        "2 open, 0 overdue, 0 done.",
        "Worth a look before it goes further (nothing has to be changed):",
        "A1: with nothing to measure in text or success criteria (W0-21: “measurable”).",
        "The review says what was done; what difference did it make? (W0-22: “evaluative not descriptive”)",
        "No Ofsted term is in it, such as quality of education or leadership (W0-22).",
        buttons={"Show it": "plan P1", "Review again": "plan review P1", "Undo": "undo 7"},
    )


def test_an_evaluative_review_in_ofsteds_terms_gets_no_hint():
    assert hints_on_words("Teaching is improving: 62% of pupils are on track, 48% in September") == ()


def test_a_plan_of_sixty_actions_stays_readable(started: Stage):
    started.all_say(*(f'action Blackwood "Step number {number}" HT by Friday priority 1' for number in range(60)))
    first = started.say("plan P1")
    assert first.title == "P1: Rapid Recovery Plan, Blackwood School, page 1 of 3"
    assert first.lines[1] == "60 actions: 60 open, 0 overdue, 0 done."
    second = started.press(first, "More")
    assert (second.title, second.lines) == ("P1: Rapid Recovery Plan, Blackwood School, page 2 of 3", ())
    assert len(second.table.rows) == 20 if second.table else False


@pytest.mark.parametrize(
    ("line", "who", "sentence"),
    [
        ("plan P9", AMINA, "There is no plan P9 in your team."),
        ("plan P1", JANE, "There is no plan P1 in your team."),
        ("plan start Edgar Street rrp", AMINA, "Edgar Street Infant School closed on Monday 31 August 2026."),
        ("plan start Blackwood foo", AMINA, "“foo” is no kind of plan. There are: rrp, soa, school plan."),
        ("plan priority P1 21 x", AMINA, "A plan holds 20 priorities here at most."),
        ('action Old Hall "Buy" HT by Friday of P1', AMINA, "P1 is the plan of Blackwood School."),
        ("plan start Blackwood soa", RUTH, "“plan start” is for "),
        ("plan close P1", MO, "“plan close” is for "),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(started: Stage, line: str, who: str, sentence: str):
    answer = started.answer(line, who)
    assert not answer.understood
    assert answer.message.title.startswith(sentence)


@pytest.mark.parametrize("who", [LEO, CARYS, MO])
def test_leads_chairs_and_clerks_write_in_plans(started: Stage, who: str):
    assert started.answer("plan priority P1 Phonics", who).understood


def test_on_both_databases(each_stage: Stage):
    each_stage.all_say("plan start Blackwood rrp", "plan priority P1 Writing", "plan review P1 better", "undo", "undo")
    assert each_stage.say("undo").title == "Taken back: P1"
    assert each_stage.say("plan P1").title.startswith("There is no plan P1")
