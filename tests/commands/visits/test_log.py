"""`visit`: a visit that was made."""

import pytest

from tests.commands.a_team import AMINA, LEO, SAM, Stage, a_message, london, nothing_stored

YES_NO = {"Yes, it is right": "answer D1 1", "No, leave it": "answer D1 2"}
OWED = (
    "The note of visit is due with the head teacher by Thursday 26 November 2026, 16:00: 1 day 7 hours left, "
    "15 hours 30 minutes of it working time."
)


def test_a_whole_line_is_logged_and_said_back_in_full(stage: Stage):
    assert stage.say("/visit Old Hall yesterday 2pm core 2h: attendance is up") == a_message(
        "V1: Old Hall School",
        "Core offer visit, Tuesday 24 November 2026, 14:00 to 16:00, by Amina Khan.",
        OWED,
        "Your words are kept as the draft note: “attendance is up”",
        buttons={"Finish the note": "visit note V1", "It has gone": "visit sent V1", "Undo": "undo 3"},
    )
    visit = stage.visit(1)
    assert (visit.started_at, visit.ended_at) == (london("2026-11-24 14:00"), london("2026-11-24 16:00"))
    assert visit.note_due_at == london("2026-11-26 16:00")
    assert visit.note_parts == {"note": "attendance is up"}
    assert stage.audit()[-2:] == [("2", "created", "visit"), ("2", "created", "note_part")]


def test_a_call_that_has_just_ended_owes_a_short_note(stage: Stage):
    assert stage.say("visit Old Hall just now call 20m") == a_message(
        "V1: Old Hall School",
        "Telephone call, Wednesday 25 November 2026, 08:40 to 09:00, by Amina Khan.",
        "A short note is due with the head teacher by Friday 27 November 2026, 09:00: 2 days left, "
        "17 hours of it working time.",
        buttons={"Write the note": "visit note V1", "It has gone": "visit sent V1", "Undo": "undo 3"},
    )


def test_an_attempt_is_recorded_and_starts_nothing(stage: Stage):
    assert (
        stage.say("visit Old Hall today 8.40am attempted: line was busy")
        == a_message(
            "V1: Old Hall School",
            "Attempted call, Wednesday 25 November 2026, 08:40 to 08:45, by Amina Khan.",
            "Assumed: 5 minutes is what a attempted call usually takes (your team's setting).",
            buttons={"Undo": "undo 3"},
        )
        or stage.visit(1).purpose == "line was busy"
    )
    assert not stage.visit(1).owes_a_note


def test_the_article_suits_the_kind(stage: Stage):
    assert "an attempted call usually takes" in stage.say("visit Old Hall today 8.40am attempted").lines[-1]


def test_words_about_an_attempt_are_said_back(stage: Stage):
    lines = stage.say("visit Old Hall today 8.40am attempted: line was busy").lines
    assert any("line was busy" in line for line in lines)


def test_a_visit_that_owes_no_note_says_so(stage: Stage):
    message = stage.say("visit Old Hall yesterday 9am headship 3h")
    assert (
        message.lines
        == (
            "Advice on selecting a head teacher, Tuesday 24 November 2026, 09:00 to 12:00, by Amina Khan.",
            "No note is owed for a advice on selecting a head teacher.",
        )
        or "No note is owed" in message.lines[1]
    )
    assert [button.label for button in message.buttons] == ["Undo"]


def test_a_length_that_was_not_said_is_assumed_and_said(stage: Stage):
    assert stage.say("visit Old Hall yesterday 2pm core").lines[-1] == (
        "Assumed: 2 hours is what a core offer visit usually takes (your team's setting)."
    )


def test_a_span_says_both_ends(stage: Stage):
    assert stage.say("visit Old Hall yesterday 9-11 core").lines[0] == (
        "Core offer visit, Tuesday 24 November 2026, 09:00 to 11:00, by Amina Khan."
    )
    assert stage.say("visit Blackwood 13:30-15:00 yesterday core").lines[0] == (
        "Core offer visit, Tuesday 24 November 2026, 13:30 to 15:00, by Amina Khan."
    )


def test_two_advisers_may_visit_and_one_owes_the_note(stage: Stage):
    message = stage.say("visit Old Hall yesterday 2pm core 2h @sam")
    assert message.lines[0] == (
        "Core offer visit, Tuesday 24 November 2026, 14:00 to 16:00, by Amina Khan with Sam Price."
    )
    assert stage.say("mine").title == "You: 1 note owed"
    assert stage.say("mine", SAM).title == "You: nothing is owed and nothing is planned"


def test_nobody_goes_with_themselves(stage: Stage):
    stage.say("visit Old Hall yesterday 2pm core 2h @amina")
    assert stage.visits() == [] or stage.visit(1).companion_id is None


def test_a_day_without_a_time_is_asked_about(stage: Stage):
    with nothing_stored(stage):
        asked = stage.say("visit Old Hall yesterday core")
    assert asked == a_message(
        "Tuesday 24 November 2026, and at what time? For example: Tuesday 24 November 2026 2pm, or 9-11",
        buttons={"All morning, 9-12": "answer D1 1", "All afternoon, 1-3.30": "answer D1 2"},
    )
    assert stage.press(asked, "All afternoon, 1-3.30").lines[0] == (
        "Core offer visit, Tuesday 24 November 2026, 13:00 to 15:30, by Amina Khan."
    )


def test_a_time_alone_answers_for_the_day_that_was_said(stage: Stage):
    stage.say("visit Old Hall yesterday core")
    stage.say("2pm")
    assert stage.visit(1).started_at == london("2026-11-24 14:00")


def test_a_visit_on_a_sunday_is_asked_about(stage: Stage):
    with nothing_stored(stage):
        asked = stage.say("visit Old Hall Sunday 2pm core")
    assert asked == a_message("Sunday 22 November 2026 is not a working day. Is that right?", buttons=YES_NO)
    assert stage.say("yes").title == "V1: Old Hall School"


def test_a_visit_on_a_bank_holiday_is_asked_about(stage: Stage):
    stage.now = london("2027-05-04 09:00")
    with nothing_stored(stage):
        assert stage.say("visit Old Hall yesterday 2pm core") == a_message(
            "Monday 3 May 2027 is not a working day. Is that right?", buttons=YES_NO
        )


def test_a_visit_in_half_term_is_asked_about(stage: Stage):
    with nothing_stored(stage):
        assert stage.say("visit Old Hall 28 October 2pm core") == a_message(
            "Wednesday 28 October 2026 is in the school holidays. Is that right?", buttons=YES_NO
        )


def test_a_visit_of_next_week_becomes_a_plan(stage: Stage):
    with nothing_stored(stage):
        asked = stage.say("visit Old Hall next Monday 2pm core: KS1 writing")
    assert asked == a_message(
        "Monday 30 November 2026, 16:00, when it would end, is still to come. Plan it?",
        buttons={"Yes, plan it": "answer D1 1", "No, leave it": "answer D1 2"},
    )
    planned = stage.press(asked, "Yes, plan it")
    assert planned.title == "V1: planned, Old Hall School"
    assert planned.lines[1] == "For: KS1 writing"
    assert stage.visit(1).state == "planned"


def test_a_visit_that_is_under_way_is_not_offered_as_a_plan(stage: Stage):
    assert "Plan it?" not in stage.say("visit Old Hall today 8.30am core").title


def test_a_visit_of_long_ago_is_asked_about(stage: Stage):
    asked = stage.say("visit Old Hall 1 July 2pm core")
    assert asked == a_message(
        "Wednesday 1 July 2026 is 146 days ago. Log it all the same?",
        buttons={"Yes, log it": "answer D1 1", "No, leave it": "answer D1 2"},
    )
    assert stage.say("yes").title == "V1: Old Hall School"


def test_the_same_visit_twice_is_asked_about(stage: Stage):
    stage.all_say("visit Old Hall yesterday 2pm core 2h")
    with nothing_stored(stage):
        asked = stage.say("visit Old Hall yesterday 3pm support 2h")
    assert asked == a_message(
        "You have logged V1 at Old Hall School already, Tuesday 24 November 2026, 14:00. Is this another visit?",
        buttons={"Yes, another one": "answer D1 1", "No, it is the same": "answer D1 2"},
    )
    assert stage.press(asked, "Yes, another one").title == "V2: Old Hall School"


def test_one_visit_after_the_other_and_a_colleagues_visit_are_no_repeat(stage: Stage):
    stage.all_say("visit Old Hall yesterday 2pm core 2h", "visit Old Hall yesterday 4pm call 20m")
    assert stage.say("visit Old Hall yesterday 2pm core 2h", SAM).title == "V3: Old Hall School"


@pytest.mark.parametrize("span", ["yesterday 3pm-1pm", "yesterday 11-9", "yesterday from 11am until 9am"])
def test_an_end_before_the_start_is_refused(stage: Stage, span: str):
    with nothing_stored(stage):
        answer = stage.answer(f"visit Old Hall core {span}")
    assert not answer.understood


@pytest.mark.parametrize("span", ["yesterday 3pm-1pm", "yesterday 11-9", "yesterday from 11am until 9am"])
def test_an_end_before_the_start_is_named_as_such(stage: Stage, span: str):
    assert "before" in stage.say(f"visit Old Hall core {span}").title


def test_a_day_that_does_not_exist_is_refused(stage: Stage):
    with nothing_stored(stage):
        answer = stage.answer("visit Old Hall 31 Feb core")
    assert not answer.understood
    assert "31 February" in answer.message.title
    assert answer.message.lines == ("The rest is kept. When was it? (“stop” drops it)",)


def test_a_day_that_does_not_exist_is_refused_before_anything_is_asked(stage: Stage):
    """As it stands in the list of bad input, without a kind."""
    with nothing_stored(stage):
        answer = stage.answer("/visit Old Hall 31 Feb")
    assert "31 February" in answer.message.title


def test_an_unknown_school_is_refused_with_what_works(stage: Stage):
    with nothing_stored(stage):
        answer = stage.answer("visit Xyzzy yesterday 2pm core")
    assert not answer.understood
    assert answer.message == a_message(
        "I know no school called “Xyzzy” in Walsall Council's area. Part of its name, its URN or your team's short "
        "form will do, for example: Old Hall",
        "The rest is kept. Which school? (“stop” drops it)",
    )


def test_a_school_of_another_council_is_not_known(stage: Stage):
    with nothing_stored(stage):
        assert stage.say("visit Wednesbury Oak yesterday 2pm core").title.startswith("I know no school called")
        assert stage.say("visit 104400 yesterday 2pm core").title.startswith("I know no school called “104400”")


def test_a_closed_school_can_be_visited_only_before_it_closed(stage: Stage):
    with nothing_stored(stage):
        assert stage.say("visit Edgar Street yesterday 2pm core").title == (
            "Edgar Street Infant School closed on 31 August 2026. Its successor may have a new URN."
        )
    assert stage.all_say("visit Edgar Street 1 July 2pm core", "yes").title == "V1: Edgar Street Infant School"


def test_a_visit_longer_than_a_week_is_refused(stage: Stage):
    with nothing_stored(stage):
        assert stage.say("visit Old Hall 2 November 9am core 30 days").title == (
            "“30 days” is no length of a visit. Say it like 2h, 90 mins, 1h 30 or half a day."
        )


@pytest.mark.parametrize("length", ["0h", "0 minutes"])
def test_a_visit_takes_time(stage: Stage, length: str):
    with nothing_stored(stage):
        stage.say(f"visit Old Hall yesterday 2pm core {length}")


def test_references_have_no_gap_after_refusals_and_questions(stage: Stage):
    stage.all_say("visit Old Hall yesterday 9am core")
    for line in (
        "visit Old Hall 31 Feb core",
        "visit Edgar Street yesterday 2pm core",
        "visit Old Hall Sunday 2pm core",
    ):
        stage.say(f"/{line}")
    stage.say("no")
    assert stage.say("/visit Blackwood yesterday 2pm core").title == "V2: Blackwood School"
    assert [change for change, *_ in stage.changes()][-2:] == [3, 4]


def test_a_lead_logs_visits_of_their_own(stage: Stage):
    assert stage.say("visit Old Hall yesterday 2pm core 2h", LEO).lines[0].endswith("by Leo Barnes.")
    assert stage.say("mine", AMINA).title == "You: nothing is owed and nothing is planned"


def test_a_day_that_was_long_ago_and_comes_again_soon_is_a_plan(stage: Stage):
    with nothing_stored(stage):
        assert stage.say("visit Old Hall 8 Dec 9am core").title == (
            "Tuesday 8 December 2026, 11:00, when it would end, is still to come. Plan it?"
        )
    assert stage.say("yes").title == "V1: planned, Old Hall School"
    assert stage.say("visit Old Hall 8 Dec 2025 9am core").title == (
        "Monday 8 December 2025 is 351 days ago. Log it all the same?"
    )


@pytest.mark.parametrize("when", ["today 8.30am", "today 8.30-10", "today 8:30am to 10am", "today 8.30am 3h"])
def test_a_visit_that_is_under_way_is_asked_when_it_was(stage: Stage, when: str):
    with nothing_stored(stage):
        asked = stage.say(f"visit Old Hall {when} core: going well")
    assert asked.title.endswith("and it is 09:00 now. From when to when was it? For example 08:30-09:00")
    assert [button.label for button in asked.buttons] == ["It has just ended, 08:30 to 09:00", "No, leave it"]
    logged = stage.press(asked, "It has just ended, 08:30 to 09:00")
    assert logged.lines[0] == "Core offer visit, Wednesday 25 November 2026, 08:30 to 09:00, by Amina Khan."
    assert stage.visit(1).note_parts == {"note": "going well"}


def test_both_times_may_be_typed_for_a_visit_that_was_under_way(stage: Stage):
    stage.say("visit Old Hall today 8.30am 3h core")
    assert (
        stage.say("8.15am-8.45am").lines[0].startswith("Core offer visit, Wednesday 25 November 2026, 08:15 to 08:45")
    )


@pytest.mark.parametrize(
    ("said", "start"),
    [("2pm", "14:00"), ("at 2", "14:00"), ("at 9.30", "09:30"), ("9-11", "09:00"), ("afternoon", "13:00")],
)
def test_the_day_that_was_named_holds_for_each_way_to_say_the_time(stage: Stage, said: str, start: str):
    stage.say("visit Old Hall yesterday core")
    stage.say(said)
    assert stage.visit(1).started_at == london(f"2026-11-24 {start}")


def test_another_day_may_still_be_named_when_the_time_is_asked_for(stage: Stage):
    stage.say("visit Old Hall yesterday core")
    stage.say("Monday 2pm")
    assert stage.visit(1).started_at == london("2026-11-23 14:00")


def test_who_names_themselves_as_companion_goes_alone_and_is_told(stage: Stage):
    logged = stage.say("visit Old Hall yesterday 2pm core 2h @amina")
    assert logged.lines[0].endswith("by Amina Khan.")
    assert logged.lines[-1] == "Assumed: nobody was with you, since Amina Khan is you."
    assert stage.say("visit plan Old Hall 4 Dec 9am core 2h @amina").lines[-1] == logged.lines[-1]
