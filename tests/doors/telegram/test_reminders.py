"""Reminders come by Telegram, and what was settled elsewhere is marked where it was asked for."""

from __future__ import annotations

import asyncio

from bot.clockwork import Clockwork
from tests.commands.a_team import LEO
from tests.doors.telegram.a_telegram import How
from tests.doors.telegram.conftest import AMINA_ID, EVE_ID, GROUP, LEO_ID, Chat
from tests.people_and_schools import london

LOGGED = "/visit Old Hall yesterday 2pm support 2h: attendance is up"
LAST_CALL = london("2026-11-26 15:00")


async def tick(chat: Chat) -> None:
    clockwork = Clockwork(chat.stage.core, {"telegram": chat.door.messenger})
    await clockwork.tick(chat.stage.now)


def titles(chat: Chat, user: int) -> list[str]:
    return [call.words.splitlines()[0] for call in chat.telegram.sent(user)]


async def until_reminded(chat: Chat, user: int = AMINA_ID) -> None:
    """Let the last call before the 48 hours end come, in several ticks for the pace of the chat."""
    await chat.settled()
    chat.stage.now = LAST_CALL
    for _ in range(4):
        await tick(chat)
        chat.stage.wait(seconds=2)


async def test_a_reminder_comes_with_buttons_and_a_press_is_said_below_it(chat: Chat):
    await chat.says(AMINA_ID, LOGGED)
    await until_reminded(chat)
    reminder = next(call for call in chat.telegram.sent(AMINA_ID) if "note for Old Hall School" in call.words)
    assert "It has gone" in reminder.labels
    sent = await chat.presses(AMINA_ID, "It has gone")
    assert any(call.words.splitlines()[-1] == "✓ Amina: It has gone" for call in sent)
    assert any(call.words.startswith("V1: note sent to Old Hall School") for call in sent)


async def test_what_is_done_at_the_terminal_is_marked_on_telegram(chat: Chat):
    await chat.says(AMINA_ID, LOGGED)
    await until_reminded(chat)
    await asyncio.to_thread(chat.stage.all_say, "visit sent V1 now by e-mail")
    for _ in range(4):
        chat.stage.wait(seconds=30)
        await tick(chat)
    edits = [call for call in chat.telegram.sent(AMINA_ID) if call.method == "editMessageText"]
    assert [call.words.splitlines()[0] for call in edits][-1].startswith("V1")
    assert edits[-1].rows == []


async def test_whoever_has_blocked_the_bot_is_parked_and_the_admin_is_told_once(chat: Chat):
    await chat.says(LEO_ID, "/start")
    await chat.says(AMINA_ID, LOGGED)
    chat.telegram.order(AMINA_ID, *[How.BLOCKED] * 20)
    await until_reminded(chat)
    for _ in range(6):
        chat.stage.wait(minutes=30)
        await tick(chat)
    assert titles(chat, LEO_ID).count("I can no longer reach somebody") == 1
    chat.telegram.orders.clear()
    await chat.says(AMINA_ID, "/start")
    chat.stage.now = london("2026-11-27 09:00")
    for _ in range(4):
        await tick(chat)
        chat.stage.wait(seconds=2)
    assert any("V1: note for Old Hall School" in title for title in titles(chat, AMINA_ID)[2:])


async def test_a_pause_that_telegram_asks_for_is_kept_by_the_record(chat: Chat):
    await chat.says(AMINA_ID, LOGGED)
    chat.stage.now = LAST_CALL
    chat.telegram.order(AMINA_ID, How.TOO_FAST)
    await tick(chat)
    asked = len(chat.telegram.called("sendMessage"))
    chat.stage.wait(seconds=6)
    await tick(chat)
    assert len(chat.telegram.called("sendMessage")) == asked
    for _ in range(4):
        chat.stage.wait(seconds=2)
        await tick(chat)
    assert any("note for Old Hall School" in title for title in titles(chat, AMINA_ID))


async def test_a_bound_group_gets_the_digest_and_follows_when_it_becomes_a_supergroup(chat: Chat):
    chat.telegram.groups |= {-55, -100555}
    await chat.says(LEO_ID, "/team here digest", -55)
    await chat.says(AMINA_ID, LOGGED)
    chat.telegram.order("-55", How.MIGRATED)
    await until_reminded(chat)
    for _ in range(4):
        chat.stage.wait(minutes=10)
        await tick(chat)
    assert titles(chat, -100555)[0].startswith("Thursday 26 November 2026")
    assert GROUP not in {call.chat for call in chat.telegram.sent()}


async def test_one_person_on_both_doors_by_a_code(chat: Chat):
    code = (await asyncio.to_thread(chat.stage.say, "link", LEO)).lines[0].rsplit(" ", 1)[-1]
    (welcome,) = await chat.says(EVE_ID, f"/link {code}")
    assert welcome.words.startswith("Good to see you here, Leo.")
    (mine,) = await chat.says(EVE_ID, "/mine")
    assert mine.words.startswith("You: ")
