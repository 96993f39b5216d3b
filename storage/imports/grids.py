"""What any table of words is before its headings are known: numbered rows of cells, from a csv or a workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

Cell = str | date
"""A cell as text, or as the day or London moment (naive) that a workbook keeps; empty cells are empty text."""

WHAT_WORKS = "Give a csv or an Excel workbook (.xlsx) with one line of headings."
MOST_ROWS = 20_000
MOST_COLUMNS = 200
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u00ad]|_x000D_"
)
_SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")


@dataclass(frozen=True)
class Grid:
    """The filled rows of one sheet by their number, the first being 1, as Excel and editors count them.

    `same` tells for a cell (row, column from 0) of a merged range where its words stand; `hidden` are rows that Excel
    does not show; `unworked` are cells whose formula was never worked out.
    """

    rows: Sequence[tuple[int, Sequence[Cell]]]
    name: str | None = None
    is_hidden: bool = False
    same: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    unworked: frozenset[tuple[int, int]] = frozenset()


def clean(text: str) -> str:
    """Text without characters that nobody sees, with ordinary spaces and line ends."""
    return _UNSEEN.sub("", _SPACES.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()
