"""Ofsted's outcomes in words: the latest on each of its scales, which cannot be compared."""

from __future__ import annotations

from sqlalchemy.orm import Session

from policy.saying import say_day
from storage.inspections import Inspection, Scale, latest_of_each_scale

GRADES = {"1": "Outstanding", "2": "Good", "3": "Requires improvement", "4": "Inadequate", "9": "not judged"}
_CONCERNS = {"SM": "special measures", "SWK": "serious weaknesses", "NTI": "notice to improve"}


def inspection_lines(session: Session, urn: int) -> tuple[str, ...]:
    """For the card of a school: a line for each scale, the newest inspection first; none where none is on record."""
    return tuple(_line(inspection) for inspection in latest_of_each_scale(session, urn))


def _line(inspection: Inspection) -> str:
    told = {Scale.OLD: _graded, Scale.UNGRADED: _ungraded, Scale.NEW: _report_card}[Scale(inspection.scale)]
    concern = f"; {_CONCERNS.get(inspection.concern, inspection.concern)}" if inspection.concern else ""
    other = inspection.inspected_urn not in {None, inspection.urn}
    before = f" (as URN {inspection.inspected_urn})" if other else ""
    return f"Ofsted, {say_day(inspection.inspected_on)}{before}: {told(inspection)}{concern}."


def _graded(inspection: Inspection) -> str:
    if (overall := GRADES.get(inspection.overall or "")) is not None and inspection.overall != "9":
        return f"{overall} overall, graded 1 to 4"
    areas = [f"{area} {_grade(grade)}" for area, grade in inspection.outcomes.items()]
    return f"graded without an overall grade: {', '.join(areas)}" if areas else "graded, no grades published"


def _grade(grade: str) -> str:
    return GRADES.get(grade, grade).lower()


def _ungraded(inspection: Inspection) -> str:
    return f"ungraded, {inspection.overall}" if inspection.overall else "ungraded"


def _report_card(inspection: Inspection) -> str:
    """The areas put together by what they were judged as, in the order of the report card."""
    areas: dict[str, list[str]] = {}
    for area, grade in inspection.outcomes.items():
        areas.setdefault(grade, []).append(area)
    said = "; ".join(f"{grade}: {', '.join(names)}" for grade, names in areas.items())
    return f"report card. {said}" if said else "report card, no grades published"
