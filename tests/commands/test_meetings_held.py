"""Who came, the risk they saw, and the School Improvement Board that had no governor."""

import pytest

from storage.meetings import MeetingState
from tests.commands.a_board import a_board_that_met, in_wolverhampton, meeting, members
from tests.commands.a_team import CARYS, LEO, MO, Stage, a_message, london

CLAUSE = (
    "No governor was there. “Meeting will be rearranged if no governors are in attendance” (City of Wolverhampton "
    "School Improvement Strategy 2018-2021). It does not count as held; who came, notes, actions and time are kept."
)
THREE = {
    "Wed 9 Dec 2026, 16:00": "meeting rearrange M1 2026-12-09 16:00",
    "Wed 16 Dec 2026, 16:00": "meeting rearrange M1 2026-12-16 16:00",
    "Fri 4 Dec 2026, 16:00": "meeting rearrange M1 2026-12-04 16:00",
}
"""Of the third week nothing is left, since the term ends on 18 December."""


def test_a_board_without_a_governor_does_not_count_and_three_dates_are_offered(stage: Stage):
    a_board_that_met(stage)
    said = stage.say("meeting attend M1 all except CoG", CARYS)
    assert said.title == "M1: SIB at Old Hall School, met, to be rearranged"
    assert said.lines == (
        "Present: Carys Evans (chair of SIB), SIA, Mrs J Smith (HT)",
        "Not there: Mr T Khan (CoG)",
        "Chair of Governors (or appropriate substitute) must be there and was not: that stands in the record.",
        CLAUSE,
        "When shall it be? Three dates that are free at the school, at the same hour:",
    )
    buttons = {button.label: button.says for button in said.buttons}
    assert buttons == THREE | {"Outcome": "meeting outcome M1", "Undo": "undo 5"}
    assert list(buttons)[:3] == ["Fri 4 Dec 2026, 16:00", "Wed 9 Dec 2026, 16:00", "Wed 16 Dec 2026, 16:00"]
    assert meeting(stage, 1).state == MeetingState.TO_BE_REARRANGED


def test_a_date_is_one_press_away_and_the_first_meeting_keeps_all_it_had(stage: Stage):
    a_board_that_met(stage)
    said = stage.say("meeting attend M1 all except CoG", CARYS)
    booked = stage.press(said, "Wed 9 Dec 2026, 16:00", CARYS)
    assert booked.title == "M2: SIB at Old Hall School, booked"
    assert booked.lines == (
        "School Improvement Board, Wednesday 9 December 2026, 16:00 to 18:00; Chair of SIB: Carys Evans.",
        "It is meeting number 1 of its kind at the school.",
        "It takes the place of M1.",
    )
    again = meeting(stage, 2)
    assert (again.rearranged_from_id, again.occurrence) == (meeting(stage, 1).id, 1)
    assert len(members(stage, 1)) == 4
    assert stage.press(said, "Wed 9 Dec 2026, 16:00", CARYS).title == (
        "M1 is rearranged already, as M2, Wednesday 9 December 2026, 16:00. "
        "To change that: meeting move M2 to 19 Feb 4pm because ..."
    )
    assert "It is rearranged as M2, Wed 9 Dec 2026, 16:00." in stage.say("meeting M1", CARYS).lines


def test_the_offered_dates_are_school_days_without_another_meeting_of_the_school(stage: Stage):
    a_board_that_met(stage)
    stage.all_say("/sib book Old Hall 9 Dec 9am", "meeting attend M1 SIA, HT", who=CARYS)
    starts = [button.says for button in stage.say("meeting M1", CARYS).buttons if "rearrange" in button.says]
    assert starts == [
        "meeting rearrange M1 2026-12-04 16:00",
        "meeting rearrange M1 2026-12-08 16:00",
        "meeting rearrange M1 2026-12-16 16:00",
    ]


def test_holidays_are_passed_over(stage: Stage):
    in_wolverhampton(stage)
    stage.all_say("/sib book Old Hall 16 Dec 4pm", who=CARYS)
    stage.wait(days=21, hours=10)
    said = stage.say("meeting attend M1 HT", CARYS)
    assert [button.label for button in said.buttons if "rearrange" in button.says] == [
        "Fri 18 Dec 2026, 16:00",
        "Mon 4 Jan 2027, 16:00",
        "Wed 6 Jan 2027, 16:00",
    ]


def test_a_substitute_of_the_chair_of_governors_counts_and_the_record_can_be_put_right(stage: Stage):
    a_board_that_met(stage)
    stage.all_say("meeting attend M1 all except CoG", who=CARYS)
    said = stage.say("meeting attend M1 all except CoG, sub Mrs Khan", CARYS)
    assert (said.title, said.lines) == (
        "M1: SIB at Old Hall School, held",
        ("Present: Carys Evans (chair of SIB), SIA, Mrs J Smith (HT), Mrs Khan for Mr T Khan (CoG)",),
    )
    assert members(stage, 1) == [
        ("chair", "Carys Evans", "present", None),
        ("adviser", None, "present", None),
        ("head", "Mrs J Smith", "present", None),
        ("cog", "Mr T Khan", "substitute", "Mrs Khan"),
    ]


@pytest.mark.parametrize(
    ("who", "state"),
    [
        ("all", MeetingState.HELD),
        ("HT, SIA, Mrs Brown (governor)", MeetingState.HELD),
        ("HT, SIA, Mrs Brown, governor", MeetingState.HELD),
        ("HT, Mr Khan", MeetingState.HELD),
        ("HT, Mrs Khan for CoG", MeetingState.HELD),
        ("all except HT, sub Ann Lee, and CoG", MeetingState.TO_BE_REARRANGED),
        ("HT, SIA, apologies Mr Khan", MeetingState.TO_BE_REARRANGED),
        ("everyone but the Chair of Governors", MeetingState.TO_BE_REARRANGED),
        ("HT and SIA", MeetingState.TO_BE_REARRANGED),
    ],
)
def test_only_a_governor_makes_it_count(stage: Stage, who: str, state: MeetingState):
    a_board_that_met(stage)
    stage.all_say(f"meeting attend M1 {who}", who=CARYS)
    assert meeting(stage, 1).state == state


def test_other_kinds_count_without_a_governor(stage: Stage):
    stage.all_say("meeting book Old Hall yesterday 4pm", "yes", who=MO)
    assert stage.say("meeting attend M1 HT, IA", MO).title == "M1: TAS at Old Hall School, held"


def test_a_substitute_stands_for_whoever_was_named_before(stage: Stage):
    stage.all_say("meeting book Old Hall yesterday 4pm", "yes", who=MO)
    assert stage.say("meeting attend M1 all except CoG, sub Mrs Khan", MO).lines == (
        "Present: Carys Evans (chair of TAS), Mrs J Smith (HT), Mrs Khan for CoG, IA",
    )
    assert stage.say("meeting attend M1 all, sub Mrs Khan", MO).title == (
        "In whose place did Mrs Khan come? For example: Mrs Khan for CoG"
    )


def test_somebody_unknown_is_asked_for_a_place_and_the_rest_is_kept(stage: Stage):
    a_board_that_met(stage)
    asked = stage.say("meeting attend M1 HT, SIA, Mr Brown", MO)
    assert asked.title == "As what did “Mr Brown” sit there?"
    assert asked.buttons[0].label == "Chair of Governors (or appropriate substitute)"
    assert stage.press(asked, "Other governors", MO).lines[0] == (
        "Present: Mrs J Smith (HT), SIA, Mr Brown (governor), Carys Evans (chair of SIB)"
    )


def test_whoever_had_said_no_is_taken_as_having_sent_apologies(stage: Stage):
    in_wolverhampton(stage)
    stage.all_say("/sib book Old Hall 2 Dec 4pm", "meeting confirm M1 CoG no", who=MO)
    stage.wait(days=7, hours=9)
    assert stage.say("meeting attend M1 all", MO).lines[1] == "Apologies: Mr T Khan (CoG)"


def test_a_meeting_that_has_not_begun_is_asked_about(stage: Stage):
    stage.all_say("meeting book Old Hall 2 Dec 4pm")
    question = "M1 (TAS at Old Hall School) begins only Wednesday 2 December 2026, 16:00. Write it down all the same?"
    for line in ("attend M1 all", "risk M1 high", "outcome M1"):
        assert stage.say(f"meeting {line}").title == question
        stage.say("no")
    assert stage.rows()["attendance"] == 0


def test_what_took_place_is_neither_moved_nor_cancelled(stage: Stage):
    a_board_that_met(stage)
    stage.all_say("meeting attend M1 all", who=CARYS)
    said = "M1 took place Wednesday 2 December 2026, 16:00 (held), so that stands."
    assert stage.say("meeting move M1 to 9 Dec 4pm because snow", CARYS).title == said
    assert stage.say("meeting cancel M1 because snow", CARYS).title == said


def test_moving_a_board_without_a_governor_offers_the_three_dates(stage: Stage):
    a_board_that_met(stage)
    said = stage.all_say("meeting attend M1 HT", "meeting move M1 to 9 Dec 4pm because no governor", who=CARYS)
    assert said.title == "M1: SIB at Old Hall School, met, to be rearranged"
    assert said.lines[0] == CLAUSE
    assert meeting(stage, 1).starts_at == london("2026-12-02 16:00")


QUESTION = "What is the risk of this school not being judged good/outstanding at the next Ofsted inspection?"


def test_the_members_marks_are_spread_with_the_chairs_own_apart(stage: Stage):
    a_board_that_met(stage)
    stage.all_say("meeting attend M1 all", who=CARYS)
    assert stage.say("meeting risk M1 HT low, CoG medium, SIA 60, chair of SIB 70: attendance is the worry", CARYS) == (
        a_message(
            "M1: SIB at Old Hall School",
            QUESTION,
            "chair of SIB 70, SIA 60, HT low, CoG medium",
            "Members: lowest 20, highest 60, median 50 (3 marks); words stand at low 20, medium 50, high 80 "
            "(your team's setting).",
            "Chair of SIB, apart: 70.",
            "In words: attendance is the worry",
            buttons={"Outcome": "meeting outcome M1", "Undo": "undo 6"},
        )
    )


@pytest.mark.parametrize(
    ("marks", "says"),
    [
        ("HT 101", "101 is no mark: it goes from 0 to 100, in whole numbers."),
        ("HT low, HT high", "Mrs J Smith (HT) has two marks: low and high. One each, please."),
        ("Nobody 50", "I know nobody here who is called “Nobody”."),
        ("high", "Each member marks the risk here, so say whose “high” is."),
    ],
)
def test_marks_that_cannot_be_are_refused_and_none_is_stored(stage: Stage, marks: str, says: str):
    a_board_that_met(stage)
    answer = stage.answer(f"meeting risk M1 SIA 60, {marks}", CARYS)
    assert answer.message.title.startswith(says)
    assert not answer.understood
    assert members(stage, 1) == []


def test_a_tas_has_exactly_one_answer_beside_what_members_say(stage: Stage):
    stage.all_say("meeting book Old Hall yesterday 4pm", "yes", who=MO)
    asked = stage.say("meeting risk M1 HT low, CoG medium, SIA 60", MO)
    assert asked.lines[-1] == "The meeting's answer?"
    assert stage.press(asked, "MEDIUM", MO).lines[0] == "Risk: MEDIUM"
    assert stage.say("meeting risk M1 high", MO).lines[0] == "Risk: HIGH"
    assert meeting(stage, 1).risk == "HIGH"
    assert stage.say("meeting risk M1 60", MO).title == (
        "The form asks for HIGH, MEDIUM or LOW, exactly one; 60 is a number."
    )
    assert stage.say("meeting risk M1 high, low", MO).title == "high and low: a meeting has exactly one answer."


def test_a_kind_whose_form_asks_for_no_risk_says_so(stage: Stage):
    stage.all_say("meeting book IRM Old Hall yesterday 4pm", "yes", who=MO)
    assert stage.say("meeting risk M1 high", MO).title == (
        "The Improvement Review Meeting has no risk assessment in Walsall's School Improvement Strategy."
    )


def test_the_minutes_are_shown_and_their_going_is_kept(stage: Stage):
    a_board_that_met(stage)
    assert stage.say("meeting minutes M1", MO).title == (
        "It is not on record yet that M1 took place. Say who came: meeting attend M1 all"
    )
    stage.all_say("meeting attend M1 all", who=MO)
    stage.wait(days=7)
    assert stage.say("meeting minutes M1 sent", MO).lines == (
        "They went Wednesday 9 December 2026, 18:30, within 5 working days (your team's setting).",
    )
    assert stage.say("meeting minutes M1 sent 1 Dec", MO).title.startswith(
        "The minutes cannot have gone Tuesday 1 December"
    )


def test_all_of_it_is_taken_back_by_undo(stage: Stage):
    a_board_that_met(stage)
    before = stage.rows()["attendance"], meeting(stage, 1).state
    stage.all_say("meeting attend M1 all except CoG", "undo", who=LEO)
    assert (stage.rows()["attendance"], meeting(stage, 1).state) == before


def test_both_databases_keep_a_meeting_the_same(each_stage: Stage):
    a_board_that_met(each_stage)
    each_stage.all_say("meeting attend M1 all except CoG", "meeting rearrange M1 2026-12-09 16:00", who=CARYS)
    each_stage.all_say("meeting move M2 to 10 Dec 4pm because snow", who=CARYS)
    assert [meeting(each_stage, 1).state, meeting(each_stage, 2).state] == ["met, to be rearranged", "booked"]
    each_stage.all_say("undo", "undo", "undo", who=CARYS)
    assert each_stage.rows()["meeting"] == 1
    assert meeting(each_stage, 1).state == MeetingState.BOOKED
