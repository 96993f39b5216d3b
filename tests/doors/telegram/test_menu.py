"""The menu beside the field for writing: only commands that there are, within Telegram's limits."""

from __future__ import annotations

import re

from bot.telegram.menu import ALONE, IN_GROUPS, menu
from tests.commands.a_team import Stage
from tests.doors.telegram.a_telegram import ATelegram, How
from tests.doors.telegram.conftest import AMINA_ID, Chat


def test_every_entry_is_a_command_with_its_help():
    for names in (ALONE, IN_GROUPS):
        found = menu(names)
        assert [one.command for one in found] == list(names)
        assert all(re.fullmatch(r"[a-z0-9_]{1,32}", one.command) for one in found)
        assert all(3 <= len(one.description) <= 256 for one in found)


async def test_it_is_set_at_the_start_for_private_chats_and_groups_and_not_again(chat: Chat):
    scopes = [call.params["scope"]["type"] for call in chat.telegram.called("setMyCommands")]
    assert scopes == ["all_private_chats", "all_group_chats"]
    await chat.restart()
    assert len(chat.telegram.called("setMyCommands")) == 2


async def test_a_command_of_the_menu_works_as_telegram_spells_it(chat: Chat):
    await chat.says(AMINA_ID, "/visit Old Hall yesterday 2pm core 2h")
    (note,) = await chat.says(AMINA_ID, "/visit_note V1")
    assert note.words.startswith("V1")


async def test_a_bot_without_a_menu_works(telegram: ATelegram, stage: Stage):
    telegram.order("getMyCommands", How.BROKEN)
    chat = Chat(telegram, stage)
    await chat.start()
    assert len(await chat.says(AMINA_ID, "/mine")) == 1
    await chat.stop()
