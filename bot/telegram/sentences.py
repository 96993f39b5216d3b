"""What the Telegram door says by itself, without asking the record."""

from __future__ import annotations

from telegram import Message

FORWARDED = "That is forwarded, so I have done nothing with it. If it is your own word, copy it and send it yourself."
EDITED = (
    "You have changed a message that I had read already. What is on record stays as it was: press Undo below my answer "
    "if there is one, or send the right words as a new message."
)
CUT_BY_TELEGRAM = (
    "That was longer than Telegram's 4,096 characters, so it came in parts. I have read the first part and not this "
    "one: see what I answered above, and send the rest as a message of its own, where it belongs."
)
ANONYMOUS = (
    "I cannot tell who you are while you write as the group. Switch off “remain anonymous” in your rights as "
    "administrator, or write to me in our own chat."
)
RECORD_IN_TROUBLE = (
    "The record cannot be used at the moment, so nothing is stored yet. I keep what you wrote and see to it by myself; "
    "there is no need to send it again."
)
_ONLY_WORDS = "I read words and buttons only"


def for_what_is_no_text(message: Message) -> str:
    """What helps somebody who has sent no text."""
    if message.voice or message.audio or message.video_note:
        return f"{_ONLY_WORDS}, so I have not listened. Your keyboard's own microphone turns speech into text."
    if message.sticker or message.animation or message.dice:
        return f"{_ONLY_WORDS}. “help” shows all that I can do."
    if message.caption:
        return (
            f"{_ONLY_WORDS}, and keep no pictures or files. Please send the words below it as a message of their own."
        )
    if message.photo or message.video or message.document:
        return f"{_ONLY_WORDS}, and keep no pictures or files: nothing is stored."
    return f"{_ONLY_WORDS}: nothing is stored. “help” shows all that I can do."


def in_a_new_group(username: str) -> str:
    """What a group reads that the bot has been added to."""
    return (
        "Good to be here. I say nothing about schools or people in a group until your team's admin binds it: "
        f"/team@{username} here digest reminders outcomes. Commands work here too; the answers come in our own chat."
    )


def failed(reference: str) -> str:
    """What somebody reads whose message we could not handle."""
    return (
        "Something went wrong here, and nothing was stored. Please try another way; if it goes on, tell your admin "
        f"the reference {reference}."
    )
