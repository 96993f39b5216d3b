"""When, in a modal: a day and a time to pick, or the words that officers use; one value comes out of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from slack_sdk.models.blocks import Block, DatePickerElement, InputBlock, PlainTextInputElement, TimePickerElement

from bot.slack.blocks import plain
from notifications.message import FormField, Mistake

DAY, TIME, WORDS = "day", "time", "words"
LONDON = "Europe/London"
EITHER = "The day above or these words are needed."
BOTH = "Please pick the day or write it in words, not both."


def moment_blocks(field: FormField) -> Iterator[Block]:
    """A day, a time if it matters, and the words. What is in the field already stands in the words."""
    yield _input(field, DAY, field.label, DatePickerElement(action_id=DAY, placeholder=plain("Pick a day", 150)))
    picker = TimePickerElement(action_id=TIME, timezone=LONDON, placeholder=plain("If it matters", 150))
    yield _input(field, TIME, "At what time?", picker)
    words = PlainTextInputElement(
        action_id=WORDS,
        placeholder=plain(field.help, 150) if field.help else None,
        initial_value=field.value or None,
    )
    yield _input(field, WORDS, "Or in words", words, hint=EITHER if field.required else "")


def block_of(name: str, part: str) -> str:
    """The id of one of the three blocks."""
    return f"{name}.{part}"


def moment_in(name: str, answers: Mapping[str, Any]) -> tuple[str, Mistake | None]:
    """What was picked or written for a field, as a person would type it. `answers` gives the value of each block."""
    day, time, words = (str(answers.get(block_of(name, part)) or "").strip() for part in (DAY, TIME, WORDS))
    if words and (day or time):
        return words, Mistake(block_of(name, WORDS), BOTH)
    return words or f"{day} {time}".strip(), None


def _input(field: FormField, part: str, label: str, element: Any, hint: str = "") -> InputBlock:
    return InputBlock(
        block_id=block_of(field.name, part),
        label=plain(label, 2000),
        element=element,
        optional=True,
        hint=plain(hint, 2000) if hint else None,
    )
