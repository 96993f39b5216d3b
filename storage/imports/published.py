"""Large csv files of public bodies, line by line: by column name, cp1252 or UTF-8, plain or gzipped."""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from policy.refused import Refused
from policy.written_days import read_whole_day

_LONGEST_LINE = 1_000_000
_NOTHING = frozenset({"", "NULL", "-"})


@dataclass(frozen=True)
class Published:
    """An open file: the names of its columns with single spaces, and its lines, which can be read once: the number
    (the heading is 1) and the cells by column, those without a value (empty, NULL) left out.
    """

    columns: frozenset[str]
    lines: Iterator[tuple[int, Mapping[str, str]]]


@contextmanager
def open_published(path: Path, needed: Collection[str], what_works: str) -> Iterator[Published]:
    """The file, whatever it is called. Raises Refused, here or while lines are read, for a file that cannot be opened,
    breaks off, or lacks one of the `needed` columns.
    """
    try:
        with path.open("rb") as plain:
            packed = plain.read(2) == b"\x1f\x8b"
            plain.seek(0)
            with gzip.open(plain) if packed else plain as content:
                yield _opened(path.name, content, needed, what_works)  # type: ignore[arg-type]  # a GzipFile reads alike
    except IsADirectoryError as fault:
        raise Refused(f"{path.name} is a folder. {what_works}") from fault
    except (EOFError, zlib.error, gzip.BadGzipFile) as fault:
        raise Refused(f"{path.name} is damaged or was not downloaded to its end. Download it again.") from fault
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise Refused(f"There is no file {path}. {what_works}") from fault
    except PermissionError as fault:
        raise Refused(f"{path} may not be read. Change its permissions and try again.") from fault


def _opened(name: str, content: BinaryIO, needed: Collection[str], what_works: str) -> Published:
    reader = csv.reader(_text(name, content, what_works))
    try:
        heading = [" ".join(cell.split()) for cell in next(reader, [])]
    except csv.Error as fault:
        raise Refused(f"{name} cannot be read. {what_works}") from fault
    missing = [column for column in needed if column not in heading]
    if missing:
        raise Refused(f"{name} is another file: it has no column {', '.join(missing)}. {what_works}")
    return Published(frozenset(heading), _cells(name, reader, heading))


def _cells(name: str, reader: Iterator[list[str]], heading: list[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    number = 1
    while True:
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise Refused(f"{name} breaks off or is damaged after line {number:,}. Download it again.") from fault
        number += 1
        if fields:
            pairs = zip(heading, (" ".join(field.replace("\0", "").split()) for field in fields), strict=False)
            yield number, {column: cell for column, cell in pairs if cell not in _NOTHING}


def _text(name: str, content: BinaryIO, what_works: str) -> Iterator[str]:
    first = True
    while raw := content.readline(_LONGEST_LINE):
        if (
            b"\0" in raw
            or len(raw) == _LONGEST_LINE
            or (first and raw.startswith((b"PK\x03\x04", b"\xd0\xcf", b"%PDF")))
        ):
            raise Refused(f"{name} is no csv. {what_works}")
        if first:
            raw, first = raw.removeprefix(b"\xef\xbb\xbf"), False
        try:
            yield raw.decode("utf-8")
        except UnicodeDecodeError:
            yield raw.decode("cp1252", "replace")


def number_in(cells: Mapping[str, str], column: str) -> int | None:
    """A whole number, such as a URN, or None."""
    text = cells.get(column, "")
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 10 else None


def day_in(cells: Mapping[str, str], column: str) -> date | None:
    """A day, dd/mm/yyyy or dd-mm-yyyy, or None; 1 January 1900 stands for none."""
    try:
        day = read_whole_day(cells.get(column, ""))
    except Refused:
        return None
    return None if day.year <= 1900 else day
