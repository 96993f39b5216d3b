"""An Excel workbook as people keep it: several sheets, merged cells, hidden rows, formulas, dates as numbers."""

from __future__ import annotations

import io
import re
import warnings
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils import coordinate_to_tuple, range_boundaries

from policy.refused import Refused
from storage.imports.grids import MOST_COLUMNS, MOST_ROWS, WHAT_WORKS, Cell, Grid, clean

MOST_BYTES = 100_000_000
"""Of a workbook when it is unpacked."""
_DAMAGED = (
    *(BadZipFile, ElementTree.ParseError, zlib.error, OSError, EOFError),
    *(ValueError, KeyError, IndexError, TypeError, AttributeError, NotImplementedError, RuntimeError),
)
"""What openpyxl and the unpacking raise for a workbook that is none; there is no common class."""


def is_packed(content: bytes) -> bool:
    """Whether the file is a zip archive, as workbooks of our time are."""
    return content.startswith(b"PK\x03\x04")


def check_is_no_old_workbook(name: str, content: bytes) -> None:
    """Raises Refused for what looks like a spreadsheet and cannot be read: a password, an .xls of old, a PDF."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Refused(
                f"{name} is protected by a password. Open it in Excel, take the password off (File, Info, Protect "
                "Workbook, Encrypt with Password), save it, and try again."
            )
        raise Refused(f"{name} is an old Excel workbook (.xls). Open it in Excel and save it as .xlsx.")
    if content.startswith(b"%PDF"):
        raise Refused(f"{name} is a PDF. {WHAT_WORKS}")


def workbook_grids(name: str, content: bytes) -> list[Grid]:
    """Every sheet of a workbook with its filled rows. Raises Refused when it cannot be read."""
    try:
        with ZipFile(io.BytesIO(content)) as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's about styles and data validation
            _check(name, archive)
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            parts = _parts(archive)
            return [_grid(sheet, archive, *parts[sheet.title]) for sheet in book.worksheets if sheet.title in parts]
    except Refused:
        raise
    except _DAMAGED as fault:
        raise Refused(
            f"{name} is damaged and cannot be read. Open it in Excel, save it anew, and try again."
        ) from fault


def _check(name: str, archive: ZipFile) -> None:
    inside = archive.namelist()
    if "xl/workbook.bin" in inside:
        raise Refused(f"{name} is a binary Excel workbook (.xlsb). Open it in Excel and save it as .xlsx.")
    if "xl/workbook.xml" not in inside:
        what = "an OpenDocument or another office file" if "mimetype" in inside else "a zip archive"
        raise Refused(f"{name} is {what} and no Excel workbook. {WHAT_WORKS}")
    if sum(member.file_size for member in archive.infolist()) > MOST_BYTES:
        raise Refused(f"{name} is too large when unpacked. Copy the lines into a new workbook.")
    for member in inside:
        if member.endswith((".xml", ".rels")):
            with archive.open(member) as part:
                if b"<!DOCTYPE" in part.read(1_000):  # Excel writes none, and one may grow without end
                    raise Refused(f"{name} was not written by Excel. Open it in Excel, save it anew, and try again.")


def _grid(sheet: Any, archive: ZipFile, path: str, is_hidden: bool) -> Grid:
    rows = list(_filled(sheet))
    same: dict[tuple[int, int], tuple[int, int]] = {}
    hidden: set[int] = set()
    unworked: set[tuple[int, int]] = set()
    last = max((number for number, _cells in rows), default=0)
    with archive.open(path) as xml:
        for _event, element in ElementTree.iterparse(xml):  # noqa: S314 - no DOCTYPE, so nothing to expand
            tag = element.tag.rpartition("}")[2]
            if tag == "c":
                if _is_unworked(element):
                    row, column = coordinate_to_tuple(element.get("r", "A1"))
                    unworked.add((row, column - 1))
            elif tag == "row":
                if element.get("hidden") in {"1", "true"}:
                    hidden.add(int(element.get("r", "0")))
                element.clear()
            elif tag == "mergeCell":
                same.update(_merged(element.get("ref", ""), last))
    return Grid(rows, sheet.title, is_hidden, same, frozenset(hidden), frozenset(unworked))


def _is_unworked(cell: ElementTree.Element) -> bool:
    children = {child.tag.rpartition("}")[2]: child for child in cell}
    return "f" in children and ("v" not in children or children["v"].text is None) and cell.get("t") != "str"


def _merged(ref: str, last: int) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """For each cell below the first one of a merged range, in its first column, where the words stand."""
    left, top, _right, bottom = range_boundaries(ref)
    for row in range(top + 1, min(bottom, last) + 1):
        yield (row, left - 1), (top, left - 1)


def _filled(sheet: Any) -> Iterator[tuple[int, Sequence[Cell]]]:
    sheet.reset_dimensions()  # what a file says of its own size is often wrong
    count = 0
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
        cells = [_cell(value) for value in row]
        if not any(cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise Refused(f"The sheet “{sheet.title}” has more than {MOST_ROWS:,} filled lines. Split it.")
        yield number, cells


def _cell(value: object) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date() if value.time() == time(0) else value
    if isinstance(value, date):
        return value
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.10g}"
    return clean(str(value))


def _parts(archive: ZipFile) -> dict[str, tuple[str, bool]]:
    """The part of the archive that holds each sheet, by the sheet's name, and whether the sheet is hidden."""
    targets = {
        element.get("Id"): element.get("Target", "")
        for element in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    found = {}
    for element in _elements(archive, "xl/workbook.xml", "sheet"):
        key = next((value for name, value in element.attrib.items() if re.search(r"\}id$", name)), None)
        target = targets.get(key, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in archive.namelist():
            found[element.get("name", "")] = (path, element.get("state", "visible") != "visible")
    return found


def _elements(archive: ZipFile, part: str, tag: str) -> list[ElementTree.Element]:
    with archive.open(part) as xml:
        root = ElementTree.parse(xml).getroot()  # noqa: S314 - no DOCTYPE, so nothing to expand
    return [element for element in root.iter() if element.tag.rpartition("}")[2] == tag]
