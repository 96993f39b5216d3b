"""Actions: agreed, moved, given, coloured, closed, opened again; who may, and what cannot be read."""

import pytest

from commands.registry import COMMANDS
from storage.actions import Action, ActionState, action_numbered
from storage.people import Role
from storage.teams import TeamCounter
from tests.commands.a_team import AMINA, BLACKWOOD, CARYS, JANE, LEO, MO, OLD_HALL, RUTH, SAM, Stage, a_message

STEPS = {
    "Done": "action done A1",
    "Progress": "action progress A1",
    "Move": "action move A1",
    "Give to ...": "action give A1",
}


def the(stage: Stage, number: int) -> Action | None:
    with stage.database.read() as session:
        return action_numbered(session, stage.team_id, number)


def parts(stage: Stage, number: int = 1) -> tuple[str, str, str] | None:
    """Text, lead and due day of an action."""
    action = the(stage, number)
    return (action.text, action.lead_name, f"{action.due_on}") if action else None


@pytest.fixture
def agreed(stage: Stage) -> Stage:
    """A1 at Old Hall, led by Sam, raised by Amina, due on Friday 4 December."""
    stage.all_say('action Old Hall "Moderate Y2 writing" @sam by Friday week')
    return stage


def test_the_printed_line_works_as_printed(stage: Stage):
    stage.all_say("team add Jane Roe adviser", who=LEO)
    line = '/action Blackwood "Moderate Y2 writing with Edgar Stammers" @jane by Friday week priority 2'
    assert stage.say(line) == a_message(
        "A1: Blackwood School",
        "“Moderate Y2 writing with Edgar Stammers”",
        "Lead: Jane Roe.",
        "Due Friday 4 December 2026.",
        "Jane is told in ten minutes.",
        "Blackwood School has no open plan, so the action stands on its own. Start one: plan start 148364 rrp",
        buttons=STEPS | {"Undo": "undo 4"},
    )


@pytest.mark.parametrize(
    ("line", "text", "lead", "due"),
    [
        ("“Moderate Y2 writing” @sam by Friday week", "Moderate Y2 writing", "Sam Price", "2026-12-04"),
        ("Moderate Y2 writing @sam by Friday week", "Moderate Y2 writing", "Sam Price", "2026-12-04"),
        ("@sam moderate Y2 writing by 4 Dec", "Moderate Y2 writing", "Sam Price", "2026-12-04"),
        ("improve attendance by 5% by Friday week @carys", "Improve attendance by 5%", "Carys Evans", "2026-12-04"),
        ('"Sat with May, Carys leads" @sam by 4/12', "Sat with May, Carys leads", "Sam Price", "2026-12-04"),
        (
            "HT to share the phonics plan by end of term",
            "Share the phonics plan",
            "Mrs J Smith, head teacher",
            "2026-12-18",
        ),
        ("Share the plan with the HT by end of term SENCo", "Share the plan with the HT", "SENCo", "2026-12-18"),
        ("Audit provision, phonics lead, by 18 Dec", "Audit provision", "phonics lead", "2026-12-18"),
        ("Buy books led by Mrs Smith due 18 Dec", "Buy books", "Mrs J Smith, head teacher", "2026-12-18"),
        ('"Recruit a caretaker" hr Friday week', "Recruit a caretaker", "HR", "2026-12-04"),
        ("Meet @leo about maths by Friday week", "Meet leo about maths", "Leo Barnes", "2026-12-04"),
        ('"Ring the parents" me by today', "Ring the parents", "Amina Khan", "2026-11-25"),
        ('"Buy books" @leo by half term', "Buy books", "Leo Barnes", "2027-02-12"),
        ('"Buy books" @leo before half term', "Buy books", "Leo Barnes", "2027-02-12"),
        ('"Buy books" @leo due: Friday week', "Buy books", "Leo Barnes", "2026-12-04"),
        ('"Buy books" @leo no later than 18 Dec', "Buy books", "Leo Barnes", "2026-12-18"),
    ],
)
def test_text_lead_and_day_are_told_apart(stage: Stage, line: str, text: str, lead: str, due: str):
    said = stage.say(f"action Old Hall {line}")
    assert (said.title, parts(stage)) == ("A1: Old Hall School", (text, lead, due))


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("Meet @leo and @sam by Friday week", "Who leads it? (@jane, HT, SENCo, HR)"),
        ("Agree the plan with HT by Friday week", "Who leads it? (@jane, HT, SENCo, HR)"),
        ("Moderate Y2 writing @sam", "By when? (Friday week, 4 December, end of term)"),
        ("@sam by Friday week", "What is to be done? (in one sentence)"),
        ('"Buy books" @sam by Saturday', "Saturday 28 November 2026 is not a working day. Is that right?"),
        ('"Buy books" @sam by 22 Dec', "Tuesday 22 December 2026 is in the school holidays. Is that right?"),
        ('"Buy books" @sam by 1 November', "Monday 1 November 2027 is 341 days away. Is that right?"),
        (
            '"Buy books" @sam by start of autumn term 2027',
            "Wednesday 1 September 2027 (term dates of 2027/28 are assumed from the ordinary pattern) is 280 days "
            "away. Is that right?",
        ),
        ('"Buy books" chair by Friday', "Which chair: the Chair of Governors of Old Hall School, or the Chair of TAS?"),
    ],
)
def test_what_is_missing_or_doubtful_is_asked_and_nothing_stored(stage: Stage, line: str, asked: str):
    assert stage.say(f"action Old Hall {line}").title == asked
    assert the(stage, 1) is None


def test_a_bare_command_asks_one_thing_after_the_other(stage: Stage):
    stage.all_say("action", "Old Hall", "Write the SEND policy", "Friday week", "HT")
    assert parts(stage) == ("Write the SEND policy", "Mrs J Smith, head teacher", "2026-12-04")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('Old Hall "Buy books" @sam by 2 November 2026', "Monday 2 November 2026 has passed. By when, from today on?"),
        (
            'Old Hall "Buy books" @sam before Friday',
            "“Before Friday” may or may not take in that day. Say by Friday",
        ),
        ('Old Hall "Buy books" @sam by 31 Feb', "There is no 31 February. For example 12 November 2026."),
        ('Old Hall "" @sam by Friday', "There is nothing in it. What is to be done, in a few words?"),
        ('Old Hall "Buy books" @bob by Friday', "I know nobody called “bob”. A colleague works (Amina Khan, "),
        ("Old Hall " + "x" * 20_000 + " @sam by Friday", "That is 20,000 characters long; 1,000 is the most"),
        ('Edgar Street "Buy books" @sam by Friday', "Edgar Street Infant School closed on Monday 31 August 2026."),
        ('Old Hall "Buy books" @sam by Friday of P9', "There is no plan P9 in your team."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(stage: Stage, line: str, sentence: str):
    answer = stage.answer(f"action {line}")
    assert not answer.understood
    assert answer.message.title.startswith(sentence)
    assert the(stage, 1) is None


def test_a_refused_day_loses_nothing_of_the_rest(stage: Stage):
    stage.say('action Old Hall "Buy books" @sam by 2 November 2026')
    stage.all_say("Friday week")
    assert parts(stage) == ("Buy books", "Sam Price", "2026-12-04")


def test_the_same_words_at_the_same_school_are_asked_about(agreed: Stage):
    asked = agreed.say('action Old Hall "moderate Y2 writing." HT by 18 Dec')
    assert asked.title == (
        "A1 at Old Hall School says the same: Sam Price, due Friday 4 December 2026. Is this another action?"
    )
    assert agreed.press(asked, "Yes, another one").title == "A2: Old Hall School"


def test_two_people_of_one_first_name_are_asked_about(stage: Stage):
    stage.all_say("team add Jane Roe adviser", "team add Jane Poe adviser", who=LEO)
    asked = stage.say('action Old Hall "Buy books" @jane by Friday')
    assert (asked.title, [button.label for button in asked.buttons]) == (
        "2 people could be “jane”. Who is it?",
        ["Jane Poe", "Jane Roe"],
    )
    stage.press(asked, "Jane Roe")
    assert parts(stage) == ("Buy books", "Jane Roe", "2026-11-27")


def test_an_action_is_done_with_its_evidence(agreed: Stage):
    assert agreed.say("/action done A1 moderation report seen, 82% agreed") == a_message(
        "A1: done, Old Hall School",
        "“Moderate Y2 writing”",
        "Evidence: moderation report seen, 82% agreed",
        "In time. No open actions left at Old Hall School.",
        buttons={"Reopen": "action reopen A1", "Undo": "undo 4"},
    )


def test_evidence_is_asked_for_and_a_sign_is_none(agreed: Stage):
    assert agreed.say("action done A1").title == "What shows that it is done? (report seen, 82% agreed)"
    assert agreed.say("…").title == "There is nothing in it. Please type a few words."
    agreed.all_say("report seen")
    action = the(agreed, 1)
    assert action is not None
    assert (action.state, action.evidence) == (ActionState.DONE, "report seen")


def test_what_is_done_is_done_and_can_be_opened_again(agreed: Stage):
    agreed.all_say("action done A1 report seen")
    assert agreed.say("action done A1") == a_message(
        "A1 is done already, Wednesday 25 November 2026: “report seen”. To open it again: action reopen A1"
    )
    agreed.all_say("action reopen A1 because the second sample did not agree")
    assert agreed.say("action reopen A1 x").title == "A1 is open: nothing has to be reopened."
    assert agreed.say("action A1").lines[3:] == (
        "Wednesday 25 November 2026, Amina Khan: reopened: the second sample did not agree",
        "Wednesday 25 November 2026, Amina Khan: done: report seen",
        "Wednesday 25 November 2026: raised by Amina Khan.",
    )


def test_a_move_needs_a_reason_and_is_counted(agreed: Stage):
    assert agreed.say("action move A1 to 11 Dec").title == "Why is it moved?"
    agreed.all_say("moderator ill")
    assert agreed.say("/action move A1 to after half term because the moderator is ill") == a_message(
        "A1: moved, Old Hall School",
        "“Moderate Y2 writing”",
        "Lead: Sam Price.",
        "Due Monday 22 February 2027, no longer Friday 11 December 2026; moved for the second time.",
        "Because: the moderator is ill",
        buttons=STEPS | {"Undo": "undo 5"},
    )


def test_a_move_to_the_same_day_or_without_words_is_none(agreed: Stage):
    assert agreed.say("action move A1 to 4 Dec because ill").title == "A1 is due Friday 4 December 2026 already."
    assert agreed.say("action move A1 to 11 Dec because because").title.startswith("There is nothing in it.")


def test_an_action_is_given_to_a_colleague_a_service_or_a_role(agreed: Stage):
    assert agreed.say("/action give A1 @sam").title == "A1 is led by Sam Price already."
    assert agreed.say("action give A1 HR").lines[1] == "Lead: HR. Off the chat, so Amina Khan gets the reminders."
    assert agreed.say("action give A1 CoG").lines[1] == (
        "Lead: Chair of Governors. Off the chat, so Amina Khan gets the reminders. "
        'I do not know the name: school contact 104274 CoG "Mrs J Smith"'
    )
    agreed.wait(hours=9)
    assert agreed.say("action give A1 @leo").lines[3] == "Leo is told Thursday 26 November 2026, 08:30."


@pytest.mark.parametrize(
    "line",
    ["amber two of three sessions held", "two of three sessions held, AMBER", "Amber: two of three sessions held"],
)
def test_a_colour_needs_a_comment(agreed: Stage, line: str):
    assert agreed.say("action progress A1 amber").title == "What has happened so far? (two of three sessions held)"
    agreed.say("stop")
    assert agreed.say(f"action progress A1 {line}") == a_message(
        "A1: amber, Old Hall School",
        "“Moderate Y2 writing”",
        "Progress: two of three sessions held",
        "Due Friday 4 December 2026.",
        buttons=STEPS | {"Undo": "undo 4"},
    )


def test_a_dropped_action_keeps_its_reason(agreed: Stage):
    agreed.all_say("action drop A1 because the teacher has left")
    assert agreed.say("action done A1 yes").title == (
        "A1 is dropped already, Wednesday 25 November 2026: “the teacher has left”. To open it again: action reopen A1"
    )


@pytest.mark.parametrize("who", [AMINA, SAM, LEO])
def test_who_raised_it_who_leads_it_and_a_lead_may_close_it(agreed: Stage, who: str):
    assert agreed.say("action done A1 seen", who).title == "A1: done, Old Hall School"


@pytest.mark.parametrize("who", [CARYS, MO])
def test_others_may_not_close_it(agreed: Stage, who: str):
    assert agreed.say("action done A1", who) == a_message(
        "A1 is led by Sam Price. Sam Price, Amina Khan or a lead can do that."
    )


def test_a_clerk_adds_and_moves(agreed: Stage):
    assert agreed.say('action Old Hall "Send the minutes" @amina by Friday', MO).title == "A2: Old Hall School"
    assert agreed.say("action move A1 to Monday because ill", MO).title == "A1: moved, Old Hall School"


def test_a_reader_reads(agreed: Stage):
    assert not agreed.answer('action Old Hall "Buy books" @amina by Friday', RUTH).understood
    assert agreed.say("action list", RUTH).title == "Open actions: 1"


def test_another_teams_action_is_not_there(agreed: Stage):
    assert agreed.say("action A1", JANE).title == "There is no action A1 in your team. “action list” shows them."
    assert agreed.say("action done A1 x", JANE).title == "There is no action A1 in your team. “action list” shows them."


@pytest.mark.parametrize(
    "line", ["done A1 seen", "move A1 to 11 Dec because ill", "give A1 HT", "progress A1 red nothing yet", "drop A1 x"]
)
def test_everything_can_be_taken_back(agreed: Stage, line: str):
    before = agreed.say("action A1")
    agreed.all_say(f"action {line}")
    assert agreed.say("action A1") != before
    agreed.all_say("undo")
    assert agreed.say("action A1") == before


def test_an_action_itself_can_be_taken_back(agreed: Stage):
    assert agreed.say("undo").title == "Taken back: A1"
    assert the(agreed, 1) is None


def test_on_both_databases(each_stage: Stage):
    each_stage.all_say('action Old Hall "Moderate Y2 writing" HT by Friday week', "action progress A1 red none yet")
    each_stage.all_say("action done A1 seen", "undo", "undo", "undo")
    assert the(each_stage, 1) is None


def test_lists_begin_with_the_most_urgent_and_count_what_is_late(agreed: Stage):
    agreed.all_say('action Blackwood "Buy books" HT by today', 'action Old Hall "Share the plan" @leo by Friday')
    agreed.wait(days=1)
    listed = agreed.say("action list all")
    assert listed.title == "Open actions: 3, 1 overdue"
    assert listed.table is not None
    assert [row[0] for row in listed.table.rows] == ["A2", "A3", "A1"]
    assert listed.table.rows[0] == (
        "A2",
        "Blackwood School",
        "Buy books",
        "head teacher",
        "Wed 25 Nov 2026",
        "overdue by 1 working day",
    )


@pytest.mark.parametrize(
    ("line", "who", "title"),
    [
        ("action list", AMINA, "Open actions of yours: 1"),
        ("action list mine", SAM, "Open actions of yours: 1"),
        ("action list @sam", LEO, "Open actions of Sam Price: 1"),
        ("action list", LEO, "Open actions: 2"),
        (f"action list {BLACKWOOD}", AMINA, "Open actions at Blackwood School: 1"),
        ("action list overdue", AMINA, "Overdue actions of yours: none"),
        ("action list overdue all", AMINA, "Overdue actions: none"),
        ("action list page 2", LEO, "There is 1 page. For example: action list all page 1"),
        ("action list done Old Hall", LEO, "Done actions at Old Hall School: none yet"),
    ],
)
def test_each_list_holds_its_own(agreed: Stage, line: str, who: str, title: str):
    agreed.all_say('action Blackwood "Buy books" HT by Friday')
    assert agreed.say(line, who).title == title


def test_a_long_list_has_pages(stage: Stage):
    stage.all_say(*(f'action Old Hall "Step number {number}" HT by Friday' for number in range(21)))
    first = stage.say("action list Old Hall")
    assert first.title == "Open actions at Old Hall School: 21, page 1 of 2"
    second = stage.press(first, "More")
    assert second.table is not None
    assert len(second.table.rows) == 1
    assert first.buttons[0].says == f"action list {OLD_HALL} page 2"


EVERYONE = set(Role)
CHANGERS = EVERYONE - {Role.READER}
PLANNERS = CHANGERS - {Role.ADMIN}
WHO_MAY = {
    "visit steps": CHANGERS,
    "action": CHANGERS,
    "action show": EVERYONE,
    "action list": EVERYONE,
    "action done": CHANGERS,
    "action progress": CHANGERS,
    "action move": CHANGERS,
    "action give": CHANGERS,
    "action drop": CHANGERS,
    "action reopen": CHANGERS,
    "plan": EVERYONE,
    "plan start": PLANNERS,
    "plan priority": PLANNERS,
    "plan review": PLANNERS,
    "plan close": {Role.ADVISER, Role.LEAD},
}


def test_who_may_do_what_is_as_it_was_agreed():
    assert {one.name: set(one.allowed) for one in COMMANDS if one.name in WHO_MAY} == WHO_MAY


@pytest.mark.parametrize("name", [name for name in WHO_MAY if name not in {"action reopen", "visit steps"}])
def test_the_example_of_a_command_works_as_it_is_printed(stage: Stage, name: str):
    stage.all_say("team add Jane Roe adviser", who=LEO)
    with stage.database.change() as session:
        counter = session.get_one(TeamCounter, stage.team_id)
        counter.actions, counter.plans = 13, 6
    stage.all_say('action Old Hall "Moderate Y2 writing" HT by Friday week', "plan start Blackwood rrp")
    command = next(command for command in COMMANDS if command.name == name)
    answer = stage.answer(command.example)
    assert answer.understood
    assert answer.form is None
