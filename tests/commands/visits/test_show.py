"""The card of a visit, by its reference alone."""

import pytest

from tests.commands.a_team import CARYS, LEO, SAM, Stage, a_message

LOGGED = "/visit Old Hall yesterday 2pm support 2h: attendance is up"
CARD = a_message(
    "V1: Old Hall School, note owed, 1 day 7 hours left",
    "Targeted support visit, Tuesday 24 November 2026, 14:00 to 16:00, by Amina Khan.",
    "The note of visit is due with the head teacher by Thursday 26 November 2026, 16:00: 1 day 7 hours left, "
    "15 hours 30 minutes of it working time.",
    "Note: attendance is up",
    buttons={"Send it": "visit send V1", "It has gone": "visit sent V1", "School card": "school 104274"},
)


@pytest.mark.parametrize("line", ["V1", "v1", "/V1", "/rrp V1", "visit V1", "/visit V1", "visit show V1", "V1."])
def test_a_reference_opens_the_card_of_its_visit(stage: Stage, line: str):
    stage.say(LOGGED)
    assert stage.say(line) == CARD


def test_a_lead_reads_the_note_and_others_see_that_there_was_a_visit(stage: Stage):
    stage.say(LOGGED)
    assert "Note: attendance is up" in stage.say("V1", LEO).lines
    for who in (SAM, CARYS):
        assert stage.say("V1", who) == a_message(
            "V1: Old Hall School, note not sent yet",
            "Targeted support visit, Tuesday 24 November 2026, 14:00 to 16:00, by Amina Khan.",
            buttons={"School card": "school 104274"},
        )


def test_a_planned_visit_offers_what_can_become_of_it(stage: Stage):
    stage.say("/visit plan Blackwood tomorrow 9am core: KS1 writing")
    card = stage.say("V1")
    assert card.lines[1] == "For: KS1 writing"
    assert [button.label for button in card.buttons] == ["It happened", "Move it", "Cancel it", "School card"]


def test_references_of_other_things_open_their_cards_too(stage: Stage):
    stage.say('/action Old Hall "Moderate Y2 writing" @sam by Friday week')
    stage.say("/tas book Short Heath 12 Feb 4pm", LEO)
    assert stage.say("A1").title.startswith("A1: Old Hall School, due")
    assert stage.say("M1").title.startswith("M1: TAS at Short Heath Junior School")
    assert stage.say("V9").title.startswith("There is no visit V9 in your team.")


def test_as_the_answer_to_a_question_a_reference_is_an_answer(stage: Stage):
    stage.say(LOGGED)
    stage.say("visit note")
    assert stage.say("V1").title.startswith("V1, ")
