"""A register file as Get Information about Schools publishes it: encodings, archives, ragged rows."""

from __future__ import annotations

import csv
import gzip
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from policy.refused import Refused

WHAT_WORKS = (
    "Give the .csv (or .csv.gz) that Get Information about Schools offers for download: "
    "get-information-schools.service.gov.uk, Downloads, Establishment fields."
)
NEEDED = ("URN", "EstablishmentName", "EstablishmentStatus (name)")

_LONGEST_LINE = 1_000_000  # bytes; the longest line of the whole register has about 2,000
_NOT_TEXT = (
    (b"PK\x03\x04", "a zip archive or an Excel workbook; unpack it, or save it as CSV"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook; save it as CSV"),
    (b"%PDF", "a PDF"),
    (b"\xff\xfe", "UTF-16 text; save it as CSV UTF-8"),
    (b"\xfe\xff", "UTF-16 text; save it as CSV UTF-8"),
)
_SWALLOWED_LINE = re.compile(r'\n"?\d{5,7}"?(?:,|$)')


@dataclass(frozen=True)
class RegisterRow:
    """One line of the file: where it starts (the header is line 1), its cells by column name, and why it is unreadable.

    Only columns that the line has are in `cells`; unnamed fields that spill over its end are left out.
    """

    line: int
    cells: Mapping[str, str]
    fault: str | None = None


@dataclass(frozen=True)
class RegisterFile:
    """An open register: the names of its columns, and its rows, which can be read once."""

    columns: frozenset[str]
    rows: Iterator[RegisterRow]


@contextmanager
def open_register(path: Path) -> Iterator[RegisterFile]:
    """The register at `path`, plain or gzipped, whatever the file is called, in cp1252 or UTF-8, decided for each line.

    Raises Refused, here or while rows are read, when the file cannot be opened, breaks off or is no register.
    """
    try:
        with path.open("rb") as plain:
            packed = plain.read(2) == b"\x1f\x8b"
            plain.seek(0)
            with gzip.open(plain) if packed else plain as content:
                yield _register(path.name, content)  # type: ignore[arg-type]  # a GzipFile reads like any other
    except IsADirectoryError as error:
        raise Refused(f"{path.name} is a folder, not a register. {WHAT_WORKS}") from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Refused(f"There is no file {path}. {WHAT_WORKS}") from error
    except PermissionError as error:
        raise Refused(f"{path} may not be read. Change its permissions and try again.") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Refused(f"{path.name} is damaged or was not downloaded to its end. Download it again.") from error


def _register(name: str, content: BinaryIO) -> RegisterFile:
    """The header checked, the rows still to be read."""
    lines = _Lines(name, content)
    reader = csv.reader(lines)
    try:
        header = [" ".join(cell.split()) for cell in next(reader, [])]
    except csv.Error as error:
        raise Refused(f"{name} is no register of schools. {WHAT_WORKS}") from error
    if not any(header) and not lines.last:
        raise Refused(f"{name} is empty. {WHAT_WORKS}")
    missing = [column for column in NEEDED if column not in header]
    if missing:
        columns = "column" if len(missing) == 1 else "columns"
        raise Refused(f"{name} is no register of schools: it has no {columns} {', '.join(missing)}. {WHAT_WORKS}")
    return RegisterFile(frozenset(filter(None, header)), _rows(reader, header, lines))


def _rows(reader: Iterator[list[str]], header: list[str], lines: _Lines) -> Iterator[RegisterRow]:
    while True:
        line = lines.read + 1
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield RegisterRow(line, {}, "a quotation mark that is not closed")
            continue
        if not any(fields):
            continue
        cells = dict(zip(header, fields, strict=False))
        yield RegisterRow(line, cells, _fault(fields, len(header), lines, line))


def _fault(fields: list[str], width: int, lines: _Lines, line: int) -> str | None:
    if lines.read > line and any(_SWALLOWED_LINE.search(field) for field in fields):
        return "a quotation mark that is not closed"
    if len(fields) < width and not lines.last.endswith(b"\n"):
        return "the file breaks off in the middle of it"
    return None


class _Lines:
    """The file's lines as text. Each is decoded by itself: registers pasted together mix cp1252 and UTF-8."""

    def __init__(self, name: str, content: BinaryIO) -> None:
        self.read = 0
        self.last = b""
        self._name = name
        self._content = content

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        raw = self._content.readline(_LONGEST_LINE)
        if not raw:
            raise StopIteration
        self._check(raw)
        self.read += 1
        self.last = raw
        text = raw.removeprefix(b"\xef\xbb\xbf") if self.read == 1 else raw
        try:
            return text.decode("utf-8")
        except UnicodeDecodeError:
            return text.decode("cp1252", "replace")

    def _check(self, raw: bytes) -> None:
        kind = next((words for magic, words in _NOT_TEXT if raw.startswith(magic)), None) if self.read == 0 else None
        if kind is None and (b"\0" in raw or len(raw) == _LONGEST_LINE):
            kind = "not text"
        if kind is not None:
            raise Refused(f"{self._name} is no register of schools but {kind}. {WHAT_WORKS}")
