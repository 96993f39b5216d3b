"""From what the Bot API answered, or did not, to what became of a message."""

from __future__ import annotations

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
)

from bot.telegram.line import ServerTrouble, TooFast
from bot.telegram.place import place_at
from notifications.messenger import Fate, Outcome

NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
"""What goes wrong before the first byte is sent."""
NO_SUCH_PLACE = (
    "chat not found",
    "user not found",
    "user is deactivated",
    "peer_id_invalid",
    "group chat was deactivated",
    "chat_write_forbidden",
    "have no rights to send",
    "not enough rights to send",
    "need administrator rights",
    "topic_closed",
    "topic_deleted",
    "message thread not found",
    "chat_restricted",
)
"""Parts of sentences of status 400 that are about the place and not about the message."""
UNCHANGED = "message is not modified"
UNREADABLE = "can't parse entities"


def fate_of(fault: TelegramError, address: str) -> Outcome:
    """What became of a message to this address when sending it ended in a fault.

    A limit that a private chat meets, where we keep to a message a second, is the limit of the whole bot.
    """
    if isinstance(fault, TooFast):
        alone = place_at(address).is_group
        return Outcome(Fate.LATER, pause=fault.pause, because=_said(fault), whole_door=not alone)
    if isinstance(fault, InvalidToken):
        return Outcome(Fate.GONE, because="Telegram does not know the bot's token any more", whole_door=True)
    if isinstance(fault, ChatMigrated):
        return Outcome(Fate.LATER, because="the group has become a supergroup", moved_to=str(fault.new_chat_id))
    if isinstance(fault, Forbidden):
        return Outcome(Fate.GONE, because=_said(fault))
    if isinstance(fault, BadRequest):
        is_gone = any(part in fault.message.casefold() for part in NO_SUCH_PLACE)
        return Outcome(Fate.GONE if is_gone else Fate.REFUSED, because=_said(fault))
    if isinstance(fault, ServerTrouble):
        return Outcome(Fate.LATER, because=f"Telegram is in trouble: {_said(fault)}")
    if isinstance(fault, NetworkError) and isinstance(fault.__cause__, NEVER_LEFT):
        return Outcome(Fate.LATER, because=f"Telegram cannot be reached: {type(fault.__cause__).__name__}")
    return Outcome(Fate.UNCLEAR, because=f"the answer was lost: {_said(fault)}")


def is_unchanged(fault: TelegramError) -> bool:
    """Whether an edit changed nothing, which is as good as done."""
    return isinstance(fault, BadRequest) and UNCHANGED in fault.message.casefold()


def is_unreadable(fault: TelegramError) -> bool:
    """Whether Telegram could not read our HTML."""
    return isinstance(fault, BadRequest) and UNREADABLE in fault.message.casefold()


def _said(fault: TelegramError) -> str:
    return fault.message or type(fault).__name__
