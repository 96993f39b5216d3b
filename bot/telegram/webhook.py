"""Telegram calls us: the same handling as when we ask, and 200 only after the commit."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web
from telegram import Bot, Update

from bot.telegram.queue import NotStored

HEADER = "X-Telegram-Bot-Api-Secret-Token"
log = structlog.get_logger()


def webhook(
    bot: Bot, secret: str, put: Callable[[Update], Awaitable[None]]
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """The handler of the route: 403 without the secret, 400 for what is no update; 503 while nothing can be stored, and
    Telegram calls again.
    """
    expected = secret.encode()

    async def called(request: web.Request) -> web.Response:
        given = request.headers.get(HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, expected):
            log.warning("webhook without the secret", door="telegram")
            return web.Response(status=403)
        try:
            update = Update.de_json(await request.json(), bot)
        except (ValueError, KeyError, TypeError, AttributeError):
            log.warning("webhook with no update", door="telegram")
            return web.Response(status=400)
        try:
            await put(update)
        except NotStored as fault:
            log.warning("update waits", because=fault.message)
            return web.Response(status=503)
        return web.Response()

    return called
