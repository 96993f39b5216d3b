"""`school adviser`, `school adviser all of` and `school timeline`."""

from datetime import date

import pytest

from storage.advisers import advisers_on, turns_at
from storage.schools import school_with_urn
from tests.commands.a_team import AMINA, JANE, LEO, OLD_HALL, RUTH, SAM, Stage, a_message, london

STEPS = {"School card": f"school {OLD_HALL}", "Plan a visit": f"visit plan {OLD_HALL}"}


def turns(stage: Stage) -> list[tuple[str, str, str]]:
    """(who, from, until) of each turn at Old Hall, in order of days."""
    with stage.database.read() as session:
        school = school_with_urn(session, OLD_HALL)
        assert school is not None
        found = turns_at(session, stage.team_id, school.id)
        return [(turn.person.name, str(turn.from_on), str(turn.until_on)) for turn in found]


def test_an_adviser_is_attached_from_today(each_stage: Stage):
    assert each_stage.say("school adviser Old Hall @amina", LEO) == a_message(
        "Old Hall School: Amina Khan is the attached adviser",
        "From Wednesday 25 November 2026.",
        "Assumed: from today, as no day was said.",
        buttons=STEPS | {"Undo": "undo 3"},
    )
    assert "Attached adviser: Amina Khan" in each_stage.say("school Old Hall").lines


def test_the_one_before_ends_the_day_before_and_undo_brings_them_back(each_stage: Stage):
    each_stage.all_say("school adviser Old Hall @amina", who=LEO)
    answer = each_stage.say("school adviser Old Hall @sam from 1 Dec", LEO)
    assert answer.lines == ("From Tuesday 1 December 2026.", "Before: Amina Khan until Monday 30 November 2026.")
    assert turns(each_stage) == [(AMINA, "2026-11-25", "2026-11-30"), (SAM, "2026-12-01", "None")]
    assert each_stage.press(answer, "Undo", LEO).title == "Taken back: the attached adviser"
    assert turns(each_stage) == [(AMINA, "2026-11-25", "None")]


def test_a_turn_that_was_arranged_for_later_stays(stage: Stage):
    stage.all_say("school adviser Old Hall @sam from 1 Dec", "school adviser Old Hall @amina", who=LEO)
    assert turns(stage) == [(AMINA, "2026-11-25", "2026-11-30"), (SAM, "2026-12-01", "None")]


def test_a_turn_that_was_to_begin_on_the_same_day_gives_way(stage: Stage):
    stage.all_say("school adviser Old Hall @sam from 1 Dec", "school adviser Old Hall @amina from 1 Dec", who=LEO)
    assert turns(stage) == [(AMINA, "2026-12-01", "None")]


@pytest.mark.parametrize(
    ("line", "who", "refused"),
    [
        ("school adviser Old Hall @ruth", LEO, "Ruth Shaw is no adviser."),
        ("school adviser Edgar Street @sam", LEO, "Edgar Street Infant School is closed, so nobody can be attached"),
        ("school adviser Old Hall @eve", LEO, "Nobody in Walsall School Improvement is called “eve”."),
        ("school adviser Old Hall @sam", AMINA, "“school adviser” is"),
        ("school adviser all of @sam to @sam", LEO, "That is one and the same person."),
        ("school adviser all of @sam to @amina", LEO, "Sam Price is attached to no school"),
        ("school adviser all of @sam to @ruth", LEO, "Ruth Shaw is no adviser."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(stage: Stage, line: str, who: str, refused: str):
    answer = stage.answer(line, who)
    assert answer.message.title.startswith(refused)
    assert stage.rows()["attached_adviser"] == 0


def test_the_same_adviser_twice_is_refused(stage: Stage):
    stage.all_say("school adviser Old Hall @amina", who=LEO)
    assert stage.say("school adviser Old Hall @amina from 1 Dec", LEO).title == (
        "Amina Khan is attached to Old Hall School since Wednesday 25 November 2026 already."
    )


def test_all_schools_move_after_what_is_open_was_shown(each_stage: Stage):
    each_stage.all_say("school adviser Old Hall @amina", "school adviser Blackwood @amina", who=LEO)
    each_stage.all_say("visit Old Hall yesterday 2pm core 2h", 'action Blackwood "Audit" @amina by Friday')
    asked = each_stage.say("school adviser all of @amina to @sam from 1 Dec", LEO)
    assert asked.title == (
        "2 schools of Amina Khan would go to Sam Price from Tuesday 1 December 2026. "
        "There: 1 note owed, 1 action open. Move them all?"
    )
    assert each_stage.press(asked, "Yes, move them", LEO).title == "2 schools of Amina Khan go to Sam Price"
    with each_stage.database.read() as session:
        now, then = (advisers_on(session, each_stage.team_id, date(2026, *day)) for day in ((11, 30), (12, 1)))
    assert {person.name for person in now.values()} == {AMINA}
    assert {person.name for person in then.values()} == {SAM}


def test_a_school_called_all_saints_is_no_move_of_all(stage: Stage):
    assert stage.say("school adviser All Saints @sam", LEO).title.startswith("I know no school called “All Saints”")


def test_the_timeline_tells_everything_the_newest_first(each_stage: Stage):
    each_stage.now = london("2026-11-20 10:00")
    each_stage.all_say("school adviser Old Hall @amina", who=LEO)
    each_stage.all_say("visit Old Hall today 8-9 call: all is well", 'action Old Hall "Audit" @amina by 4 Dec')
    each_stage.now = london("2026-11-24 10:00")
    each_stage.all_say(
        "visit sent V1", "/action done A1 seen in books", "sib book Old Hall 3 Dec 4pm", "plan start Old Hall rrp"
    )
    each_stage.now = london("2026-11-25 09:00")
    table = each_stage.say("school timeline Old Hall", RUTH).table
    assert table is not None
    assert [row[1] for row in table.rows] == [
        "M1 TAS, booked",
        "V1 note sent to the head teacher",
        "A1 action done: seen in books",
        "P1 RRP started",
        "A1 action raised, due Friday 4 December 2026: Audit",
        "V1 telephone call, made",
        "Attached adviser from this day on",
    ]
    since = each_stage.say("school timeline Old Hall since yesterday")
    assert since.title == "Old Hall School, Tuesday 24 November 2026 to Wednesday 25 November 2026: 3 entries"


def test_the_timeline_of_a_busy_school_has_pages(stage: Stage):
    for number in range(25):
        stage.all_say(f'action Old Hall "Step {number}" @amina by 4 Dec')
    first = stage.say("school timeline Old Hall since September")
    assert first.title.endswith(": 25 entries, page 1 of 2")
    assert stage.press(first, "More").title.endswith(": 25 entries, page 2 of 2")


def test_the_timeline_shows_nothing_of_another_team(stage: Stage):
    stage.all_say("visit plan Old Hall 4 Dec 9am core")
    with stage.database.change() as session:
        school = school_with_urn(session, OLD_HALL)
        assert school is not None
        school.la_code = "333"
    assert stage.say("school timeline Old Hall", JANE) == a_message(
        "Old Hall School: nothing is on record", buttons={"School card": f"school {OLD_HALL}"}
    )


def test_a_period_that_is_none_is_refused(stage: Stage):
    assert stage.say("school timeline Old Hall bananas").title.startswith("I cannot read “bananas” as a period.")


def test_the_card_shows_plans_actions_meetings_and_the_direction_of_travel(stage: Stage):
    stage.all_say("plan start Old Hall rrp", 'action Old Hall "Audit" @amina by Friday', "sib book Old Hall 3 Dec 4pm")
    lines = stage.say("school Old Hall").lines
    assert "1 action open." in lines
    assert "A1, due Friday 27 November 2026, Amina Khan: Audit" in lines
    assert "Next meeting: M1, TAS, Thu 3 Dec 2026, 16:00" in lines
    assert any(line.startswith("Plan: P1, ") for line in lines)
