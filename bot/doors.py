"""Which doors the settings open."""

from __future__ import annotations

from bot.core import Core
from bot.door import Door
from bot.settings import Settings


def has_doors(settings: Settings) -> bool:
    """Whether the settings name a platform; without one, `run` is a chat at the terminal."""
    return settings.slack_bot_token is not None or settings.telegram_bot_token is not None


def door_names(settings: Settings) -> tuple[str, ...]:
    """The names of the doors that the settings open."""
    chosen = {"slack": settings.slack_bot_token, "telegram": settings.telegram_bot_token}
    return tuple(name for name, token in chosen.items() if token is not None)


def open_doors(settings: Settings, core: Core) -> tuple[Door, ...]:
    """The doors that the settings name, not listening yet. Raises Refused where a setting is missing."""
    from bot.slack.door import slack_door
    from bot.telegram.door import telegram_door

    chosen: tuple[Door | None, ...] = (slack_door(settings, core), telegram_door(settings, core))
    return tuple(door for door in chosen if door is not None)
