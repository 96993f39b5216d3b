"""Before a visit: its agenda with the school; before a review: timetable, schedule, a second reviewer."""

from __future__ import annotations

import pytest

from storage.audit import begin_change
from storage.visits import visit_numbered
from tests.commands.a_team import LEO, SAM, Stage, a_message, london
from tests.commands.test_category import in_council

AGENDA = "The agenda is not shared with the school yet (“shared with school leaders prior to the visit”)."
TWO = "“one day reviews (always carried out with another LaMA)”"


def heard(stage: Stage, *days: str) -> list[str]:
    """What is sent about papers on these mornings."""
    for day in days:
        stage.now = london(f"{day} 09:00")
        stage.tick()
    return [p.message.title for p in stage.terminal.parcels if "missing" in p.message.title]


def test_the_agenda_of_a_core_visit_is_asked_for_when_it_is_planned_and_before_it(stage: Stage):
    """V3-21; N21."""
    in_council(stage, "wolverhampton")
    said = stage.say("visit plan Old Hall 9 Dec 9am core")
    assert AGENDA in said.lines
    assert said.buttons[0].says == "visit ready V1 agenda"
    mornings = [f"2026-12-{day:02}" for day in (1, 2, 3, 4, 7, 8)]
    assert heard(stage, *mornings) == ["V1: Old Hall School, 1 thing is missing"] * 2


def test_once_it_is_shared_nobody_is_reminded_of_it(stage: Stage):
    """V3-21."""
    in_council(stage, "wolverhampton")
    stage.say("visit plan Old Hall 9 Dec 9am core")
    said = stage.say("visit ready V1 agenda on 24 November")
    assert said == a_message(
        "V1: the agenda is shared, Old Hall School",
        "Tuesday 24 November 2026.",
        buttons={"Show it": "visit show V1", "Undo": "undo 5"},
    )
    assert "Agenda shared: Tuesday 24 November 2026." in stage.say("V1").lines
    assert heard(stage, "2026-12-02", "2026-12-07") == []


def test_the_brief_of_the_evening_before_says_it_too(stage: Stage):
    in_council(stage, "wolverhampton")
    stage.say("visit plan Old Hall 9 Dec 9am core")
    stage.now = london("2026-12-08 16:00")
    stage.tick()
    (brief,) = [p.message for p in stage.terminal.parcels if p.message.title == "V1: Old Hall School is next"]
    assert AGENDA in brief.lines


def test_before_a_review_in_walsall_the_timetable_comes_and_the_schedule_goes(stage: Stage):
    """W0-32; N22."""
    said = stage.say("visit plan Old Hall 9 Dec 9am review")
    assert said.lines[-2:] == (
        "The school's usual timetable has not come.",
        "The provisional schedule has not gone.",
    )
    said = stage.say("visit ready V1 timetable")
    assert said.lines == ("Wednesday 25 November 2026.", "The provisional schedule has not gone.")
    assert heard(stage, "2026-12-02") == ["V1: Old Hall School, 1 thing is missing"]
    stage.say("visit ready V1 schedule")
    assert heard(stage, "2026-12-07") == ["V1: Old Hall School, 1 thing is missing"]


def test_a_review_in_hackney_has_two_reviewers(stage: Stage):
    """H4-22."""
    in_council(stage, "hackney")
    said = stage.say("visit plan Old Hall 9 Dec 9am review")
    assert said.lines[-1] == f"It has 2 reviewers: {TWO}, and nobody goes with Amina Khan yet."
    assert stage.say("visit review V1").title == f"{TWO}. Who goes with Amina Khan?"
    said = stage.say("visit review V1 with @sam")
    assert said.lines == (
        "LA review, Wednesday 9 December 2026, 09:00 to 15:00, by Amina Khan with Sam Price; announced.",
        "1 day, led by Amina Khan.",
        "It ends in a review report.",
    )
    assert stage.answer("visit review V1 with @amina").message.title == "Amina Khan leads V1. Who goes with them?"


def test_telfords_two_types_are_told_apart(stage: Stage):
    """T1-60 "at no cost to the school", T1-61 "traded"."""
    in_council(stage, "telford")
    stage.say("visit plan Old Hall 9 Dec 9am review")
    asked = stage.say("visit review V1")
    assert asked.title == "Which review is V1?"
    said = stage.press(asked, "review Type 1, initiated and led by the LA")
    assert "Cost: at no cost to the school." in said.lines
    assert "Cost: traded." in stage.say("visit review V1 type 2 because capacity is short").lines


def test_an_unannounced_health_check_is_named_so(stage: Stage):
    """V3-22 "announced or unannounced"."""
    in_council(stage, "wolverhampton")
    stage.say("visit plan Old Hall 9 Dec 9am health check")
    assert stage.say("visit review V1 unannounced").lines[0].endswith("; unannounced.")
    in_council(stage, "walsall")
    stage.say("visit plan Blackwood 9 Dec 9am review")
    assert stage.answer("visit review V2 unannounced").message.title == (
        "The council's documents print no unannounced LA review."
    )


@pytest.mark.parametrize(
    ("line", "who", "said"),
    [
        (
            "visit review V1",
            "Amina Khan",
            "V1 is a core offer visit, which is no review. To change that: visit change V1",
        ),
        ("visit ready V1 cake", "Amina Khan", "“cake” is no paper. There are: agenda, timetable, schedule."),
        ("visit ready V1 agenda", SAM, "V1 is Amina Khan's visit. Amina or a lead can do that."),
    ],
)
def test_what_cannot_be_is_refused_in_words(stage: Stage, line: str, who: str, said: str):
    stage.say("visit plan Old Hall 9 Dec 9am core")
    assert stage.answer(line, who).message.title == said


def test_papers_go_before_a_visit_and_not_after_it(stage: Stage):
    stage.say("visit Old Hall yesterday 2pm core 2h")
    assert stage.answer("visit ready V1 agenda", LEO).message.title == "V1 is made; papers go before a visit."


def test_an_unannounced_review_owes_no_papers(stage: Stage):
    """V3-22, W0-32."""
    stage.say("visit plan Old Hall 9 Dec 9am review")
    with stage.database.change() as session:
        begin_change(session, stage.team_id, None, "test", stage.now)
        visit = visit_numbered(session, stage.team_id, 1)
        assert visit is not None
        visit.unannounced = True
    assert heard(stage, "2026-12-02") == []


def test_what_was_planned_this_morning_is_not_reminded_of_the_same_morning(stage: Stage):
    in_council(stage, "wolverhampton")
    stage.now = london("2026-12-02 09:05")
    stage.say("visit plan Old Hall 9 Dec 9am core")
    stage.tick()
    assert [p for p in stage.terminal.parcels if "missing" in p.message.title] == []
