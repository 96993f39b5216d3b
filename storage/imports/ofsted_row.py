"""One line of Ofsted's published outcomes as inspections: the columns of 2025 and those of 2026."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from storage.imports.published import day_in, number_in
from storage.inspections import Inspection, Scale

_OLD_AREAS = (
    *("Quality of education", "Behaviour and attitudes", "Personal development"),
    *("Effectiveness of leadership and management", "Safeguarding is effective?"),
    *("Early years provision (where applicable)", "Sixth form provision (where applicable)"),
)
_NEW_AREAS = (
    *("Safeguarding standards", "Inclusion", "Curriculum and teaching", "Achievement", "Attendance and behaviour"),
    *("Personal development and wellbeing", "Early years (where applicable)", "Post-16 provision (where applicable)"),
    "Leadership and governance",
)
_NO_GRADE = frozenset({"9", "Not applicable", "0"})
"""What Ofsted prints where an area was not inspected or does not exist at the school."""


@dataclass(frozen=True)
class _Columns:
    """Where one inspection stands in a line. `areas` gives the column of each area."""

    scale: Scale
    number: str
    inspected: str
    published: str
    urn: str
    overall: str | None
    concern: str | None
    areas: Mapping[str, str]


def _name(area: str) -> str:
    return area.replace(" (where applicable)", "").removesuffix("?")


def _prefixed(prefix: str) -> dict[str, str]:
    return {_name(area): f"{prefix} {area[0].lower()}{area[1:]}" for area in _OLD_AREAS}


_UNGRADED: dict[str, Any] = {
    "scale": Scale.UNGRADED,
    "inspected": "Date of latest ungraded inspection",
    "published": "Ungraded inspection publication date",
    "urn": "URN at time of the ungraded inspection",
    "overall": "Ungraded inspection overall outcome",
    "concern": None,
    "areas": {},
}
OF_2025 = (
    _Columns(
        Scale.OLD,
        "Inspection number of latest graded inspection",
        "Inspection start date",
        "Publication date",
        "URN at time of latest graded inspection",
        "Overall effectiveness",
        "Category of concern",
        {_name(area): area for area in _OLD_AREAS},
    ),
    _Columns(
        Scale.OLD,
        "Previous inspection number",
        "Previous inspection start date",
        "Previous publication date",
        "URN at time of previous graded inspection",
        "Previous graded inspection overall effectiveness",
        "Previous category of concern",
        _prefixed("Previous"),
    ),
    _Columns(number="Latest ungraded inspection number since last graded inspection", **_UNGRADED),
)
OF_2026 = (
    _Columns(
        Scale.NEW,
        "Inspection number of latest full inspection",
        "Inspection start date",
        "Publication date",
        "URN at time of latest full inspection",
        None,
        "Category of concern",
        {_name(area): area for area in _NEW_AREAS},
    ),
    _Columns(
        Scale.OLD,
        "Inspection number of latest OEIF graded inspection",
        "Inspection start date of latest OEIF graded inspection",
        "Publication date of latest OEIF graded inspection",
        "URN at time of latest OEIF graded inspection",
        "Latest OEIF overall effectiveness",
        "Latest OEIF category of concern",
        _prefixed("Latest OEIF"),
    ),
    _Columns(number="Latest ungraded inspection number", **_UNGRADED),
)
NEEDED = ("URN", "Inspection start date", "Date of latest ungraded inspection")

_WIDTHS = {name: Inspection.__table__.columns[name].type.length for name in ("number", "overall", "concern")}  # type: ignore[attr-defined]


EDITIONS = {True: ("the format of 2026, with report cards", OF_2026), False: ("the format up to 2025", OF_2025)}
"""By whether the file has the column `REPORT_CARDS`: what the format is called, and its inspections."""
REPORT_CARDS = "Safeguarding standards"


def inspections_in(urn: int, cells: Mapping[str, str], of: tuple[_Columns, ...]) -> Iterator[dict[str, Any]]:
    """Each inspection of a line as the columns of `inspection`; one without a day is none. Of two of one day and one
    scale the later inspection number stands, as the file's first.
    """
    seen = set()
    for columns in of:
        inspected_on = day_in(cells, columns.inspected)
        if inspected_on is None or (inspected_on, columns.scale) in seen:
            continue
        seen.add((inspected_on, columns.scale))
        graded = {area: cells[column] for area, column in columns.areas.items() if column in cells}
        yield {
            "urn": urn,
            "scale": columns.scale.value,
            "inspected_on": inspected_on,
            "published_on": day_in(cells, columns.published),
            "inspected_urn": number_in(cells, columns.urn),
            "number": _cut("number", cells.get(columns.number)),
            "overall": _cut("overall", cells.get(columns.overall or "")),
            "concern": _cut("concern", cells.get(columns.concern or "")),
            "outcomes": {area: grade[:80] for area, grade in graded.items() if grade not in _NO_GRADE},
        }


def _cut(column: str, text: str | None) -> str | None:
    return text[: _WIDTHS[column]] if text else None
