"""Published term dates as a table: one line for each term, half term, holiday or INSET day of an area.

Published pages hold slips (a weekday that is not that day's, an end before its beginning, the wrong year), so every
line is checked and every slip is named with its line.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from policy.ordinary_year import ordinary_terms
from policy.refused import Refused
from policy.saying import say_day
from policy.school_year import ONE_DAY, TERM_NAMES, Stretch, Term, year_label
from policy.written_days import read_whole_day

COLUMNS = ("area", "academic_year", "kind", "first_day", "last_day")
EXAMPLE = "Walsall,2026/27,autumn term,2026-09-01,2026-12-18"
_YEAR = re.compile(r"20(\d\d)\s*[/-]\s*(?:20)?(\d\d)")
_KIND = re.compile(r"((?:autumn|spring|summer) term|half term|inset|module [1-6]|[a-z ]*holidays?)\b.*")


@dataclass(frozen=True)
class Line:
    """One line of the table, read and checked by itself."""

    number: int
    area: str
    starts: int
    kind: str
    days: Stretch


@dataclass
class AreaTerms:
    """What a table says about one area: its terms by year and name, and its INSET days."""

    terms: dict[tuple[int, str], Term] = field(default_factory=dict)
    inset_days: set[date] = field(default_factory=set)


def read_term_lines(lines: Iterable[str]) -> Mapping[str, AreaTerms]:
    """Terms and INSET days by area, from the lines of a csv with the columns of `COLUMNS` (others are passed over).

    Raises Refused naming every line that is wrong and what is wrong with it; then nothing is read.
    """
    slips: list[str] = []
    years: dict[tuple[str, int], list[Line]] = {}
    for number, values in _rows(lines):
        try:
            line = _read_line(number, values)
            years.setdefault((line.area, line.starts), []).append(line)
        except Refused as slip:
            slips.append(str(slip))
    areas: dict[str, AreaTerms] = {}
    for (area, starts), year_lines in years.items():
        try:
            _read_year(areas.setdefault(area, AreaTerms()), starts, year_lines)
        except Refused as slip:
            slips.append(str(slip))
    if slips:
        raise Refused("\n".join(slips))
    if not areas:
        raise Refused(f"There are no term dates in this file. A line looks like: {EXAMPLE}")
    return areas


def _rows(lines: Iterable[str]) -> Iterable[tuple[int, dict[str, str]]]:
    reader = csv.reader((line.removeprefix("\ufeff") for line in lines), skipinitialspace=True)
    header = [name.strip().lower() for name in next(reader, [])]
    for name in COLUMNS:
        if name not in header:
            raise Refused(f"Line 1: the column {name} is missing. The first line must name {', '.join(COLUMNS)}.")
    for cells in reader:
        values = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        if any(values.values()):
            yield reader.line_num, {name: values.get(name, "") for name in COLUMNS}


def _read_line(number: int, values: Mapping[str, str]) -> Line:
    for name, value in values.items():
        if not value:
            raise Refused(f"Line {number}: {name} is empty. A line looks like: {EXAMPLE}")
    starts = _read_year_label(number, values["academic_year"])
    kind = _KIND.fullmatch(" ".join(values["kind"].lower().split()))
    if not kind:
        raise Refused(
            f"Line {number}: “{values['kind']}” is no kind of line. "
            "Use autumn term, spring term, summer term, half term, easter holiday or inset."
        )
    try:
        days = Stretch(read_whole_day(values["first_day"]), read_whole_day(values["last_day"]))
    except Refused as slip:
        raise Refused(f"Line {number}: {slip}") from None
    _check_days(number, starts, days)
    return Line(number, values["area"], starts, kind[1], days)


def _read_year_label(number: int, text: str) -> int:
    found = _YEAR.fullmatch(text)
    if not found or int(found[2]) != (int(found[1]) + 1) % 100:
        raise Refused(f"Line {number}: “{text}” is not a school year. Write it like 2026/27.")
    return 2000 + int(found[1])


def _check_days(number: int, starts: int, days: Stretch) -> None:
    first, last = days.first_day, days.last_day
    if last < first:
        raise Refused(f"Line {number}: it ends on {say_day(last)}, before it starts on {say_day(first)}.")
    for day in (first, last):
        if not date(starts, 8, 15) <= day <= date(starts + 1, 8, 31):
            raise Refused(f"Line {number}: {say_day(day)} is not in the school year {year_label(starts)}.")
        if day.weekday() > 4:
            raise Refused(f"Line {number}: {say_day(day)} is at a weekend. Write the first and last weekday.")


def _read_year(found: AreaTerms, starts: int, lines: list[Line]) -> None:
    half_terms = [line for line in lines if line.kind == "half term"]
    terms = []
    for number, name in enumerate(TERM_NAMES):
        parts = _lines_of_term(lines, number, name)
        if parts:
            terms.append(_read_term(starts, name, parts, half_terms))
    for earlier, later in pairwise(terms):
        if later.first_day <= earlier.last_day:
            raise Refused(
                f"{lines[0].area} {year_label(starts)}: the {later.name} term starts on {say_day(later.first_day)}, "
                f"before the {earlier.name} term ends on {say_day(earlier.last_day)}."
            )
    _check_half_terms(terms, half_terms)
    found.terms.update({(starts, term.name): term for term in terms})
    insets = [line.days for line in lines if line.kind == "inset"]
    for days in insets:
        found.inset_days.update(days.first_day + n * ONE_DAY for n in range((days.last_day - days.first_day).days + 1))


def _lines_of_term(lines: list[Line], number: int, name: str) -> list[Line]:
    """The line of a term, or its two modules where the year is printed as six."""
    whole = [line for line in lines if line.kind == f"{name} term"]
    modules = [line for line in lines if line.kind in (f"module {2 * number + 1}", f"module {2 * number + 2}")]
    for line in whole[1:]:
        raise Refused(
            f"Line {line.number}: the {name} term of {line.area} {year_label(line.starts)} is on line "
            f"{whole[0].number} already. Keep one of the two."
        )
    if whole:
        return whole
    if len(modules) not in (0, 2) or len({line.kind for line in modules}) != len(modules):
        raise Refused(f"Line {modules[0].number}: the {name} term needs its two modules, each of them once.")
    return sorted(modules, key=lambda line: line.kind)


def _read_term(starts: int, name: str, parts: list[Line], half_terms: list[Line]) -> Term:
    first, last = parts[0].days.first_day, parts[-1].days.last_day
    inside = [line for line in half_terms if line.days.first_day in Stretch(first, last)]
    for line in inside[1:]:
        raise Refused(f"Line {line.number}: the {name} term has a half term on line {inside[0].number} already.")
    if inside:
        return Term(name, starts, first, last, inside[0].days)
    ordinary = next(term for term in ordinary_terms(starts) if term.name == name)
    return Term(name, starts, first, last, ordinary.half_term, assumed=True)


def _check_half_terms(terms: list[Term], half_terms: list[Line]) -> None:
    for line in half_terms:
        term = next((term for term in terms if term.half_term == line.days), None)
        if term is None or not term.first_day < line.days.first_day <= line.days.last_day < term.last_day:
            raise Refused(
                f"Line {line.number}: the half term from {say_day(line.days.first_day)} to "
                f"{say_day(line.days.last_day)} does not lie inside a term of this file."
            )
