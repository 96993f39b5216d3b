"""Buttons: what they stand for is done once, and the message says in its own place who did what."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.slack.render import render
from notifications.message import Button, Message
from tests.commands.a_team import AMINA, LEO, SAM
from tests.doors.slack.bench import Bench, Json, a_bench, buttons_of, words_of
from tests.doors.slack.judge import faults_of_message, faults_of_view
from tests.doors.slack.stub import Bad

LOGGED = "/visit Old Hall yesterday 2pm support 2h: attendance is up"
DIRECT = "D01AMINA"


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with a_bench() as bench:
        await bench.command(LOGGED)
        bench.slack.forget()
        yield bench


def a_reminder() -> Json:
    """A reminder about two notes, as it stands in the direct messages."""
    message = Message(
        "2 notes are due",
        ("V1 and V2.",),
        buttons=(
            Button("It has gone", "visit sent V1"),
            Button("Snooze", "snooze V1"),
            Button("Why this?", "why V1"),
            Button("Write V2", "visit note V2"),
        ),
    )
    rendered = render(message)
    return {"text": rendered.text, "blocks": rendered.blocks, "ts": "1795000000.000009"}


async def test_a_reminder_says_below_itself_who_did_what_and_what_came_of_it(bench: Bench):
    await bench.press("visit sent V1", label="It has gone", message=a_reminder(), channel=DIRECT)
    (response,) = bench.slack.responses
    assert (response["replace_original"], faults_of_message(response)) == (True, [])
    said = words_of(response).split("\n")
    assert said[:2] == ["2 notes are due", "V1 and V2."]
    assert "Amina Khan pressed “It has gone”, Wednesday 25 November 2026, 09:00" in said
    assert "V1: note sent to Old Hall School" in said
    assert buttons_of(response) == {"Write V2": "visit note V2", "Undo": "undo 4"}
    assert bench.stage.visit(1).note_sent_at is not None


async def test_in_a_channel_the_answer_is_for_the_one_who_pressed(bench: Bench):
    await bench.press("visit sent V1", label="It has gone", message=a_reminder())
    for_all, for_one = bench.slack.responses
    assert "Amina Khan pressed “It has gone”" in words_of(for_all)
    assert "note sent to" not in words_of(for_all)
    assert (for_one["response_type"], for_one["replace_original"]) == ("ephemeral", False)
    assert for_one["text"].startswith("V1: note sent to Old Hall School")


async def test_something_to_read_leaves_the_message_as_it_is(bench: Bench):
    await bench.press("why V1", label="Why this?", message=a_reminder(), channel=DIRECT)
    (response,) = bench.slack.responses
    assert response["replace_original"] is False
    assert "48 hours" in response["text"]


async def test_an_answer_for_one_person_alone_is_replaced_by_the_next(bench: Bench):
    await bench.press("undo 3", label="Undo")
    (response,) = bench.slack.responses
    assert response["replace_original"] is True
    assert response["text"].startswith("Taken back")
    assert "Amina Khan pressed “Undo”" in words_of(response)
    assert bench.stage.visits() == []


async def test_a_question_is_replaced_by_its_answer(bench: Bench):
    await bench.event(bench.a_message("visit St Joseph's yesterday 2pm core 2h: up"))
    question = bench.slack.messages[DIRECT][-1]
    says = next(says for label, says in buttons_of(question).items() if "Darlaston" in label)
    await bench.press(says, label="Darlaston", message=question, channel=DIRECT)
    (response,) = bench.slack.responses
    assert response["replace_original"] is True
    assert response["text"].startswith("V2: St Joseph's Catholic Primary School")


async def test_pressing_twice_says_that_it_was_answered(bench: Bench):
    await bench.event(bench.a_message("visit St Joseph's yesterday 2pm core 2h: up"))
    question = bench.slack.messages[DIRECT][-1]
    for _ in range(2):
        await bench.press("answer D1 1", label="One", message=question, channel=DIRECT)
    assert len(bench.stage.visits()) == 2
    assert bench.slack.responses[1]["text"].startswith("That question has been answered already.")
    assert bench.slack.responses[1]["replace_original"] is False


async def test_the_same_press_four_times_at_once_has_one_effect(bench: Bench):
    await asyncio.gather(
        *(bench.press("visit sent V1", message=a_reminder(), channel=DIRECT, trigger_id="same") for _ in range(4))
    )
    assert len({str(response["blocks"]) for response in bench.slack.responses}) == 1
    assert bench.stage.changes()[-1][0] == 4


async def test_a_button_that_is_stale_explains_itself_and_changes_nothing(bench: Bench):
    await bench.press("visit sent V1", message=a_reminder(), channel=DIRECT)
    await bench.press("visit sent V1", SAM, message=a_reminder(), channel="D04SAM")
    response = bench.slack.responses[-1]
    assert (response["replace_original"], response["response_type"]) == (False, "in_channel")
    assert response["text"]


@pytest.mark.parametrize("says", ["", "frobnicate V1"])
async def test_a_button_of_an_older_version_explains_itself(bench: Bench, says: str):
    await bench.press(says, message=a_reminder(), channel=DIRECT)
    (response,) = bench.slack.responses
    assert response["text"].startswith(("This button is from an older version of me", "I do not know “frobnicate”"))


async def test_a_press_that_needs_words_opens_a_modal_and_leaves_the_message(bench: Bench):
    await bench.press("visit note V1", label="Write V1", message=a_reminder(), channel=DIRECT)
    view = bench.last_view()
    assert (view["callback_id"], faults_of_view(view)) == ("question", [])
    assert bench.slack.responses == []
    assert await bench.submit(view, {view["blocks"][-1]["block_id"]: "Jane to moderate by Friday"}) == {
        "response_action": "clear"
    }
    assert bench.posted(DIRECT)[-1].startswith("V1: note for Old Hall School is written, not sent")


async def test_a_modal_that_was_closed_in_the_middle_can_be_opened_again(bench: Bench):
    await bench.press("visit note V1", message=a_reminder(), channel=DIRECT)
    draft = bench.last_view()["blocks"][-1]["block_id"].removeprefix("answer.")
    await bench.press(f"answer {draft}", label="Answer", message=a_reminder(), channel=DIRECT)
    assert bench.last_view()["blocks"][-1]["block_id"] == f"answer.{draft}"


async def test_where_no_modal_opens_the_person_is_asked_to_press_again(bench: Bench):
    bench.slack.order("views.open", Bad("expired_trigger_id"))
    await bench.press("visit note V1", message=a_reminder(), channel=DIRECT)
    assert bench.slack.responses[0]["text"].startswith("The form could not be opened just now; nothing was stored.")


async def test_somebody_elses_button_is_refused_to_them_alone(bench: Bench):
    await bench.press("visit sent V1", SAM, message=a_reminder())
    (response,) = bench.slack.responses
    assert (response["response_type"], response["replace_original"]) == ("ephemeral", False)
    assert bench.stage.visit(1).note_sent_at is None


async def test_an_admin_lets_a_stranger_in_by_a_button(bench: Bench):
    await bench.press("let me in", "U99NEW", label="Ask to be let in")
    assert bench.slack.responses[0]["text"].startswith("Your team's admin has been asked to let you in.")
    await bench.command("/school alias Old Hall OHS", LEO)
    await bench.tick()
    asked = bench.slack.messages["D02LEO"][-1]
    assert "u99new asks to be let in" in asked["text"]
    yes = next(says for label, says in buttons_of(asked).items() if "dviser" in label)
    await bench.press(yes, LEO, label="Adviser", message=asked, channel="D02LEO")
    assert (await bench.command("/mine", "U99NEW"))["text"].startswith("You: nothing is owed")


async def test_a_response_url_that_fails_does_no_harm(bench: Bench):
    payload = bench.payload("block_actions", AMINA, response_url=f"{bench.slack.url}nowhere")
    await bench.press("visit sent V1", message=a_reminder(), channel=DIRECT, response_url=payload["response_url"])
    assert bench.stage.visit(1).note_sent_at is not None
