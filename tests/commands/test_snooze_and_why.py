"""`snooze`: a reminder later; `why`: where a reminder comes from."""

import pytest

from tests.commands.a_team import CARYS, LEO, Stage, a_message, london, nothing_stored


@pytest.fixture
def made(stage: Stage) -> Stage:
    """V1, by Amina at Old Hall on Tuesday afternoon: the note is due on Thursday at four."""
    stage.all_say("visit Old Hall yesterday 2pm core 2h")
    return stage


def test_a_reminder_is_put_off_to_a_working_moment(made: Stage):
    asked = made.say("snooze V1")
    assert asked == a_message(
        "Until when?",
        buttons={
            "Next working morning, Thursday 26 November 2026, 09:00": "answer D1 1",
            "Next working afternoon, Thursday 26 November 2026, 14:00": "answer D1 2",
        },
    )
    assert made.press(asked, "Next working morning, Thursday 26 November 2026, 09:00") == a_message(
        "V1: no reminder before Thursday 26 November 2026, 09:00", buttons={"Undo": "undo 4"}
    )


def test_the_last_call_comes_all_the_same(made: Stage):
    assert made.say("snooze V1 Friday 9am") == a_message(
        "V1: no reminder before Thursday 26 November 2026, 15:00",
        "That is the last call before the 48 hours end; it comes all the same.",
        buttons={"Undo": "undo 4"},
    )


def test_what_lies_behind_or_wants_nobody_cannot_be_put_off(made: Stage):
    with nothing_stored(made):
        assert "has passed" in made.say("snooze V1 yesterday").title
        made.say("stop")
    made.all_say("visit excuse V1 off sick", who=LEO)
    with nothing_stored(made):
        assert made.say("snooze V1") == a_message("Nothing is open about V1, so there is nothing to put off.")


def test_a_plan_is_not_put_off_beyond_its_day(stage: Stage):
    stage.all_say("visit plan Old Hall tomorrow 9am core")
    with nothing_stored(stage):
        assert stage.say("snooze V1 Friday 9am") == a_message(
            "V1 begins Thursday 26 November 2026, 09:00, before that. Choose an earlier time."
        )


def test_why_gives_the_clause_and_the_arithmetic(made: Stage):
    assert made.say("why V1", CARYS) == a_message(
        "Why V1?",
        "Walsall School Improvement Strategy 2014-2016: notes of school visits are “normally available to the head "
        "teacher 48 hours after a visit”.",
        "V1 ended Tuesday 24 November 2026, 16:00; 48 hours later is Thursday 26 November 2026, 16:00.",
        "It counts as late from Thursday 26 November 2026, 16:00: 48 hours and 2 working days have passed by then "
        "(your team's setting).",
        "Reminders come on the morning before, 60 working minutes before the deadline, and then each working morning "
        "in term until the note is sent (your team's setting).",
    )


def test_why_of_a_plan_and_of_a_visit_without_a_note(stage: Stage):
    stage.all_say("visit plan Old Hall tomorrow 9am core", "visit Old Hall today 8am attempted")
    assert stage.say("why V1").title == "Why V1?"
    assert stage.say("why V2") == a_message("There is no reminder about V2: no note is owed for it.")


def test_why_of_a_cancelled_visit(made: Stage):
    made.all_say("visit cancel V1 because logged in error")
    assert made.say("why V1").title.startswith("There is no reminder about V1")


def test_clocks_change_but_48_hours_stay_48_hours(stage: Stage):
    stage.now = london("2026-10-24 18:00")
    stage.all_say("visit Old Hall today 2pm core 2h", "yes")
    assert stage.visit(1).note_due_at == london("2026-10-26 15:00")


def told_of(stage: Stage, ref: str, *moments: str) -> list[str]:
    """The titles that Amina reads about something when the clock strikes these moments."""
    stage.terminal.parcels.clear()
    for moment in moments:
        stage.now = london(moment)
        stage.tick()
    hers = [parcel.message.title for parcel in stage.terminal.parcels if parcel.receiver == "Amina Khan"]
    return [title for title in hers if title.startswith(ref)]


@pytest.mark.parametrize(
    ("line", "ref", "title"),
    [
        ("visit plan Old Hall today 2pm core", "V1", "V1: did the visit to Old Hall School happen?"),
        ("meeting book Old Hall tas today 2pm chair @amina", "M1", "M1: TAS at Old Hall School: did it take place?"),
        ('action Old Hall "Audit phonics" @amina by 26 Nov', "A1", "A1: Old Hall School, due today"),
    ],
)
def test_what_is_snoozed_once_it_was_said_comes_again_on_the_same_day(stage: Stage, line: str, ref: str, title: str):
    stage.all_say(line)
    assert told_of(stage, ref, "2026-11-26 09:00") == [title]
    stage.all_say(f"snooze {ref} today 2pm")
    assert told_of(stage, ref, "2026-11-26 13:59") == []
    assert told_of(stage, ref, "2026-11-26 14:00", "2026-11-26 14:01") == [title]


def test_a_brief_that_was_read_comes_again_before_the_visit(stage: Stage):
    stage.all_say("visit plan Old Hall tomorrow 2pm core")
    assert told_of(stage, "V1", "2026-11-25 16:00") == ["V1: Old Hall School is next"]
    stage.all_say("snooze V1 tomorrow 9am")
    assert told_of(stage, "V1", "2026-11-25 17:00", "2026-11-26 09:00") == ["V1: Old Hall School is next"]


def test_the_minutes_of_a_meeting_are_put_off_also_once_its_outcome_is_posted(stage: Stage):
    stage.all_say("meeting book Old Hall tas today 9am", "yes", "meeting attend M1 all")
    assert stage.say("snooze M1 Friday 9am").title == "M1: no reminder before Friday 27 November 2026, 09:00"
    stage.all_say("meeting minutes M1 sent")
    with nothing_stored(stage):
        assert stage.say("snooze M1 Friday 9am") == a_message(
            "Nothing is open about M1, so there is nothing to put off."
        )


def test_a_meeting_that_was_cancelled_has_nothing_to_be_put_off(stage: Stage):
    stage.all_say("meeting book Old Hall tas Friday 4pm", "meeting cancel M1 because the head teacher is ill")
    with nothing_stored(stage):
        assert stage.say("snooze M1 tomorrow 9am") == a_message(
            "Nothing is open about M1, so there is nothing to put off."
        )


def test_why_says_that_nothing_comes_any_more(stage: Stage):
    stage.all_say("visit Old Hall yesterday 9am call: spoke", "visit sent V1 by hand")
    assert stage.say("why V1").lines[0] == "The note has gone, so no reminder comes any more."
    stage.all_say("visit Old Hall yesterday 2pm call: spoke")
    stage.all_say("visit excuse V2 off sick", who=LEO)
    assert stage.say("why V2").lines[0] == "The note is excused, so no reminder comes any more."
    stage.all_say("visit cancel V2 because logged in error")
    assert stage.say("why V2") == a_message("There is no reminder about V2: it was cancelled (logged in error).")
