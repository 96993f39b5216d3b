"""What is no command: a helpful sentence, or silence where silence is right."""

from __future__ import annotations

from typing import Any

import pytest

from tests.doors.telegram.a_telegram import person
from tests.doors.telegram.conftest import AMINA_ID, EVE_ID, GROUP, Chat

LOGGED = "/visit Old Hall yesterday 2pm core 2h"


async def test_a_forwarded_command_does_nothing(chat: Chat):
    origin = {"type": "user", "date": chat.telegram.now, "sender_user": person(EVE_ID)}
    (said,) = await chat.says(AMINA_ID, LOGGED, forward_origin=origin)
    assert said.words.startswith("That is forwarded, so I have done nothing with it.")
    assert chat.stage.visits() == []


async def test_an_edited_command_changes_nothing_and_that_is_said(chat: Chat):
    await chat.says(AMINA_ID, LOGGED)
    edited = chat.telegram.message_of(AMINA_ID, LOGGED.replace("Old Hall", "Short Heath"), edit_date=chat.telegram.now)
    (said,) = await chat.gives({"edited_message": edited})
    assert said.words.startswith("You have changed a message that I had read already.")
    assert len(chat.stage.visits()) == 1


async def test_an_edited_message_in_a_group_is_nobody_elses_business(chat: Chat):
    edited = chat.telegram.message_of(AMINA_ID, "lunch at one", GROUP, edit_date=chat.telegram.now)
    assert await chat.gives({"edited_message": edited}) == []


async def test_another_bot_is_not_answered(chat: Chat):
    message = chat.telegram.message_of(AMINA_ID, LOGGED, GROUP)
    message["from"] = {"id": 9, "is_bot": True, "first_name": "Bot"}
    assert await chat.gives({"message": message}) == []
    assert chat.stage.visits() == []


PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
VOICE = {"file_id": "f", "file_unique_id": "u", "duration": 3}
STICKER = {
    "file_id": "f",
    "file_unique_id": "u",
    "width": 1,
    "height": 1,
    "type": "regular",
    "is_animated": False,
    "is_video": False,
}


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ({"photo": PHOTO}, "I read words and buttons only, and keep no pictures or files: nothing is stored."),
        (
            {"photo": PHOTO, "caption": LOGGED},
            "I read words and buttons only, and keep no pictures or files. Please send the words below it as a message "
            "of their own.",
        ),
        (
            {"voice": VOICE},
            "I read words and buttons only, so I have not listened. Your keyboard's own microphone turns speech into "
            "text.",
        ),
        ({"sticker": STICKER}, "I read words and buttons only. “help” shows all that I can do."),
        (
            {"location": {"longitude": 1, "latitude": 2}},
            "I read words and buttons only: nothing is stored. “help” shows all that I can do.",
        ),
    ],
)
async def test_what_is_no_text_is_not_stored_and_that_is_said(chat: Chat, what: dict[str, Any], said: str):
    (answer,) = await chat.gives({"message": chat.telegram.message_of(AMINA_ID, None, **what)})
    assert answer.words == said
    assert await chat.gives({"message": chat.telegram.message_of(AMINA_ID, None, GROUP, **what)}) == []


async def test_an_album_is_answered_once(chat: Chat):
    for _ in range(4):
        chat.telegram.gives(
            {"message": chat.telegram.message_of(AMINA_ID, None, photo=PHOTO, media_group_id="album-1")}
        )
    await chat.settled()
    assert len(chat.telegram.sent(AMINA_ID)) == 1


async def test_what_telegram_cuts_off_a_long_message_is_not_taken_for_the_next_answer(chat: Chat):
    await chat.says(AMINA_ID, LOGGED)
    await chat.says(AMINA_ID, "/visit note V1")
    note = ("Attendance is up. " * 300)[:4096]
    (kept,) = await chat.says(AMINA_ID, note)
    assert "Next steps?" in kept.words
    (cut,) = await chat.says(AMINA_ID, "x")
    assert cut.words.startswith("That was longer than Telegram's 4,096 characters, so it came in parts.")
    (steps,) = await chat.says(AMINA_ID, "Moderate Y2 writing, Amina, by Friday")
    assert steps.words.splitlines()[0] == "V1: note for Old Hall School is written, not sent"


async def test_what_was_written_while_nobody_listened_is_read_as_of_then(chat: Chat):
    yesterday = chat.telegram.now - 24 * 3600
    (answer,) = await chat.says(AMINA_ID, "/visit Old Hall yesterday 2pm core 2h", date=yesterday)
    assert "Monday 23 November 2026, 14:00 to 16:00" in answer.words


async def test_words_of_all_scripts_and_half_an_emoji(chat: Chat):
    for words in ("校長 عربى 👩‍🏫", "\u202edlrow", "🏴" * 200):
        (answer,) = await chat.says(AMINA_ID, words)
        assert answer.words


async def test_a_service_message_is_no_message(chat: Chat):
    pinned = chat.telegram.message_of(AMINA_ID, None, GROUP, new_chat_title="SIB")
    assert await chat.gives({"message": pinned}) == []
