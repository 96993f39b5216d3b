"""Telegram calls the bot: only with the secret, and 200 only once it is stored."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from bot.settings import Settings
from bot.telegram.door import TelegramDoor
from bot.telegram.webhook import HEADER
from bot.web import WebServer
from policy.refused import Refused
from tests.commands.a_team import Stage
from tests.doors.telegram.a_telegram import TOKEN, ATelegram
from tests.doors.telegram.conftest import AMINA_ID, Chat, somebody_else_writes

SECRET = "a-secret-of-the-tests"
LOGGED = "/visit Old Hall yesterday 2pm core 2h"


class Hook:
    """What calls the webhook as Telegram does."""

    def __init__(self, chat: Chat, url: str) -> None:
        self.chat = chat
        self._url = url

    async def calls(self, body: Any, secret: str | None = SECRET) -> int:
        """The status of one call."""
        headers = {HEADER: secret} if secret is not None else {}
        async with aiohttp.ClientSession() as http, http.post(self._url, json=body, headers=headers) as answer:
            return answer.status

    def update(self, text: str) -> dict[str, Any]:
        """What somebody wrote, as Telegram sends it."""
        self.chat.telegram.writes(AMINA_ID, text)
        return self.chat.telegram.updates.pop()


def a_free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest_asyncio.fixture
async def hook(telegram: ATelegram, stage: Stage) -> AsyncIterator[Hook]:
    port = a_free_port()
    url = f"http://127.0.0.1:{port}/telegram"
    more = {"telegram_webhook_url": url, "telegram_webhook_secret": SECRET, "http_port": port}
    chat = Chat(telegram, stage, **more)
    server = WebServer("127.0.0.1", port, chat.door.routes, lambda: True)
    await server.start()
    await chat.start()
    yield Hook(chat, url)
    await chat.stop()
    await server.stop()


async def test_telegram_is_told_where_to_call_and_with_which_secret(hook: Hook):
    (call,) = hook.chat.telegram.called("setWebhook")
    assert call.params["secret_token"] == SECRET
    assert call.params["allowed_updates"] == ["message", "edited_message", "callback_query", "my_chat_member"]
    assert hook.chat.telegram.polls == []


async def test_a_call_is_answered_when_it_is_stored_and_a_repeat_changes_nothing(hook: Hook):
    update = hook.update(LOGGED)
    assert [await hook.calls(update), await hook.calls(update)] == [200, 200]
    await hook.chat.door.drain()
    assert len(hook.chat.stage.visits()) == 1
    assert len(hook.chat.telegram.sent(AMINA_ID)) == 1


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], f"{SECRET}x", "é"])
async def test_without_the_secret_nothing_is_read(hook: Hook, secret: str | None):
    assert await hook.calls(hook.update(LOGGED), secret) == 403
    assert hook.chat.stage.visits() == []


@pytest.mark.parametrize("body", ["", [], {"update_id": "x"}, {"message": {}}, 7, None])
async def test_what_is_no_update_is_refused(hook: Hook, body: Any):
    assert await hook.calls(body) in {200, 400}
    assert hook.chat.stage.visits() == []


async def test_while_nothing_can_be_stored_telegram_is_asked_to_call_again(hook: Hook):
    update = hook.update(LOGGED)
    with somebody_else_writes(hook.chat.stage.database):
        assert await hook.calls(update) == 503
    assert await hook.calls(update) == 200
    assert len(hook.chat.stage.visits()) == 1


async def test_neither_token_nor_secret_nor_words_are_logged(
    hook: Hook, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
):
    caplog.set_level("DEBUG")
    await hook.calls(hook.update(f"{LOGGED}: nobody may read this"))
    await hook.calls(hook.update(LOGGED), "wrong-secret")
    await hook.chat.door.drain()
    said = "".join(capfd.readouterr()) + caplog.text
    assert "webhook without the secret" in said
    for secret in (TOKEN, SECRET, "wrong-secret", "nobody may read this"):
        assert secret not in said


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"http_port": 8080}, "TELEGRAM_WEBHOOK_URL needs TELEGRAM_WEBHOOK_SECRET"),
        ({"telegram_webhook_secret": SECRET}, "TELEGRAM_WEBHOOK_URL needs HTTP_PORT"),
        ({"telegram_webhook_secret": "two words", "http_port": 8080}, "TELEGRAM_WEBHOOK_SECRET cannot be used"),
    ],
)
async def test_settings_that_do_not_fit_together_are_refused(stage: Stage, more: dict[str, Any], sentence: str):
    url = {"telegram_webhook_url": "https://bot.example.org/telegram"}
    settings = Settings(_env_file=None, telegram_bot_token=TOKEN, **url, **more)
    with pytest.raises(Refused, match=sentence):
        TelegramDoor(settings, stage.core)


async def test_telegram_calls_no_address_without_tls(stage: Stage):
    settings = Settings(_env_file=None, telegram_bot_token=TOKEN, telegram_webhook_url="http://bot.example.org")
    with pytest.raises(Refused, match="has to begin with https://"):
        TelegramDoor(settings, stage.core)
