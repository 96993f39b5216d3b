"""The message for a person at a terminal. Colours only repeat what words, signs and places say already.

The colours are in the middle between black and white, so that they can be read on light and on dark backgrounds.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.table import Table as RichTable
from rich.text import Text

from bot.console.harmless import harmless, harmless_line
from bot.console.render import walk
from notifications.message import Button, Message, Table

TEAL = Style(color="color(30)")
AMBER = Style(color="color(130)")
GREY = Style(color="color(243)")
BOLD = Style(bold=True)

WIDEST = 96
_NARROWEST_COLUMN = 14
_GAP = 2


class Margin:
    """Something with the same few characters before each of its lines, however they wrap."""

    def __init__(self, edge: str, body: RenderableType, style: Style | None = None) -> None:
        self._edge = edge
        self._body = body
        self._style = style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = max(min(options.max_width, WIDEST) - len(self._edge), 1)
        for line in console.render_lines(self._body, options.update(width=width), pad=False):
            line = _without_end_spaces(line)
            yield Segment(self._edge if line else self._edge.rstrip(), self._style)
            yield from line
            yield Segment.line()


def _without_end_spaces(line: list[Segment]) -> list[Segment]:
    while line and not line[-1].text.strip():
        line = line[:-1]
    return [*line[:-1], Segment(line[-1].text.rstrip(), line[-1].style)] if line else []


class Choices:
    """What one can type next: side by side with what it does, or below it where the terminal is narrow."""

    def __init__(self, buttons: Sequence[Button]) -> None:
        self._buttons = buttons

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        labels = [f"[{button.label}]" for button in self._buttons]
        widest = max(map(cell_len, labels))
        beside = widest + _GAP + max(cell_len(button.says) for button in self._buttons) <= options.max_width
        for label, button in zip(labels, self._buttons, strict=True):
            says = Text(button.says, TEAL + BOLD, overflow="fold")
            if beside:
                yield Text.assemble((label, GREY), " " * (widest - cell_len(label) + _GAP), says)
            else:
                yield Text(label, GREY, overflow="fold")
                yield Margin("    ", says)


class Grid:
    """A table, or, where its columns would be too narrow to read, one line for each cell."""

    def __init__(self, table: Table) -> None:
        self._headings = table.headings
        self._rows = table.rows

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        gaps = _GAP * (len(self._headings) - 1)
        columns = zip(self._headings, *self._rows, strict=True)
        natural = sum(max(map(cell_len, column)) for column in columns) + gaps
        fair_share = (options.max_width - gaps) // max(len(self._headings), 1)
        if natural <= options.max_width or fair_share >= _NARROWEST_COLUMN:
            yield self._as_table()
        else:
            yield from self._as_lines()

    def _as_table(self) -> RichTable:
        table = RichTable(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, border_style=GREY, header_style=BOLD)
        for heading in self._headings:
            table.add_column(Text(heading), overflow="fold")
        for row in self._rows:
            table.add_row(*map(Text, row))
        return table

    def _as_lines(self) -> RenderResult:
        for number, row in enumerate(self._rows):
            if number:
                yield Text("")
            for heading, cell in zip(self._headings, row, strict=True):
                if cell:
                    yield Text.assemble((f"{heading}: ", BOLD), cell, overflow="fold")


class ColourPage:
    """A message as things that rich can show, with air around tables, files and choices."""

    def __init__(self) -> None:
        self.written: list[RenderableType] = []

    def title(self, text: str) -> None:
        self.written.append(Text(text, style=BOLD, overflow="fold"))

    def line(self, text: str) -> None:
        self.written.append(Text(text, overflow="fold"))

    def table(self, table: Table) -> None:
        self._with_air(Grid(table))

    def attachment(self, name: str, lines: Sequence[str]) -> None:
        self._with_air(Text(f"File: {name}", style=BOLD, overflow="fold"))
        self.written.append(Margin("  │ ", Text("\n".join(lines), overflow="fold"), GREY))

    def buttons(self, buttons: Sequence[Button]) -> None:
        self._with_air(Choices(buttons))

    def _with_air(self, part: RenderableType) -> None:
        self.written += (Text(""), part)


class ColourScreen:
    """A screen on a rich Console; one made without a file writes to whatever standard output is at that moment."""

    def __init__(self, console: Console) -> None:
        self.arrivals = 0
        self.offered: set[str] = set()
        self.watched = True
        self._console = console

    def asked(self, prompt: str, text: str) -> None:
        self._show(Text.assemble((f"{harmless_line(prompt)} ", TEAL), harmless(text), overflow="fold"), air=False)

    def answered(self, message: Message) -> None:
        self._show(Margin("  ", _body(message)))
        self.offered |= {button.says for button in message.buttons}

    def arrived(self, heading: str, message: Message, remark: str = "") -> None:
        body = _body(message)
        if remark:
            body = Group(Text(f"({harmless_line(remark)})", style=GREY, overflow="fold"), body)
        self._show(
            Margin("  ", Text(f"→ {harmless_line(heading)}", style=AMBER + BOLD, overflow="fold")),
            Margin("  │ ", body, AMBER),
        )
        self.arrivals += 1
        self.offered |= {button.says for button in message.buttons}

    def remarked(self, sentence: str) -> None:
        self._show(Margin("  ", Text(harmless(sentence), overflow="fold")))

    def narrated(self, text: str) -> None:
        self._show(Text(harmless_line(text), style=BOLD, overflow="fold"))

    def _show(self, *parts: RenderableType, air: bool = True) -> None:
        self._console.print(*parts, *([""] if air else []), sep="\n", end="\n")


def _body(message: Message) -> RenderableType:
    page = ColourPage()
    walk(message, page)
    return Group(*page.written)
