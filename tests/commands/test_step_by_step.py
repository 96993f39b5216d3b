"""Forms that are asked one question at a time, as a door without forms wants it: with Skip, Back and Cancel."""

import asyncio
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from notifications.message import Message
from tests.commands.a_team import AMINA, SAM, Stage, a_message, in_file, london, nothing_stored

SCHOOL = "Which school? (name, part of it, or URN)"
KIND = "What kind of visit?"
WHEN = "When was it? (just now, yesterday 2pm, 9-11 today)"
HOW_LONG = "How long? (2h, 20m, half a day)"
WITH_WHOM = "Who was with you? (@sam)"
WHAT = "What happened?"


class Chat:
    """Somebody at a door without forms."""

    def __init__(self, stage: Stage, who: str = AMINA, channel: str = "a chat") -> None:
        self.stage = stage
        self.who = who
        self.channel = channel
        self.last = Message("")
        self.keys = count(1)

    def say(self, text: str, *, pressed: bool = False) -> str:
        """Type or press something; the title of the answer."""
        key = f"{self.who} {id(self)} {next(self.keys)}"
        answer = self.stage.answer(
            text, self.who, channel=self.channel, asks_all=True, pressed=pressed, receipt_key=key
        )
        self.last = answer.message
        return self.last.title

    def press(self, label: str) -> str:
        """Press a button of the last answer."""
        return self.say(next(one.says for one in self.last.buttons if one.label == label), pressed=True)

    def labels(self) -> list[str]:
        """What can be pressed."""
        return [button.label for button in self.last.buttons]


@pytest.fixture
def chat(stage: Stage) -> Chat:
    return Chat(stage)


def test_what_is_needed_is_asked_first_then_what_may_be_left_out(chat: Chat):
    assert chat.say("/visit") == SCHOOL
    assert chat.labels() == ["Cancel"]
    assert chat.say("Old Hall") == KIND
    assert chat.labels()[-2:] == ["Back", "Cancel"]
    assert chat.press("Core offer visit") == WHEN
    assert chat.say("yesterday 2pm") == HOW_LONG
    assert chat.labels() == ["Skip", "Back", "Cancel"]
    assert chat.say("2h") == WITH_WHOM
    assert chat.press("Skip") == WHAT
    assert chat.say("attendance is up") == "V1: Old Hall School"
    assert chat.stage.visit(1).note_parts == {"note": "attendance is up"}
    assert chat.stage.visit(1).companion is None


def to_the_end(chat: Chat) -> None:
    """Answer everything but the last question of a visit."""
    for line in ("/visit", "Old Hall", "core", "yesterday 2pm", "2h", "skip"):
        chat.say(line)
    assert chat.last.title == WHAT


def test_the_last_question_may_be_skipped_too(chat: Chat):
    to_the_end(chat)
    assert chat.press("Skip") == "V1: Old Hall School"


def test_back_asks_the_question_before_and_keeps_what_was_said_since(chat: Chat):
    to_the_end(chat)
    assert chat.press("Back") == WITH_WHOM
    assert chat.press("Back") == HOW_LONG
    assert chat.labels()[0] == "Keep “2h”"
    assert chat.press("Back") == WHEN
    assert chat.say("Monday 9am") == WITH_WHOM
    chat.say("@sam")
    assert chat.say("attendance is up") == "V1: Old Hall School"
    visit = chat.stage.visit(1)
    assert visit.started_at == london("2026-11-23 09:00")
    assert visit.ended_at == london("2026-11-23 11:00")
    assert visit.companion is not None


def test_what_was_said_can_be_kept_with_one_press(chat: Chat):
    to_the_end(chat)
    for _ in range(4):
        chat.press("Back")
    assert chat.last.title == KIND
    assert chat.labels()[:2] == ["Keep “Core offer visit”", "Core offer telephone discussion"]
    assert chat.press("Keep “Core offer visit”") == WITH_WHOM
    chat.press("Skip")
    assert chat.press("Skip") == "V1: Old Hall School"


def test_what_was_kept_is_of_the_moment_at_which_it_was_said(chat: Chat):
    chat.stage.now = london("2026-11-25 23:50")
    for line in ("/visit", "Old Hall", "core", "today 2pm"):
        chat.say(line)
    chat.stage.wait(minutes=15)
    assert chat.press("Back") == WHEN
    chat.press("Keep “today 2pm”")
    for _ in range(3):
        chat.press("Skip")
    assert chat.stage.visit(1).started_at == london("2026-11-25 14:00")


def test_a_school_that_was_chosen_is_shown_by_its_name(chat: Chat):
    chat.say("/visit")
    chat.say("St Joseph's")
    assert chat.press("St Joseph's Catholic Primary School (Aldridge, URN 104012)") == KIND
    assert chat.press("Back") == SCHOOL
    assert chat.labels()[0] == "Keep “St Joseph's Catholic Primary School (Al…”"


def test_before_the_first_question_there_is_none(chat: Chat):
    chat.say("/visit")
    with nothing_stored(chat.stage):
        assert chat.say("answer D1 back", pressed=True) == f"There is no question before this one. {SCHOOL}"
    assert chat.say("Old Hall") == KIND


def test_what_is_needed_cannot_be_skipped(chat: Chat):
    chat.say("/visit")
    assert chat.say("answer D1 skip", pressed=True) == "Which school? That needs an answer."
    assert chat.labels() == ["Cancel"]
    assert chat.say("Old Hall") == KIND


@pytest.mark.parametrize("said", ["Cancel", "/stop", "/cancel", "stop", "answer D4 stop"])
def test_cancel_drops_it_all(chat: Chat, said: str):
    for line in ("/visit", "Old Hall", "core", "yesterday 2pm"):
        chat.say(line)
    with nothing_stored(chat.stage):
        title = chat.press(said) if said == "Cancel" else chat.say(said)
    assert title == "Dropped. Nothing more was stored."
    assert chat.say("2h").startswith("I do not know “2h”.")


@pytest.mark.parametrize(("back", "skip"), [("back", "skip"), ("/back", "/skip"), ("Back.", "SKIP")])
def test_the_words_may_be_typed(chat: Chat, back: str, skip: str):
    to_the_end(chat)
    assert chat.say(back) == WITH_WHOM
    assert chat.say(skip) == WHAT


def test_a_wrong_answer_is_asked_for_again_with_the_same_ways_on(chat: Chat):
    chat.say("/visit")
    assert chat.say("Xyzzy").startswith("I know no school called “Xyzzy”")
    assert chat.last.lines == ("Which school? (“stop” drops it)",)
    assert chat.labels() == ["Cancel"]
    chat.say("Old Hall")
    assert chat.say("99").startswith("“99” is no kind of visit.")
    assert chat.labels()[0] == "Core offer visit"
    assert chat.labels()[-2:] == ["Back", "Cancel"]
    assert chat.press("Core offer visit") == WHEN


def test_a_first_answer_that_is_wrong_is_asked_for_again_at_every_door(stage: Stage):
    stage.say("visit")
    assert stage.say("Xyzzy").lines == ("Which school? (“stop” drops it)",)
    assert stage.say("Old Hall").title == KIND


def test_from_a_confirmation_one_can_go_back_to_the_last_question(chat: Chat):
    for line in ("/visit", "Old Hall", "core", "Sunday 2pm", "2h", "skip", "skip"):
        chat.say(line)
    assert chat.last.title == "Sunday 22 November 2026 is not a working day. Is that right?"
    assert chat.labels() == ["Yes, it is right", "No, leave it", "Back", "Cancel"]
    for question in (WHAT, WITH_WHOM, HOW_LONG, WHEN):
        assert chat.press("Back") == question
    chat.say("Monday 2pm")
    chat.press("Skip")
    assert chat.press("Skip") == "V1: Old Hall School"
    assert chat.stage.visit(1).started_at == london("2026-11-23 14:00")


def test_a_command_that_refuses_in_the_end_keeps_the_form_open(chat: Chat):
    chat.stage.all_say("visit plan Old Hall tomorrow 9am core")
    for line in ("/visit give", "V1"):
        chat.say(line)
    assert chat.say("@amina").startswith("V1 is ")
    assert (chat.labels()[0], chat.labels()[-2:]) == ("Keep “@amina”", ["Back", "Cancel"])
    assert chat.press("Sam Price") == "V1: now Sam Price's, Old Hall School"


def test_a_whole_line_asks_only_for_what_is_needed(chat: Chat):
    assert chat.say("/visit Old Hall yesterday 2pm") == KIND
    assert chat.press("Core offer visit") == "V1: Old Hall School"


def test_a_door_that_does_not_ask_for_all_asks_for_what_is_needed_and_back_works_there(stage: Stage):
    stage.all_say("visit", "Old Hall")
    assert stage.say("back") == a_message(SCHOOL, buttons={"Keep “Old Hall”": "answer D3 1"})
    assert stage.say("Blackwood").title == KIND
    stage.say("core")
    assert stage.say("yesterday 2pm").title == "V1: Blackwood School"


def test_a_press_on_a_question_that_was_answered_says_so(chat: Chat):
    chat.say("/visit")
    chat.say("Old Hall")
    asked = chat.last
    chat.press("Core offer visit")
    chat.last = asked
    for label in ("Core offer visit", "Back", "Cancel"):
        chat.last = asked
        assert chat.press(label) == "That question has been answered already. Please type the command again."
    assert chat.say("yesterday 2pm") == HOW_LONG


def test_a_press_in_the_middle_of_a_form_leaves_the_form_where_it_is(chat: Chat):
    for line in ("/visit", "Old Hall", "core"):
        chat.say(line)
    chat.say("visit list", pressed=True)
    assert chat.say("yesterday 2pm") == HOW_LONG


def test_two_people_in_one_place_fill_in_their_own(chat: Chat):
    hers, his = chat, Chat(chat.stage, SAM)
    assert (hers.say("/visit"), his.say("/visit")) == (SCHOOL, SCHOOL)
    assert (hers.say("Old Hall"), his.say("Blackwood")) == (KIND, KIND)
    his.last, last = hers.last, his.last
    assert his.press("Back") == "That question is not open for you (any more). Please type the command again."
    his.last = last
    assert (his.press("Core offer visit"), hers.press("Core offer visit")) == (WHEN, WHEN)
    for one, when in ((his, "yesterday 9am"), (hers, "yesterday 2pm")):
        one.say(when)
        for _ in range(3):
            one.press("Skip")
    visits = [(visit.adviser.name, visit.school.name) for visit in chat.stage.visits()]
    assert visits == [(SAM, "Blackwood School"), (AMINA, "Old Hall School")]


def test_a_form_survives_a_restart(tmp_path: Path):
    before = Chat(Stage(in_file(tmp_path / "record.db")))
    for line in ("/visit", "Old Hall", "core", "yesterday 2pm"):
        before.say(line)
    before.stage.close()
    after = Chat(Stage(before.stage.database))
    after.last = before.last
    assert after.press("Back") == WHEN
    assert after.labels()[0] == "Keep “yesterday 2pm”"
    after.say("Monday 9am")
    for _ in range(3):
        after.press("Skip")
    assert after.stage.visit(1).started_at == london("2026-11-23 09:00")
    after.stage.close()
    after.stage.database.close()


def test_the_same_press_that_comes_twice_goes_one_step_only(chat: Chat):
    to_the_end(chat)
    back = next(one.says for one in chat.last.buttons if one.label == "Back")
    arrival = replace(chat.stage.arrival(back), channel=chat.channel, asks_all=True, pressed=True)
    first, second = (asyncio.run(chat.stage.core.handle(arrival)) for _ in range(2))
    assert first == second
    chat.last = second.message
    assert chat.press("Back") == HOW_LONG
