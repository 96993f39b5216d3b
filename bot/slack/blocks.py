"""The few blocks that we use, from Slack's own models, with text that can never be markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    PlainTextObject,
    RichTextBlock,
    RichTextElementParts,
    RichTextListElement,
    RichTextSectionElement,
    SectionBlock,
)

from bot.slack.text import clean, cut, pieces, size
from notifications.message import Button

MOST_IN_HEADER = 150
READS_AS_HEADING = 110
"""A longer title is set in bold: as a heading it would fill the screen of a phone."""
MOST_IN_SECTION = 3000
MOST_IN_CONTEXT = 2000
MOST_IN_LABEL = 75
MOST_IN_VALUE = 2000
BUTTONS_IN_A_ROW = 5
MOST_ROWS_OF_BUTTONS = 5
SAYS = "says"
"""The beginning of the action ids of buttons: their value is the line that they stand for."""


def plain(text: str, most: int) -> PlainTextObject:
    """Text in which nothing is live, neither mention nor link nor markup, and no colons become a picture."""
    return PlainTextObject(text=cut(clean(text), most), emoji=False)


def heading(title: str) -> Iterator[Block]:
    """The title: as a heading, or in bold where it is a sentence."""
    title = " ".join(clean(title).split())
    if not title:
        return
    if size(title) <= READS_AS_HEADING:
        yield HeaderBlock(text=plain(title, MOST_IN_HEADER))
        return
    for piece in pieces(title, MOST_IN_SECTION):
        yield RichTextBlock(elements=[RichTextSectionElement(elements=[_bold(piece)])])


def paragraph(text: str) -> Iterator[tuple[Block, str]]:
    """Lines as they are, in as many sections as they need, each with what it says."""
    for piece in pieces(clean(text).strip("\n"), MOST_IN_SECTION):
        if piece.strip():
            yield SectionBlock(text=plain(piece, MOST_IN_SECTION)), piece


def remark(text: str) -> ContextBlock:
    """Something said aside, in small letters."""
    return ContextBlock(elements=[plain(text, MOST_IN_CONTEXT)])


def bullet_list(rows: Sequence[tuple[str, str]]) -> RichTextBlock:
    """Rows of which the first part stands out."""
    items = []
    for first, rest in rows:
        parts: list[Any] = [_bold(clean(first))] if first else []
        if rest:
            parts.append(RichTextElementParts.Text(text=f"{'  ' if first else ''}{clean(rest)}"))
        if parts:
            items.append(RichTextSectionElement(elements=parts))
    return RichTextBlock(elements=[RichTextListElement(style="bullet", indent=0, elements=items)])


def row_with_button(text: str, button: Button) -> SectionBlock:
    """A row with a button beside it; a screen reader says of which row it is."""
    beside = _button(button, 0, f"{button.label} {button.says}")
    return SectionBlock(text=plain(text, MOST_IN_SECTION), accessory=beside)


def rows_of_buttons(buttons: Sequence[Button], *, main: bool = False) -> Iterator[ActionsBlock]:
    """The buttons, five to a row; with `main`, the first one is shown as the likeliest."""
    most = BUTTONS_IN_A_ROW * MOST_ROWS_OF_BUTTONS
    elements = [_button(button, number) for number, button in enumerate(buttons[:most])]
    if main and elements:
        elements[0].style = "primary"
    for start in range(0, len(elements), BUTTONS_IN_A_ROW):
        yield ActionsBlock(elements=elements[start : start + BUTTONS_IN_A_ROW])


def _button(button: Button, number: int, about: str = "") -> ButtonElement:
    return ButtonElement(
        text=plain(" ".join(clean(button.label).split()) or "…", MOST_IN_LABEL),
        action_id=f"{SAYS}-{number}",
        value=cut(button.says, MOST_IN_VALUE),
        accessibility_label=cut(about, MOST_IN_LABEL) if about else None,
    )


def _bold(text: str) -> Any:
    return RichTextElementParts.Text(text=text, style=RichTextElementParts.TextStyle(bold=True))
