"""Tables on a phone: a row is a card of two lines with a button that opens it, or an item of a list.

Slack has blocks for tables as well, but takes them in messages only, one each, and refuses a whole message for an empty
cell; a phone cuts them off at its edge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block

from bot.slack.blocks import MOST_IN_SECTION, bullet_list, row_with_button
from bot.slack.text import clean, cut, size
from notifications.message import Button, Table

REFERENCE = re.compile(r"[VAMPE]\d{1,9}")
MOST_CARDS = 25
"""Rows that can be opened in one message; with more of them the blocks would not do."""
SPEAKS_FOR_ITSELF = 6
"""A table of more columns than this is read with the heading before each cell."""
BETWEEN = " · "


def table_blocks(table: Table) -> Iterator[tuple[Block, str]]:
    """Each row as a block with what it says, or several rows in one block where they cannot be opened."""
    rows = [_in_one_line(row) for row in table.rows]
    column = _column_of_references(rows)
    if column is not None and len(rows) <= MOST_CARDS:
        for row in rows:
            text = "\n".join(filter(None, _card(table.headings, row, column)))
            if text:
                yield _row(text, row[column] if column < len(row) else ""), text
        return
    yield from _lists([_item(table.headings, row) for row in rows])


def row_in_words(headings: Sequence[str], row: Sequence[str]) -> str:
    """A row as one line."""
    first, rest = _item(headings, _in_one_line(row))
    return BETWEEN.join(filter(None, (first, rest)))


def _in_one_line(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(clean(cell).split()) for cell in row)


def _row(text: str, reference: str) -> Block:
    if not reference:
        return bullet_list([(text.split("\n")[0], BETWEEN.join(text.split("\n")[1:]))])
    return row_with_button(text, Button("Open", reference))


def _column_of_references(rows: Sequence[Sequence[str]]) -> int | None:
    """The first column that holds references and nothing else."""
    for place in range(max((len(row) for row in rows), default=0)):
        cells = [row[place] for row in rows if place < len(row) and row[place]]
        if cells and all(REFERENCE.fullmatch(cell) for cell in cells):
            return place
    return None


def _card(headings: Sequence[str], row: Sequence[str], column: int) -> tuple[str, str]:
    """The two lines of a card: reference and school, then the rest."""
    others = [place for place in range(len(row)) if place != column and row[place]]
    reference = row[column] if column < len(row) else ""
    first = BETWEEN.join(filter(None, (reference, row[others[0]] if others else "")))
    return first, BETWEEN.join(_cell(headings, row, place) for place in others[1:])


def _item(headings: Sequence[str], row: Sequence[str]) -> tuple[str, str]:
    return (row[0] if row else ""), BETWEEN.join(
        _cell(headings, row, place) for place in range(1, len(row)) if row[place]
    )


def _cell(headings: Sequence[str], row: Sequence[str], place: int) -> str:
    if len(headings) <= SPEAKS_FOR_ITSELF or place >= len(headings):
        return row[place]
    return f"{headings[place]}: {row[place]}"


def _lists(items: Sequence[tuple[str, str]]) -> Iterator[tuple[Block, str]]:
    """Items in as few lists as hold them."""
    held: list[tuple[str, str]] = []
    for first, rest in items:
        item = cut(first, MOST_IN_SECTION // 3), cut(rest, MOST_IN_SECTION // 2)
        if held and sum(size(a) + size(b) + 2 for a, b in (*held, item)) > MOST_IN_SECTION:
            yield _list(held)
            held = []
        if any(item):
            held.append(item)
    if held:
        yield _list(held)


def _list(items: Sequence[tuple[str, str]]) -> tuple[Block, str]:
    return bullet_list(items), "\n".join(BETWEEN.join(filter(None, item)) for item in items)
