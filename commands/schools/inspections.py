"""Ofsted's outcomes in words: the latest on each of its scales, which cannot be compared."""

from __future__ import annotations

from commands.command import Request
from policy.saying import london_day, say_day
from storage.inspections import Inspection, Scale, latest_of_each_scale
from storage.ofsted_calls import known_inspections
from storage.people import Role
from storage.schools import School
from storage.timelines import schools_before

GRADES = {"1": "Outstanding", "2": "Good", "3": "Requires improvement", "4": "Inadequate", "9": "not judged"}
_CONCERNS = {"SM": "special measures", "SWK": "serious weaknesses", "NTI": "notice to improve"}


def inspection_lines(request: Request, school: School) -> tuple[str, ...]:
    """For the card of a school: the latest on each scale, the newest first; none where none is on record.

    An outcome that is not published yet is provisional: leads and the attached adviser alone read it, beside the
    latest that everybody knows. What was inspected under the URN of a school that this one carries on counts too.
    """
    today = london_day(request.now)
    before = schools_before(request.session, request.team.id, school)
    urns = [school.urn, *(one.urn for one in before)]
    found = known_inspections(request.session, request.team.id, school, urns)
    lines = []
    if _may_read_provisional(request, school):
        waiting = latest_of_each_scale([one for one in found if not one.is_published(today)])
        lines += [f"{_line(one, school)} Provisional and restricted until it is published." for one in waiting]
    public = latest_of_each_scale([one for one in found if one.is_published(today)])
    return (*lines, *(_line(one, school) for one in public))


def _may_read_provisional(request: Request, school: School) -> bool:
    adviser = request.facts.adviser_of(school.id, london_day(request.now))
    return Role.LEAD in request.roles or (adviser is not None and adviser.id == request.person.id)


def _line(inspection: Inspection, school: School) -> str:
    told = {Scale.OLD: _graded, Scale.UNGRADED: _ungraded, Scale.NEW: _report_card}[Scale(inspection.scale)]
    concern = f"; {_CONCERNS.get(inspection.concern, inspection.concern)}" if inspection.concern else ""
    urn = inspection.inspected_urn or inspection.urn
    before = f" (as URN {urn})" if urn != school.urn else ""
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
