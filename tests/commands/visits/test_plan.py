"""`visit plan`, `visit made`, `visit change`, `visit cancel` and `visit give`: the life of a visit until its note."""

import pytest

from tests.commands.a_team import LEO, SAM, Stage, a_message, london, nothing_stored

THEIRS = a_message("V1 is Amina Khan's visit. Amina or a lead can do that.")


@pytest.fixture
def planned(stage: Stage) -> Stage:
    """V1, by Amina at Old Hall, is planned for Friday 4 December, nine to eleven."""
    stage.all_say("visit plan Old Hall 4 Dec 9am core 2h: KS1 writing")
    return stage


def test_a_plan_is_said_back_in_full(stage: Stage):
    assert stage.say("/visit plan Old Hall 4 Dec 9am core 2h: KS1 writing") == a_message(
        "V1: planned, Old Hall School",
        "Core offer visit, Friday 4 December 2026, 09:00 to 11:00, by Amina Khan.",
        "For: KS1 writing",
        buttons={"Change it": "visit change V1", "Cancel it": "visit cancel V1", "Undo": "undo 3"},
    )
    visit = stage.visit(1)
    assert (visit.state, visit.purpose, visit.note_due_at, visit.owes_a_note) == ("planned", "KS1 writing", None, False)


def test_a_bare_plan_asks_its_questions(stage: Stage):
    assert stage.say("visit plan").title == "Which school? (name, part of it, or URN)"
    assert stage.say("104274").title == "What kind of visit?"
    assert stage.say("pre-meeting") == a_message("When will it be? (4 Dec 9am, Friday 1.30-3.30)")
    assert stage.say("Friday 1.30-3.30").lines[0] == (
        "Pre-meeting of head teacher and Improvement Adviser, Friday 27 November 2026, 13:30 to 15:30, by Amina Khan."
    )


@pytest.mark.parametrize("when", ["yesterday 9am", "8am today", "24 November 2026 9am"])
def test_a_plan_for_the_past_is_refused_with_the_rest_kept(stage: Stage, when: str):
    with nothing_stored(stage):
        answer = stage.answer(f"visit plan Old Hall {when} core")
    assert "has passed" in answer.message.title


def test_a_closed_school_cannot_be_visited(stage: Stage):
    with nothing_stored(stage):
        assert stage.say("visit plan Edgar Street tomorrow 9am core").title == (
            "Edgar Street Infant School is closed, so it cannot be visited. Its successor may have a new URN."
        )


@pytest.mark.parametrize(
    ("when", "question"),
    [
        ("Sunday 2pm", "Sunday 29 November 2026 is not a working day. Is that right?"),
        ("28 December 2pm", "Monday 28 December 2026 is not a working day. Is that right?"),
        ("22 December 2pm", "Tuesday 22 December 2026 is in the school holidays. Is that right?"),
    ],
)
def test_a_plan_for_no_school_day_is_asked_about(stage: Stage, when: str, question: str):
    with nothing_stored(stage):
        asked = stage.say(f"visit plan Old Hall {when} core")
    assert asked == a_message(question, buttons={"Yes, it is right": "answer D1 1", "No, leave it": "answer D1 2"})
    assert stage.say("yes").title == "V1: planned, Old Hall School"


def test_a_planned_visit_that_happened_starts_its_clock(planned: Stage):
    planned.now = london("2026-12-04 12:00")
    assert planned.say("visit made V1: writing is moving") == a_message(
        "V1: Old Hall School",
        "Core offer visit, Friday 4 December 2026, 09:00 to 11:00, by Amina Khan.",
        "The note of visit is due with the head teacher by Sunday 6 December 2026, 11:00: 1 day 23 hours left, "
        "5 hours of it working time.",
        "Your words are kept as the draft note: “writing is moving”",
        buttons={"Finish the note": "visit note V1", "It has gone": "visit sent V1", "Undo": "undo 4"},
    )
    assert planned.visit(1).note_late_from == london("2026-12-08 11:00")


def test_it_may_have_happened_at_another_time(planned: Stage):
    planned.now = london("2026-12-04 16:00")
    assert planned.say("visit made V1 today 1pm-2.30pm").lines[0] == (
        "Core offer visit, Friday 4 December 2026, 13:00 to 14:30, by Amina Khan."
    )


def test_it_cannot_have_happened_yet(planned: Stage):
    with nothing_stored(planned):
        assert planned.say("visit made V1") == a_message(
            "V1 is planned until Friday 4 December 2026, 11:00, which is still to come. When was it? "
            "For example: visit made V1 today 9-11"
        )


def test_it_happens_once(planned: Stage):
    planned.now = london("2026-12-04 12:00")
    planned.all_say("visit made V1")
    with nothing_stored(planned):
        assert planned.say("visit made V1") == a_message("V1 is logged already, Friday 4 December 2026, 09:00.")


@pytest.mark.parametrize(
    "line", ["visit made V1", "visit change V1 2h", "visit cancel V1 because ill", "visit give V1 @sam", "snooze V1"]
)
def test_somebody_elses_visit_is_left_alone(planned: Stage, line: str):
    with nothing_stored(planned):
        assert planned.say(line, SAM) == THEIRS


def test_a_lead_may_do_what_the_adviser_may(planned: Stage):
    assert planned.say("visit change V1 3h", LEO).title == "V1: changed, Old Hall School"


def test_a_companion_may_do_what_the_adviser_may(stage: Stage):
    stage.all_say("visit plan Old Hall 4 Dec 9am core 2h @sam")
    assert stage.say("visit change V1 3h", SAM).title == "V1: changed, Old Hall School"


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("visit change V1 to 8 Dec 9am", "Core offer visit, Tuesday 8 December 2026, 09:00 to 11:00, by Amina Khan."),
        ("visit change V1 8 Dec 1-2pm", "Core offer visit, Tuesday 8 December 2026, 13:00 to 14:00, by Amina Khan."),
        ("visit change V1 3h", "Core offer visit, Friday 4 December 2026, 09:00 to 12:00, by Amina Khan."),
        ("visit change V1 review", "Review, Friday 4 December 2026, 09:00 to 11:00, by Amina Khan."),
    ],
)
def test_time_length_and_kind_can_change(planned: Stage, line: str, first: str):
    assert planned.say(line) == a_message("V1: changed, Old Hall School", first, buttons={"Undo": "undo 4"})


def test_a_change_of_nothing_asks_to_when(planned: Stage):
    asked = planned.say("visit change V1")
    assert asked == a_message("To when? For example 8 Dec 9am (“stop” leaves it as it is)")
    assert planned.say("8 Dec 9am").title == "V1: changed, Old Hall School"


def test_the_kind_stands_once_the_note_is_begun(stage: Stage):
    stage.all_say("visit Old Hall yesterday 9am core", "visit note V1: attendance is up", "do it by Friday")
    with nothing_stored(stage):
        assert stage.say("visit change V1 call") == a_message(
            "The note of V1 is begun, and a telephone call has other parts. Its kind stands."
        )


def test_moving_a_visit_that_was_made_moves_its_deadline(stage: Stage):
    stage.all_say("visit Old Hall yesterday 9am core 2h", "visit change V1 Monday 9am")
    assert stage.visit(1).note_due_at == london("2026-11-25 11:00")


def test_a_cancelled_visit_keeps_its_reason_and_stays_cancelled(planned: Stage):
    assert planned.say("visit cancel V1 because school closed") == a_message(
        "V1: cancelled, Old Hall School",
        "Core offer visit, Friday 4 December 2026, 09:00 to 11:00, by Amina Khan.",
        "Because: school closed",
        buttons={"Plan another": "visit plan 104274 core", "Undo": "undo 4"},
    )
    gone = a_message("V1 was cancelled (school closed). Log a new visit with “visit”.")
    with nothing_stored(planned):
        for line in ("visit cancel V1 because ill", "visit made V1", "visit change V1 2h", "visit give V1 @sam"):
            assert planned.say(line) == gone


def test_cancelling_asks_why(planned: Stage):
    assert planned.say("visit cancel V1") == a_message("Why?")
    assert planned.say("school closed").title == "V1: cancelled, Old Hall School"


def test_a_visit_is_given_to_a_colleague_and_the_clock_goes_on(stage: Stage):
    stage.all_say("visit Old Hall yesterday 2pm core 2h")
    assert stage.say("visit give V1 @sam") == a_message(
        "V1: now Sam Price's, Old Hall School",
        "Core offer visit, Tuesday 24 November 2026, 14:00 to 16:00, by Sam Price.",
        "The note of visit is due with the head teacher by Thursday 26 November 2026, 16:00: 1 day 7 hours left, "
        "15 hours 30 minutes of it working time.",
        buttons={"Undo": "undo 4"},
    )
    assert stage.say("mine", SAM).title == "You: 1 note owed"


@pytest.mark.parametrize(
    ("whom", "sentence"),
    [
        ("@carys", "Carys Evans is no adviser, so V1 cannot go to Carys."),
        ("@amina", "V1 is Amina Khan's already."),
        (
            "@bob",
            "Nobody in Walsall School Improvement is called “bob”. There are: Amina Khan, Carys Evans, Leo Barnes, "
            "Mo Ali, Ruth Shaw, Sam Price.",
        ),
    ],
)
def test_a_visit_goes_only_to_another_adviser(planned: Stage, whom: str, sentence: str):
    with nothing_stored(planned):
        assert planned.say(f"visit give V1 {whom}").title == sentence


def test_a_plan_for_an_hour_that_has_begun_becomes_a_visit(stage: Stage):
    asked = stage.say("visit plan Old Hall today 8.30am core 20m")
    assert asked.title == "Wednesday 25 November 2026, 08:30 has passed. Log it as a visit that was made?"
    assert stage.press(asked, "Yes, log it").lines[0] == (
        "Core offer visit, Wednesday 25 November 2026, 08:30 to 08:50, by Amina Khan."
    )


def test_a_visit_that_was_made_is_not_moved_into_the_future(stage: Stage):
    stage.all_say("visit Old Hall yesterday 2pm core 2h")
    with nothing_stored(stage):
        assert stage.say("visit change V1 to 8 Dec 9am").title == (
            "V1 is logged as made, and Tuesday 8 December 2026, 09:00 is still to come. "
            "A visit to come is a plan of its own: visit plan 104274 core"
        )


def test_words_about_a_planned_attempt_are_kept(stage: Stage):
    stage.all_say("visit plan Old Hall today 9.30am attempted")
    stage.wait(hours=1)
    assert "Your words are kept with it: “line busy”" in stage.say("visit made V1: line busy").lines
