"""`find`: words in notes, actions, plans and outcomes."""

import pytest

from commands.find import excerpt
from storage.searching import pattern_for
from tests.commands.a_team import AMINA, JANE, LEO, RUTH, SAM, Stage


def test_notes_and_actions_are_found_without_regard_to_capitals_the_newest_first(each_stage: Stage):
    each_stage.all_say(
        "visit Old Hall yesterday 2pm core 2h: PHONICS is moving",
        'action Old Hall "Audit phonics" @amina by Friday',
        "action done A1 phonics seen in three classes",
    )
    table = each_stage.say("find Phonics", RUTH).table
    assert table is not None
    assert table.headings == ("Ref", "School", "When", "Where", "Words")
    found = [(row[0], row[3], row[4]) for row in places(each_stage, "find Phonics")]
    assert ("A1", "action", "Audit phonics") in found
    assert ("A1", "evidence", "phonics seen in three classes") in found
    assert found[-1] == ("V1", "note", "PHONICS is moving")


def places(stage: Stage, line: str, who: str = AMINA) -> list[tuple[str, ...]]:
    table = stage.say(line, who).table
    return list(table.rows) if table else []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("100% of staff", "100% of"),
        ("a_b_c is a name", "a_b_c"),
        ("the head’s own words", "head's own"),
        ("the head's own words", "head’s own"),
        ("Year 2 – writing", "year 2 - writing"),
        ("CAFÉ at noon", "café"),
        ("two  lines\nof it", "lines of"),
        ("back\\slash", "back\\slash"),
        ("'); DROP TABLE visit; --", "'); drop table"),
    ],
)
def test_what_people_type_is_found_as_it_is(each_stage: Stage, text: str, asked: str):
    each_stage.all_say(f"visit Old Hall yesterday 2pm core 2h: {text}", "visit Blackwood today 8am call: other words")
    assert [row[0] for row in places(each_stage, f"find {asked}")] == ["V1"]


@pytest.mark.parametrize("asked", ["1__%", "%%%abc", "___x", "100_ of"])
def test_signs_of_the_database_stand_for_themselves(each_stage: Stage, asked: str):
    each_stage.all_say("visit Old Hall yesterday 2pm core 2h: 100% of staff abcx")
    assert places(each_stage, f"find {asked}") == []


def test_meetings_and_plans_are_found_too(stage: Stage):
    stage.all_say("plan start Blackwood rrp", 'plan priority P1 1 "Writing at KS1"')
    assert [(row[0], row[3]) for row in places(stage, "find writing")] == [("P1", "priority")]


def test_another_team_finds_nothing_of_it(stage: Stage):
    stage.all_say("visit Old Hall yesterday 2pm core 2h: phonics is moving")
    assert stage.say("find phonics", JANE).title == "“phonics” stands in no note, action, plan or outcome of your team"


def test_why_a_note_is_excused_is_never_found(stage: Stage):
    stage.all_say("visit Old Hall yesterday 2pm core 2h")
    stage.all_say("visit excuse V1 off with pneumonia", who=LEO)
    assert places(stage, "find pneumonia", LEO) == []


def test_too_little_to_look_for_is_refused(stage: Stage):
    assert stage.say("find ab").title == "Please type at least 3 letters, for example: find phonics"
    assert stage.say("find %%%%").title == "Please type at least 3 letters, for example: find phonics"


def test_many_places_have_pages_and_the_next_one_is_a_button(stage: Stage):
    for day in range(1, 26):
        stage.all_say(f'action Old Hall "Phonics {day}" @sam by 4 Dec', who=SAM)
    first = stage.say("find phonics")
    assert first.title == "“phonics”: 25 places, page 1 of 2"
    assert stage.press(first, "More").title == "“phonics”: 25 places, page 2 of 2"


def test_an_excerpt_shows_what_stands_around_the_words():
    text = "a" * 60 + " phonics " + "b" * 60
    assert excerpt(text, "Phonics") == f"…{'a' * 44} phonics {'b' * 44}…"
    assert excerpt("phonics", "phonics") == "phonics"


def test_a_pattern_lets_the_database_differ_where_it_may():
    assert pattern_for("head’s 50%_") == "%head_s%50__%"
