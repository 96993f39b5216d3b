"""What becomes of a message that leaves for Telegram, through the real python-telegram-bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from bot.settings import Settings
from bot.telegram.connecting import new_bot
from bot.telegram.messenger import TelegramMessenger
from notifications.message import Attachment, Button, Message
from notifications.messenger import Fate, KeepsPace, Outcome, Pace, Parcel
from tests.doors.telegram.a_telegram import TOKEN, ATelegram, How

AMINA = 2
GROUP = -100123
A_NOTE_IS_DUE = Message(
    "V1: note for Old Hall, 1 hour left", ("Due <today>.",), buttons=(Button("It has gone", "visit sent V1"),)
)


@pytest_asyncio.fixture
async def telegram() -> AsyncIterator[ATelegram]:
    async with ATelegram(started={AMINA}, groups={GROUP}).over_loopback() as telegram:
        yield telegram


@pytest_asyncio.fixture
async def messenger(telegram: ATelegram) -> AsyncIterator[TelegramMessenger]:
    bot = new_bot(Settings(_env_file=None, telegram_bot_token=TOKEN, telegram_api_url=telegram.url))
    async with bot:
        yield TelegramMessenger(bot)


def parcel(message: Message = A_NOTE_IS_DUE, address: str = str(AMINA), mark: str = "m1") -> Parcel:
    return Parcel("telegram", "telegram", address, "Amina Khan", message, mark)


async def test_a_message_arrives_with_its_buttons(telegram: ATelegram, messenger: TelegramMessenger):
    assert await messenger.send(parcel()) == Outcome(Fate.SENT, platform_id="2:101")
    (call,) = telegram.sent(AMINA)
    assert call.params == {
        "chat_id": "2",
        "text": "<b>V1: note for Old Hall, 1 hour left</b>\nDue &lt;today&gt;.",
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": [[{"text": "It has gone", "callback_data": "visit sent V1"}]]},
    }


async def test_a_topic_of_a_forum_is_a_place_of_its_own(telegram: ATelegram, messenger: TelegramMessenger):
    outcome = await messenger.send(parcel(address="-100123:7"))
    assert outcome == Outcome(Fate.SENT, platform_id="-100123:101")
    assert telegram.sent()[0].params["message_thread_id"] == "7"


@pytest.mark.parametrize(
    ("how", "outcome"),
    [
        (
            How.TOO_FAST,
            Outcome(
                Fate.LATER, pause=timedelta(seconds=7), because="too many requests, wait 7 seconds", whole_door=True
            ),
        ),
        (
            How.TOO_FAST_ABSENT,
            Outcome(
                Fate.LATER, pause=timedelta(seconds=30), because="too many requests, wait 30 seconds", whole_door=True
            ),
        ),
        (How.BROKEN, Outcome(Fate.LATER, because="Telegram is in trouble: status 500")),
        (How.BAD_GATEWAY, Outcome(Fate.LATER, because="Telegram is in trouble: status 502")),
        (How.HTML_ACCEPTED, Outcome(Fate.UNCLEAR, because="the answer was lost: status 200 and no JSON")),
        (How.HALF_ACCEPTED, Outcome(Fate.UNCLEAR, because="the answer was lost: status 200 and no JSON")),
        (How.RESET, Outcome(Fate.UNCLEAR, because="the answer was lost: httpx.ReadError: ")),
        (How.RESET_ACCEPTED, Outcome(Fate.UNCLEAR, because="the answer was lost: httpx.ReadError: ")),
        (How.BLOCKED, Outcome(Fate.GONE, because="Forbidden: bot was blocked by the user")),
        (How.NOT_FOUND, Outcome(Fate.GONE, because="Chat not found")),
        (
            How.UNAUTHORIZED,
            Outcome(Fate.GONE, because="Telegram does not know the bot's token any more", whole_door=True),
        ),
        (How.TOO_LONG, Outcome(Fate.REFUSED, because="Message is too long")),
    ],
)
async def test_what_telegram_answers_decides_what_became_of_it(
    telegram: ATelegram, messenger: TelegramMessenger, how: How, outcome: Outcome
):
    telegram.order("sendMessage", how)
    assert await messenger.send(parcel()) == outcome
    assert len(telegram.called("sendMessage")) == 1


@pytest.mark.parametrize(
    ("how", "outcome"),
    [
        (How.TOO_FAST, Outcome(Fate.LATER, pause=timedelta(seconds=7), because="too many requests, wait 7 seconds")),
        (How.KICKED, Outcome(Fate.GONE, because="Forbidden: bot was kicked from the group chat")),
        (How.NO_RIGHTS, Outcome(Fate.GONE, because="Not enough rights to send text messages to the chat")),
        (How.MIGRATED, Outcome(Fate.LATER, because="the group has become a supergroup", moved_to="-100555")),
    ],
)
async def test_in_a_group_it_is_about_the_group_alone(
    telegram: ATelegram, messenger: TelegramMessenger, how: How, outcome: Outcome
):
    telegram.order(GROUP, how)
    assert await messenger.send(parcel(address=str(GROUP))) == outcome


async def test_somebody_who_has_not_started_the_bot_cannot_be_written_to(messenger: TelegramMessenger):
    outcome = await messenger.send(parcel(address="99"))
    assert outcome == Outcome(Fate.GONE, because="Forbidden: bot can't initiate conversation with a user")


async def test_a_platform_that_is_not_there_is_asked_again_later(telegram: ATelegram):
    settings = Settings(_env_file=None, telegram_bot_token=TOKEN, telegram_api_url="http://127.0.0.1:9")
    outcome = await TelegramMessenger(new_bot(settings)).send(parcel())
    assert outcome == Outcome(Fate.LATER, because="Telegram cannot be reached: ConnectError")


async def test_html_that_telegram_cannot_read_goes_as_plain_words(telegram: ATelegram, messenger: TelegramMessenger):
    telegram.order("sendMessage", How.UNREADABLE)
    assert (await messenger.send(parcel())).fate is Fate.SENT
    (call,) = telegram.sent()
    assert call.params["text"] == "V1: note for Old Hall, 1 hour left\nDue <today>."
    assert "parse_mode" not in call.params


async def test_a_long_message_is_one_file_with_its_beginning(telegram: ATelegram, messenger: TelegramMessenger):
    message = Message("Digest", tuple("word " * 30 for _ in range(60)))
    assert (await messenger.send(parcel(message))).fate is Fate.SENT
    (call,) = telegram.sent()
    assert (call.method, call.params["document"][0]) == ("sendDocument", "Digest.txt")
    assert call.words.endswith("… The rest is in the file.")


async def test_a_file_with_a_caption_is_one_call(telegram: ATelegram, messenger: TelegramMessenger):
    message = Message("V1: note", ("To keep.",), attachment=Attachment("V1 <x>.txt", "Dear Mrs Smith"))
    assert (await messenger.send(parcel(message))).fate is Fate.SENT
    (call,) = telegram.sent()
    assert call.params["document"] == ("V1 <x>.txt", b"Dear Mrs Smith")
    assert call.words == "V1: note\nTo keep."


async def test_of_two_halves_the_first_is_not_sent_twice(telegram: ATelegram, messenger: TelegramMessenger):
    long = Message("V1", ("word " * 300,), attachment=Attachment("V1.txt", "text"))
    telegram.order("sendMessage", How.TOO_FAST)
    assert (await messenger.send(parcel(long))).fate is Fate.LATER
    assert (await messenger.send(parcel(long))).fate is Fate.SENT
    assert [call.method for call in telegram.sent()] == ["sendDocument", "sendMessage"]


async def test_a_delivered_message_is_edited_and_one_that_says_so_already_is_done(
    telegram: ATelegram, messenger: TelegramMessenger
):
    sent = await messenger.send(parcel())
    assert sent.platform_id is not None
    done = parcel(Message("V1: the note has gone"))
    assert await messenger.edit(done, sent.platform_id) == Outcome(Fate.SENT, platform_id="2:101")
    assert telegram.text_at(AMINA, 101) == "V1: the note has gone"
    assert await messenger.edit(done, sent.platform_id) == Outcome(Fate.SENT, platform_id="2:101")


async def test_the_words_below_a_file_are_edited_too(telegram: ATelegram, messenger: TelegramMessenger):
    sent = await messenger.send(parcel(Message("V1", attachment=Attachment("V1.txt", "text"))))
    assert sent.platform_id is not None
    assert (await messenger.edit(parcel(Message("V1: seen")), sent.platform_id)).fate is Fate.SENT
    assert telegram.messages[AMINA, 101]["caption"] == "V1: seen"


async def test_a_message_that_was_deleted_cannot_be_edited(messenger: TelegramMessenger):
    outcome = await messenger.edit(parcel(), "2:999")
    assert outcome == Outcome(Fate.REFUSED, because="Message to edit not found")


async def test_the_pace_of_chats_and_of_groups(messenger: TelegramMessenger):
    assert isinstance(messenger, KeepsPace)
    assert [messenger.pace(place) for place in ("2", "-100123", "-100123:7")] == [
        Pace(timedelta(seconds=1)),
        Pace(timedelta(seconds=3)),
        Pace(timedelta(seconds=3)),
    ]
