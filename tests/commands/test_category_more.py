"""Categories after they were told: the list, the criteria as printed, a contest, the letter, a review, more time."""

from __future__ import annotations

import pytest

from notifications.message import Table
from tests.commands.a_team import AMINA, CARYS, LEO, RUTH, Stage, a_message
from tests.commands.test_category import in_council, put_in_force


def test_the_list_has_those_most_in_need_first_and_proposals_only_for_those_who_may_hear_of_them(stage: Stage):
    in_council(stage, "wolverhampton")
    assert stage.say("category list").title == "No school has a category on record"
    put_in_force(stage, "Old Hall", "B1", "2 September")
    put_in_force(stage, "Blackwood", "C", "2 November")
    stage.say("category propose Short Heath B2 from 1 December because it is so")
    headings = ("School", "Category", "From", "How it stands")
    blackwood = ("Blackwood School", "Category C", "Monday 2 November 2026", "in force")
    old_hall = ("Old Hall School", "Category B1", "Wednesday 2 September 2026", "in force")
    short_heath = (
        "Short Heath Junior School",
        "Category B2",
        "Tuesday 1 December 2026",
        "proposed, not told yet",
    )
    said = stage.say("category list")
    assert (said.title, said.lines) == ("3 schools with a category", ("Today: 1 in Category C, 1 in Category B1.",))
    assert said.table == Table(headings, (blackwood, short_heath, old_hall))
    assert stage.say("category list", RUTH).table == Table(headings, (blackwood, old_hall))


def test_criteria_are_printed_word_for_word(stage: Stage):
    """V3-01, V3-05, V3-06."""
    in_council(stage, "wolverhampton")
    said = stage.say("category criteria A", RUTH)
    assert said.title == "Category A"
    assert said.lines == (
        "“Providing a good or better level of education” (City of Wolverhampton School Improvement Strategy "
        "2018-2021).",
        "1 and 2 are conditions; the others are evidence to weigh, never a test.",
    )
    assert said.table is not None
    assert said.table.headings == ("No.", "As printed")
    assert said.table.rows[11] == ("12", "Provision for safeguarding meets all statutory requirements.")
    assert len(said.table.rows) == 17


def test_without_a_name_all_categories_are_shown_with_what_they_mean(stage: Stage):
    in_council(stage, "telford")
    said = stage.say("category criteria")
    assert said.title == "Telford & Wrekin's Securing School Improvement Protocol: 5 categories"
    assert said.lines[1] == "List 2: Strand 2: Pupils' Behaviour and Safety, 5 entries."
    assert said.table is not None
    assert [row[0] for row in said.table.rows] == [
        "Category 1",
        "Category 2",
        "Category 3",
        "Category 4a",
        "Category 4b",
    ]


def test_a_category_without_criteria_of_its_own_names_the_lists(stage: Stage):
    """T1-33."""
    in_council(stage, "telford")
    lines = stage.say("category criteria 3").lines
    assert lines[-1].startswith("No criteria of its own are printed; it is judged by lists 1 (Strand 1: Outcomes")


def test_a_list_of_indicators_is_printed_under_its_number(stage: Stage):
    """W2-21."""
    said = stage.say("category criteria list 2")
    assert said.lines[-1] == "It describes persons: what cites it is read by leads and by whoever wrote it."
    assert said.table is not None
    assert said.table.rows[0][0] == "2.1"


def test_a_school_may_contest_and_is_answered(stage: Stage):
    """W2-42."""
    in_council(stage, "wolverhampton")
    put_in_force(stage, "Blackwood", "C", "2 November")
    said = stage.say("category contest Blackwood on 20 November: attendance is 95% since October")
    assert said == a_message(
        "Blackwood School: Category C, contested",
        "Friday 20 November 2026: “attendance is 95% since October”",
        "Look at the new evidence, and record what was answered.",
        buttons={"Answer it": "category answer 148364", "Show it": "category 148364", "Undo": "undo 7"},
    )
    assert stage.say("category list").table == Table(
        ("School", "Category", "From", "How it stands"),
        (("Blackwood School", "Category C", "Monday 2 November 2026", "in force, contested"),),
    )
    assert stage.answer("category answer Blackwood on 19 November: it stays").message.title == (
        "It was contested Friday 20 November 2026; an answer of Thursday 19 November 2026 came before that."
    )
    stage.say("stop")
    assert stage.say("category answer Blackwood: looked at; it stays").lines == (
        "Contested Friday 20 November 2026: “attendance is 95% since October”",
        "Answered Wednesday 25 November 2026: “looked at; it stays”",
    )
    shown = stage.say("category Blackwood").lines
    assert "The school contested it Friday 20 November 2026: “attendance is 95% since October”" in shown
    assert [line for line in stage.say("category Blackwood", RUTH).lines if "contest" in line] == []


def test_nothing_can_be_contested_where_nothing_was_said(stage: Stage):
    assert stage.answer("category contest Blackwood: no").message.title == (
        "Blackwood School has no band that it could contest."
    )
    assert stage.answer("category answer Blackwood: no").message.title == (
        "Blackwood School has no band that it could contest."
    )


def test_the_letter_is_said_to_have_gone_once(stage: Stage):
    """H4-21."""
    in_council(stage, "hackney")
    put_in_force(stage, "Blackwood", "Intensive A", "2 November")
    assert "Letter to the school: not sent yet." in stage.say("category Blackwood").lines
    said = stage.say("category sent Blackwood on 24 November by post")
    assert (said.title, said.lines) == (
        "Blackwood School: Intensive A Support, letter sent",
        ("Tuesday 24 November 2026, by post.",),
    )
    assert "Letter to the school: Tuesday 24 November 2026, by post." in stage.say("category Blackwood").lines
    assert stage.answer("category sent Blackwood").message.title == (
        "The letter about Intensive A Support went Tuesday 24 November 2026."
    )
    assert stage.answer("category sent Old Hall").message.title == (
        "Old Hall School has no level of support in force, and so there is no letter."
    )


def test_a_review_half_way_through_the_year_is_kept_and_stands_on_the_board(stage: Stage):
    """V3-04."""
    in_council(stage, "wolverhampton")
    put_in_force(stage, "Blackwood", "C", "2 November")
    said = stage.say("category review Blackwood: risk unchanged, stays in C")
    assert (said.title, said.lines[0]) == (
        "Blackwood School: Category C, reviewed",
        "Wednesday 25 November 2026: “risk unchanged, stays in C”",
    )
    table = stage.say("board Blackwood").table
    assert table is not None
    assert ("Category review", "2026/27", "held 25 Nov 2026", "by 12 Feb 2027") in table.rows


def test_a_strategy_that_asks_for_no_review_says_so(stage: Stage):
    assert stage.answer("category review Blackwood: it stays").message.title == (
        "Walsall's School Improvement Strategy asks for no review of a band; to change it: category propose"
    )


def test_a_year_in_category_three_may_be_extended_with_a_reason(stage: Stage):
    """T1-36."""
    in_council(stage, "telford")
    put_in_force(stage, "Blackwood", "3", "2 December 2025")
    line = "category extend Blackwood until {} because a new head begins"
    for day, said in (("1 December", "Tuesday 1 December 2026"), ("2 December", "Wednesday 2 December 2026")):
        assert stage.answer(line.format(day), LEO).message.title == (
            f"The 12 months end Wednesday 2 December 2026; {said} is no extension of them."
        )
    said = stage.say(line.format("31 March"), LEO)
    assert (said.title, said.lines) == (
        "Blackwood School: Category 3, extended to Wednesday 31 March 2027",
        (
            "The 12 months end Wednesday 2 December 2026. “within one year, though in exceptional circumstances this "
            "period may be extended”.",
            "Because: a new head begins",
        ),
    )
    assert "Extended to Wednesday 31 March 2027: a new head begins" in stage.say("category Blackwood").lines
    put_in_force(stage, "Old Hall", "2", "2 November")
    assert stage.answer("category extend Old Hall until 31 March because it is so", LEO).message.title == (
        "Category 2 has no time limit that may be extended."
    )


@pytest.mark.parametrize("who", [CARYS, RUTH])
@pytest.mark.parametrize(
    "line", ["contest Blackwood: x", "answer Blackwood: x", "review Blackwood: x", "sent Blackwood"]
)
def test_nobody_but_advisers_and_leads_writes_of_categories(stage: Stage, who: str, line: str):
    answer = stage.answer(f"category {line}", who)
    assert (answer.understood, answer.message.title.split("” ")[1][:27]) == (False, "is for advisers and leads. ")


def test_an_adviser_extends_nothing(stage: Stage):
    answer = stage.answer("category extend Blackwood until 31 March because x", AMINA)
    assert answer.message.title == "“category extend” is for leads. Leo Barnes can."
