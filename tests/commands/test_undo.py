"""`undo`: ten minutes, one's own, and only while nothing else has happened to it."""

import pytest

from tests.commands.a_team import AMINA, CARYS, LEO, SAM, Stage, a_message, london, nothing_stored

NOTHING = a_message("There is nothing of yours from the last 10 minutes to take back.")
NOT_IT = a_message("“undo” takes back what you did yourself in the last 10 minutes, and that is not it.")
ALREADY = a_message("That has been taken back already.")
CHANGED = a_message("It has been changed again since, so I left it as it is. Change it by a command.")
SOMETHING_BUILT = a_message("Something else has been built on it since, so it stays. Change it by a command.")


def taken_back(what: str) -> object:
    return a_message(f"Taken back: {what}", "It is as it was before.")


def test_a_visit_that_was_logged_is_gone(stage: Stage):
    before = stage.rows()
    logged = stage.say("visit Old Hall yesterday 2pm core 2h: attendance is up")
    undone = stage.press(logged, "Undo")
    assert undone.title.startswith("Taken back: ")
    assert undone.buttons == ()
    assert stage.visits() == []
    after = stage.rows()
    assert (after["visit"], after["note_part"]) == (before["visit"], before["note_part"])


@pytest.mark.parametrize(
    "line",
    [
        "visit change V1 to 8 Dec 9am",
        "visit change V1 review",
        "visit cancel V1 because ill",
        "visit give V1 @sam",
        "snooze V1 tomorrow 8.45am",
    ],
)
def test_a_change_goes_back_to_what_it_was(stage: Stage, line: str):
    stage.all_say("visit plan Old Hall 4 Dec 9am core 2h: KS1 writing")
    before = facts(stage)
    changed = stage.all_say(line)
    assert facts(stage) != before
    assert stage.press(changed, "Undo") == taken_back("V1")
    assert facts(stage) == before


def facts(stage: Stage) -> dict[str, object]:
    visit = stage.visit(1)
    names = [column.key for column in visit.__mapper__.columns if column.key != "next_look_at"]
    return {name: getattr(visit, name) for name in names}


def test_notes_go_back_part_by_part(stage: Stage):
    stage.all_say("visit Old Hall yesterday 2pm core 2h: first", "visit note V1: next", "visit note V1 note", "second")
    assert stage.visit(1).note_parts == {"note": "second", "next-steps": "next"}
    assert stage.say("undo") == taken_back("the note")
    assert stage.visit(1).note_parts == {"note": "first", "next-steps": "next"}
    assert stage.say("undo") == taken_back("the note")
    assert stage.visit(1).note_parts == {"note": "first"}
    assert stage.say("undo").title.startswith("Taken back: ")
    assert stage.visits() == []
    assert stage.say("undo") == NOTHING


def test_what_was_deleted_comes_back(stage: Stage):
    stage.all_say('school contact Old Hall head "Mr B Jones" b@oldhall.example', "school contact Old Hall HT Ms C New")
    assert "Head teacher: Ms C New" in stage.say("school Old Hall").lines
    assert stage.say("undo") == taken_back("the contact")
    assert "Head teacher: Mr B Jones, b@oldhall.example" in stage.say("school Old Hall").lines
    assert stage.say("undo") == taken_back("the contact")
    assert "Head teacher: Mrs J Smith, head@oldhall.example" in stage.say("school Old Hall").lines


def test_roles_go_back(stage: Stage):
    stage.all_say("team roles @sam lead clerk", who=LEO)
    assert stage.say("undo", LEO) == taken_back("the role")
    table = stage.say("team").table
    assert table is not None
    assert table.rows[-1] == ("Sam Price", "SP", "adviser")


def test_leaving_goes_back(stage: Stage):
    stage.all_say("team remove @sam", "yes", who=LEO)
    assert stage.say("undo", LEO) == taken_back("the person")
    table = stage.say("team").table
    assert table is not None
    assert table.rows[-1] == ("Sam Price", "SP", "adviser")


def test_an_alias_goes_back(stage: Stage):
    stage.all_say("school alias Old Hall OHS")
    assert stage.say("undo") == taken_back("the short form")
    assert stage.say("school OHS").title.startswith("I know no school called “OHS”")


def test_until_ten_minutes_have_passed(stage: Stage):
    stage.all_say("visit Old Hall yesterday 2pm core 2h")
    stage.wait(minutes=9, seconds=59)
    assert stage.say("undo").title.startswith("Taken back: ")


def test_not_after_ten_minutes(stage: Stage):
    logged = stage.all_say("visit Old Hall yesterday 2pm core 2h")
    stage.wait(minutes=10, seconds=1)
    with nothing_stored(stage):
        assert stage.say("undo") == NOTHING
        assert stage.press(logged, "Undo") == NOT_IT


def test_not_what_somebody_else_did(stage: Stage):
    logged = stage.all_say("visit Old Hall yesterday 2pm core 2h")
    with nothing_stored(stage):
        for who in (LEO, SAM, CARYS):
            assert stage.press(logged, "Undo", who) == NOT_IT
            assert stage.say("undo", who) == NOTHING


def test_not_what_another_team_did(stage: Stage):
    """Change 2 of each team is an old one; change 3 of ours is no change of theirs."""
    logged = stage.all_say("visit Old Hall yesterday 2pm core 2h")
    with nothing_stored(stage):
        assert stage.press(logged, "Undo", "Jane Doe") == NOT_IT


def test_not_twice(stage: Stage):
    logged = stage.all_say("visit Old Hall yesterday 2pm core 2h")
    stage.press(logged, "Undo")
    with nothing_stored(stage):
        assert stage.press(logged, "Undo") == ALREADY


def test_not_twice_with_something_earlier_left(stage: Stage):
    stage.all_say("visit plan Blackwood tomorrow 2pm core 2h")
    second = stage.all_say("visit Old Hall yesterday 2pm core 2h")
    stage.all_say("visit plan Oakfield tomorrow 2pm core 2h")
    stage.press(second, "Undo")
    with nothing_stored(stage):
        assert stage.press(second, "Undo") == ALREADY


def test_not_what_has_been_changed_since(stage: Stage):
    planned = stage.all_say("visit plan Old Hall 4 Dec 9am core 2h")
    stage.all_say("visit change V1 3h", who=LEO)
    with nothing_stored(stage):
        assert stage.press(planned, "Undo") == CHANGED
        assert stage.say("undo") == CHANGED


def test_a_field_that_somebody_else_changed_is_left_and_another_goes_back(stage: Stage):
    stage.all_say("visit plan Old Hall 4 Dec 9am core 2h")
    given = stage.all_say("visit give V1 @sam")
    stage.all_say("visit change V1 3h", who=LEO)
    assert stage.press(given, "Undo") == taken_back("V1")
    assert stage.visit(1).adviser.name == AMINA
    assert (stage.visit(1).ended_at - stage.visit(1).started_at).total_seconds() == 3 * 3600


def test_not_a_visit_for_which_a_note_was_written_since(stage: Stage):
    logged = stage.all_say("visit Old Hall yesterday 2pm core 2h")
    stage.all_say("visit note V1: attendance is up")
    stage.say("stop")
    with nothing_stored(stage):
        answer = stage.press(logged, "Undo")
    assert answer in (CHANGED, SOMETHING_BUILT)


def test_the_latest_goes_first_and_earlier_ones_by_their_number(stage: Stage):
    first = stage.all_say("visit plan Old Hall 4 Dec 9am core 2h")
    stage.all_say("visit plan Blackwood 4 Dec 1pm core 2h")
    assert stage.press(first, "Undo").title.startswith("Taken back: ")
    assert [visit.ref for visit in stage.visits()] == ["V2"]
    assert stage.say("undo").title.startswith("Taken back: ")
    assert stage.visits() == []


def test_looking_at_things_is_nothing_to_take_back(stage: Stage):
    stage.all_say("visit list", "school Old Hall", "team")
    with nothing_stored(stage):
        assert stage.say("undo") == NOTHING


def test_a_number_that_never_was(stage: Stage):
    with nothing_stored(stage):
        assert stage.say("undo 99") == NOT_IT
        assert not stage.answer("undo 0").understood
        assert not stage.answer("undo it").understood
        assert not stage.answer("undo 99999999999999999999").understood


def test_what_was_taken_back_can_be_done_again(stage: Stage):
    stage.all_say("school alias Old Hall OHS", "undo", "school alias Old Hall OHS")
    assert stage.say("school OHS").title == "Old Hall School, URN 104274"
    assert stage.say("undo") == taken_back("the short form")


def test_undo_is_recorded_as_a_change_of_its_own(stage: Stage):
    stage.all_say("visit Old Hall yesterday 2pm core 2h", "undo")
    assert stage.audit()[-2:] == [("2", "created", "visit"), ("2", "deleted", "visit")]
    assert [number for number, *_ in stage.changes()] == [1, 2, 3, 4]


def test_in_summer_time_too(stage: Stage):
    stage.now = london("2027-06-10 10:00")
    stage.all_say("visit Old Hall yesterday 2pm call 30m: spoke")
    before = facts(stage)
    for who, line in ((LEO, "excuse V1 off sick"), (AMINA, "sent V1 by hand"), (AMINA, "change V1 1h")):
        stage.all_say(f"visit {line}", who=who)
        assert stage.say("undo", who) == taken_back("V1")
        assert facts(stage) == before


def test_a_visit_whose_note_came_with_it_goes_with_its_note(stage: Stage):
    stage.all_say("visit Old Hall yesterday 2pm core 2h: attendance is up")
    assert stage.say("undo") == taken_back("V1 and the note")
    assert (stage.rows()["visit"], stage.rows()["note_part"]) == (0, 0)


def test_what_took_something_back_is_not_taken_back_itself(stage: Stage):
    stage.all_say("school alias Old Hall OHS", "undo")
    with nothing_stored(stage):
        assert stage.say("undo 4") == a_message(
            "That took something back itself. To do it after all, type its command again."
        )


def test_a_visit_does_not_go_back_to_somebody_who_has_left(stage: Stage):
    stage.all_say("visit plan Old Hall 4 Dec 9am core 2h")
    given = stage.all_say("visit give V1 @sam", who=LEO)
    stage.all_say("team remove @amina", "yes", who=LEO)
    with nothing_stored(stage):
        assert stage.press(given, "Undo", LEO) == a_message(
            "Amina Khan has left the team since, so I left it as it is. Change it by a command."
        )
