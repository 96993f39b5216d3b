"""`mine`, `overdue`, `board` and `diary`."""

import pytest
from sqlalchemy import insert

from notifications.message import Table
from storage.advisers import AttachedAdviser
from storage.people import team_members
from storage.schools import School
from tests.commands.a_team import AMINA, CARYS, JANE, LEO, MO, RUTH, SAM, Stage, a_message, london

OVERDUE = ("A1", "Old Hall School", "Tue 24 Nov 2026", "overdue: Audit phonics")


def with_work(stage: Stage) -> None:
    """Amina is attached to Old Hall, has an overdue action, a note that is late and a visit planned for Friday."""
    stage.now = london("2026-11-18 10:00")
    stage.all_say("school adviser Old Hall @amina", who=LEO)
    stage.all_say('action Old Hall "Audit phonics" @amina by 24 Nov', "visit Old Hall today 8-9 core")
    stage.all_say("visit plan Blackwood 27 Nov 9am core", "sib book Old Hall 3 Dec 4pm")
    stage.now = london("2026-11-25 09:00")


def test_mine_shows_everything_that_wants_me_the_most_urgent_first(each_stage: Stage):
    with_work(each_stage)
    assert each_stage.say("mine") == a_message(
        "You: 2 overdue; 1 note owed, 1 visit planned, 1 action, 1 meeting",
        "Notes on time: 0 of 1 (0 %)",
        table=Table(
            ("Ref", "School", "When", "What"),
            (
                ("V1", "Old Hall School", "Fri 20 Nov 2026, 09:00",
                 "note of visit: late since Friday 20 November 2026, 09:00"),
                OVERDUE,
                ("V2", "Blackwood School", "Fri 27 Nov 2026, 09:00", "core offer visit"),
                ("M1", "Old Hall School", "Thu 3 Dec 2026, 16:00", "TAS"),
            ),
        ),
        buttons={"Write V1": "visit note V1"},
    )  # fmt: skip


def test_mine_of_somebody_else_is_for_leads(stage: Stage):
    with_work(stage)
    assert stage.say("mine @amina", SAM).title == "What others owe is for leads. Yours is: mine"
    assert (
        stage.say("mine @amina", LEO).title
        == "Amina Khan: 2 overdue; 1 note owed, 1 visit planned, 1 action, 1 meeting"
    )


def test_a_deputy_finds_the_things_of_whom_they_stand_in_for_among_their_own(stage: Stage):
    with_work(stage)
    stage.all_say("cover @sam until Friday")
    mine = stage.say("mine", SAM)
    assert mine.lines[0] == "You stand in for Amina Khan today."
    assert mine.table is not None
    assert [row[:3] for row in mine.table.rows][1] == ("A1", "Old Hall School", AMINA)
    assert stage.say("mine").lines[0] == "Sam Price stands in for you today."


def test_the_chair_and_the_clerk_see_their_meetings(stage: Stage):
    with_work(stage)
    assert stage.say("mine", CARYS).title == "You: 1 meeting"
    assert stage.say("mine", RUTH).title == "You: nothing is owed and nothing is planned"


def test_overdue_is_the_teams_for_leads_and_ones_own_for_advisers(stage: Stage):
    with_work(stage)
    assert stage.say("overdue", LEO).title == "Overdue in the team: 1 note, 1 action"
    assert stage.say("overdue").title == "Yours that is overdue: 1 note, 1 action"
    assert stage.say("overdue", SAM) == a_message("Yours that is overdue: nothing", buttons={"This week": "diary"})
    assert stage.say("overdue all", SAM).title == "The team's is for leads. Yours is in: overdue"


@pytest.mark.parametrize("who", [CARYS, MO, RUTH])
def test_whether_a_note_is_late_is_told_to_its_adviser_and_the_leads_alone(stage: Stage, who: str):
    with_work(stage)
    assert stage.say("overdue", who) == a_message(
        "Overdue in the team: 1 action",
        table=Table(("Ref", "School", "Who", "When", "What"), ((*OVERDUE[:2], AMINA, *OVERDUE[2:]),)),
    )
    assert "late" not in str(stage.say("board", who))
    assert "late" not in str(stage.say("diary", who))


def test_the_board_shows_every_supported_school_the_most_urgent_first(each_stage: Stage):
    with_work(each_stage)
    each_stage.all_say("school adviser Short Heath @sam", who=LEO)
    assert each_stage.say("board", LEO) == a_message(
        "Board: 3 schools",
        "1 action overdue; 1 note owed, 1 of them late; 1 school without an attached adviser.",
        table=Table(
            ("School", "Adviser", "Last meeting", "Next meeting", "Due", "Overdue", "Notes", "Direction"),
            (
                ("Old Hall School", AMINA, "", "TAS 3 Dec 2026", "", "1 action", "1 owed, 1 late", ""),
                ("Blackwood School", "nobody", "", "", "", "", "", ""),
                ("Short Heath Junior School", SAM, "", "", "Core offer by 18 Dec 2026", "", "", ""),
            ),
        ),
        buttons={"Overdue": "overdue"},
    )


def test_a_board_of_450_schools_has_pages(stage: Stage):
    with stage.database.change() as session:
        amina = team_members(session, stage.team_id)[0].id
        schools = [
            {"urn": 200000 + n, "name": f"School {n:03}", "la_code": "335", "standing": "open"} for n in range(450)
        ]
        session.execute(insert(School), schools)
        ids = [row[0] for row in session.query(School.id).filter(School.urn >= 200000)]
        turns = [
            {"team_id": stage.team_id, "school_id": one, "person_id": amina, "from_on": stage.now.date()} for one in ids
        ]
        session.execute(insert(AttachedAdviser), turns)
    board = stage.say("board")
    assert board.title == "Board: 450 schools, page 1 of 23"
    assert board.table is not None
    assert len(board.table.rows) == 20
    assert stage.press(board, "More").title == "Board: 450 schools, page 2 of 23"
    assert stage.say("board page 24").title == "There are 23 pages. For example: board page 23"
    assert stage.say("board page 0").title == "“0” is no page. For example: board page 2"


def test_the_board_asks_what_came_of_a_meeting_that_has_passed(stage: Stage):
    stage.all_say("sib book Old Hall 26 Nov 4pm", who=CARYS)
    stage.now = london("2026-11-26 18:00")
    board = stage.say("board", LEO)
    assert board.table is not None
    assert board.table.rows == (("Old Hall School", "nobody", "", "TAS 26 Nov 2026: outcome?", "", "", ""),)


def test_an_empty_board_says_how_to_begin(stage: Stage):
    assert stage.say("board") == a_message("No school is supported yet", "A first step: school adviser Old Hall @jane")


def test_the_diary_says_who_is_where_this_week(each_stage: Stage):
    with_work(each_stage)
    each_stage.all_say("cover @leo from 1 Dec to 4 Dec", who=SAM)
    assert each_stage.say("diary", RUTH) == a_message(
        "Monday 23 November 2026 to Sunday 29 November 2026: 1 entry",
        table=Table(
            ("Day", "Time", "Who", "Where", "What", "Ref"),
            (("Fri 27 Nov", "09:00", AMINA, "Blackwood School", "core offer visit", "V2"),),
        ),
        buttons={"Next week": "diary next week"},
    )
    assert each_stage.say("diary next week") == a_message(
        "Monday 30 November 2026 to Sunday 6 December 2026: 1 entry",
        "Sam Price is away from Tuesday 1 December 2026 to Friday 4 December 2026; Leo Barnes stands in.",
        table=Table(
            ("Day", "Time", "Who", "Where", "What", "Ref"),
            (("Thu 3 Dec", "16:00", f"{AMINA}, {CARYS}", "Old Hall School", "TAS", "M1"),),
        ),
    )


def test_the_diary_of_one_person(stage: Stage):
    with_work(stage)
    assert stage.say("diary @carys next week").title == (
        "Carys Evans, Monday 30 November 2026 to Sunday 6 December 2026: 1 entry"
    )
    assert stage.say("diary @sam").title.endswith("nothing is planned")
    assert stage.say("diary tomorrow @sam").title == "Sam Price, Thursday 26 November 2026: nothing is planned"


def test_on_a_saturday_this_week_is_the_week_that_comes(stage: Stage):
    stage.now = london("2026-11-28 10:00")
    assert stage.say("diary").title.startswith("Monday 30 November 2026 to Sunday 6 December 2026")


def test_a_period_that_is_none_is_refused(stage: Stage):
    assert stage.say("diary bananas").title.startswith("I cannot read “bananas” as a period.")


def test_another_team_sees_none_of_it(stage: Stage):
    with_work(stage)
    assert stage.say("board", JANE).title == "No school is supported yet"
    assert stage.say("overdue", JANE).title == "Overdue in the team: nothing"
    assert stage.say("diary next week", JANE).title.endswith("nothing is planned")
