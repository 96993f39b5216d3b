"""A team's own spreadsheet as lines of known columns: by their headings, in any order, on whatever sheet they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from pathlib import Path

from policy.refused import Refused
from policy.saying import say_day
from storage.imports.csv_grid import MOST_BYTES, csv_grids
from storage.imports.grids import WHAT_WORKS, Cell, Grid
from storage.imports.workbook import check_is_no_old_workbook, is_packed, workbook_grids

HEADINGS_WITHIN = 40
"""Filled rows in which the headings are looked for: titles often stand above them."""
_NOTHING = frozenset({"", "-", "–", "—", "n/a", "na", "none", "nil", "tbc", "tba", "vacant", "vacancy", "?", "null"})
_ERRORS = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|#+)")


@dataclass(frozen=True)
class Column:
    """One thing that a line can say, and the headings people give it, the first of which reports use.

    `beside` are headings that mean this column only to the right of the column `after`: the e-mail of the head teacher.
    """

    name: str
    said: tuple[str, ...]
    after: str | None = None
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One filled line: its number as Excel and editors show it, what its known columns say, and what is wrong with it.

    Empty cells, and words such as TBC and vacant, are not in `cells`.
    """

    number: int
    cells: Mapping[str, Cell]
    faults: tuple[str, ...] = ()

    def words(self, column: str) -> str:
        """The cell as text on one line; empty where it says nothing."""
        cell = self.cells.get(column, "")
        if isinstance(cell, datetime):
            return f"{cell:%Y-%m-%d %H:%M}"
        return cell.isoformat() if isinstance(cell, date) else " ".join(cell.split())

    def text(self, column: str) -> str | None:
        """The cell as text with its line breaks, or None where it says nothing."""
        cell = self.cells.get(column)
        return cell if isinstance(cell, str) else say_day(cell) if cell is not None else None


@dataclass(frozen=True)
class Sheet:
    """What was read: where it stands, which columns there are, the lines in order, and what is worth saying of it."""

    place: str
    columns: frozenset[str]
    lines: Sequence[Line]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Headed:
    grid: Grid
    row: int
    found: Mapping[int, Column]
    lacks: tuple[tuple[str, ...], ...]


def read_sheet(path: Path, columns: Sequence[Column], needs: Sequence[tuple[str, ...]]) -> Sheet:
    """The lines of the sheet that has the columns; of each group in `needs` at least one column must be there.

    Raises Refused with what works when the file cannot be opened, is no spreadsheet, or lacks a column.
    """
    content = content_of(path)
    if not content.strip():
        raise Refused(f"{path.name} is empty. {WHAT_WORKS}")
    check_is_no_old_workbook(path.name, content)
    grids = workbook_grids(path.name, content) if is_packed(content) else csv_grids(path.name, content)
    headed = [best for grid in grids if (best := _headings(grid, columns, needs)) is not None]
    if not headed:
        raise Refused(f"{path.name} has no line of headings that I know. {_example(columns, needs)}")
    best = max(headed, key=_fit)
    if best.lacks:
        raise Refused(_lacking(path.name, best, columns, needs))
    place = f"{path.name}, sheet “{best.grid.name}”" if best.grid.name and len(grids) > 1 else path.name
    remarks = [*_other_sheets(best, headed), *_remarks(best)]
    return Sheet(place, frozenset(column.name for column in best.found.values()), _lines(best), tuple(remarks))


def content_of(path: Path) -> bytes:
    """The bytes of a file. Raises Refused when it cannot be read or is far too large."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except IsADirectoryError as fault:
        raise Refused(f"{path.name} is a folder. {WHAT_WORKS}") from fault
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise Refused(f"There is no file {path}. {WHAT_WORKS}") from fault
    except OSError as fault:
        raise Refused(f"{path} cannot be read: {fault.strerror}.") from fault
    if len(content) > MOST_BYTES:
        raise Refused(f"{path.name} has more than {MOST_BYTES // 1_000_000} MB. Split it into several files.")
    return content


def plain_heading(cell: Cell) -> str:
    """A heading as headings are compared: small letters, no marks, nothing in brackets."""
    if not isinstance(cell, str):
        return ""
    text = re.sub(r"\([^)]*\)", " ", cell.casefold()).replace("&", " and ")
    return " ".join(re.sub(r"[^\w/]", " ", re.sub(r"['’‘]", "", text)).replace("/", " ").split())


def _matched(row: Sequence[Cell], columns: Sequence[Column]) -> dict[int, Column]:
    """The columns that a row of headings names, by place; of two that mean one column the first counts."""
    found: dict[int, Column] = {}
    before: str | None = None
    for place, cell in enumerate(row):
        heading = plain_heading(cell)
        free = [column for column in columns if column not in found.values()]
        beside = (one for one in free if before and one.after == before and heading in map(plain_heading, one.beside))
        own = (one for one in free if heading in map(plain_heading, one.said))
        column = next(chain(beside, own), None) if heading else None
        if column is not None:
            found[place] = column
            before = column.after or column.name
    return found


def _headings(grid: Grid, columns: Sequence[Column], needs: Sequence[tuple[str, ...]]) -> _Headed | None:
    best: _Headed | None = None
    for number, cells in grid.rows[:HEADINGS_WITHIN]:
        found = _matched(cells, columns)
        names = {column.name for column in found.values()}
        lacks = tuple(group for group in needs if names.isdisjoint(group))
        headed = _Headed(grid, number, found, lacks)
        if found and (best is None or _fit(headed) > _fit(best)):
            best = headed
    return best


def _fit(headed: _Headed) -> tuple[int, bool, int]:
    return -len(headed.lacks), not headed.grid.is_hidden, len(headed.found)


def _lines(headed: _Headed) -> list[Line]:
    grid, rows = headed.grid, dict(headed.grid.rows)
    heading = {place: plain_heading(rows[headed.row][place]) for place in headed.found}
    found = []
    for number in sorted({*rows, *(row for row, _place in grid.unworked)}):
        if number <= headed.row or number in grid.hidden:
            continue
        cells: dict[str, Cell] = {}
        faults = []
        for place, column in headed.found.items():
            row, at = grid.same.get((number, place), (number, place))
            cell = _at(rows.get(row, ()), at) if row > headed.row else ""
            if (row, at) in grid.unworked:
                faults.append(
                    f"“{column.said[0]}” holds a formula that was never worked out; open the file in Excel and save it"
                )
            elif isinstance(cell, str) and _ERRORS.match(cell):
                faults.append(f"“{column.said[0]}” holds the error {cell}")
            elif not isinstance(cell, str) or cell.casefold() not in _NOTHING:
                cells[column.name] = cell
        again = all(plain_heading(_at(rows.get(number, ()), place)) == word for place, word in heading.items())
        if (cells or faults) and not again:
            found.append(Line(number, cells, tuple(faults)))
    return found


def _at(cells: Sequence[Cell], place: int) -> Cell:
    return cells[place] if place < len(cells) else ""


def _remarks(headed: _Headed) -> list[str]:
    grid = headed.grid
    rows = dict(grid.rows)
    remarks = []
    merged = [one.said[0] for place, one in headed.found.items() if any(at == place for _row, at in grid.same)]
    if merged:
        remarks.append(f"Merged cells say the same on each of their lines: {_quoted(merged)}.")
    hidden = sorted(row for row in grid.hidden if row > headed.row and row in rows)
    if hidden:
        remarks.append(f"Hidden lines were left out: {spans_of(hidden)}. Unhide them in Excel to have them read.")
    headings = rows[headed.row]
    unread = [str(cell) for at, cell in enumerate(headings) if at not in headed.found and plain_heading(cell)]
    if unread:
        remarks.append(f"Columns that were not read: {_quoted(unread[:12])}{' and more' if len(unread) > 12 else ''}.")
    return remarks


def _other_sheets(best: _Headed, headed: Sequence[_Headed]) -> list[str]:
    others = [one for one in headed if one is not best and not one.lacks and one.grid.name]
    if not others or best.grid.name is None:
        return []
    names = _quoted([str(one.grid.name) for one in others])
    return [f"Other sheets have such columns too and were not read: {names}. Save one by itself to have it read."]


def spans_of(numbers: Sequence[int]) -> str:
    """`3, 7 to 9`: numbers in order, runs of them put together."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}" if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"“{' '.join(word.split())[:40]}”" for word in words)


def _called(group: tuple[str, ...], columns: Sequence[Column]) -> str:
    return " or ".join(f"“{column.said[0]}”" for name in group for column in columns if column.name == name)


def _example(columns: Sequence[Column], needs: Sequence[tuple[str, ...]]) -> str:
    return f"It needs columns such as {', '.join(_called(group[:2], columns) for group in needs)}."


def _lacking(name: str, best: _Headed, columns: Sequence[Column], needs: Sequence[tuple[str, ...]]) -> str:
    where = f"sheet “{best.grid.name}”, line {best.row}" if best.grid.name else f"line {best.row}"
    has = _quoted([column.said[0] for column in best.found.values()])
    lacks = " and ".join(f"a column {_called(group[:3], columns)}" for group in best.lacks)
    return f"{name} lacks {lacks}. The nearest to a line of headings is {where}, which has {has}."
