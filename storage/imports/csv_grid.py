"""A csv as offices save it: UTF-8, cp1252 or UTF-16, commas, semicolons or tabs, plain or gzipped."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator

from policy.refused import Refused
from storage.imports.grids import MOST_COLUMNS, MOST_ROWS, WHAT_WORKS, Grid, clean

MOST_BYTES = 50_000_000
LONGEST_CELL = 32_767
"""Characters; what Excel allows in a cell."""
_DELIMITERS = ",;\t|"


def text_of(name: str, content: bytes) -> str:
    """The text of a file. Raises Refused for what is no text."""
    if content.startswith(b"\x1f\x8b"):
        content = _unpacked(name, content)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace").removeprefix("\ufeff")
    if b"\0" in content:
        raise Refused(f"{name} is neither a csv nor an Excel workbook. {WHAT_WORKS}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _unpacked(name: str, content: bytes) -> bytes:
    try:
        with gzip.open(io.BytesIO(content)) as packed:
            unpacked = packed.read(MOST_BYTES + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as fault:
        raise Refused(f"{name} is damaged or was not downloaded to its end. Download it again.") from fault
    if len(unpacked) > MOST_BYTES:
        raise Refused(f"{name} is too large when unpacked. {WHAT_WORKS}")
    return unpacked


def csv_grids(name: str, content: bytes) -> list[Grid]:
    """The file read once for each sign that may stand between its cells; the headings show which is meant.

    Raises Refused for what is no text, is too long, or has a quotation mark that is never closed.
    """
    text = text_of(name, content)
    if text.lstrip()[:200].casefold().startswith(("<html", "<!doctype", "<table", "<?xml")):
        raise Refused(
            f"{name} is a web page under another name. Open it in Excel, save it as an Excel workbook, and try again."
        )
    signs = [sign for sign in _DELIMITERS if sign in text[:20_000]] or [","]
    grids, refusals = [], []
    for sign in signs:
        try:
            grids.append(Grid(list(_rows(name, text, sign))))
        except Refused as refusal:  # with another sign the same quotation marks may close
            refusals.append(refusal)
    if not grids:
        raise refusals[0]
    return grids


def _rows(name: str, text: str, sign: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    last = count = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise Refused(
                f"{name}, line {last + 1:,}: a cell is too long, or a quotation mark is not closed. Mend that line."
            ) from fault
        first, last = last + 1, reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise Refused(f"{name} has more than {MOST_ROWS:,} lines. Split it into several files.")
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise Refused(
                f"{name}, line {first:,}: a cell has more than {LONGEST_CELL:,} characters. "
                "Perhaps a quotation mark is not closed there."
            )
        yield first, [clean(cell) for cell in cells[:MOST_COLUMNS]]
