"""Direct messages and mentions: heard once, answered where they were said."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.commands.a_team import LEO
from tests.doors.slack.bench import Bench, a_bench, buttons_of
from tests.doors.slack.stub import BOT, Bad

LOGGED = "visit Old Hall yesterday 2pm core 2h: attendance is up"
DIRECT = "D01AMINA"


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with a_bench() as bench:
        yield bench


async def test_a_direct_message_is_answered_there(bench: Bench):
    assert await bench.event(bench.a_message(LOGGED)) == 200
    assert [text.split("\n")[0] for text in bench.posted(DIRECT)] == ["V1: Old Hall School"]


async def test_a_conversation_asks_and_listens(bench: Bench):
    for said in ("visit Old Hall yesterday 2pm", "core"):
        await bench.event(bench.a_message(said))
    titles = [text.split("\n")[0] for text in bench.posted(DIRECT)]
    assert titles == ["What kind of visit?", "V1: Old Hall School"]
    assert "Answer" not in buttons_of(bench.slack.messages[DIRECT][0])


async def test_a_mention_is_answered_in_its_thread_for_the_person_alone(bench: Bench):
    mention = bench.a_mention("mine")
    await bench.event(mention)
    (said,) = bench.slack.called("chat.postEphemeral")
    assert (said["channel"], said["user"], said["thread_ts"]) == ("C01GEN", "U01AMINA", mention["ts"])
    assert said["text"].startswith("You: nothing is owed")


async def test_a_mention_in_a_thread_stays_in_it(bench: Bench):
    await bench.event(bench.a_mention("mine", thread_ts="1794999999.000001"))
    assert bench.slack.called("chat.postEphemeral")[0]["thread_ts"] == "1794999999.000001"


async def test_a_mention_and_nothing_else_is_a_call_for_help(bench: Bench):
    await bench.event(bench.a_mention(""))
    assert bench.slack.called("chat.postEphemeral")[0]["text"].startswith("What I can do")


async def test_where_nobody_can_be_whispered_to_the_answer_goes_to_the_direct_messages(bench: Bench):
    bench.slack.order("chat.postEphemeral", Bad("not_in_channel"))
    await bench.event(bench.a_mention("mine"))
    assert bench.posted(DIRECT)[0].startswith("You: nothing is owed")


@pytest.mark.parametrize("retry", [None, 1])
async def test_the_same_event_four_times_at_once_has_one_effect_and_one_answer(bench: Bench, retry: int | None):
    message = bench.a_message(LOGGED)
    statuses = await asyncio.gather(*(bench.event(message, event_id="Ev1", retry=retry) for _ in range(4)))
    assert statuses == [200] * 4
    assert len(bench.stage.visits()) == 1
    assert len(bench.posted(DIRECT)) == 1


async def test_the_same_message_under_another_event_id_is_the_same_message(bench: Bench):
    message = bench.a_message(LOGGED)
    for event_id in ("Ev1", "Ev2"):
        await bench.event(message, event_id=event_id)
    assert len(bench.stage.visits()) == 1
    assert len(bench.posted(DIRECT)) == 1


async def test_an_answer_that_slack_did_not_take_is_not_acknowledged_and_comes_again(bench: Bench):
    message = bench.a_message(LOGGED)
    bench.slack.order("chat.postMessage", Bad("ratelimited", status=429, retry_after="1"))
    assert await bench.event(message) == 500
    assert await bench.event(message, retry=1) == 200
    assert len(bench.stage.visits()) == 1
    assert len(bench.posted(DIRECT)) == 1


async def test_an_answer_whose_acceptance_was_lost_is_found_by_its_mark_and_not_repeated(bench: Bench):
    message = bench.a_message(LOGGED)
    bench.slack.order("chat.postMessage", Bad(reset=True, accepts=True))
    assert await bench.event(message) == 500
    assert await bench.event(message, retry=1) == 200
    assert len(bench.posted(DIRECT)) == 1


@pytest.mark.parametrize(("retry", "looks"), [(None, 0), (0, 0), (1, 1)])
async def test_only_what_comes_again_is_looked_for(bench: Bench, retry: int | None, looks: int):
    await bench.event(bench.a_message("mine"), retry=retry)
    assert len(bench.slack.called("conversations.history")) == looks


async def test_a_channel_that_has_gone_is_no_reason_to_send_the_event_again(bench: Bench):
    bench.slack.always["chat.postMessage"] = Bad("channel_not_found")
    assert await bench.event(bench.a_message("mine")) == 200


@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "B99"},
        {"subtype": "bot_message", "bot_id": "B99"},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "channel_join"},
        {"user": BOT},
    ],
    ids=str,
)
async def test_what_no_person_said_is_not_heard(bench: Bench, more: dict[str, str]):
    assert await bench.event({**bench.a_message(LOGGED), **more}) == 200
    assert bench.stage.visits() == []
    assert bench.slack.calls == []


async def test_what_is_said_in_a_channel_without_a_mention_is_not_heard(bench: Bench):
    assert await bench.event({**bench.a_message(LOGGED), "channel": "C01GEN", "channel_type": "channel"}) == 200
    assert bench.stage.visits() == []


async def test_a_file_without_words_is_told_what_works_and_is_never_fetched(bench: Bench):
    five_megabytes = [{"id": "F1", "name": "note.docx", "size": 5_000_000, "url_private": "http://127.0.0.1:9/x"}]
    await bench.event(bench.a_message("", subtype="file_share", files=five_megabytes))
    assert bench.posted(DIRECT)[0].startswith("I read words, not files")
    assert [call.method for call in bench.slack.calls] == ["chat.postMessage"]


async def test_a_file_with_words_is_heard_by_its_words(bench: Bench):
    await bench.event(bench.a_message(LOGGED, subtype="file_share", files=[{"id": "F1", "size": 5_000_000}]))
    assert [visit.ref for visit in bench.stage.visits()] == ["V1"]


async def test_forty_thousand_characters_are_refused_in_a_sentence(bench: Bench):
    await bench.event(bench.a_message(f"{LOGGED}: {'x' * 40_000}"))
    assert "20,000 is the most that fits here" in bench.posted(DIRECT)[0]
    assert bench.stage.visits() == []


async def test_a_channel_is_bound_by_a_mention_in_it(bench: Bench):
    await bench.event(bench.a_mention("team here digest reminders outcomes", LEO))
    assert bench.posted()[0].startswith("This channel now shows: digest, reminders and outcomes")
