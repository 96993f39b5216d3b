"""The one renderer: a message becomes sheets of Telegram's HTML with buttons, none longer than Telegram takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup

from bot.telegram.inert import clean, clean_line, cut, inert, length
from bot.telegram.keyboard import keyboard, too_long_for_a_button
from notifications.message import Attachment, Button, Message, Table

PAGE = 4096
"""Characters of one message."""
CAPTION = 1024
"""Characters below a file or a picture."""
MOST_PAGES = 5
"""What is longer comes as a file, so that nobody has to scroll for minutes. All commands with their help are three."""
LABELLED_FROM = 5
"""A table with so many columns has its headings in each row."""
MARKUP = len("<b></b>")
GOES_ON = "… The rest is in the file."


@dataclass(frozen=True)
class File:
    """Something to keep, below which the words of its sheet stand."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Sheet:
    """One thing that is sent with one call: words with a keyboard, or a file with words below it."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None
    file: File | None = None


def sheets(message: Message, most_pages: int = MOST_PAGES) -> tuple[Sheet, ...]:
    """All of a message, in the order in which it is to be sent; what it asks or offers is under the last words.

    A file carries the words as its caption where they are short enough. Words of more than `most_pages` are a file too.
    """
    pages = pages_of(message)
    keys = keyboard(message.buttons)
    file = _file(message.attachment) if message.attachment is not None else None
    if file is not None and len(pages) == 1 and length(pages[0]) <= CAPTION:
        return (Sheet(pages[0], keys, file),)
    files = (Sheet("", None, file),) if file is not None else ()
    if len(pages) > most_pages:
        return (*files, Sheet(_beginning(message), keys, File(_name_of(message), plain(message).encode())))
    return (*files, *(Sheet(page) for page in pages[:-1]), Sheet(pages[-1], keys))


def pages_of(message: Message) -> tuple[str, ...]:
    """The words of a message as HTML, in as few pages as hold them; there is always one."""
    lines = [*_title(message.title), *_lines(message.lines)]
    if message.table is not None:
        lines += ["", *_table(message.table)]
    lines += _written_out(too_long_for_a_button(message.buttons))
    return tuple(_pages(lines, PAGE))


def plain(message: Message) -> str:
    """The words of a message as a text file has them."""
    table = (message.table.headings, *message.table.rows) if message.table is not None else ()
    rows = [" | ".join(clean_line(cell) for cell in row) for row in table]
    return "\n".join([clean_line(message.title), "", *(clean(line) for line in message.lines), "", *rows, ""])


def _beginning(message: Message) -> str:
    """As much of the words as a caption holds, and where the rest is."""
    lines = [*_title(message.title, CAPTION // 2), *_lines(message.lines, CAPTION // 4)]
    first = _pages(lines, CAPTION - len(GOES_ON) - 1)[0]
    return f"{first}\n{GOES_ON}"


def _name_of(message: Message) -> str:
    words = "".join(one if one.isalnum() or one in " -" else " " for one in clean_line(message.title))
    return f"{' '.join(words.split())[:60].strip() or 'message'}.txt"


def _file(attachment: Attachment) -> File:
    return File(clean_line(attachment.name) or "file.txt", attachment.text.encode(errors="replace"))


def _title(title: str, most: int = PAGE) -> list[str]:
    """The title in bold, on several lines where it is very long."""
    return [f"<b>{inert(piece)}</b>" for piece in cut(clean_line(title), most - MARKUP) if piece]


def _lines(lines: Iterable[str], most: int = PAGE) -> list[str]:
    """Each line as HTML; one that is very long becomes several."""
    return [inert(piece) for text in lines for line in clean(text).split("\n") for piece in cut(line.rstrip(), most)]


def _table(table: Table) -> list[str]:
    """For the width of a telephone: each row begins with its first cell in bold; a long one takes a second line."""
    headings = [clean_line(heading) for heading in table.headings]
    labelled = len(headings) >= LABELLED_FROM
    lines = []
    if len(headings) > 2 and not labelled:
        lines.append(f"<i>{inert(' · '.join(heading for heading in headings if heading))}</i>")
    cells = [[clean_line(cell) for cell in row] for row in table.rows]
    rows = [_row(_with_labels(headings, row) if labelled else row) for row in cells]
    apart = [""] if any(len(row) > 1 for row in rows) else []
    for row in rows:
        lines += [*row, *apart]
    return lines[:-1] if apart else lines


def _with_labels(headings: Sequence[str], cells: Sequence[str]) -> list[str]:
    """The cells after the second with their headings before them."""
    labels = [*headings[2:], *[""] * len(cells)]
    rest = (f"{label}: {cell}" if label and cell else cell for label, cell in zip(labels, cells[2:], strict=False))
    return [*cells[:2], *rest]


def _row(cells: Sequence[str]) -> list[str]:
    first, second = (*cells[:2], "", "")[:2]
    rest = " · ".join(cell for cell in cells[2:] if cell)
    between = ": " if first and second and len(cells) == 2 else " "
    head = _in_bold(first, f"{between}{second}" if second else "")
    return [*head, *_lines([rest])] if rest else head


def _in_bold(first: str, after: str) -> list[str]:
    line = f"<b>{inert(first)}</b>{inert(after)}" if first else inert(after.strip())
    return [line] if length(line) <= PAGE else [*_title(first), *_lines([after.strip()])]


def _written_out(buttons: Sequence[Button]) -> list[str]:
    return _lines(f"{clean_line(one.label)}: type “{clean_line(one.says)}”" for one in buttons)


def _pages(lines: Sequence[str], most: int) -> list[str]:
    pages: list[str] = []
    page = ""
    for line in lines:
        longer = f"{page}\n{line}" if page else line
        if length(longer) > most:
            pages.append(page)
            longer = line
        page = longer
    return [one.strip("\n") for one in (*pages, page) if one.strip()] or ["…"]
