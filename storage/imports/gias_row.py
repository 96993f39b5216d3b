"""One row of the register as the columns of a school: standing, days, ages, clean words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy import String, Table

from storage.schools import School, Standing

Value = str | int | date | None

SCHOOL: Table = School.metadata.tables[School.__tablename__]

STANDINGS = {
    "open": Standing.OPEN,
    "open, but proposed to close": Standing.CLOSING,
    "proposed to open": Standing.PROPOSED,
    "closed": Standing.CLOSED,
    "de-registered": Standing.CLOSED,
}

_NO_DAY = date(1900, 1, 1)  # what a search download writes where a day is unknown
_DAY = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", re.ASCII)
_WIDTHS = {column.name: column.type.length for column in SCHOOL.columns if isinstance(column.type, String)}
_NO_TRUST = {"not applicable", "not supported by a trust"}


class UnreadableError(ValueError):
    """Why a row is no school, in the words of the report."""


def _words(cell: str) -> str | None:
    """The cell with single spaces and without control characters; None for an empty one or a lone dash."""
    text = " ".join(cell.replace("\0", "").split())
    return text if text not in {"", "-"} else None


def _council(cell: str) -> str | None:
    """The council's name; None for a school abroad, of which the register says that none applies."""
    name = _words(cell)
    return None if name == "Does not apply" else name


def _number(cell: str) -> int | None:
    text = cell.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _day(cell: str) -> date | None:
    """A dd-mm-yyyy day; None for an empty cell, the placeholder 01-01-1900, and what is no day."""
    parts = _DAY.fullmatch(cell.strip())
    if parts is None:
        return None
    day, month, year = (int(part) for part in parts.groups())
    try:
        read = date(year, month, day)
    except ValueError:
        return None
    return None if read == _NO_DAY else read


COLUMNS: dict[str, tuple[str, Callable[[str], Value]]] = {
    "la_code": ("LA (code)", _words),
    "la_name": ("LA (name)", _council),
    "establishment_number": ("EstablishmentNumber", _words),
    "type_name": ("TypeOfEstablishment (name)", _words),
    "type_group": ("EstablishmentTypeGroup (name)", _words),
    "phase": ("PhaseOfEducation (name)", _words),
    "low_age": ("StatutoryLowAge", _number),
    "high_age": ("StatutoryHighAge", _number),
    "religious_character": ("ReligiousCharacter (name)", _words),
    "opened_on": ("OpenDate", _day),
    "closed_on": ("CloseDate", _day),
    "street": ("Street", _words),
    "locality": ("Locality", _words),
    "town": ("Town", _words),
    "postcode": ("Postcode", _words),
    "trust": ("Trusts (name)", _words),
}
"""Column of `school` -> column of the register, and how its cells are read. URN, name and standing come besides."""


def school_values(cells: Mapping[str, str]) -> dict[str, Value]:
    """What the row says of its school, by column of `school`.

    A key that is absent means that the row says nothing and an earlier value stays; see `import_register` for the rule.
    Text longer than its column is cut. Raises UnreadableError when the row has no URN, no name or no known status.
    """
    urn = cells["URN"].strip()
    if not urn:
        raise UnreadableError("no URN")
    number = _number(urn)
    if not number:
        raise UnreadableError(f"the URN is not a number: {urn[:20]}")
    name = _words(cells.get("EstablishmentName", ""))
    if name is None:
        raise UnreadableError(f"URN {number} has no name")
    status = _words(cells.get("EstablishmentStatus (name)", "")) or "empty"
    standing = STANDINGS.get(status.casefold())
    if standing is None:
        raise UnreadableError(f"URN {number} has a status that is not known: {status[:40]}")
    values: dict[str, Value] = {"urn": number, "name": name[: _WIDTHS["name"]], "standing": standing.value}
    for column, (header, read) in COLUMNS.items():
        if cell := cells.get(header):
            value = read(cell)
            if value is not None:
                values[column] = value[: _WIDTHS[column]] if isinstance(value, str) else value
    if standing in {Standing.OPEN, Standing.PROPOSED} and "CloseDate" in cells:
        values.setdefault("closed_on", None)
    if cells.get("TrustSchoolFlag (name)", "").casefold() in _NO_TRUST and "Trusts (name)" in cells:
        values.setdefault("trust", None)
    return values
