"""From what Telegram sends to what the bot can answer. No database, no network, no decisions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram import CallbackQuery, Message, User

from bot.arrival import Arrival
from bot.door import TELEGRAM_WORKSPACE
from bot.telegram.place import Place

DOOR = "telegram"
LATE = timedelta(minutes=2)
"""What was written longer ago than this, because nobody was there to read it, is read as of when it was written."""
_ADDRESSED = re.compile(r"^/(?P<name>\w+)@(?P<bot>\w+)")
_START = re.compile(r"^/start(?:\s+(?P<with>[\w-]{1,64}))?\s*$", re.IGNORECASE)
_WAYS_ON = re.compile(r"^/(?P<way>stop|cancel|skip|back)\s*$", re.IGNORECASE)
"""What people of Telegram type to leave a question, and the menu offers: to the bot these are words and no commands."""
GREETING = "mine"
"""What somebody reads who presses Start: what they owe, which is what the bot is for."""


@dataclass(frozen=True)
class Me:
    """The bot's own account."""

    id: int
    username: str


@dataclass(frozen=True)
class Pressed:
    """The button that was pressed: the query that waits, the message it is under, and what it shows now."""

    query: str
    label: str
    message_id: int
    message: Message | None


@dataclass(frozen=True)
class Heard:
    """Something to answer: the arrival, where it was said, by whom, and the button, if one was pressed."""

    arrival: Arrival
    place: Place
    user: int
    called: str
    pressed: Pressed | None = None


def place_of(message: Message) -> Place:
    """The chat of a message, or its topic where the chat is a forum."""
    topic = message.message_thread_id if message.is_topic_message else None
    return Place(message.chat.id, topic)


def text_for(message: Message, me: Me) -> str | None:
    """What of a message is meant for the bot; None where others are spoken to.

    In a group that is a command, unless it names another bot; what begins with the bot's name; an answer to its words.
    """
    text = message.text or ""
    addressed = _ADDRESSED.match(text)
    if addressed is not None:
        if addressed["bot"].casefold() != me.username.casefold():
            return None
        return f"/{addressed['name']}{text[addressed.end() :]}"
    if message.chat.id > 0 or text.startswith("/"):
        return text
    named = re.match(rf"^@{re.escape(me.username)}\b[:,]?\s*", text, re.IGNORECASE)
    if named is not None:
        return text[named.end() :]
    answered = message.reply_to_message
    return text if answered is not None and answered.from_user is not None and answered.from_user.id == me.id else None


def is_to_all(message: Message) -> bool:
    """Whether a command in a group names no bot, so that it may be meant for another one."""
    text = message.text or ""
    return message.chat.id < 0 and text.startswith("/") and _ADDRESSED.match(text) is None


def is_start(text: str) -> re.Match[str] | None:
    """`/start`, which Telegram sends for whoever presses Start, perhaps with a code from a link."""
    return _START.match(text)


def heard(message: Message, user: User, text: str, key: str, now: datetime) -> Heard:
    """A message as an arrival. `key` tells the update from all others of this bot; `now` is aware."""
    place = place_of(message)
    if (start := is_start(text)) is not None:
        text = f"link {start['with']}" if start["with"] else GREETING
    if (way_on := _WAYS_ON.match(text)) is not None:
        text = way_on["way"]
    written = message.date
    arrival = _arrival(user, place, text, key, written if now - written > LATE else now)
    return Heard(arrival, place, user.id, user.first_name)


def heard_press(query: CallbackQuery, key: str, now: datetime) -> Heard | None:
    """A press as an arrival; None for a button that says nothing or stands nowhere."""
    message = query.message
    if message is None or not query.data:
        return None
    full = message if isinstance(message, Message) else None
    place = place_of(full) if full is not None else Place(message.chat.id)
    on = f"{place.chat}:{message.message_id}"
    arrival = _arrival(query.from_user, place, query.data, key, now, on_message=on)
    pressed = Pressed(query.id, _label(full, query.data), message.message_id, full)
    return Heard(arrival, place, query.from_user.id, query.from_user.first_name, pressed)


def _arrival(user: User, place: Place, text: str, key: str, now: datetime, *, on_message: str | None = None) -> Arrival:
    """Questions are asked in the private chat, where nobody reads along."""
    alone = str(user.id)
    return Arrival(
        door=DOOR,
        workspace=TELEGRAM_WORKSPACE,
        user=alone,
        channel=place.address,
        text=text,
        receipt_key=key,
        now=now,
        pressed=on_message is not None,
        name=user.full_name,
        on_message=on_message,
        asks_all=True,
        asks_in=alone if place.is_group else None,
        reachable=not place.is_group,
    )


def _label(message: Message | None, data: str) -> str:
    rows = message.reply_markup.inline_keyboard if message is not None and message.reply_markup is not None else ()
    return next((one.text for row in rows for one in row if one.callback_data == data), "")
