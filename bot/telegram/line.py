"""The way to the Bot API: python-telegram-bot's own, which here also tells faults apart that it throws together.

It logs nothing that people wrote and no token: `quieten` sees to both.
"""

from __future__ import annotations

import json
import logging
import time
from datetime import timedelta
from typing import Any

from telegram.error import NetworkError, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

IF_NOT_SAID = timedelta(seconds=30)
"""How long to wait when Telegram says "too many requests" and not for how long."""
SERVER_FAULTS = 500


class ServerTrouble(NetworkError):  # noqa: N818 - it is not ours
    """Telegram answered that something is wrong on its side: it has not taken what was sent."""


class AnswerLost(NetworkError):  # noqa: N818 - a thing that happens
    """Telegram, or something before it, took what was sent and answered nothing that can be read."""


class TooFast(RetryAfter):
    """Telegram wants a pause."""

    def __init__(self, pause: timedelta) -> None:
        TelegramError.__init__(self, f"too many requests, wait {pause.total_seconds():.0f} seconds")
        self._retry_after = pause  # read by python-telegram-bot's own loop of polling

    @property
    def pause(self) -> timedelta:
        """How long."""
        return self._retry_after


class Line(HTTPXRequest):
    """Requests over HTTP. Each is made once; nobody here repeats anything. `asked_at` is when the last one began, by
    the monotonic clock.
    """

    asked_at = 0.0

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Status and body of one answer, which is JSON. Raises TelegramError for what is no answer."""
        self.asked_at = time.monotonic()
        status, body = await super().do_request(*args, **kwargs)
        if status >= SERVER_FAULTS:
            raise ServerTrouble(f"status {status}")
        try:
            answer = json.loads(body)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise AnswerLost(f"status {status} and no JSON")
        if status == 429:
            raise TooFast(_pause(answer))
        return status, body


def _pause(answer: dict[str, Any]) -> timedelta:
    parameters = answer.get("parameters")
    seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return timedelta(seconds=seconds) if isinstance(seconds, int) and seconds > 0 else IF_NOT_SAID


def quieten() -> None:
    """Let the libraries below be silent: they log addresses with the token in them, and bodies with people's words.

    What matters of what they would say comes back as an exception and is logged here, without either.
    """
    for name in ("telegram", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
