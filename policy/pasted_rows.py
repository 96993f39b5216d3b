"""Rows of actions as they are pasted: under the headings of a table, or by the number of their cells. Pure.

Source: W0-62 and W0-71 for the columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

ROW = "action | success criteria | resources | who | when | P2 | school"
_COLUMNS = {
    "number": r"|no\.?|#|nr\.?|number",
    "factor": r".*factors?\b.*",
    "action": r".*\bactions?\b.*",
    "success": r".*\b(?:success|criteria)\b.*",
    "resources": r".*\b(?:resources?|costs?)\b.*",
    "who": r"(?:by )?whom?\??|leads?|responsib\w+|person|lead officer|owner",
    "when": r"(?:by )?when\??|time ?frames?|timescales?|due(?: date)?|deadline|date|by",
    "priority": r"priority|priorities|p",
    "side": r"side|school or la|school/la|whose",
}
_BY_LENGTH = {
    3: ("action", "who", "when"),
    4: ("action", "success", "who", "when"),
    5: ("action", "success", "resources", "who", "when"),
}
_PRIORITY = re.compile(r"P(?:riority)?\s*(\d{1,2})", re.IGNORECASE)
_SIDE = re.compile(r"school|LA|both|council|local authority", re.IGNORECASE)
_LONGEST_HEADING = 60


def columns_of(cells: Sequence[str]) -> tuple[str, ...] | None:
    """The columns of a heading row, or None when it is none."""
    names = [_column_of(cell) for cell in cells]
    found = tuple(name for name in names if name is not None)
    return found if len(found) == len(cells) and "action" in found and len(set(found)) == len(found) else None


def is_heading_row(cells: Sequence[str]) -> bool:
    """Whether these cells go on as the heading of a table: `Action | Who | When`."""
    return bool(cells) and all(_column_of(cell) is not None for cell in cells)


def _column_of(cell: str) -> str | None:
    if len(cell) > _LONGEST_HEADING:
        return None
    return next((name for name, pattern in _COLUMNS.items() if re.fullmatch(pattern, cell, re.IGNORECASE)), None)


def values_of_row(cells: Sequence[str], columns: Sequence[str] | None) -> dict[str, str] | str:
    """The cells of a row by name, or why they cannot be told apart."""
    left = list(cells)
    if columns is not None:
        while len(left) > len(columns) and not left[-1]:
            left.pop()
        if len(left) > len(columns):
            return f"it has {len(left)} cells, and the heading above it has {len(columns)}"
        return dict(zip(columns, left, strict=False))
    values: dict[str, str] = {}
    if len(left) > 3 and re.fullmatch(r"\d{1,2}\.?", left[0]):
        left = left[1:]
    while len(left) > 3 and (not left[-1] or _PRIORITY.fullmatch(left[-1]) or _SIDE.fullmatch(left[-1])):
        last = left.pop()
        if last:
            values["priority" if _PRIORITY.fullmatch(last) else "side"] = last
    if len(left) not in _BY_LENGTH:
        count = "1 cell" if len(left) == 1 else f"{len(left)} cells"
        return f"it has {count}; what works is {ROW}, or just: action | who | when"
    return values | dict(zip(_BY_LENGTH[len(left)], left, strict=True))


def priority_of(cell: str) -> int | None:
    """The number of a priority: `P2`, `priority 2`, or 2 under its heading."""
    match = _PRIORITY.fullmatch(cell) or re.fullmatch(r"(\d{1,2})", cell)
    return int(match[1]) if match else None


def side_of(cell: str) -> str:
    """Whose action it is: `school`, `LA`, `both`, or empty where nothing is said."""
    words = cell.casefold()
    return words if words in {"school", "both", ""} else "LA"
