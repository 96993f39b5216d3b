"""One walk over a message for every way of showing it here, so that none can forget to make its text harmless."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.console.harmless import harmless, harmless_line
from notifications.message import Button, Message, Table


class Page(Protocol):
    """What a walk writes on. All text arrives harmless, and without newlines."""

    def title(self, text: str) -> None: ...

    def line(self, text: str) -> None: ...

    def table(self, table: Table) -> None: ...

    def buttons(self, buttons: Sequence[Button]) -> None: ...

    def attachment(self, name: str, lines: Sequence[str]) -> None: ...


def walk(message: Message, page: Page) -> None:
    """Write the message on the page, from its title down."""
    page.title(harmless_line(message.title))
    for text in message.lines:
        for line in harmless(text).split("\n"):
            page.line(line)
    if message.table:
        page.table(_harmless_table(message.table))
    if message.attachment:
        lines = harmless(message.attachment.text).rstrip("\n").split("\n")
        page.attachment(harmless_line(message.attachment.name), lines)
    if message.buttons:
        page.buttons([Button(harmless_line(each.label), harmless_line(each.says)) for each in message.buttons])


def _harmless_table(table: Table) -> Table:
    """With every row as long as the headings."""
    width = len(table.headings)
    rows = (tuple(harmless_line(cell) for cell in row)[:width] for row in table.rows)
    return Table(
        headings=tuple(harmless_line(heading) for heading in table.headings),
        rows=tuple(row + ("",) * (width - len(row)) for row in rows),
    )
