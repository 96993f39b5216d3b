"""`audit`: who changed what on a thing."""

import pytest

from tests.commands.a_team import AMINA, CARYS, JANE, LEO, SAM, Stage

NOW = "Wed 25 Nov 2026, 09:00"


def rows(stage: Stage, line: str, who: str = AMINA) -> list[tuple[str, ...]]:
    table = stage.say(line, who).table
    assert table is not None
    return list(table.rows)


def test_each_change_is_told_in_words_the_newest_first(each_stage: Stage):
    each_stage.all_say('action Old Hall "Audit phonics" @amina by Friday')
    each_stage.wait(hours=1)
    each_stage.all_say("action give A1 @sam", who=LEO)
    found = rows(each_stage, "audit A1", LEO)
    assert found[-1] == (
        NOW, AMINA, "the terminal",
        "added: school: Old Hall School; side: both; text: “Audit phonics”; lead: Amina Khan; "
        "due: Friday 27 November 2026; state: open",
    )  # fmt: skip
    assert ("Wed 25 Nov 2026, 10:00", LEO, "the terminal", "lead: Amina Khan → Sam Price") in found


def test_the_parts_of_a_note_belong_to_their_visit_those_taken_away_as_well(each_stage: Stage):
    each_stage.all_say(
        "visit Old Hall yesterday 2pm core 2h: attendance is up", "visit Blackwood today 8am call: other"
    )
    each_stage.all_say("undo")
    said = [row[3] for row in rows(each_stage, "audit V1")]
    assert "note added: text: “attendance is up”" in said
    assert not any("other" in words for words in said)


def test_what_was_taken_back_says_so(stage: Stage):
    stage.all_say("visit plan Old Hall 4 Dec 9am core", "visit change V1 to 5 Dec 9am", "yes", "undo")
    assert rows(stage, "audit V1")[0][3].startswith("taken back: start: Saturday 5 December 2026, 09:00 → Friday 4")


def test_leads_see_everything_and_others_what_is_theirs(stage: Stage):
    stage.all_say("visit plan Old Hall 4 Dec 9am core", "sib book Old Hall 3 Dec 4pm")
    assert stage.say("audit V1", LEO).title == "V1: 1 change on record"
    assert stage.say("audit V1", SAM).title == "V1 is not yours. Leads and admins can look at everything."
    assert stage.answer("audit M1", CARYS).message.title.startswith("M1: ")
    stage.all_say("school adviser Old Hall @sam", who=LEO)
    assert stage.say("audit V1", SAM).title == "V1: 1 change on record"


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ("audit V9", "There is no V9 in your team."),
        ("audit X1", "“X1” is no reference. It looks like V12, A14, M3 or P7."),
        ("audit V1 page 2", "There is 1 page. For example: audit V1 page 1"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(stage: Stage, line: str, refused: str):
    stage.all_say("visit plan Old Hall 4 Dec 9am core")
    assert stage.say(line, LEO).title.startswith(refused)


def test_another_teams_visit_is_not_there(stage: Stage):
    stage.all_say("visit plan Old Hall 4 Dec 9am core")
    assert stage.say("audit V1", JANE).title.startswith("There is no V1 in your team.")


def test_values_that_retention_has_emptied_are_said_to_be_gone(stage: Stage):
    stage.all_say("visit plan Old Hall 4 Dec 9am core")
    with stage.database.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM audit_value")
    assert rows(stage, "audit V1") == [(NOW, AMINA, "the terminal", "added")]


def test_a_visit_tells_nothing_of_another_that_was_taken_back(each_stage: Stage):
    each_stage.all_say("visit Old Hall yesterday 2pm core 2h: first words", "undo")
    each_stage.all_say("visit Blackwood yesterday 2pm core 2h: other words")
    said = " ".join(row[3] for row in rows(each_stage, "audit V2"))
    assert "other words" in said
    assert "first words" not in said
    assert "Old Hall" not in said


def test_a_note_that_was_taken_back_is_not_told_as_another_visits(each_stage: Stage):
    each_stage.all_say("visit Old Hall yesterday 2pm call", "visit Blackwood yesterday 10am call")
    each_stage.all_say("visit note V1: first words", "undo", "visit note V2: other words")
    first, second = (" ".join(row[3] for row in rows(each_stage, f"audit V{one}")) for one in (1, 2))
    assert ("first words" in first, "other words" in first) == (True, False)
    assert ("first words" in second, "other words" in second) == (False, True)
