"""The menu of commands that Telegram shows beside the field for writing, for private chats and for groups."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from commands.command import Command
from commands.registry import COMMANDS

ALONE = (
    *("visit", "visit_note", "action", "action_done", "mine", "diary", "overdue", "school", "meeting", "plan", "board"),
    *("category", "concern", "ofsted", "time", "find", "digest", "cover", "team", "undo", "link", "cancel", "help"),
)
IN_GROUPS = ("visit", "action", "meeting", "school", "board", "overdue", "team_here", "help")
OURS = {"cancel": "Drop the question that is open."}
"""What is no command elsewhere."""
LONGEST = 256
log = structlog.get_logger()


def menu(names: Sequence[str]) -> list[BotCommand]:
    """These commands with what help says of them, as far as they are there."""
    known = {spelt(command): _said(command) for command in COMMANDS} | OURS
    return [BotCommand(name, known[name]) for name in names if name in known]


def spelt(command: Command) -> str:
    """A command's name as Telegram spells it."""
    return command.name.replace(" ", "_").replace("-", "_")


async def set_menus(bot: Bot) -> bool:
    """Show both menus; whether Telegram took them. A bot without a menu works, so this stops nothing."""
    try:
        for names, scope in menus():
            if list(await bot.get_my_commands(scope)) != menu(names):
                await bot.set_my_commands(menu(names), scope)
    except TelegramError as fault:
        log.warning("menu not set", fault=type(fault).__name__)
        return False
    return True


def menus() -> tuple[tuple[Sequence[str], BotCommandScopeAllPrivateChats | BotCommandScopeAllGroupChats], ...]:
    """The names of each menu, and where it is shown."""
    return (ALONE, BotCommandScopeAllPrivateChats()), (IN_GROUPS, BotCommandScopeAllGroupChats())


def _said(command: Command) -> str:
    return command.help if len(command.help) <= LONGEST else f"{command.help[: LONGEST - 1]}…"
