"""`visit list` and `mine`: what is on record, and what wants a person."""

from notifications.message import Table
from tests.commands.a_team import CARYS, JANE, LEO, MO, RUTH, SAM, Stage, a_message, nothing_stored

HEADINGS = ("Visit", "School", "When", "Kind", "State")


def four_visits(stage: Stage) -> None:
    """V1 planned, V2 with a note owed, V3 sent, V4 cancelled."""
    stage.all_say(
        "visit plan Old Hall 4 Dec 9am core",
        "visit Blackwood yesterday 2pm core",
        "visit Oakfield Monday 9am call: spoke",
        "visit sent V3",
        "visit St Bride's Monday 11am call",
        "visit cancel V4 because logged in error",
    )


def test_notes_owed_come_first_then_plans_then_the_rest(stage: Stage):
    four_visits(stage)
    assert stage.say("visit list") == a_message(
        "Your visits: 4",
        table=Table(
            HEADINGS,
            (
                ("V2", "Blackwood School", "Tue 24 Nov 2026, 14:00", "core", "note owed, 1 day 7 hours left"),
                ("V1", "Old Hall School", "Fri 4 Dec 2026, 09:00", "core", "planned"),
                ("V4", "St Bride's CofE Primary School", "Mon 23 Nov 2026, 11:00", "call", "cancelled"),
                (
                    "V3",
                    "Oakfield Primary School",
                    "Mon 23 Nov 2026, 09:00",
                    "call",
                    "note sent, within the 48 hours",
                ),
            ),
        ),
    )


def test_nothing_yet(stage: Stage):
    log_one = "Log one with: visit Old Hall yesterday 2pm core 2h"
    assert stage.say("visit list") == a_message("Your visits: none yet", log_one)
    assert stage.say("visit list all", LEO) == a_message("The team's visits: none yet", log_one)


def test_the_whole_team_is_for_those_who_look_after_it(stage: Stage):
    four_visits(stage)
    for who in (LEO, CARYS, MO, RUTH):
        message = stage.say("visit list all", who)
        assert message.title == "The team's visits: 4"
        assert message.table is not None
        assert message.table.headings == ("Visit", "School", "When", "Kind", "Adviser", "State")
    assert stage.say("visit list everyone") == a_message(
        "The team's visits are for leads and clerks. Yours are in: visit list mine"
    )


def test_who_has_no_visits_of_their_own_sees_the_teams(stage: Stage):
    four_visits(stage)
    assert stage.say("visit list", CARYS).title == "The team's visits: 4"
    assert stage.say("visit list mine", CARYS).title == "Your visits: none yet"


def test_another_team_sees_nothing_of_it(stage: Stage):
    four_visits(stage)
    assert stage.say("visit list all", JANE).title == "The team's visits: none yet"


def test_long_lists_have_pages(stage: Stage):
    for hour in (8, 9, 10):
        stage.all_say(*(f"visit plan Old Hall {day} Dec {hour}am call 20m" for day in (1, 2, 3, 4, 7, 8, 9)))
    first = stage.say("visit list")
    assert first.title == "Your visits: 21, page 1 of 2"
    assert first.table is not None
    assert len(first.table.rows) == 20
    second = stage.press(first, "More")
    assert second.title == "Your visits: 21, page 2 of 2"
    assert second.table is not None
    assert len(second.table.rows) == 1
    assert second.buttons == ()
    with nothing_stored(stage):
        assert stage.say("visit list page 3") == a_message("There are 2 pages. For example: visit list page 2")


def test_mine_says_what_is_owed_first_and_what_to_do(stage: Stage):
    four_visits(stage)
    assert stage.say("mine") == a_message(
        "You: 1 note owed, 1 visit planned",
        "Notes on time: 1 of 1 (100 %)",
        table=Table(
            ("Ref", "School", "When", "What"),
            (
                ("V2", "Blackwood School", "Thu 26 Nov 2026, 16:00", "note of visit: 1 day 7 hours left"),
                ("V1", "Old Hall School", "Fri 4 Dec 2026, 09:00", "core offer visit"),
            ),
        ),
        buttons={"Write V2": "visit note V2"},
    )


def test_what_others_owe_is_for_leads(stage: Stage):
    four_visits(stage)
    message = stage.say("mine @amina", LEO)
    assert message.title == "Amina Khan: 1 note owed, 1 visit planned"
    assert message.buttons == ()
    assert stage.say("mine amina", LEO).title == message.title
    for who in (SAM, CARYS):
        assert stage.say("mine @amina", who) == a_message("What others owe is for leads. Yours is: mine")


def test_a_page_that_there_is_not_is_refused_with_one_that_there_is(stage: Stage):
    four_visits(stage)
    with nothing_stored(stage):
        assert stage.say("visit list page 2") == a_message("There is 1 page. For example: visit list page 1")
        assert stage.say("visit list all page 9", LEO) == a_message(
            "There is 1 page. For example: visit list all page 1"
        )
