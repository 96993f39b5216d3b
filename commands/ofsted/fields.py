"""Fields and words that several verbs about Ofsted share."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime

from commands.command import Field, Request
from commands.kinds.a_school import ASchool
from commands.kinds.times import Context
from notifications.message import FieldKind
from policy.dates import read_when
from policy.ofsted_outcomes import OLD_GRADES
from policy.refused import Refused
from policy.saying import london_day, say_day
from storage.ofsted_calls import OfstedCall, calls_of
from storage.people import Role
from storage.schools import School

THE_SCHOOL = Field("school", "Which school?", ASchool(), help="name, part of it, or URN")
CONCERNS = {"SWK": "serious weaknesses", "SM": "special measures"}
LONGEST = 5
SOON = 14
CONTEXTS: tuple[Context, ...] = ("future", "past")
_BETWEEN = re.compile(r"\s+(?:and|to|until)\s+|\s*[–—]\s*|\s+-\s+", re.IGNORECASE)


class InspectionDays:
    """The day or the days on which inspectors are there: `tomorrow and Weds`, `1 to 2 December`."""

    form_kind = FieldKind.TEXT

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """All that is left of the line."""
        return line, ""

    def read(self, text: str, request: Request) -> tuple[date, date]:
        """The first and the last day. Raises Refused for what is no day, and for more than a school week."""
        words = re.sub(r"^(?:on|from)\s+", "", text.strip(" ,."), flags=re.IGNORECASE)
        parts = _BETWEEN.split(words)
        if len(parts) > 2:
            raise Refused(f"“{words}” is more than two days. Say the first and the last: tomorrow and Wednesday")
        if len(parts) == 2 and re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", parts[0], re.IGNORECASE):
            parts[0] = f"{parts[0]} {' '.join(parts[1].split()[1:])}"
        days = [_day(part, request) for part in parts]
        first, last = days[0], days[-1]
        if last < first or (last - first).days > LONGEST:
            raise Refused(f"{say_day(first)} to {say_day(last)} is no inspection. For example: tomorrow and Wednesday")
        return first, last

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """Anything goes."""
        return ()


def _day(text: str, request: Request) -> date:
    """The day that is meant: one of the next two weeks where it can be one, else the nearer to today."""
    found = []
    for context in CONTEXTS:
        with suppress(Refused):
            value = read_when(text, now=request.now, context=context, calendar=request.facts.calendar).value
            found.append(london_day(value) if isinstance(value, datetime) else value)
    if not found:
        raise Refused(f"I cannot read “{text[:60]}” as a day. For example: ofsted Old Hall tomorrow and Wednesday")
    today = london_day(request.now)
    soon = [day for day in found if 0 <= (day - today).days <= SOON]
    return soon[0] if soon else min(found, key=lambda day: abs((day - today).days))


def latest_call(request: Request, school: School) -> OfstedCall:
    """The latest call about a school. Raises Refused where there was none."""
    found = calls_of(request.session, request.team.id, school.id)
    if not found:
        raise Refused(
            f"No call of Ofsted about {school.name} is on record. First: ofsted {school.urn} tomorrow and Wednesday"
        )
    return found[0]


def may_read_outcome(request: Request, call: OfstedCall) -> bool:
    """Whether the outcome is for the asker: until it is published leads, the attached adviser and who reported it."""
    if call.published_on is not None and call.published_on <= london_day(request.now):
        return True
    adviser = request.facts.adviser_of(call.school_id, london_day(request.now))
    named = {call.told_by_id, *((adviser.id,) if adviser is not None else ())}
    return Role.LEAD in request.roles or request.person.id in named


def say_days(call: OfstedCall) -> str:
    """`Thursday 26 and Friday 27 November 2026`, or one day."""
    if call.first_on == call.last_on:
        return say_day(call.first_on)
    return f"{say_day(call.first_on)} to {say_day(call.last_on)}"


def say_outcome(call: OfstedCall) -> str:
    """What Ofsted found, in its own words."""
    parts = [f"{OLD_GRADES[call.overall].capitalize()} overall (1 to 4)"] if call.overall else []
    if call.leadership:
        parts.append(f"leadership {OLD_GRADES[call.leadership]}")
    if call.outcomes:
        by_grade: dict[str, list[str]] = {}
        for area, grade in call.outcomes.items():
            by_grade.setdefault(grade, []).append(area)
        parts += [f"{grade}: {', '.join(areas)}" for grade, areas in by_grade.items()]
    if call.concern:
        parts.append(CONCERNS[call.concern])
    if call.counts_as:
        parts.append(f"taken by the council as {OLD_GRADES[call.counts_as]}")
    return "; ".join(parts) or "no grades"
