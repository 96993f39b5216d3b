"""The Telegram door: polling or a webhook, the way out, and an end in good order."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from telegram.error import InvalidToken, TelegramError

from bot.console.clock import real_time
from bot.core import Core
from bot.settings import Settings
from bot.telegram.app import WANTED, Handling
from bot.telegram.arrivals import Me
from bot.telegram.connecting import new_bot, polling_line
from bot.telegram.desk import Desk
from bot.telegram.menu import set_menus
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.outgoing import Outgoing
from bot.telegram.polling import Polling
from bot.telegram.webhook import webhook
from policy.refused import Refused

ASKED_AGAIN_SECONDS = 10.0
NOT_KNOWN = (
    "Telegram does not know TELEGRAM_BOT_TOKEN. Copy it anew from BotFather (/mybots, your bot, API Token); "
    "docs/setting-up-telegram.md shows how."
)
AT_ONCE = 10
log = structlog.get_logger()


class TelegramDoor:
    """One bot for all teams of the deployment."""

    def __init__(self, settings: Settings, core: Core, clock: Callable[[], datetime] = real_time) -> None:
        """Raises Refused where settings do not fit together. `clock` gives the present, aware."""
        self._hook = hook_of(settings)
        line = polling_line()
        self._bot = new_bot(settings, line)
        self._out = Outgoing(self._bot)
        self._desk = Desk(core, self._out, clock)
        self._handling = Handling(self._bot, self._desk, clock)
        self._messenger = TelegramMessenger(self._bot)
        updater = self._handling.application.updater
        assert updater is not None
        self._polling = Polling(core, updater, self._handling.queue, line, clock)
        self._beginning: asyncio.Task[None] | None = None

    @property
    def messenger(self) -> TelegramMessenger:
        """The way out."""
        return self._messenger

    @property
    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """The webhook's, where there is one."""
        if self._hook is None:
            return ()
        path = urlsplit(self._hook[0]).path or "/"
        return (web.post(path, webhook(self._bot, self._hook[1], self._handling.queue.put)),)

    async def start(self) -> None:
        """Begin to listen, at once or as soon as Telegram can be reached. Raises Refused for a token nobody knows."""
        if not await self._begun():
            self._beginning = asyncio.create_task(self._begin_later(), name="telegram begins")

    async def stop_listening(self) -> None:
        """Take no more updates; what is under way is stored first."""
        if self._beginning is not None:
            self._beginning.cancel()
        await self._handling.queue.shut()
        await self._polling.stop()

    async def drain(self) -> None:
        """Return when every answer is out."""
        await self._out.drain()

    async def close(self) -> None:
        """Let go of the connections."""
        self._out.close()
        await self._handling.application.shutdown()
        await self._bot.shutdown()

    async def _begun(self) -> bool:
        """Whether Telegram could be reached and knows us now."""
        try:
            await self._handling.application.initialize()
            account = await self._bot.get_me()
            self._desk.me = Me(account.id, account.username or "")
            if self._hook is not None:
                url, secret = self._hook
                self._handling.queue.open()
                await self._bot.set_webhook(url, secret_token=secret, allowed_updates=WANTED, max_connections=AT_ONCE)
        except InvalidToken:
            raise Refused(NOT_KNOWN) from None  # its own words would show the token
        except TelegramError as fault:
            log.warning("Telegram cannot be reached", fault=type(fault).__name__)
            return False
        await set_menus(self._bot)
        if self._hook is None:
            self._polling.start()
        return True

    async def _begin_later(self) -> None:
        while True:
            await asyncio.sleep(ASKED_AGAIN_SECONDS)
            try:
                if await self._begun():
                    return
            except Refused as refusal:
                log.error("telegram", because=str(refusal))


def telegram_door(settings: Settings, core: Core) -> TelegramDoor | None:
    """The door that the settings open; None without a token. Raises Refused where settings do not fit together."""
    return TelegramDoor(settings, core) if settings.telegram_bot_token is not None else None


def hook_of(settings: Settings) -> tuple[str, str] | None:
    """Address and secret of the webhook; None where Telegram is asked instead."""
    url, secret = settings.telegram_webhook_url, settings.telegram_webhook_secret
    if url is None:
        return None
    if not url.startswith("https://") and settings.telegram_api_url.startswith("https://api.telegram.org"):
        raise Refused("TELEGRAM_WEBHOOK_URL has to begin with https://, for example https://bot.example.org/telegram")
    if secret is None:
        raise Refused("TELEGRAM_WEBHOOK_URL needs TELEGRAM_WEBHOOK_SECRET: 32 letters, digits, _ or -, or more.")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret.get_secret_value()):
        raise Refused("TELEGRAM_WEBHOOK_SECRET cannot be used: Telegram takes 1 to 256 letters, digits, _ and -.")
    if settings.http_port is None:
        raise Refused("TELEGRAM_WEBHOOK_URL needs HTTP_PORT, on which Telegram's calls arrive, for example 8080.")
    return url, secret.get_secret_value()
