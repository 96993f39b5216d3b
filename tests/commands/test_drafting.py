"""Questions that wait for an answer."""

from dataclasses import replace

import pytest

from tests.commands.a_team import AMINA, CARYS, JANE, LEO, SAM, Stage, a_message, london, nothing_stored

WHICH_KIND = "What kind of visit?"
LEFT = a_message("Left as it was. Nothing was stored.")
DROPPED = a_message("Dropped. Nothing more was stored.")
NOT_OPEN = a_message("That question is not open for you (any more). Please type the command again.")
ANSWERED = a_message("That question has been answered already. Please type the command again.")


def test_a_bare_command_asks_one_question_after_the_other(stage: Stage):
    assert stage.say("visit") == a_message("Which school? (name, part of it, or URN)")
    kinds = stage.say("Old Hall")
    assert kinds.title == WHICH_KIND
    assert [button.label for button in kinds.buttons][:3] == [
        "Core offer visit",
        "Core offer telephone discussion",
        "Core offer plus update",
    ]
    assert [button.says for button in kinds.buttons] == [f"answer D2 {number}" for number in range(1, 14)]
    assert stage.say("1") == a_message(
        "When was it? (just now, yesterday 2pm, 9-11 today)", buttons={"Just now": "answer D3 1"}
    )
    assert stage.say("yesterday 2pm").title == "V1: Old Hall School"


@pytest.mark.parametrize("said", ["1", "core", "Core offer visit", "CORE OFFER VISIT", "core.", "answer D1 1"])
def test_an_option_is_chosen_by_number_or_label_or_in_words(stage: Stage, said: str):
    stage.say("visit Old Hall yesterday 2pm")
    assert stage.say(said).title == "V1: Old Hall School"
    assert stage.visit(1).kind == "core"


def test_what_is_no_option_is_refused_and_the_rest_is_kept(stage: Stage):
    stage.say("visit Old Hall yesterday 2pm")
    with nothing_stored(stage):
        refused = stage.answer("99")
    assert not refused.understood
    assert refused.message.title.startswith("“99” is no kind of visit. There are: core, core call, ")
    assert refused.message.lines == ("The rest is kept. What kind of visit? (“stop” drops it)",)
    assert stage.say("call").title == "V1: Old Hall School"


@pytest.mark.parametrize("said", ["yes", "Y", "yes please", "OK", "1", "yes, it is right", "Yes!", "answer D1 1"])
def test_yes_in_many_ways(stage: Stage, said: str):
    assert stage.say("visit Old Hall Sunday 2pm core").title.startswith("Sunday 22 November 2026 is not a working day")
    assert stage.say(said).title == "V1: Old Hall School"


@pytest.mark.parametrize("said", ["no", "N", "nope", "no thanks", "2", "No, leave it", "answer D1 2", "answer D1 no"])
def test_no_in_many_ways(stage: Stage, said: str):
    stage.say("visit Old Hall Sunday 2pm core")
    with nothing_stored(stage):
        assert stage.say(said) == LEFT
    assert stage.say("yes").title.startswith("I do not know “yes”.")


@pytest.mark.parametrize("said", ["stop", "STOP.", "never mind", "forget it", "cancel"])
def test_stop_drops_a_question(stage: Stage, said: str):
    stage.say("visit Old Hall")
    with nothing_stored(stage):
        assert stage.say(said) == DROPPED
    assert stage.say("core").title.startswith("I do not know “core”.")


def test_stop_may_be_said_like_a_command(stage: Stage):
    stage.say("visit Old Hall")
    assert stage.say("/stop") == DROPPED


def test_neither_yes_nor_no_asks_again_and_stays_open(stage: Stage):
    asked = stage.say("visit Old Hall Sunday 2pm core")
    with nothing_stored(stage):
        again = stage.answer("perhaps")
    assert not again.understood
    assert again.message == replace(asked, title=f"Please answer with a number, or yes or no: {asked.title}")
    assert stage.say("yes").title == "V1: Old Hall School"


def test_a_question_that_has_had_its_answer_has_had_it(stage: Stage):
    asked = stage.say("visit Old Hall Sunday 2pm core")
    stage.press(asked, "Yes, it is right")
    with nothing_stored(stage):
        assert stage.press(asked, "Yes, it is right") == ANSWERED
        assert stage.press(asked, "No, leave it") == ANSWERED


def test_somebody_else_cannot_answer(stage: Stage):
    asked = stage.say("visit Old Hall Sunday 2pm core")
    with nothing_stored(stage):
        for who in (LEO, SAM, CARYS, JANE):
            assert stage.press(asked, "Yes, it is right", who) == NOT_OPEN
            assert stage.say("yes", who).title.startswith("I do not know “yes”.")
    assert stage.press(asked, "Yes, it is right").title == "V1: Old Hall School"


def test_another_team_has_a_first_question_of_its_own(stage: Stage):
    ours = stage.say("visit Old Hall Sunday 2pm core")
    theirs = stage.say("visit Old Park Sunday 2pm core", JANE)
    assert ours.buttons[0].says == theirs.buttons[0].says == "answer D1 1"
    assert stage.press(ours, "Yes, it is right").title == "V1: Old Hall School"
    assert stage.press(theirs, "Yes, it is right", JANE).title == "V1: Old Park School"


@pytest.mark.parametrize("said", ["answer D99 1", "answer d1 1", "answer D0 1", "answer D12x 1", "answer D999999999 1"])
def test_a_question_that_was_never_asked_is_not_open(stage: Stage, said: str):
    with nothing_stored(stage):
        assert stage.say(said) == NOT_OPEN


def test_a_question_with_an_endless_number_is_not_open(stage: Stage):
    assert stage.say(f"answer D{'9' * 30} 1") == NOT_OPEN


def test_a_new_command_leaves_a_question_behind_and_its_buttons_still_work(stage: Stage):
    asked = stage.say("visit Old Hall Sunday 2pm core")
    assert stage.say("/visit Blackwood yesterday 2pm core").title == "V1: Blackwood School"
    assert stage.say("yes").title.startswith("I do not know “yes”.")
    assert stage.press(asked, "Yes, it is right").title == "V2: Old Hall School"


def test_looking_something_up_leaves_the_question_open(stage: Stage):
    stage.say("visit Old Hall Sunday 2pm core")
    assert stage.say("visit list").title == "Your visits: none yet"
    assert stage.say("yes").title == "V1: Old Hall School"


def test_another_place_has_other_questions(stage: Stage):
    stage.say("visit Old Hall Sunday 2pm core")
    assert stage.say("yes", channel="corridor").title.startswith("I do not know “yes”.")
    assert stage.say("yes").title == "V1: Old Hall School"


def test_after_half_an_hour_a_plain_line_answers_no_more_but_a_button_does(stage: Stage):
    asked = stage.say("visit Old Hall last Sunday 2pm core")
    stage.wait(minutes=30)
    assert stage.say("yes").title.startswith("I do not know “yes”.")
    assert stage.press(asked, "Yes, it is right").title == "V1: Old Hall School"


def test_a_plain_line_answers_until_the_half_hour_is_over(stage: Stage):
    stage.say("visit Old Hall last Sunday 2pm core")
    stage.wait(minutes=29, seconds=59)
    assert stage.say("yes").title == "V1: Old Hall School"


def test_a_question_is_forgotten_after_a_week(stage: Stage):
    asked = stage.say("visit Old Hall 22 November 2pm core")
    stage.wait(days=8)
    assert stage.press(asked, "Yes, it is right") == NOT_OPEN


def test_today_stays_the_day_on_which_it_was_said(stage: Stage):
    stage.now = london("2026-11-25 23:50")
    stage.say("visit Old Hall today 2pm")
    stage.wait(minutes=15)
    stage.say("core")
    assert stage.visit(1).started_at == london("2026-11-25 14:00")


def test_just_now_stays_the_moment_at_which_it_was_said(stage: Stage):
    asked = stage.say("visit Old Hall just now")
    stage.wait(hours=5)
    stage.press(asked, "Core offer visit")
    assert stage.visit(1).ended_at == london("2026-11-25 09:00")


def test_the_day_of_a_pasted_outcome_is_the_day_on_which_it_was_pasted(stage: Stage):
    stage.all_say("sib book Old Hall 25 Nov 4pm")
    stage.now = london("2026-11-25 23:50")
    stage.say("/meeting outcome M1\nPresent: all\nFactor: Writing\nModerate Y2 | 80% agree | none | @amina | tomorrow")
    stage.wait(minutes=15)
    stage.say("yes")
    assert "Thursday 26 November 2026" in " ".join(stage.say("action A1").lines)


def test_a_move_to_tomorrow_is_to_the_day_after_it_was_said(stage: Stage):
    stage.all_say("visit plan Old Hall 4 Dec 9am core")
    stage.now = london("2026-11-27 23:50")
    asked = stage.say("/visit change V1 tomorrow 9am")
    assert asked.title.startswith("Saturday 28 November 2026 is not a working day")
    stage.wait(minutes=15)
    stage.press(asked, "Yes, it is right")
    assert stage.visit(1).started_at == london("2026-11-28 09:00")


def test_wide_gaps_in_a_line_are_narrowed_and_its_lines_stay_apart(stage: Stage):
    gap = " " * 20_000
    stage.all_say(f"visit Old Hall{gap}yesterday 2pm{gap}core{gap}: one{gap}two{gap}\n{gap}three")
    assert stage.visit(1).note_parts == {"note": f"one{' ' * 60}two{' ' * 60}\nthree"}


def test_a_school_that_is_called_like_a_command_is_an_answer(stage: Stage):
    stage.all_say("visit", "Visit Lane")
    stage.all_say("core", "yesterday 2pm")
    assert stage.visit(1).school.name == "Visit Lane Infant School"


def test_the_words_that_are_asked_for_may_look_like_a_command(stage: Stage):
    stage.all_say("visit Old Hall yesterday 2pm core", "visit note V1")
    assert stage.say("visit the library with the children first").title.startswith("V1: note for Old Hall School")
    assert stage.visit(1).note_parts == {"note": "visit the library with the children first"}


def test_a_stroke_shows_that_it_is_a_command(stage: Stage):
    stage.all_say("visit Old Hall yesterday 2pm core", "visit note V1")
    assert stage.say("/visit list").title == "Your visits: 1"
    assert stage.visit(1).note_parts == {}


def test_a_button_is_never_the_text_of_a_note(stage: Stage):
    stage.say("visit Old Hall yesterday 9am review")
    asked = stage.say("visit note V1: attendance is up")
    assert asked.lines[-1] == "V1, Development areas?"
    assert stage.press(asked, "Undo").title.startswith("Taken back")
    assert stage.visit(1).note_parts == {}


@pytest.mark.parametrize("said", ["undo", "help", "mine", "visit list"])
def test_a_whole_command_and_nothing_else_is_no_text_of_a_note(stage: Stage, said: str):
    stage.all_say("visit Old Hall yesterday 2pm core", "visit note V1")
    stage.all_say(said)
    assert [visit.note_parts for visit in stage.visits()] == ([] if said == "undo" else [{}])


def test_a_press_is_a_command_whatever_is_asked_and_the_question_stays_open(stage: Stage):
    stage.all_say("visit Old Hall yesterday 2pm core", "visit note V1")
    assert stage.say("action list overdue", pressed=True).title.startswith("Overdue")
    assert stage.say("visit plan Blackwood tomorrow 9am core", pressed=True).title == "V2: planned, Blackwood School"
    assert stage.visit(1).note_parts == {}
    stage.say("attendance is up")
    assert stage.visit(1).note_parts == {"note": "attendance is up"}


def test_a_press_that_asks_something_itself_takes_the_place_of_the_open_question(stage: Stage):
    stage.all_say("visit Old Hall yesterday 2pm core", "visit note V1")
    assert stage.say("visit Blackwood yesterday 9am", pressed=True).title == WHICH_KIND
    assert stage.say("core").title == "V2: Blackwood School"
    assert stage.say("attendance is up").title.startswith("I do not know “attendance”.")
    assert stage.visit(1).note_parts == {}


def test_a_press_that_nobody_knows_is_no_text_of_a_note(stage: Stage):
    stage.all_say("visit Old Hall yesterday 2pm core", "visit note V1")
    assert stage.say("viisit list", pressed=True).title.startswith("I do not know “viisit”.")
    assert stage.visit(1).note_parts == {}


def test_a_filled_in_form_is_no_answer_to_an_open_question(stage: Stage):
    stage.all_say("visit Old Hall yesterday 2pm core", "visit note V1")
    values = {"school": "Blackwood", "kind": "core", "when": "yesterday 9am"}
    assert stage.fill_in("visit", values).message.title == "V2: Blackwood School"
    assert stage.visit(1).note_parts == {}


def test_undo_with_the_number_of_its_button_is_no_text_of_a_note(stage: Stage):
    logged = stage.say("visit Old Hall yesterday 2pm core")
    stage.say("visit note V1")
    assert stage.press(logged, "Undo").title.startswith("Taken back: ")


@pytest.mark.parametrize("said", ["undo the damage of last year", "help is at hand", "mine", "board"])
def test_words_that_go_on_are_the_text_that_is_asked_for(stage: Stage, said: str):
    stage.all_say("visit Old Hall yesterday 2pm core", "visit note V1")
    stage.say(said)
    assert stage.visit(1).note_parts == ({} if said in {"mine", "board"} else {"note": said})


def test_two_schools_are_asked_about_with_town_and_urn(stage: Stage):
    with nothing_stored(stage):
        asked = stage.say("visit St Joseph's yesterday 2pm core")
    assert asked == a_message(
        "2 schools could be “St Joseph's”. Which one?",
        buttons={
            "St Joseph's Catholic Primary School (Darlaston, URN 104011)": "answer D1 1",
            "St Joseph's Catholic Primary School (Aldridge, URN 104012)": "answer D1 2",
        },
    )
    stage.say("2")
    assert stage.visit(1).school.urn == 104012


def test_a_slip_is_offered_and_not_assumed(stage: Stage):
    with nothing_stored(stage):
        asked = stage.say("visit Blackwod yesterday 2pm core")
    assert asked == a_message(
        "I know no school called “Blackwod”. Did you mean this one?",
        buttons={"Blackwood School (Sutton Coldfield, URN 148364)": "answer D1 1", "None of them": "answer D1 2"},
    )
    with nothing_stored(stage):
        assert stage.press(asked, "None of them") == LEFT
    assert stage.all_say("visit Blackwod yesterday 2pm core", "yes").title == "V1: Blackwood School"


def test_two_people_are_asked_about_by_their_full_names(stage: Stage):
    stage.all_say('team add "Amina Shah" adviser', who=LEO)
    stage.all_say("visit plan Old Hall tomorrow 9am core")
    asked = stage.say("visit give V1 @amina", LEO)
    assert asked == a_message(
        "2 people could be “amina”. Who is it?", buttons={"Amina Khan": "answer D1 1", "Amina Shah": "answer D1 2"}
    )
    assert stage.say("amina shah", LEO).title == "V1: now Amina Shah's, Old Hall School"


def test_two_companions_are_asked_about_as_companions(stage: Stage):
    stage.all_say('team add "Sam Shah" adviser', who=LEO)
    assert stage.say("visit plan Old Hall tomorrow 9am core @sam").title == "2 people could be “sam”. Who is it?"
    assert "by Amina Khan with Sam Shah." in stage.say("2").lines[0]


def test_a_refused_field_keeps_the_rest_and_is_asked_for_alone(stage: Stage):
    with nothing_stored(stage):
        refused = stage.answer("visit Old Hall 31 Feb core 2h: attendance is up")
    assert not refused.understood
    assert refused.message.lines == ("The rest is kept. When was it? (“stop” drops it)",)
    logged = stage.say("yesterday 2pm")
    assert logged.title == "V1: Old Hall School"
    assert stage.visit(1).note_parts == {"note": "attendance is up"}


def test_a_refused_school_keeps_the_note(stage: Stage):
    refused = stage.say("visit Xyzzy yesterday 2pm core: attendance is up")
    assert refused.title.startswith("I know no school called “Xyzzy")
    assert stage.visits() == []
    stage.say("Old Hall")
    assert stage.visit(1).note_parts == {"note": "attendance is up"}


def test_a_refused_school_keeps_the_time_too(stage: Stage):
    stage.say("visit Xyzzy yesterday 2pm core: attendance is up")
    assert stage.say("Old Hall").title == "V1: Old Hall School"


def test_a_refused_length_keeps_the_rest(stage: Stage):
    refused = stage.say("visit Old Hall yesterday 2pm core 2h 3h: attendance is up")
    assert refused.title == "“2h” and “3h” are two lengths. Say only one, for example 2h."
    assert refused.lines == ("The rest is kept. How long? (“stop” drops it)",)
    assert stage.say("2h").title == "V1: Old Hall School"
    assert stage.visit(1).note_parts == {"note": "attendance is up"}


def test_one_question_leads_to_the_next_until_all_is_clear(stage: Stage):
    stage.say("visit st joseph's Sunday")
    stage.say("1")
    stage.say("core")
    asked = stage.say("1")
    assert asked.title == "Sunday 22 November 2026 is not a working day. Is that right?"
    logged = stage.say("yes")
    assert logged.title == "V1: St Joseph's Catholic Primary School"
    assert stage.visits()[0].started_at == london("2026-11-22 09:00")


def test_only_the_questions_of_one_person_are_closed_by_a_command(stage: Stage):
    stage.say("visit Old Hall Sunday 2pm core")
    stage.say("/visit Blackwood yesterday 2pm core", SAM)
    assert stage.say("yes", AMINA).title == "V2: Old Hall School"


def test_a_question_says_which_draft_waits_for_its_answer(stage: Stage):
    assert stage.say("visit").asks == "D1"
    assert stage.say("answer D1 Old Hall", pressed=True).asks == "D2"
    stage.say("visit Old Hall yesterday 2pm core: attendance is up")
    assert stage.say("visit note V1").asks == "D3"
    assert stage.say("mine").asks == ""


def test_an_answer_without_words_is_asked_the_same_question_again(stage: Stage):
    asked = stage.say("visit")
    assert stage.answer("answer D1", pressed=True).message == asked
    assert stage.say("answer D1 Old Hall", pressed=True).title == "What kind of visit?"
