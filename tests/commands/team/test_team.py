"""`team`, `team add`, `team roles` and `team remove`."""

import pytest

from notifications.message import Table
from tests.commands.a_team import AMINA, CARYS, JANE, LEO, SAM, Stage, a_message, nothing_stored


def test_everybody_sees_who_is_in_the_team(stage: Stage):
    assert stage.say("team", CARYS) == a_message(
        "Walsall School Improvement: 6 people",
        "Walsall's School Improvement Strategy.",
        table=Table(
            ("Name", "Initials", "Roles"),
            (
                ("Amina Khan", "AK", "adviser"),
                ("Carys Evans", "CE", "chair"),
                ("Leo Barnes", "LB", "lead, admin"),
                ("Mo Ali", "MA", "clerk"),
                ("Ruth Shaw", "RS", "reader"),
                ("Sam Price", "SP", "adviser"),
            ),
        ),
    )


def test_the_first_admin_acts_for_all_until_others_do(stage: Stage):
    assert stage.say("team", JANE).lines[1] == (
        "Until others have them, Jane Doe also acts as adviser, lead, chair, clerk, reader."
    )
    stage.all_say('team add "Amina Khan" adviser and lead', who=JANE)
    assert stage.say("team", JANE).lines[1] == "Until others have them, Jane Doe also acts as chair, clerk, reader."
    assert stage.say("visit Old Park yesterday 2pm core", JANE).title.startswith("“visit” is for advisers and leads.")


def test_an_admin_enrols_somebody_who_can_then_speak(stage: Stage):
    assert stage.say('team add "Nia Lloyd" adviser and chair', LEO) == a_message(
        "Nia Lloyd is in the team: adviser, chair", buttons={"Undo": "undo 3"}
    )
    assert stage.say("mine", "Nia Lloyd").title == "You: nothing is owed and nothing is planned"


def test_a_name_is_in_a_team_once(stage: Stage):
    with nothing_stored(stage):
        assert stage.say('team add "amina khan" lead', LEO).title.startswith("amina khan is in the team already.")


@pytest.mark.parametrize("name", ['""', '"123"', "!!!", '"\u202e"', '"  "'])
def test_a_name_has_letters(stage: Stage, name: str):
    with nothing_stored(stage):
        stage.say(f"team add {name} adviser", LEO)


def test_bare_add_asks_for_role_and_name(stage: Stage):
    asked = stage.say("team add", LEO)
    assert asked.title == "In which role? (adviser, lead, chair, clerk, admin, reader)"
    assert [button.label for button in asked.buttons][:6] == ["Adviser", "Lead", "Chair", "Clerk", "Admin", "Reader"]
    assert stage.press(asked, "Clerk", LEO).title == "What is the name? (Amina Khan)"
    assert stage.say("Nia Lloyd", LEO).title == "Nia Lloyd is in the team: clerk"


def test_roles_are_given_exactly(stage: Stage):
    assert stage.say("team roles @sam adviser lead", LEO) == a_message(
        "Sam Price: adviser, lead", "Before: adviser.", buttons={"Undo": "undo 3"}
    )
    with nothing_stored(stage):
        assert stage.say("team roles @sam lead, adviser", LEO).title == (
            "Sam Price has exactly these roles already: adviser, lead."
        )
        assert stage.say("team roles @sam boss", LEO).title.startswith("“boss” is not a role. There are: adviser, lead")
        assert stage.say("/team roles @leo lead", LEO).title == (
            "Leo Barnes is the only admin. Make somebody else admin first."
        )


def test_a_role_that_was_taken_away_is_gone_at_once(stage: Stage):
    stage.all_say("team roles @amina reader", who=LEO)
    assert stage.say("visit Old Hall yesterday 2pm core", AMINA).title.startswith("“visit” is for advisers and leads.")


def test_somebody_leaves_after_a_question(stage: Stage):
    asked = stage.say("team remove @sam", LEO)
    assert asked == a_message(
        "Sam Price leaves Walsall School Improvement?", buttons={"Yes": "answer D1 1", "No, leave it": "answer D1 2"}
    )
    assert stage.press(asked, "Yes", LEO) == a_message(
        "Sam Price has left the team", "What they did stays on record.", buttons={"Undo": "undo 3"}
    )
    with nothing_stored(stage):
        assert stage.say("mine", SAM).title.startswith("I do not know you yet")
    assert stage.say("team").title == "Walsall School Improvement: 5 people"


def test_nobody_leaves_with_open_visits_or_as_the_only_admin(stage: Stage):
    stage.all_say("visit plan Old Hall tomorrow 9am core", "visit Blackwood yesterday 2pm core")
    with nothing_stored(stage):
        assert stage.say("team remove @amina", LEO) == a_message(
            "Amina Khan still has V1, V2. Give them to a colleague first: visit give V1 @name"
        )
        assert stage.say("team remove @leo", LEO).title == (
            "Leo Barnes is the only admin. Make somebody else admin first."
        )


def test_enrolling_can_be_taken_back(stage: Stage):
    stage.all_say('team add "Nia Lloyd" adviser', who=LEO)
    assert stage.say("undo", LEO).title.startswith("Taken back")


def test_a_team_never_loses_its_last_admin_by_undo(stage: Stage):
    stage.all_say("team roles @amina adviser admin", who=LEO)
    stage.all_say("team roles @leo lead", who=AMINA)
    stage.say("undo 3", LEO)
    table = stage.say("team").table
    assert table is not None
    assert any("admin" in roles for _, _, roles in table.rows)


def test_a_team_is_told_why_its_last_admin_stays(stage: Stage):
    stage.all_say("team roles @amina adviser admin", who=LEO)
    stage.all_say("team roles @leo lead", who=AMINA)
    with nothing_stored(stage):
        assert stage.say("undo 3", LEO) == a_message(
            "That would leave the team without an admin, so it stays. Make somebody else admin first."
        )


def test_an_enrolment_that_was_taken_back_can_be_made_again(stage: Stage):
    stage.all_say('team add "Nia Lloyd" adviser', "undo", 'team add "Nia Lloyd" chair', who=LEO)
    assert stage.say("mine", "Nia Lloyd").title == "You: nothing is owed and nothing is planned"


def test_an_enrolment_stays_once_the_newcomer_has_done_something(stage: Stage):
    added = stage.all_say('team add "Nia Lloyd" adviser', who=LEO)
    stage.all_say("visit Old Hall yesterday 2pm core 2h", who="Nia Lloyd")
    with nothing_stored(stage):
        assert stage.press(added, "Undo", LEO) == a_message(
            "Something else has been built on it since, so it stays. Change it by a command."
        )


def test_somebody_who_left_is_the_same_person_again(stage: Stage):
    stage.all_say("visit Old Hall yesterday 2pm call: spoke", "visit sent V1")
    stage.all_say("team remove @amina", "yes", who=LEO)
    stage.wait(days=1)
    assert stage.say('team add "amina khan" clerk', LEO) == a_message(
        "Amina Khan is in the team: clerk",
        "Amina Khan was in the team before, and what is on record from then is still theirs.",
        "They are known at the same doors. Somebody else of this name? Then “undo”, and add a second name.",
        buttons={"Undo": "undo 6"},
    )
    assert stage.say("visit list mine").title == "Your visits: 1"
    assert stage.say("undo", LEO).title.startswith("Taken back: ")
    assert stage.say("mine").title.startswith("I do not know you yet")
    assert stage.say("team", LEO).title == "Walsall School Improvement: 5 people"


def test_a_role_that_was_taken_away_stands_in_the_audit(stage: Stage):
    stage.all_say("team roles @sam lead", who=LEO)
    assert stage.audit()[-2:] == [("1", "created", "person_role"), ("1", "deleted", "person_role")]
