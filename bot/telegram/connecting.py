"""The bot of python-telegram-bot, made from the settings: no rate limiter, no repeats, and lines that log nothing."""

from __future__ import annotations

from telegram import Bot
from telegram.ext import ExtBot

from bot.settings import Settings
from bot.telegram.line import Line, quieten
from policy.refused import Refused

AT_ONCE = 32
CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 12.0
"""Together less than delivery gives one attempt, so that it is we who give up and know how."""


def polling_line() -> Line:
    """The line on which updates are asked for."""
    return _line(2)


def new_bot(settings: Settings, polling: Line | None = None) -> Bot:
    """A bot that calls the Bot API of the settings. Raises Refused without a token.

    It has two lines: a long poll must not wait behind messages, nor they behind it.
    """
    token = settings.telegram_bot_token
    if token is None:
        raise Refused("Telegram needs TELEGRAM_BOT_TOKEN.")
    quieten()
    api = settings.telegram_api_url.rstrip("/")
    return ExtBot(
        token.get_secret_value(),
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=_line(AT_ONCE),
        get_updates_request=polling or polling_line(),
    )


def _line(at_once: int) -> Line:
    return Line(
        connection_pool_size=at_once,
        connect_timeout=CONNECT_SECONDS,
        pool_timeout=CONNECT_SECONDS,
        read_timeout=ANSWER_SECONDS,
        write_timeout=ANSWER_SECONDS,
        media_write_timeout=ANSWER_SECONDS,
    )
