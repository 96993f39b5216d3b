"""What was written is stored before Telegram is told so: at a kill, at a fault of the record, at a fault of ours."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import text

from bot.core import Core
from bot.telegram.door import TelegramDoor
from storage.failed_arrivals import given_up
from tests.commands.a_team import Stage
from tests.doors.telegram.a_telegram import ATelegram, How
from tests.doors.telegram.conftest import AMINA_ID, LEO_ID, Chat, somebody_else_writes

LOGGED = "/visit Old Hall yesterday 2pm core 2h"


def visits(stage: Stage) -> int:
    return len(stage.visits())


async def until(what: Any, seconds: float = 15) -> None:
    async with asyncio.timeout(seconds):
        while not what():
            await asyncio.sleep(0.02)


async def test_an_update_that_comes_again_is_done_once_and_answered_once(chat: Chat):
    chat.telegram.writes(AMINA_ID, LOGGED)
    chat.telegram.updates *= 3
    await chat.settled()
    assert (visits(chat.stage), len(chat.telegram.sent())) == (1, 1)


async def test_after_a_kill_between_commit_and_confirmation_the_answer_comes_and_nothing_is_done_twice(
    telegram: ATelegram, stage: Stage
):
    first = Chat(telegram, stage)
    await first.start()
    telegram.writes(AMINA_ID, LOGGED)
    update = telegram.updates[-1]
    await first.settled()
    await first.stop()
    telegram.updates = [update]  # Telegram never heard that it was taken
    second = Chat(telegram, stage)
    await second.start()
    await second.settled()
    await second.stop()
    assert visits(stage) == 1
    titles = [call.words.splitlines()[0] for call in telegram.sent(AMINA_ID)]
    assert titles == ["V1: Old Hall School", "V1: Old Hall School"]


async def test_while_the_record_is_busy_telegram_keeps_what_was_written_and_the_person_is_told_once(
    chat: Chat,
):
    await until(lambda: chat.telegram.polls)
    with somebody_else_writes(chat.stage.database):
        number = chat.telegram.writes(AMINA_ID, LOGGED)
        await until(lambda: chat.telegram.sent(AMINA_ID))
        assert chat.telegram.updates[0]["update_id"] == number
    await chat.settled()
    told, answer = (call.words.splitlines()[0] for call in chat.telegram.sent(AMINA_ID))
    assert told.startswith("The record cannot be used at the moment, so nothing is stored yet.")
    assert (answer, visits(chat.stage)) == ("V1: Old Hall School", 1)


async def test_a_poison_update_is_given_up_after_three_tries_and_silences_nobody(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
):
    tries: list[str] = []
    answer = Core._answer_and_store

    def poisoned(self: Core, arrival: Any, began: float, wait_ms: int) -> Any:
        if "poison" in arrival.text:
            tries.append(arrival.text)
            raise ZeroDivisionError
        return answer(self, arrival, began, wait_ms)

    monkeypatch.setattr(Core, "_answer_and_store", poisoned)
    chat.telegram.writes(AMINA_ID, "/visit note V1: poison")
    chat.telegram.writes(LEO_ID, LOGGED)
    await chat.settled()
    (sorry,) = chat.telegram.sent(AMINA_ID)
    assert "Something went wrong here, and nothing was stored." in sorry.words
    assert len(tries) == 3
    assert visits(chat.stage) == 1
    with chat.stage.database.read() as session:
        (failed,) = given_up(session, "telegram")
    assert failed.tries == 3
    assert failed.reference in sorry.words


async def test_a_handler_that_fails_itself_is_given_up_too(chat: Chat, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.telegram.desk.text_for", broken)
    chat.telegram.writes(AMINA_ID, "hello")
    await chat.settled()
    (sorry,) = chat.telegram.sent(AMINA_ID)
    assert sorry.words.startswith("Something went wrong here, and nothing was stored.")


async def test_no_answer_waits_for_another_chat_that_hangs(chat: Chat):
    chat.telegram.order(AMINA_ID, How.HANGS_ACCEPTED)
    chat.telegram.writes(AMINA_ID, "/mine")
    chat.telegram.writes(LEO_ID, "/mine")
    await until(lambda: chat.telegram.sent(LEO_ID), 5)
    chat.door._out.close()


async def test_a_flood_of_commands_is_done_to_the_last(chat: Chat):
    for number in range(200):
        chat.telegram.writes(AMINA_ID, f"/school alias Old Hall OH{number}" if number % 20 == 0 else "/help undo")
    async with asyncio.timeout(60):
        while chat.telegram.updates:
            await asyncio.sleep(0.05)
        await chat.door.drain()
    answers = chat.telegram.sent(AMINA_ID)
    assert len(answers) == 200
    assert sum("OH" in call.words for call in answers) == 10


async def test_one_process_polls_and_the_other_takes_over(telegram: ATelegram, stage: Stage):
    first, second = Chat(telegram, stage), Chat(telegram, stage)
    second.door._polling._owner = "another replica"
    await first.start()
    await until(lambda: telegram.polls)
    await second.start()
    await asyncio.sleep(0.1)
    assert second.door._polling._updater.running is False
    await first.stop()
    await second.door._polling._once()
    telegram.writes(AMINA_ID, "/mine")
    await second.settled()
    assert len(telegram.sent(AMINA_ID)) == 1
    await second.stop()


async def test_a_frozen_process_handles_nothing_once_its_lease_has_gone(chat: Chat):
    await until(lambda: chat.telegram.polls)
    chat.door._polling._held_until = 0.0
    number = chat.telegram.writes(AMINA_ID, LOGGED)
    await asyncio.sleep(0.5)
    assert (visits(chat.stage), chat.telegram.updates[0]["update_id"]) == (0, number)
    await chat.door._polling._once()
    await chat.settled()
    assert visits(chat.stage) == 1


async def test_what_was_stored_is_confirmed_at_an_end_in_the_middle_of_a_batch(telegram: ATelegram, stage: Stage):
    chat = Chat(telegram, stage)
    handle = chat.door._handling.queue._handle
    stopping: list[asyncio.Task[None]] = []

    async def handle_and_stop(update: Any) -> None:
        await handle(update)
        if not stopping:
            stopping.append(asyncio.create_task(chat.stop()))
            await asyncio.sleep(0)

    chat.door._handling.queue._handle = handle_and_stop
    first, second = telegram.writes(AMINA_ID, LOGGED), telegram.writes(AMINA_ID, "/mine")
    await chat.start()
    await until(lambda: stopping)
    await stopping[0]
    assert (visits(stage), telegram.polls[-1]["offset"]) == (1, str(first + 1))
    assert second > first


async def test_a_telegram_that_cannot_be_reached_at_the_start_is_tried_again(
    telegram: ATelegram, stage: Stage, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("bot.telegram.door.ASKED_AGAIN_SECONDS", 0.01)
    telegram.order("getMe", How.BROKEN, How.BROKEN, How.BROKEN)
    chat = Chat(telegram, stage)
    await chat.start()
    answers = await chat.says(AMINA_ID, "/mine")
    await chat.stop()
    assert len(answers) == 1


async def test_a_token_that_nobody_knows_is_refused_without_being_shown(telegram: ATelegram, stage: Stage):
    chat = Chat(telegram, stage, telegram_bot_token="99:wrong-secret")
    with pytest.raises(Exception, match="Telegram does not know TELEGRAM_BOT_TOKEN") as refusal:
        await chat.start()
    await chat.door.close()
    assert "wrong-secret" not in str(refusal.value)
    assert isinstance(chat.door, TelegramDoor)


async def test_the_record_names_no_words_of_what_failed(chat: Chat, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.telegram.desk.text_for", broken)
    chat.telegram.writes(AMINA_ID, "a secret of a school")
    await chat.settled()
    with chat.stage.database.engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM failed_arrival")).all()
    assert "secret" not in repr(rows)
