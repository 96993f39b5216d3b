"""Buttons in rows under a message. A press brings back what the button says, as if a person had typed it."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.inert import clean_line
from notifications.message import Button

PRESSED_BYTES = 64
"""What a button can bring back when it is pressed."""
COPIED = 256
"""Characters that a button can lay on the clipboard, for the rare one that says more."""
MOST_BUTTONS = 100
ABREAST = 3
LINE_OF_LABELS = 30
"""Labels that are no longer together stand in one row, so that a telephone shows them whole."""
LONGEST_LABEL = 60


def keyboard(buttons: Sequence[Button]) -> InlineKeyboardMarkup | None:
    """Rows of buttons in their order, short ones side by side; None without any."""
    rows: list[list[InlineKeyboardButton]] = []
    used = 0
    for button in buttons[:MOST_BUTTONS]:
        made = _made(button)
        if made is None:
            continue
        width = len(made.text)
        if not rows or len(rows[-1]) == ABREAST or used + width > LINE_OF_LABELS:
            rows.append([])
            used = 0
        rows[-1].append(made)
        used += width
    return InlineKeyboardMarkup(rows) if rows else None


def too_long_for_a_button(buttons: Sequence[Button]) -> list[Button]:
    """The buttons that the keyboard leaves out, to be said in words."""
    left_out = [*(one for one in buttons[:MOST_BUTTONS] if _made(one) is None), *buttons[MOST_BUTTONS:]]
    return [one for one in left_out if clean_line(one.says)]


def _made(button: Button) -> InlineKeyboardButton | None:
    says = clean_line(button.says)
    label = clean_line(button.label) or says
    if len(label) > LONGEST_LABEL:
        label = f"{label[: LONGEST_LABEL - 1].rstrip()}…"
    if not says:
        return None
    if len(button.says.encode()) <= PRESSED_BYTES:
        return InlineKeyboardButton(label, callback_data=button.says)
    if len(says) <= COPIED:
        return InlineKeyboardButton(label, copy_text=CopyTextButton(says))
    return None
