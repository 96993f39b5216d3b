"""The one renderer: a Message becomes Block Kit, the text that alerts and screen readers say, and a file for what does
not fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block

from bot.slack.blocks import BUTTONS_IN_A_ROW, heading, paragraph, remark, rows_of_buttons
from bot.slack.rows import row_in_words, table_blocks
from bot.slack.text import clean, cut, escape, size
from notifications.message import Attachment, Button, Message

MOST_BLOCKS = 50
MOST_BLOCKS_IN_VIEW = 100
SPARE_BLOCKS = 5
"""Kept free in every message for what is said below it later: who pressed what."""
MOST_TEXT = 3000
READS_AT_ONCE = 9000
"""More than this nobody reads in a chat; the rest is better off in a file. Slack's own limit lies above 12,000."""
QUIET_LABELS = frozenset({"Undo", "More", "Why this?", "Snooze"})
"""Buttons that are never the likeliest next step."""
AN_OPTION = re.compile(r"answer D\d+ .")
REST_IN_FILE = "This is only the beginning: all of it is in the file that comes with it."
REST_ELSEWHERE = "There is more than fits here. Type the command to me in a message to see all of it."


@dataclass(frozen=True)
class Rendered:
    """A message as Slack takes it. `rest` is the whole of it as a file, where the blocks show only its beginning."""

    text: str
    blocks: list[dict[str, Any]]
    rest: Attachment | None = None


def render(message: Message, *, asides: Sequence[str] = (), hears_words: bool = False) -> Rendered:
    """A message for a channel, a direct message or an answer.

    `asides` are said below in small letters. Where a place does not hear what is typed into it (`hears_words`), a
    question for words gets a button that opens a form for them.
    """
    buttons = message.buttons if hears_words else _with_answer_button(message)
    most = MOST_BLOCKS - SPARE_BLOCKS - len(asides) - _rows(buttons)
    blocks, is_whole = _body(message, most)
    if not is_whole:
        blocks.append(remark(REST_IN_FILE))
    blocks += [remark(aside) for aside in asides]
    blocks += rows_of_buttons(buttons, main=_has_main(buttons))
    rest = None if is_whole else Attachment(_file_name(message.title), in_words(message))
    return Rendered(alert(message), [block.to_dict() for block in blocks] or _something(message), rest)


def render_in_view(message: Message, most: int = MOST_BLOCKS_IN_VIEW, *, shows_main: bool = True) -> list[Block]:
    """The blocks of a message inside a modal or a home, where no file can come with it. At most `most` blocks.

    Where several messages stand in one view, none of them shows its likeliest button (`shows_main`).
    """
    blocks, is_whole = _body(message, most - _rows(message.buttons) - 1)
    if not is_whole:
        blocks.append(remark(REST_ELSEWHERE))
    return [*blocks, *rows_of_buttons(message.buttons, main=shows_main and _has_main(message.buttons))]


def alert(message: Message) -> str:
    """What a notification shows and a screen reader says: all of it in words, as far as it goes."""
    return escape(cut(in_words(message), MOST_TEXT)) or "…"


def in_words(message: Message) -> str:
    """The whole message as lines of text, without its buttons."""
    lines = [message.title, *message.lines]
    if message.table is not None:
        lines += [row_in_words(message.table.headings, row) for row in message.table.rows]
    return clean("\n".join(line for line in lines if line.strip()))


def _body(message: Message, most: int) -> tuple[list[Block], bool]:
    """Title, lines and rows as blocks, as many as may be; whether that is all."""
    blocks: list[Block] = []
    characters = 0
    for block, words in _parts(message):
        characters += size(words)
        if len(blocks) >= most or (blocks and characters > READS_AT_ONCE):
            return blocks, False
        blocks.append(block)
    return blocks, True


def _parts(message: Message) -> Iterator[tuple[Block, str]]:
    for block in heading(message.title):
        yield block, message.title
    yield from paragraph("\n".join(line for line in message.lines if line.strip()))
    if message.table is not None:
        yield from table_blocks(message.table)


def _with_answer_button(message: Message) -> tuple[Button, ...]:
    return (Button("Answer", f"answer {message.asks}"), *message.buttons) if message.wants_words else message.buttons


def _has_main(buttons: Sequence[Button]) -> bool:
    """Whether the first button is the likeliest: of the answers to a question none is, we would be guessing."""
    return bool(buttons) and buttons[0].label not in QUIET_LABELS and not AN_OPTION.match(buttons[0].says)


def _rows(buttons: Sequence[Button]) -> int:
    return min(-(-len(buttons) // BUTTONS_IN_A_ROW), 5)


def _something(message: Message) -> list[dict[str, Any]]:
    return [remark(in_words(message) or "…").to_dict()]


def _file_name(title: str) -> str:
    name = re.sub(r"[^\w-]+", "-", title).strip("-").lower()
    return f"{name[:40] or 'message'}.txt"
