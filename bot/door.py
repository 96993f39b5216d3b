"""What a chat platform is to the process: something to listen to, a way out, and an end in good order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from aiohttp import web

from notifications.messenger import Messenger

TELEGRAM_WORKSPACE = "telegram"
"""Telegram knows no workspaces: everybody there is in this one."""


class Door(Protocol):
    """One platform through which people reach the bot. The process opens it, and closes it in four steps."""

    @property
    def messenger(self) -> Messenger:
        """The way out, which also says the door's name."""
        ...

    @property
    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """What the platform calls over HTTP; empty for a door that does the calling."""
        ...

    async def start(self) -> None:
        """Begin to listen. Raises Refused for what only a person can mend, such as a token that nobody knows; a
        platform that cannot be reached at the moment is tried again behind the scenes.
        """
        ...

    async def stop_listening(self) -> None:
        """Take no new work."""
        ...

    async def drain(self) -> None:
        """Return when what was under way has been answered."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
