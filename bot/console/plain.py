"""Plain text for pipes and files: no colour, no wrapping, the same bytes for the same messages."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TextIO

from rich.cells import cell_len

from bot.console.harmless import harmless, harmless_line
from bot.console.render import walk
from bot.console.screen import WatcherGone
from notifications.message import Button, Message, Table

_GAP = "  "


class PlainPage:
    """A message as lines of text, everything below the title indented."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def title(self, text: str) -> None:
        self.written.append(text)

    def line(self, text: str) -> None:
        self.written.append(f"  {text}")

    def table(self, table: Table) -> None:
        grid = (table.headings, *table.rows)
        widths = [max(map(cell_len, column)) for column in zip(*grid, strict=True)]
        rule = tuple("-" * width for width in widths)
        for row in (table.headings, rule, *table.rows):
            cells = (cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))
            self.line(_GAP.join(cells))

    def attachment(self, name: str, lines: Sequence[str]) -> None:
        self.line(f"File: {name}")
        for line in lines:
            self.line(f"  | {line}")

    def buttons(self, buttons: Sequence[Button]) -> None:
        for button in buttons:
            self.line(f"[{button.label}] {button.says}")


def plain_lines(message: Message) -> list[str]:
    """The message as lines of plain text, without spaces at their ends."""
    page = PlainPage()
    walk(message, page)
    return [line.rstrip() for line in page.written]


class PlainScreen:
    """A screen on a text stream. A blank line ends each thing that is said."""

    def __init__(self, stream: TextIO) -> None:
        self.arrivals = 0
        self.offered: set[str] = set()
        self.watched = True
        self._stream = stream

    def asked(self, prompt: str, text: str) -> None:
        first, *more = harmless(text).split("\n")
        self._write([f"{harmless_line(prompt)} {first}", *(f"    {line}" for line in more)], end="\n")

    def answered(self, message: Message) -> None:
        self._write(plain_lines(message))
        self.offered |= {button.says for button in message.buttons}

    def arrived(self, heading: str, message: Message, remark: str = "") -> None:
        about = [f"({harmless_line(remark)})"] if remark else []
        lines = [f"   {line}" for line in about + plain_lines(message)]
        self._write([f"-> {harmless_line(heading)}", *lines])
        self.arrivals += 1
        self.offered |= {button.says for button in message.buttons}

    def remarked(self, sentence: str) -> None:
        self._write(harmless(sentence).split("\n"))

    def narrated(self, text: str) -> None:
        self._write([f"# {harmless_line(text)}"])

    def _write(self, lines: Sequence[str], end: str = "\n\n") -> None:
        text = "\n".join(line.rstrip() for line in lines) + end
        encoding = self._stream.encoding or "utf-8"
        try:
            self._stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
            self._stream.flush()
        except BrokenPipeError:
            self.watched = False
            _let_go(self._stream)
            raise WatcherGone from None


def _let_go(stream: TextIO) -> None:
    """Point a broken pipe at nothing: Python flushes it once more at its end, and would complain."""
    try:
        descriptor = stream.fileno()
    except (OSError, ValueError):  # a stream in memory has none
        return
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, descriptor)
    os.close(nothing)
