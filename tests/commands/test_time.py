"""`time`, `time log` and `time drop`, and what the leads read once a half term."""

from __future__ import annotations

from datetime import datetime

import pytest

from notifications.message import Message, Table
from notifications.nudge import facts_of
from notifications.rules.time_table import RULE
from storage.teams import Team
from tests.commands.a_team import CARYS, LEO, MO, RUTH, SAM, Stage, a_message, london
from tests.commands.test_category import in_council, put_in_force

HEADINGS = ("Line", "Table", "Spent", "Booked", "Comes to", "To look at")


@pytest.fixture
def wolverhampton(stage: Stage) -> Stage:
    """Blackwood is in Category C since September; one core visit and one board were held."""
    in_council(stage, "wolverhampton")
    stage.say("school adviser Blackwood @amina", LEO)
    put_in_force(stage, "Blackwood", "C", "2 September")
    stage.all_say("visit Blackwood yesterday 2pm core 2h", "meeting book Blackwood sib yesterday 4pm", "yes")
    stage.say("meeting attend M1 all", MO)
    return stage


def test_a_school_is_shown_line_by_line_with_the_documents_own_shortfalls(wolverhampton: Stage):
    """V3-20 to V3-23: a core visit is a day, a board half a day, whatever they lasted."""
    wolverhampton.say("time log Blackwood 1d desk-top on 3 November: data of summer")
    said = wolverhampton.say("time Blackwood")
    assert said.title == "Blackwood School: time in 2026/27"
    assert said.lines == (
        "2.5 days spent, 20.5 days by the end of the year; the table gives 18.5 days.",
        "Notional School Improvement Advisor Time Allocation (a minimum of) (City of Wolverhampton School Improvement "
        "Strategy 2018-2021).",
        "Six half-termly boards of half a day come to 3.0 days; the document prints 2.5+.",
        "Twice a year for the same 4 days that B2 has for once.",
        "Logged 3 Nov 2026 by Amina Khan: Desk-top analysis, 7 h: data of summer",
    )
    assert said.table == Table(
        HEADINGS,
        (
            ("Desk-top analysis", "at least 1 day", "1", "-", "1", ""),
            ("Challenge and Support meeting in the Autumn Term, with its report", "at least 1 day", "-", "-", "1", ""),
            ("Core visits in spring and summer, with their reports", "at least 2 days", "1", "-", "3", ""),
            ("Attendance at the School Improvement Board", "at least 2.5+ days", "0.5", "-", "2.5", ""),
            ("Monitoring and review, with its report", "at least 6 days", "-", "-", "5", "cannot be reached any more"),
            ("Full team Inspection Health Check", "at least 4 days", "-", "-", "8", ""),
            ("As directed", "at least 2+ days", "-", "-", "-", ""),
        ),
    )


def test_all_schools_stand_on_one_list_those_with_something_to_look_at_first(wolverhampton: Stage):
    put_in_force(wolverhampton, "Old Hall", "A", "2 September")
    table = wolverhampton.say("time").table
    assert table is not None
    assert [row[:4] for row in table.rows] == [
        ("Blackwood School", "1.5 of 18.5", "-", "19.5"),
        ("Old Hall School", "- of 5", "-", "3"),
    ]
    assert table.rows[0][4] == "Monitoring and review, with its report: cannot be reached any more"


def test_ones_own_time_school_by_school_and_that_of_others_for_leads_alone(wolverhampton: Stage):
    """A meeting is the time of whoever was attached on its day; yesterday nobody was."""
    own = Message(
        "Amina Khan: 1 day in 2026/27",
        ("As the table charges it, in days.",),
        Table(("School", "Spent", "Booked"), (("Blackwood School", "1", "-"),)),
    )
    assert wolverhampton.say("time @amina") == own
    assert wolverhampton.say("time @amina", LEO) == own
    answer = wolverhampton.answer("time @amina", SAM)
    assert (answer.understood, answer.message.title) == (
        False,
        "What others spent is read by leads. Yours: time @sam",
    )


def test_logged_time_can_be_taken_out_by_whoever_logged_it_and_by_leads(wolverhampton: Stage):
    said = wolverhampton.say("time log Blackwood half a day desk-top")
    assert said == a_message(
        "Blackwood School: 0.5 days logged",
        "Desk-top analysis, Wednesday 25 November 2026.",
        buttons={"Time of the school": "time 148364", "Undo": "undo 11"},
    )
    wolverhampton.say("time log Blackwood 3h desk-top on 3 November")
    nothing = "No such time of yours is logged at Blackwood School: Desk-top analysis. To see it: time 148364"
    assert wolverhampton.answer("time drop Blackwood desk-top", SAM).message.title == nothing
    assert wolverhampton.answer("time drop Blackwood desk-top").message.title == (
        "There are 2 entries of that: Tuesday 3 November 2026, Wednesday 25 November 2026. Say which day, and how long "
        "it was."
    )
    assert wolverhampton.say("time drop Blackwood 3h desk-top").title == (
        "Blackwood School: time of Tuesday 3 November 2026 taken out"
    )
    assert wolverhampton.say("time drop Blackwood desk-top", LEO).title.endswith(
        "of Wednesday 25 November 2026 taken out"
    )
    assert wolverhampton.say("undo", LEO).title == "Taken back: the time"
    assert wolverhampton.say("time Blackwood").lines[-1].startswith("Logged 25 Nov 2026 by Amina Khan")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1d cake", "“cake” is no line that time is logged on. There are: desk-top, focused, directed."),
        (
            "15d desk-top",
            "That is more than 100 hours. Log it day by day, for example: time log Blackwood 1d desk-top",
        ),
        (
            "1d desk-top on 3 December 2026",
            "Thursday 3 December 2026 is still to come. Say it once it has happened.",
        ),
    ],
)
def test_what_cannot_be_logged_is_refused_in_words(wolverhampton: Stage, line: str, said: str):
    assert wolverhampton.answer(f"time log Blackwood {line}").message.title == said


def test_a_document_without_a_table_says_so(stage: Stage):
    in_council(stage, "telford")
    no_table = "Telford & Wrekin's Securing School Improvement Protocol prints no allocation of time."
    assert stage.answer("time").message.title == no_table
    assert stage.answer("time Blackwood", LEO).message.title == no_table


@pytest.mark.parametrize("who", [CARYS, MO, RUTH])
def test_time_is_for_advisers_and_leads(wolverhampton: Stage, who: str):
    assert wolverhampton.answer("time", who).message.title.startswith("“time” is for advisers and leads.")


def sent(stage: Stage, now: str) -> list[tuple[str, Message]]:
    """Who is sent which table of time at this moment."""
    moment: datetime = london(now)
    with stage.database.read() as session:
        team = session.get_one(Team, stage.team_id)
        facts = facts_of(session, team)
        assert RULE.compose is not None
        composed = [
            (n.receiver_name, RULE.compose(session, team, facts, n, moment))
            for n in RULE.look(team, facts, moment).nudges
        ]
        return [(who, message) for who, message in composed if message is not None]


def test_leads_read_once_a_half_term_what_is_out_of_reach(wolverhampton: Stage):
    """N12."""
    said = sent(wolverhampton, "2026-12-08 09:00")
    assert [(who, message.title) for who, message in said] == [(LEO, "Time for schools this year: 1 to look at")]
    assert said[0][1].table == Table(
        ("School", "Line", "How it stands"),
        (
            (
                "Blackwood School",
                "Monitoring and review, with its report",
                "cannot be reached any more: 5 of 6 days",
            ),
        ),
    )
    assert sent(wolverhampton, "2026-12-07 09:00") == sent(wolverhampton, "2026-12-09 09:00") == []


def test_nobody_is_sent_a_table_that_the_document_does_not_print(stage: Stage):
    in_council(stage, "telford")
    put_in_force(stage, "Blackwood", "3", "2 September")
    assert sent(stage, "2026-12-08 09:00") == []


def test_a_board_without_a_governor_was_time_all_the_same_and_a_cancelled_one_was_none(wolverhampton: Stage):
    """V3-42: attendance, notes and time are kept."""
    wolverhampton.all_say("meeting book Blackwood sib today 7am", "yes", "meeting attend M2 all except CoG", who=MO)
    wolverhampton.all_say("meeting book Blackwood sib 9 Feb 2027 4pm", "meeting cancel M3 because of snow", who=MO)
    table = wolverhampton.say("time Blackwood").table
    assert table is not None
    board = next(row for row in table.rows if row[0].startswith("Attendance"))
    assert board[2:4] == ("1", "-")
