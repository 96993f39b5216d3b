"""`school`: the card of a school."""

from __future__ import annotations

from commands.command import EVERYBODY, Command, Field, Request
from commands.kinds.a_school import ASchool
from commands.visits.list import short_day
from commands.visits.saying import state_of
from notifications.message import Button, Message
from policy.saying import london_day, say_day
from storage.schools import School, aliases_of, contacts_of
from storage.visits import VisitState, visits_to_school

THE_SCHOOL = Field("school", "Which school?", ASchool(), help="name, part of it, or URN")
LAST_VISITS = 3


def school_card(request: Request, school: School) -> Message:
    """What the team knows of a school: register, contacts, the visits to come and the last ones."""
    visits = visits_to_school(request.session, request.team.id, school.id)
    to_come = sorted((v for v in visits if v.state == VisitState.PLANNED), key=lambda visit: visit.started_at)
    gone = [visit for visit in visits if visit.state == VisitState.MADE][:LAST_VISITS]
    lines = [*register_lines(school), *_alias_lines(request, school), *_contact_lines(request, school)]
    lines += [f"Next: {v.ref}, {short_day(v.started_at)}, {v.adviser.name}" for v in to_come[:LAST_VISITS]]
    lines += [f"Last: {v.ref}, {short_day(v.started_at)}, {v.adviser.name}: {state_of(v, request)}" for v in gone]
    if not visits:
        lines.append("No visit is on record yet.")
    return Message(
        f"{school.name}, URN {school.urn}",
        tuple(lines),
        buttons=(
            Button("Log a visit", f"visit {school.urn}"),
            Button("Plan a visit", f"visit plan {school.urn}"),
        )
        if school.is_open
        else (),
    )


def register_lines(school: School) -> tuple[str, ...]:
    """What the national register says."""
    known = (school.type_name, school.phase, _ages(school))
    what = ", ".join(part for part in known if part and part != "Not applicable")
    where = ", ".join(part for part in (school.street, school.locality, school.town, school.postcode) if part)
    lines = [what, where, school.trust or ""]
    if not school.is_open:
        closed = f" on {say_day(school.closed_on)}" if school.closed_on else ""
        lines.insert(0, f"The register says: {school.standing}{closed}.")
    return tuple(line for line in lines if line)


def _ages(school: School) -> str:
    if school.low_age is None or school.high_age is None:
        return ""
    return f"ages {school.low_age} to {school.high_age}"


def _alias_lines(request: Request, school: School) -> tuple[str, ...]:
    names = [a.alias for a in aliases_of(request.session, request.team.id) if a.school_id == school.id]
    return (f"Your team says: {', '.join(names)}",) if names else ()


def _contact_lines(request: Request, school: School) -> tuple[str, ...]:
    contacts = contacts_of(request.session, request.team.id, school.id, london_day(request.now))
    if not contacts:
        return (f'No contact yet. Add one with: school contact {school.urn} head "Mrs J Smith" head@oldhall.example',)
    return tuple(f"{c.role.capitalize()}: {c.name}{f', {c.email}' if c.email else ''}" for c in contacts)


COMMAND = Command(
    name="school",
    help="The card of a school: contacts, the visits to come and the last ones.",
    example="school Old Hall",
    fields=(THE_SCHOOL,),
    allowed=EVERYBODY,
    run=school_card,
    changes=False,
)
