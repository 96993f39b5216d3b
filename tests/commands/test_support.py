"""Support of one school by another: outcomes at the start, cost, who pays, impact; and what the first TAS records."""

from __future__ import annotations

import pytest

from notifications.message import Table
from tests.commands.a_team import CARYS, MO, RUTH, Stage, a_message, london


@pytest.fixture
def agreed(stage: Stage) -> Stage:
    """Old Hall supports Blackwood since 2 November."""
    stage.say("support start Blackwood by Old Hall from 2 November: writing at KS1 is good by July")
    return stage


def test_an_agreement_begins_with_its_outcomes_and_says_what_is_missing(stage: Stage):
    """W2-44, W0-25."""
    said = stage.say("support start Blackwood by Old Hall from 2 November: writing at KS1 is good by July")
    assert said == a_message(
        "Blackwood School: supported by Old Hall School",
        "By Old Hall School, since Monday 2 November 2026.",
        "Outcomes agreed at the start: writing at KS1 is good by July",
        "Not on record yet: nature and type of support, dates and times of visits, reporting lines and "
        "frequency, cost, "
        "who pays, non-negotiables.",
        "Cost and who pays: “this must be agreed and recorded at the first TAS meeting” (Walsall Team Around the "
        "School: "
        "Rapid Recovery Plan).",
        buttons={
            "Cost": "support change 148364 cost",
            "Impact": "support impact 148364",
            "End it": "support end 148364",
            "Undo": "undo 3",
        },
    )


def test_a_school_elsewhere_can_support_too(stage: Stage):
    said = stage.say("support start Blackwood by St Anne's Teaching School: writing is good")
    assert said.title == "Blackwood School: supported by St Anne's Teaching School"


def test_parts_are_written_one_by_one_and_impact_at_the_end(agreed: Stage):
    agreed.say("support change Blackwood cost: 3,000 pounds a term")
    agreed.say("support change Blackwood payer: the LA")
    asked = agreed.say("support end Blackwood")
    assert asked.title == "What the support by Old Hall School has changed is not on record. End it all the same?"
    agreed.say("support impact Blackwood on 20 November: 62% are on track, 48% in September")
    said = agreed.say("support end Blackwood on 24 November")
    assert (said.title, said.lines) == (
        "Blackwood School: support by Old Hall School has ended",
        (
            "By Old Hall School, from Monday 2 November 2026 to Tuesday 24 November 2026.",
            "Outcomes agreed at the start: writing at KS1 is good by July",
            "Cost: 3,000 pounds a term",
            "Who pays: the LA",
            "Impact, Friday 20 November 2026: 62% are on track, 48% in September",
        ),
    )


def test_the_list_shows_cost_and_impact(agreed: Stage):
    assert agreed.say("support", RUTH).table == Table(
        ("School", "By", "Since", "Cost", "Impact seen"),
        (("Blackwood School", "Old Hall School", "2 Nov 2026", "not agreed", "not yet"),),
    )
    agreed.say("undo")
    assert agreed.say("support").title == "No school supports another"


def test_of_two_agreements_it_is_asked_which(agreed: Stage):
    agreed.say("support start Blackwood by Short Heath: attendance is 95%")
    asked = agreed.say("support impact Blackwood: better")
    assert asked.title == "2 schools support Blackwood School. Which agreement?"
    said = agreed.press(asked, "By Old Hall School, since Monday 2 November 2026")
    assert said.lines[0] == "By Old Hall School, since Monday 2 November 2026."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("start Blackwood by Blackwood: x", "Blackwood School cannot support itself. Which school supports it?"),
        (
            "end Blackwood on 1 November",
            "It began Monday 2 November 2026, and cannot have ended Sunday 1 November 2026.",
        ),
        (
            "impact Old Hall: x",
            "No support is agreed for Old Hall School. First: support start 104274 by Old Hall: writing at KS1 is good",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words(agreed: Stage, line: str, said: str):
    assert agreed.answer(f"support {line}").message.title == said


def test_a_reader_agrees_nothing(agreed: Stage):
    assert not agreed.answer("support change Blackwood cost: 1", RUTH).understood


def a_first_tas(stage: Stage) -> Stage:
    """The first TAS at Blackwood met yesterday; Carys led it."""
    stage.all_say("meeting book Blackwood tas yesterday 4pm @carys", "yes", who=MO)
    return stage


def test_the_outcome_of_a_first_tas_asks_for_cost_and_non_negotiables(agreed: Stage):
    """W0-25, W0-04."""
    a_first_tas(agreed).say("meeting attend M1 HT, IA", MO)
    asked = agreed.say("meeting outcome M1: risk: high", CARYS)
    said = agreed.press(asked, asked.buttons[0].label, CARYS) if asked.buttons else asked
    lines = [line for line in said.lines if line.startswith(("Cost", "Who pays", "Non-negotiables"))]
    assert lines == [
        "Cost: “this must be agreed and recorded at the first TAS meeting”.",
        "Who pays: “this must be agreed and recorded at the first TAS meeting”.",
        "Non-negotiables: “non-negotiables are introduced as a common baseline”.",
    ]


def heard(stage: Stage) -> list[tuple[str, str]]:
    """Who hears on the morning after the meeting, and on the fifth working day after it."""
    for day in ("2026-11-25 09:00", "2026-12-01 09:00", "2026-12-02 09:00"):
        stage.now = london(day)
        stage.tick()
    return [(p.receiver, p.message.title) for p in stage.terminal.parcels if "not recorded yet" in p.message.title]


def test_the_chair_hears_twice_of_what_is_not_recorded(agreed: Stage):
    """N17."""
    agreed.now = london("2026-11-24 18:30")
    agreed.all_say("meeting book Blackwood tas today 4pm @carys", "yes", "meeting attend M1 HT, IA", who=MO)
    assert heard(agreed) == [
        (who, "M1: TAS at Blackwood School: not recorded yet") for _ in range(2) for who in (CARYS, MO)
    ]


def test_nobody_hears_of_it_once_it_is_recorded_or_where_no_school_supports(stage: Stage):
    stage.now = london("2026-11-24 18:30")
    stage.all_say("meeting book Blackwood tas today 4pm @carys", "yes", "meeting attend M1 HT, IA", who=MO)
    assert heard(stage) == []
    stage.now = london("2026-11-24 18:40")
    stage.say("support start Blackwood by Old Hall: writing is good", CARYS)
    for part in ("cost", "payer", "non-negotiables"):
        stage.say(f"support change Blackwood {part}: agreed", MO)
    assert heard(stage) == []


def test_a_second_tas_and_one_that_was_not_held_ask_for_nothing(agreed: Stage):
    """W0-25: "at the first TAS meeting"."""
    agreed.now = london("2026-11-24 18:30")
    agreed.all_say("meeting book Blackwood tas today 2pm @carys", "yes", "meeting attend M1 HT, IA", who=MO)
    agreed.all_say("meeting book Blackwood tas today 4.30pm @carys", "yes", "yes", who=MO)
    agreed.say("meeting attend M2 HT, IA", MO)
    assert {title.split(":")[0] for _, title in heard(agreed)} == {"M1"}
    for line in ("meeting outcome M2: risk: high",):
        asked = agreed.say(line, CARYS)
        said = agreed.press(asked, asked.buttons[0].label, CARYS) if asked.buttons else asked
        assert [one for one in said.lines if one.startswith("Cost")] == []


def test_a_first_tas_that_is_only_booked_asks_for_nothing(agreed: Stage):
    agreed.now = london("2026-11-24 18:30")
    agreed.all_say("meeting book Blackwood tas today 4pm @carys", "yes", who=MO)
    assert heard(agreed) == []
