"""The board of one school: what the documents ask for, how it stands, and what is seen to by hand."""

from __future__ import annotations

import pytest

from notifications.message import Table
from storage.schools import School, Standing, school_with_urn
from tests.commands.a_team import AMINA, BLACKWOOD, CARYS, LEO, MO, OLD_HALL, Stage, london
from tests.commands.test_category import in_council, put_in_force

HEADINGS = ("What", "When", "How it stands", "In time")


def rows(stage: Stage, school: str = "Blackwood", who: str = AMINA) -> list[str]:
    """Each row of a school's board on one line."""
    table = stage.say(f"board {school}", who).table
    assert table is not None
    assert table.headings == HEADINGS
    return [" | ".join(row) for row in table.rows]


def test_a_category_c_school_is_due_a_board_each_half_term(stage: Stage):
    """V3-41, V3-22: held, booked, due, and by when it is still in time."""
    in_council(stage, "wolverhampton")
    put_in_force(stage, "Blackwood", "C", "2 September")
    stage.all_say("meeting book Blackwood sib yesterday 4pm", "yes", "meeting attend M1 all", who=MO)
    stage.say("meeting book Blackwood sib 9 Feb 2027 4pm", MO)
    stage.all_say("visit plan Blackwood 4 Dec 9am monitoring")
    said = stage.say("board Blackwood")
    assert (said.title, said.lines) == (
        "Board: Blackwood School, Category C",
        ("2026/27. 2 to book or do in the running period, 2 missed.",),
    )
    assert rows(stage) == [
        "SIB | autumn 1 | missed (at least) | by 23 Oct 2026",
        "SIB | autumn 2 | held 24 Nov 2026 (at least) | by 18 Dec 2026",
        "SIB | spring 1 | booked 9 Feb 2027 (at least) | by 12 Feb 2027",
        "SIB | spring 2 | due (at least) | by 25 Mar 2027",
        "SIB | summer 1 | due (at least) | by 28 May 2027",
        "SIB | summer 2 | due (at least) | by 20 Jul 2027",
        "Challenge and Support | autumn | due | by 18 Dec 2026",
        "Invitation | summer | due | by 20 Jul 2027",
        "Visit dates | autumn | due | by 18 Dec 2026",
        "Core visit | spring | due | by 25 Mar 2027",
        "Core visit | summer | due | by 20 Jul 2027",
        "Monitoring | autumn 1 | missed | by 23 Oct 2026",
        "Monitoring | autumn 2 | booked 4 Dec 2026 | by 18 Dec 2026",
        "Monitoring | spring 1 | due | by 12 Feb 2027",
        "Monitoring | spring 2 | due | by 25 Mar 2027",
        "Monitoring | summer 1 | due | by 28 May 2027",
        "Monitoring | summer 2 | due | by 20 Jul 2027",
        "Health Check | 2026/27 | 2 due | by 20 Jul 2027",
        "Category review | 2026/27 | due | by 12 Feb 2027",
        "Governance audit | 2026/27 | due | by 20 Jul 2027",
    ]
    assert [(button.label, button.says) for button in said.buttons] == [
        ("Book Challenge and Support", "meeting book 148364 challenge and support"),
        ("Visit dates done", "board done 148364 Visit dates"),
        ("School card", "school 148364"),
        ("The whole board", "board"),
    ]


def test_nothing_due_before_the_team_began_is_missed(stage: Stage):
    in_council(stage, "wolverhampton")
    put_in_force(stage, "Blackwood", "C", "2 September")
    stage.say("team go-live 1 November", LEO)
    assert [row for row in rows(stage) if "missed" in row] == []


def test_a_move_from_c_to_b2_late_in_a_half_term_loses_no_board(stage: Stage):
    """V3-41: both ask for one each half term."""
    in_council(stage, "wolverhampton")
    put_in_force(stage, "Blackwood", "C", "2 September")
    put_in_force(stage, "Blackwood", "B2", "1 December")
    autumn = [row for row in rows(stage) if row.startswith("SIB | autumn")]
    assert autumn == ["SIB | autumn 1 | missed (at least) | by 23 Oct 2026", "SIB | autumn 2 | due | by 18 Dec 2026"]


def test_a_board_that_met_without_a_governor_is_to_be_rearranged(stage: Stage):
    """V3-42."""
    in_council(stage, "wolverhampton")
    put_in_force(stage, "Blackwood", "C", "2 September")
    stage.all_say("meeting book Blackwood sib yesterday 4pm", "yes", "meeting attend M1 all except CoG", who=MO)
    assert rows(stage)[1] == "SIB | autumn 2 | to be rearranged 24 Nov 2026; 1 more due (at least) | by 18 Dec 2026"


def test_in_telford_the_review_team_meets_each_half_term_and_the_plan_is_reviewed_each_term(stage: Stage):
    """T1-51, T1-34."""
    in_council(stage, "telford")
    put_in_force(stage, "Blackwood", "3", "2 September")
    stage.all_say("plan start Blackwood rap", "plan review P1 Writing improves: 62% on track, 48% in September")
    assert [row for row in rows(stage) if row.startswith(("Review Team | autumn", "RAP review"))] == [
        "Review Team | autumn 1 | missed | by 23 Oct 2026",
        "Review Team | autumn 2 | due | by 18 Dec 2026",
        "RAP review | autumn | held 25 Nov 2026 | by 18 Dec 2026",
        "RAP review | spring | due | by 25 Mar 2027",
        "RAP review | summer | due | by 20 Jul 2027",
    ]


def test_weekly_visits_are_asked_for_only_once_a_lead_says_so_and_until_then(stage: Stage):
    """T1-39: "in the early stages, where appropriate"."""
    in_council(stage, "telford")
    stage.say("school adviser Blackwood @amina", LEO)
    assert stage.answer("board begin Blackwood weekly visit until 11 December", LEO).message.title == (
        "The weekly visit is for schools in Category 4b; Blackwood School is in none of them."
    )
    put_in_force(stage, "Blackwood", "4b", "2 November")
    assert [row for row in rows(stage) if row.startswith("Weekly")] == []
    said = stage.say("board begin Blackwood weekly visits until 11 December because it begins", LEO)
    assert (said.title, said.lines) == (
        "Blackwood School: Weekly visit from now on",
        (
            "One each week, from the first whole week on, until Friday 11 December 2026.",
            "“in the early stages, where appropriate, weekly visits will take place”.",
        ),
    )
    assert [row for row in rows(stage) if row.startswith("Weekly")] == [
        "Weekly visit | week of 30 November | due | by 4 Dec 2026",
        "Weekly visit | week of 7 December | due | by 11 Dec 2026",
    ]
    assert not stage.answer("board begin Blackwood weekly visit until 18 December", LEO).understood
    stage.now = london("2026-12-07 09:00")
    assert next(row for row in rows(stage) if row.startswith("Weekly")) == (
        "Weekly visit | week of 30 November | missed | by 4 Dec 2026"
    )
    assert stage.say("board end Blackwood weekly visit", LEO).lines == (
        "It was asked for from Wednesday 25 November 2026.",
    )
    assert [row for row in rows(stage) if row.startswith("Weekly")] == [
        "Weekly visit | week of 30 November | missed | by 4 Dec 2026"
    ]
    assert stage.answer("board end Blackwood weekly visit", LEO).message.title == (
        "The weekly visit has not begun at Blackwood School. To begin: board begin 148364 Weekly visit until ..."
    )


def test_only_a_lead_switches(stage: Stage):
    in_council(stage, "telford")
    for line in ("board begin Blackwood weekly visit until 11 December", "board end Blackwood weekly visit"):
        assert stage.answer(line).message.title.endswith("is for leads. Leo Barnes can.")


def test_a_strategy_without_such_a_duty_says_so(stage: Stage):
    answer = stage.answer("board begin Blackwood weekly visit until 11 December", LEO)
    assert answer.message.title == "Walsall's School Improvement Strategy has no duty that waits for a lead's word."


def test_papers_are_marked_as_done_at_one_school(stage: Stage):
    """V3-32."""
    in_council(stage, "wolverhampton")
    put_in_force(stage, "Blackwood", "C", "2 September")
    said = stage.say("board done Blackwood visit dates on 20 November: three dates")
    assert (said.title, said.lines) == (
        "Blackwood School: Visit dates done",
        ("Dates and purpose of the year's SIA visits: Friday 20 November 2026.", "“three dates”"),
    )
    assert "Visit dates | autumn | held 20 Nov 2026 | by 18 Dec 2026" in rows(stage)
    assert stage.say("undo").title == "Taken back: what was marked as done"
    assert "Visit dates | autumn | due | by 18 Dec 2026" in rows(stage)


def test_papers_are_marked_as_done_at_every_school_that_owes_them(stage: Stage):
    """V3-32; only those that owe it now."""
    in_council(stage, "wolverhampton")
    stage.all_say("school adviser Blackwood @amina", "school adviser Old Hall @sam", who=LEO)
    stage.say("board done Old Hall visit dates")
    asked = stage.say("board done all visit dates on 20 November", LEO)
    assert asked.title == (
        "Dates and purpose of the year's SIA visits, Friday 20 November 2026: 1 school: Blackwood School. All?"
    )
    assert stage.press(asked, "Yes, all of them", LEO).title == "Visit dates done at 1 school"
    assert stage.answer("board done all visit dates", LEO).message.title == (
        "No school owes the dates and purpose of the year's SIA visits in the period of Wednesday 25 November 2026. "
        "The board shows what is due."
    )


def test_a_chair_marks_nothing_and_a_paper_that_is_none_is_named(stage: Stage):
    in_council(stage, "wolverhampton")
    assert not stage.answer("board done Blackwood visit dates", CARYS).understood
    answer = stage.answer("board done Blackwood cake")
    assert answer.message.title == ("“cake” is no paper that is marked by hand. There are: Invitation, Visit dates.")


def test_academies_owe_no_visit_that_is_for_maintained_schools(stage: Stage):
    """W2-02: "A telephone discussion is held with academies and LA schools receive a visit"."""
    stage.all_say("school adviser Blackwood @amina", "school adviser Old Hall @amina", who=LEO)
    with stage.database.change() as session:
        school = school_with_urn(session, BLACKWOOD)
        assert isinstance(school, School)
        school.type_group = "Academies"
    assert [row.split(" | ")[0] for row in rows(stage, str(OLD_HALL))] == [
        "Core offer",
        "Core offer plus",
        "Core offer plus",
    ]
    assert [row.split(" | ")[0] for row in rows(stage)] == ["Core offer"]


def test_a_school_that_nobody_is_attached_to_and_without_a_category_is_not_counted(stage: Stage):
    said = stage.say("board Old Hall")
    assert (said.title, said.lines, said.table) == (
        "Board: Old Hall School",
        ("No adviser is attached and no category is in force, so nothing is counted.",),
        None,
    )


def test_the_board_shows_categories_and_the_most_urgent_thing_first(stage: Stage):
    in_council(stage, "wolverhampton")
    put_in_force(stage, "Blackwood", "C", "2 September")
    put_in_force(stage, "Old Hall", "B1", "2 September")
    stage.say("category propose Short Heath C from 1 December because it is so")
    assert stage.say("board").table == Table(
        ("School", "Category", "Adviser", "Last meeting", "Next meeting", "Due", "Overdue", "Notes", "Direction"),
        (
            ("Blackwood School", "C", "nobody", "", "", "SIB missed, autumn 1 and 5 more", "", "", ""),
            ("Old Hall School", "B1", "nobody", "", "", "SIB by 18 Dec 2026 and 3 more", "", "", ""),
        ),
    )


@pytest.mark.parametrize("council", ["walsall", "telford", "wolverhampton", "hackney"])
def test_a_day_in_the_summer_holidays_is_shown_too(stage: Stage, council: str):
    in_council(stage, council)
    stage.say("school adviser Blackwood @amina", LEO)
    stage.now = london("2027-08-10 10:00")
    said = stage.say("board Blackwood", LEO)
    assert said.lines[0].startswith("2026/27.")


def test_a_school_that_has_closed_is_asked_for_nothing(stage: Stage):
    in_council(stage, "wolverhampton")
    put_in_force(stage, "Blackwood", "C", "2 September")
    with stage.database.change() as session:
        school = school_with_urn(session, BLACKWOOD)
        assert isinstance(school, School)
        school.standing = Standing.CLOSED
    assert stage.say("board 148364").table is None


def test_weekly_visits_are_ended_at_the_school_that_is_named(stage: Stage):
    in_council(stage, "telford")
    for school in ("Blackwood", "Old Hall"):
        put_in_force(stage, school, "4b", "2 November")
        stage.say(f"board begin {school} weekly visits until 11 December", LEO)
    stage.say("board end Old Hall weekly visit", LEO)
    assert [
        len([row for row in rows(stage, school) if row.startswith("Weekly")]) for school in ("Blackwood", "Old Hall")
    ] == [
        2,
        0,
    ]
