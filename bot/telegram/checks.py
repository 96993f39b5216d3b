"""What `rrp-bot doctor` says of Telegram: token, menu, privacy mode, webhook, and what was given up."""

from __future__ import annotations

import asyncio

from telegram import Bot, User, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.doctor_of_delivery import Finding
from bot.settings import Settings
from bot.telegram.connecting import new_bot
from bot.telegram.door import NOT_KNOWN, hook_of
from bot.telegram.menu import menu, menus
from policy.refused import Refused
from storage.database import Database
from storage.failed_arrivals import given_up

MOST_WAITING = 50


def telegram_findings(settings: Settings, database: Database) -> tuple[Finding, ...]:
    """Ask Telegram, once, if there is a token."""
    if settings.telegram_bot_token is None:
        return (Finding(True, "Telegram is not set up (TELEGRAM_BOT_TOKEN): docs/setting-up-telegram.md"),)
    try:
        hook = hook_of(settings)
    except Refused as refusal:
        return (Finding(False, str(refusal)),)
    return (*asyncio.run(_asked(settings, hook[0] if hook is not None else "")), *_given_up(database))


async def _asked(settings: Settings, hook: str) -> tuple[Finding, ...]:
    try:
        async with new_bot(settings) as bot:
            account, calls = await bot.get_me(), await bot.get_webhook_info()
            menus_are_set = await _menus_are_set(bot)
    except InvalidToken:
        return (Finding(False, NOT_KNOWN),)
    except TelegramError as fault:
        return (Finding(False, f"Telegram cannot be reached at {settings.telegram_api_url}: {type(fault).__name__}."),)
    return (
        Finding(True, f"Telegram knows the bot as @{account.username}."),
        _menu(menus_are_set),
        _privacy(account),
        _webhook(calls, hook),
    )


async def _menus_are_set(bot: Bot) -> bool:
    return all([list(await bot.get_my_commands(scope)) == menu(names) for names, scope in menus()])


def _menu(is_set: bool) -> Finding:
    if is_set:
        return Finding(True, "Telegram shows the menu of commands.")
    return Finding(False, "Telegram does not show the menu of commands yet. It is set when rrp-bot starts: rrp-bot run")


def _privacy(account: User) -> Finding:
    if account.can_read_all_group_messages:
        return Finding(
            False,
            "Privacy mode is off: Telegram gives the bot everything that is said in its groups, and it needs only "
            "commands. Switch it on: BotFather, /setprivacy, your bot, Enable; then add the bot to its groups anew.",
        )
    if not account.can_join_groups:
        return Finding(True, "Privacy mode is on. The bot cannot be added to groups (BotFather, /setjoingroups).")
    return Finding(True, "Privacy mode is on: in groups the bot sees commands and answers to it, and nothing else.")


def _webhook(calls: WebhookInfo, hook: str) -> Finding:
    if not hook:
        return Finding(True, "Telegram is asked for messages (polling); no public address is needed.")
    if calls.url != hook:
        return Finding(False, f"Telegram does not call {hook} yet. It is told so when rrp-bot starts: rrp-bot run")
    if calls.last_error_message and calls.pending_update_count > MOST_WAITING:
        waiting = f"{calls.pending_update_count} messages wait"
        return Finding(False, f"Telegram calls {hook} in vain, {waiting}: {calls.last_error_message}")
    return Finding(True, f"Telegram calls {hook}.")


def _given_up(database: Database) -> tuple[Finding, ...]:
    with database.read() as session:
        failed = given_up(session, "telegram")
    if not failed:
        return ()
    references = ", ".join(one.reference for one in failed[-5:])
    number = "1 message was" if len(failed) == 1 else f"{len(failed)} messages were"
    return (Finding(False, f"{number} given up on Telegram; in the log under: {references}"),)
