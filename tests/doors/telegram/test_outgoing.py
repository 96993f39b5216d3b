"""Answers go out in order, are repeated where that helps, and hold nobody up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest_asyncio

from bot.settings import Settings
from bot.telegram.connecting import new_bot
from bot.telegram.outgoing import Edit, Keys, Outgoing, Say, Toast
from bot.telegram.place import Place
from bot.telegram.render import Sheet
from tests.doors.telegram.a_telegram import TOKEN, ATelegram, How

AMINA, LEO = 2, 1
HERE = Place(AMINA)


@pytest_asyncio.fixture
async def telegram() -> AsyncIterator[ATelegram]:
    async with ATelegram(started={AMINA, LEO}).over_loopback() as telegram:
        yield telegram


class Sleeps:
    """A sleep that takes no time and is written down."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await asyncio.sleep(0)


@pytest_asyncio.fixture
async def sleeps() -> Sleeps:
    return Sleeps()


@pytest_asyncio.fixture
async def out(telegram: ATelegram, sleeps: Sleeps) -> AsyncIterator[Outgoing]:
    async with new_bot(Settings(_env_file=None, telegram_bot_token=TOKEN, telegram_api_url=telegram.url)) as bot:
        yield Outgoing(bot, sleeps)


def words(telegram: ATelegram, chat: int = AMINA) -> list[str]:
    return [call.words for call in telegram.sent(chat)]


async def test_each_chat_hears_its_answers_in_order(telegram: ATelegram, out: Outgoing):
    for number in range(5):
        out.put(Say(HERE, Sheet(f"answer {number}")), Say(Place(LEO), Sheet(f"to Leo {number}")))
    await out.drain()
    assert words(telegram) == [f"answer {number}" for number in range(5)]
    assert words(telegram, LEO) == [f"to Leo {number}" for number in range(5)]


async def test_a_pause_that_telegram_asks_for_is_kept_and_what_waits_is_joined(
    telegram: ATelegram, out: Outgoing, sleeps: Sleeps
):
    telegram.order("sendMessage", How.TOO_FAST)
    out.put(*(Say(HERE, Sheet(f"answer {number}")) for number in range(3)))
    await out.drain()
    assert sleeps.seconds == [7]
    assert words(telegram) == ["answer 0\n\n➖\n\nanswer 1\n\n➖\n\nanswer 2"]


async def test_a_platform_in_trouble_is_asked_again_with_longer_pauses(
    telegram: ATelegram, out: Outgoing, sleeps: Sleeps
):
    telegram.order("sendMessage", How.BROKEN, How.BAD_GATEWAY, How.BROKEN)
    out.put(Say(HERE, Sheet("answer")))
    await out.drain()
    assert (words(telegram), sleeps.seconds) == (["answer"], [1, 2, 4])


async def test_an_answer_that_was_lost_is_said_once_more_and_then_no_more(telegram: ATelegram, out: Outgoing):
    telegram.order("sendMessage", How.RESET_ACCEPTED, How.HTML_ACCEPTED)
    out.put(Say(HERE, Sheet("answer")), Say(HERE, Sheet("next")))
    await out.drain()
    assert words(telegram) in (["answer", "answer", "next"], ["answer", "answer\n\n➖\n\nnext"])


async def test_a_chat_that_is_shut_holds_up_no_other_and_somebody_is_told(telegram: ATelegram, out: Outgoing):
    shut: list[str] = []
    out.put(Say(Place(99), Sheet("answer"), lambda: shut.append("99")), Say(HERE, Sheet("here")))
    await out.drain()
    assert (shut, words(telegram)) == (["99"], ["here"])


async def test_an_edit_of_what_is_gone_is_sent_anew_unless_it_is_not_worth_it(telegram: ATelegram, out: Outgoing):
    out.put(Edit(HERE, 999, Sheet("sent anew")), Edit(HERE, 999, Sheet("left out"), or_nothing=True))
    await out.drain()
    assert words(telegram) == ["sent anew"]


async def test_an_edit_that_changes_nothing_is_done(telegram: ATelegram, out: Outgoing):
    out.put(Say(HERE, Sheet("same")), Edit(HERE, 101, Sheet("same")), Keys(HERE, 101, None), Say(HERE, Sheet("next")))
    await out.drain()
    assert words(telegram) == ["same", "next"]


async def test_an_old_press_can_no_longer_be_answered_and_nothing_else_suffers(telegram: ATelegram, out: Outgoing):
    telegram.order("answerCallbackQuery", How.TOO_LONG)
    out.put(Toast(HERE, "1"), Say(HERE, Sheet("next")))
    await out.drain()
    assert words(telegram) == ["next"]


async def test_whoever_puts_waits_for_nothing(telegram: ATelegram, out: Outgoing):
    telegram.order("sendMessage", How.HANGS_ACCEPTED)
    out.put(Say(HERE, Sheet("hangs")), Say(Place(LEO), Sheet("goes")))
    while not words(telegram, LEO):
        await asyncio.sleep(0.01)
    out.close()
