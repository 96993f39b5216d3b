"""What the doctor says of Telegram."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.doctor_of_delivery import Finding
from bot.settings import Settings
from bot.telegram.checks import telegram_findings
from storage.failed_arrivals import TRIES, count_failure
from tests.commands.a_team import NOW, Stage
from tests.doors.telegram.a_telegram import TOKEN, ATelegram, How
from tests.doors.telegram.conftest import Chat


async def said(telegram: ATelegram, stage: Stage, **more: Any) -> list[tuple[bool, str]]:
    settings = Settings(_env_file=None, **{"telegram_bot_token": TOKEN, "telegram_api_url": telegram.url, **more})
    found = await asyncio.to_thread(telegram_findings, settings, stage.database)
    return [(one.is_well, one.words) for one in found]


WELL = [
    (True, "Telegram knows the bot as @rrp_test_bot."),
    (True, "Telegram shows the menu of commands."),
    (True, "Privacy mode is on: in groups the bot sees commands and answers to it, and nothing else."),
    (True, "Telegram is asked for messages (polling); no public address is needed."),
]


async def test_all_is_well_once_the_bot_has_run(chat: Chat):
    assert await said(chat.telegram, chat.stage) == WELL


async def test_before_the_first_run_the_menu_is_missing(telegram: ATelegram, stage: Stage):
    menu = (await said(telegram, stage))[1]
    assert menu == (
        False,
        "Telegram does not show the menu of commands yet. It is set when rrp-bot starts: rrp-bot run",
    )


async def test_privacy_mode_that_is_off_is_explained(telegram: ATelegram, stage: Stage):
    telegram.me["can_read_all_group_messages"] = True
    is_well, words = (await said(telegram, stage))[2]
    assert not is_well
    assert words.startswith("Privacy mode is off: Telegram gives the bot everything that is said in its groups")


async def test_a_token_that_nobody_knows_is_not_repeated(telegram: ATelegram, stage: Stage):
    ((is_well, words),) = await said(telegram, stage, telegram_bot_token="99:a-secret")
    assert (is_well, words.startswith("Telegram does not know TELEGRAM_BOT_TOKEN.")) == (False, True)
    assert "a-secret" not in words


@pytest.mark.parametrize("how", [How.BROKEN, How.BAD_GATEWAY, How.RESET])
async def test_a_telegram_that_is_not_there(telegram: ATelegram, stage: Stage, how: How):
    telegram.order("getMe", how)
    ((is_well, words),) = await said(telegram, stage)
    assert (is_well, words.startswith(f"Telegram cannot be reached at {telegram.url}: ")) == (False, True)


async def test_settings_of_a_webhook_that_do_not_fit(telegram: ATelegram, stage: Stage):
    ((is_well, words),) = await said(telegram, stage, telegram_webhook_url="https://bot.example.org/telegram")
    assert (is_well, words.startswith("TELEGRAM_WEBHOOK_URL needs TELEGRAM_WEBHOOK_SECRET")) == (False, True)


async def test_what_was_given_up_is_named_by_its_reference(telegram: ATelegram, stage: Stage):
    with stage.database.change() as session:
        for _ in range(TRIES):
            count_failure(session, "telegram", "1:1", "abcd1234", NOW)
    assert (await said(telegram, stage))[-1] == (
        False,
        "1 message was given up on Telegram; in the log under: abcd1234",
    )


def test_without_a_token_it_says_where_to_begin(stage: Stage):
    (found,) = telegram_findings(Settings(_env_file=None), stage.database)
    assert found == Finding(True, "Telegram is not set up (TELEGRAM_BOT_TOKEN): docs/setting-up-telegram.md")
