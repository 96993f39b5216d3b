"""The pasted outcome of a meeting: shown back, put right, stored on yes, announced without judgement."""

import pytest

from notifications.message import Message, Table
from notifications.nudge import facts_of
from notifications.rules.meeting_outcome import outcome_announcement
from storage.actions import Action, actions_of_school
from storage.meetings import FactorState, MeetingState
from storage.teams import Team
from tests.commands.a_board import a_board_that_met, meeting, members
from tests.commands.a_team import AMINA, CARYS, LEO, MO, Stage, london

BLOCK = """Risk: HT low, CoG medium, SIA 60
Present: all, Ann Lee (SLT)
Direction: improving
Factor: Writing at KS1
Moderate Y2 writing | 82% agreed | Edgar Stammers | HT | Friday week | P2 | school
Factor: Attendance
- Check the registers\t@amina\tnext SIB
Note: all polite
Next date: 4 Feb 4pm"""


def actions(stage: Stage) -> list[Action]:
    """All actions at Old Hall, in the order of their numbers."""
    with stage.database.read() as session:
        found = actions_of_school(session, stage.team_id, meeting(stage, 1).school_id)
    return sorted(found, key=lambda action: action.number)


def test_a_block_is_shown_back_as_a_table_and_nothing_is_stored_before_yes(stage: Stage):
    a_board_that_met(stage)
    before = stage.rows()
    shown = stage.say(f"meeting outcome M1\n{BLOCK}", CARYS)
    assert shown == Message(
        "Store this as the outcome of M1, Old Hall School?",
        (
            "Present: Carys Evans (chair of SIB), SIA, Mrs J Smith (HT), Mr T Khan (CoG), Ann Lee (SLT)",
            "Risk: Mrs J Smith (HT) low, Mr T Khan (CoG) medium, SIA 60",
            "Direction of travel: improving",
            "Next SIB, which will be booked: Thursday 4 February 2027, 16:00. "
            "Assumed: 2 hours, as a SIB usually takes (your team's setting).",
            "Note: all polite",
        ),
        Table(
            ("What", "Words", "Lead", "By", "More"),
            (
                ("Factor 1", "Writing at KS1", "", "", ""),
                (
                    "Action",
                    "Moderate Y2 writing",
                    "Mrs J Smith, head teacher",
                    "Fri 11 Dec 2026",
                    "82% agreed; Edgar Stammers; school; P2 left out: no open plan has it",
                ),
                ("Factor 2", "Attendance", "", "", ""),
                ("Action", "Check the registers", "Amina Khan", "Thu 4 Feb 2027", "the day of the next meeting"),
            ),
        ),
        shown.buttons,
    )
    assert [button.label for button in shown.buttons] == ["Yes, store it", "No, leave it"]
    kept = ("meeting", "attendance", "key_factor", "action", "audit")
    assert {name: stage.rows()[name] for name in kept} == {name: before[name] for name in kept}


def test_yes_stores_all_of_it_at_once(stage: Stage):
    a_board_that_met(stage)
    said = stage.all_say(f"meeting outcome M1\n{BLOCK}", "yes", who=CARYS)
    assert said.title == "M1: SIB at Old Hall School, outcome on record"
    assert said.lines[-3:] == (
        "Stored: 2 key factors and 2 actions.",
        "The key factors come back on the agenda of the next SIB.",
        "Booked: M2, Thursday 4 February 2027, 16:00.",
    )
    assert said.table == Table(
        ("Action", "What", "Lead", "By"),
        (
            ("A1", "Moderate Y2 writing", "Mrs J Smith, head teacher", "Fri 11 Dec 2026"),
            ("A2", "Check the registers", "Amina Khan", "Thu 4 Feb 2027"),
        ),
    )
    held = meeting(stage, 1)
    assert (held.state, held.direction, held.notes) == (MeetingState.HELD, "improving", "all polite")
    assert [(factor.position, factor.text, factor.state) for factor in held.factors] == [
        (1, "Writing at KS1", FactorState.OPEN),
        (2, "Attendance", FactorState.OPEN),
    ]
    assert {row.role: (row.risk_mark, row.risk_said) for row in held.members if row.risk_said} == {
        "head": (None, "low"),
        "cog": (None, "medium"),
        "adviser": (60, "60"),
    }
    first, second = actions(stage)
    assert (first.success_criteria, first.resources, first.side) == ("82% agreed", "Edgar Stammers", "school")
    assert [one.factor_id for one in (first, second)] == [factor.id for factor in held.factors]
    assert {one.meeting_id for one in (first, second)} == {held.id}
    assert meeting(stage, 2).starts_at == london("2027-02-04 16:00")


def test_the_record_of_meeting_comes_with_it(stage: Stage):
    a_board_that_met(stage)
    record = stage.all_say(f"meeting outcome M1\n{BLOCK}", "yes", who=CARYS).attachment
    assert record is not None
    assert record.name == "M1 Record of Meeting Old Hall School 2026-12-02.txt"
    assert record.text == (
        "Record of Meeting: School Improvement Board\n"
        "Name of school: Old Hall School (URN 104274)\n"
        "Head teacher: Mrs J Smith\n"
        "Chair of SIB: Carys Evans\n"
        "Date: Wednesday 2 December 2026, 16:00 to 18:00\n"
        "Meeting number: 1\n"
        "Present: Carys Evans (chair of SIB), SIA, Mrs J Smith (HT), Ann Lee (SLT), Mr T Khan (CoG)\n"
        "\n"
        "What is the risk of this school not being judged good/outstanding at the next Ofsted inspection?\n"
        "SIA 60, HT low, CoG medium\n"
        "Members: lowest 20, highest 60, median 50 (3 marks); words stand at low 20, medium 50, high 80 "
        "(your team's setting).\n"
        "\n"
        "Direction of travel: improving\n"
        "\n"
        "Notes\n"
        "all polite\n"
        "\n"
        "Key factors which will prevent this\n"
        "1. Writing at KS1\n"
        "   A1 Moderate Y2 writing. By whom: Mrs J Smith, head teacher. By when: Friday 11 December 2026\n"
        "      Success criteria: 82% agreed\n"
        "      Resources: Edgar Stammers\n"
        "\n"
        "2. Attendance\n"
        "   A2 Check the registers. By whom: Amina Khan. By when: Thursday 4 February 2027\n"
    )


def test_undo_takes_all_of_it_back(stage: Stage):
    a_board_that_met(stage)
    names = ("meeting", "attendance", "key_factor", "action")
    before = {name: stage.rows()[name] for name in names}
    said = stage.all_say(f"meeting outcome M1\n{BLOCK}", "yes", "undo", who=CARYS)
    assert said.title == "Taken back: M2, A2, the key factor, A1, M1 and who comes"
    assert {name: stage.rows()[name] for name in names} == before
    assert meeting(stage, 1).state == MeetingState.BOOKED


def test_outcome_alone_opens_and_takes_the_next_paste(stage: Stage):
    a_board_that_met(stage)
    opened = stage.say("meeting outcome M1", CARYS)
    assert opened.title == ("M1: what came of it? One thing on each line; leave out what there is nothing to say of:")
    assert opened.lines[0] == "Risk: HT low, CoG medium, SIA 60 (or: Risk: HIGH)"
    assert stage.say(BLOCK, CARYS).title == "Store this as the outcome of M1, Old Hall School?"


WRONG = """Risk: HT 101
Present: HT, Mr Brown
Direction: sideways
Factor: Writing
Moderate | Nobody Known | 4 Dec
Moderate | Chair | 4 Dec
Moderate | HT | 1 Dec 2026
Moderate | HT | 31 Feb
Moderate | HT | next SIB
Do it
Checked 4: well done
Next date: yesterday 4pm"""


def test_lines_that_cannot_be_read_are_named_with_number_and_reason(stage: Stage):
    a_board_that_met(stage)
    shown = stage.say(f"meeting outcome M1\n{WRONG}", CARYS)
    assert shown.title.startswith("11 lines cannot be read, so nothing was stored yet.")
    assert shown.table is not None
    assert [(row[0], row[2][:34]) for row in shown.table.rows] == [
        ("1", "101 is no mark: it goes from 0 to "),
        ("2", "I do not know as what “Mr Brown” s"),
        ("3", "a direction of travel is improving"),
        ("5", "I know nobody called “Nobody Known"),
        ("6", "Which chair: the Chair of Governor"),
        ("7", "Tuesday 1 December 2026 has passed"),
        ("8", "There is no 31 February. For examp"),
        ("9", "“next SIB” has no date yet: add a "),
        ("10", "an action needs who and by when: a"),
        ("11", "the agenda has no key factor 4 fro"),
        ("12", "Tuesday 1 December 2026, 16:00 has"),
    ]
    assert stage.rows()["action"] == stage.rows()["key_factor"] == stage.rows()["attendance"] == 0


def test_a_day_that_only_the_next_year_has_is_pointed_out(stage: Stage):
    a_board_that_met(stage)
    shown = stage.say("meeting outcome M1\nModerate | HT | 1 Dec", CARYS)
    assert shown.table is not None
    assert shown.table.rows == (
        ("Action", "Moderate", "Mrs J Smith, head teacher", "Wed 1 Dec 2027", "that is 364 days ahead"),
    )


def test_single_lines_put_it_right_until_all_can_be_read(stage: Stage):
    a_board_that_met(stage)
    stage.say(f"meeting outcome M1\n{WRONG}", CARYS)
    assert stage.say("1: Risk: HT 10", CARYS).title.startswith("10 lines cannot be read")
    assert stage.say("2: Present: HT, Mr Brown (governor)\n3:\n5:\n6:\n7:\n8:\n9:\n11:\n12:", CARYS).title.startswith(
        "1 line"
    )
    shown = stage.say("10: Moderate | HT | 11 Dec", CARYS)
    assert shown.title == "Store this as the outcome of M1, Old Hall School?"
    stage.all_say("yes", who=CARYS)
    assert [action.text for action in actions(stage)] == ["Moderate"]


def test_a_line_can_still_be_put_right_when_it_is_shown_back(stage: Stage):
    a_board_that_met(stage)
    stage.say(f"meeting outcome M1\n{BLOCK}", CARYS)
    shown = stage.say("4: Factor: Writing at KS2", CARYS)
    assert shown.table is not None
    assert shown.table.rows[0] == ("Factor 1", "Writing at KS2", "", "", "")


def test_a_command_typed_meanwhile_is_heard_as_one(stage: Stage):
    a_board_that_met(stage)
    stage.say(f"meeting outcome M1\n{WRONG}", CARYS)
    assert stage.say("meeting M1", CARYS).title == "M1: SIB at Old Hall School, booked"


def test_all_can_be_pasted_again(stage: Stage):
    a_board_that_met(stage)
    stage.say(f"meeting outcome M1\n{WRONG}", CARYS)
    assert stage.say(BLOCK, CARYS).title == "Store this as the outcome of M1, Old Hall School?"


def test_five_thousand_lines_are_refused_kindly_and_the_meeting_is_kept(stage: Stage):
    a_board_that_met(stage)
    answer = stage.answer("meeting outcome M1\n" + "Note: one\n" * 5000, CARYS)
    assert answer.message.title == (
        "That is 5,000 lines; 200 is the most that I can read at once. Nothing was stored: please paste a part of it."
    )
    assert not answer.understood
    assert stage.say(BLOCK, CARYS).title == "Store this as the outcome of M1, Old Hall School?"


def test_more_actions_than_can_be_stored_in_time_are_refused_kindly(stage: Stage):
    a_board_that_met(stage)
    assert stage.say("meeting outcome M1\n" + "Moderate | HT | 11 Dec\n" * 61, CARYS).title == (
        "That is 61 actions; 60 is the most that I can store at once. Nothing was stored: please paste them in parts."
    )


def test_a_block_with_nothing_in_it_is_refused(stage: Stage):
    a_board_that_met(stage)
    assert stage.say("meeting outcome M1\n|---|", CARYS).title == (
        "There is no outcome in it. For example: Factor: Writing at KS1"
    )


def test_without_a_word_of_who_came_a_board_asks_for_the_governor(stage: Stage):
    a_board_that_met(stage)
    asked = stage.all_say("meeting outcome M1: Factor: Writing", "yes", who=CARYS)
    assert asked.title == (
        "Nobody has said who came to M1. Was a governor there? Without one it does not count as held"
    )
    said = stage.say("no", CARYS)
    assert said.lines[0].startswith("No governor was there.")
    assert meeting(stage, 1).state == MeetingState.TO_BE_REARRANGED
    assert len([button for button in said.buttons if "rearrange" in button.says]) == 3


def test_a_governor_who_was_there_is_kept_without_a_name(stage: Stage):
    a_board_that_met(stage)
    stage.all_say("meeting outcome M1: Factor: Writing", "yes", "yes", who=CARYS)
    assert meeting(stage, 1).state == MeetingState.HELD
    assert members(stage, 1) == [("governors", None, "present", None)]


def test_a_board_without_a_governor_keeps_factors_and_actions(stage: Stage):
    a_board_that_met(stage)
    block = "Present: HT, SIA\nApologies: CoG\nFactor: Writing\nModerate | HT | 11 Dec"
    shown = stage.say(f"meeting outcome M1\n{block}", CARYS)
    assert shown.lines[2:] == (
        "No governor among them: “Meeting will be rearranged if no governors are in attendance”. "
        "It will not count as held.",
    )
    stage.all_say("yes", who=CARYS)
    assert meeting(stage, 1).state == MeetingState.TO_BE_REARRANGED
    assert ([one.text for one in actions(stage)], len(meeting(stage, 1).factors)) == (["Moderate"], 1)


def test_after_the_outcome_the_next_date_is_asked_for_and_booked(stage: Stage):
    a_board_that_met(stage)
    said = stage.all_say("meeting outcome M1\nPresent: all\nFactor: Writing", "yes", who=CARYS)
    assert said.lines[-1] == (
        "When is the next SIB at Old Hall School? For example 19 March 4pm (“stop” leaves it open)"
    )
    booked = stage.say("4 Feb 4pm", CARYS)
    assert (booked.title, booked.lines[1]) == (
        "M2: SIB at Old Hall School, booked",
        "It is meeting number 2 of its kind at the school.",
    )


def a_second_board(stage: Stage) -> None:
    a_board_that_met(stage)
    stage.all_say(
        "meeting outcome M1\nPresent: all\nFactor: Writing\nFactor: Attendance", "yes", "9 Dec 4pm", who=CARYS
    )
    stage.wait(days=7)


def test_earlier_factors_come_back_checked_or_carried_forward(stage: Stage):
    a_second_board(stage)
    assert stage.say("meeting outcome M2", CARYS).lines[-3:] == (
        "To be checked:",
        "1. Writing (M1)",
        "2. Attendance (M1)",
    )
    shown = stage.say("Present: all\nChecked 1: 82% agreed", CARYS)
    assert shown.lines[1:] == (
        "Earlier factor “Writing”: checked, 82% agreed",
        "1 key factor of earlier meetings is not mentioned: not reached, carried forward.",
    )
    stage.all_say("yes", "10 Feb 4pm", who=CARYS)
    assert [(one.text, one.state, one.words) for one in meeting(stage, 1).factors] == [
        ("Writing", FactorState.CHECKED, "82% agreed"),
        ("Attendance", FactorState.CARRIED, None),
    ]
    agenda = stage.say("meeting agenda M3", CARYS).lines
    assert "1. Attendance, from M1 of Wed 2 Dec 2026 (not reached, carried forward)" in agenda


def test_a_board_that_does_not_count_leaves_earlier_factors_alone(stage: Stage):
    a_second_board(stage)
    stage.all_say("meeting outcome M2\nPresent: HT\nNote: no governor", "yes", who=CARYS)
    assert {one.state for one in meeting(stage, 1).factors} == {FactorState.OPEN}


def test_a_second_outcome_is_asked_about_and_added(stage: Stage):
    a_board_that_met(stage)
    stage.all_say("meeting outcome M1\nPresent: all\nFactor: Writing", "yes", "stop", who=CARYS)
    assert stage.say("meeting outcome M1: Factor: Attendance", MO).title == (
        "The outcome of M1 is on record since Wednesday 2 December 2026, 18:30. Add this to it?"
    )
    stage.all_say("yes", "yes", "stop", who=MO)
    assert [(one.position, one.text) for one in meeting(stage, 1).factors] == [(1, "Writing"), (2, "Attendance")]


def test_a_priority_of_an_open_plan_is_taken_over(stage: Stage):
    a_board_that_met(stage)
    stage.all_say("plan start Old Hall school plan", who=AMINA)
    stage.all_say('plan priority P1 2 "Writing at KS1"', who=AMINA)
    stage.all_say("meeting outcome M1\nPresent: all\nModerate | HT | 11 Dec | P2", "yes", "stop", who=CARYS)
    [action] = actions(stage)
    assert action.priority is not None
    assert (action.priority.text, action.plan_id, action.factor_id) == (
        "Writing at KS1", action.priority.plan_id, None,
    )  # fmt: skip


def test_nothing_typed_is_live_when_it_is_said_back(stage: Stage):
    a_board_that_met(stage)
    shown = stage.say("meeting outcome M1\nFactor: <!channel> <b>& 🙂 ‮abc", CARYS)
    assert shown.table is not None
    assert shown.table.rows[0][1] == "<!channel> <b>& 🙂 abc"


@pytest.mark.parametrize("who", [AMINA, CARYS, LEO, MO])
def test_adviser_chair_lead_and_clerk_may_write_it_down(stage: Stage, who: str):
    a_board_that_met(stage)
    assert stage.all_say("meeting outcome M1\nPresent: all\nFactor: Writing", "yes", "stop", who=who)


def test_the_announcement_names_nobody_and_judges_nobody(stage: Stage):
    a_board_that_met(stage)
    stage.all_say(f"meeting outcome M1\n{BLOCK}", "yes", who=CARYS)
    with stage.database.read() as session:
        facts = facts_of(session, session.get_one(Team, stage.team_id))
    said = outcome_announcement(meeting(stage, 1), facts)
    assert (said.title, said.lines) == (
        "M1: SIB at Old Hall School: held",
        (
            "Wednesday 2 December 2026, 16:00, School Improvement Board, meeting number 1.",
            "2 key factors were named; they come back at the next SIB.",
        ),
    )


def test_both_databases_store_an_outcome_and_take_it_back(each_stage: Stage):
    a_board_that_met(each_stage)
    each_stage.all_say(f"meeting outcome M1\n{BLOCK}", "yes", who=CARYS)
    assert each_stage.rows()["action"] == 2
    each_stage.all_say("undo", who=CARYS)
    assert each_stage.rows()["action"] == each_stage.rows()["key_factor"] == each_stage.rows()["attendance"] == 0
