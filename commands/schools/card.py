"""`school`: the card of a school."""

from __future__ import annotations

from commands.category.fields import since_line
from commands.command import ADVISERS, EVERYBODY, Command, Request
from commands.kinds.a_concern import may_see
from commands.line import shorten
from commands.schools.carry_on import carried_on_line, carry_on_buttons, comes_after_line
from commands.schools.fields import THE_SCHOOL
from commands.schools.inspections import inspection_lines
from commands.visits.list import short_day
from commands.visits.saying import state_of
from notifications.matters import many_of, meeting_name
from notifications.message import Button, Message
from policy.refused import Refused
from policy.saying import london_day, say_day
from storage.actions import open_actions
from storage.boards import MET, direction_of
from storage.categories import categories_of_school, in_force_on
from storage.escalations import escalations_of
from storage.meetings import Meeting
from storage.plans import PlanState, plans_of_school
from storage.schools import School, aliases_of, contacts_of
from storage.succession import meetings_in_line, visits_in_line
from storage.support import agreements_of
from storage.visits import VisitState

LAST_VISITS = 3
FIRST_ACTIONS = 5


def school_card(request: Request, school: School) -> Message:
    """What the team knows of a school: register, adviser, contacts, plans, open actions, visits and meetings, and
    where it is going.
    """
    lines = [
        *register_lines(school),
        *carried_on_line(request, school),
        *comes_after_line(request, school),
        *_alias_lines(request, school),
        *_category_lines(request, school),
        _adviser_line(request, school),
        *_contact_lines(request, school),
        *_plan_lines(request, school),
        *_action_lines(request, school),
        *_meeting_lines(request, school),
        *_visit_lines(request, school),
        *_concern_lines(request, school),
        *_support_lines(request, school),
        *inspection_lines(request, school),
    ]
    return Message(f"{school.name}, URN {school.urn}", tuple(lines), buttons=_buttons(request, school))


def _buttons(request: Request, school: School) -> tuple[Button, ...]:
    visits = (Button("Log a visit", f"visit {school.urn}"), Button("Plan a visit", f"visit plan {school.urn}"))
    return (
        *carry_on_buttons(request, school),
        *(visits if school.is_open else ()),
        *((Button("What is due", f"board {school.urn}"),) if school.is_open else ()),
        Button("Timeline", f"school timeline {school.urn}"),
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


def _category_lines(request: Request, school: School) -> tuple[str, ...]:
    """The category in force; what is only proposed stands on no card."""
    today = london_day(request.now)
    now = in_force_on(categories_of_school(request.session, request.team.id, school.id), today)
    return (f"{since_line(now, request, today)}.",) if now else ()


def _adviser_line(request: Request, school: School) -> str:
    adviser = request.facts.adviser_of(school.id, london_day(request.now))
    return f"Attached adviser: {adviser.name if adviser else 'nobody yet'}"


def _contact_lines(request: Request, school: School) -> tuple[str, ...]:
    contacts = contacts_of(request.session, request.team.id, school.id, london_day(request.now))
    if not contacts:
        return (f'No contact yet. Add one with: school contact {school.urn} head "Mrs J Smith" head@oldhall.example',)
    return tuple(f"{c.role.capitalize()}: {c.name}{f', {c.email}' if c.email else ''}" for c in contacts)


def _plan_lines(request: Request, school: School) -> tuple[str, ...]:
    plans = [p for p in plans_of_school(request.session, request.team.id, school.id) if p.state == PlanState.OPEN]
    return tuple(
        f"Plan: {plan.ref}, {_plan_name(plan.kind, request)}, since {say_day(plan.started_on)}, "
        f"{len(plan.priorities)} {'priority' if len(plan.priorities) == 1 else 'priorities'}"
        for plan in plans
    )


def _plan_name(kind: str, request: Request) -> str:
    try:
        return request.framework.plan_kind(kind).name
    except Refused:
        return kind


def _action_lines(request: Request, school: School) -> tuple[str, ...]:
    today = london_day(request.now)
    found = open_actions(request.session, request.team.id, school_id=school.id)
    if not found:
        return ()
    overdue = sum(request.facts.is_overdue(action.due_on, today) for action in found)
    late = f", {overdue} overdue" if overdue else ""
    rest = f" The first {FIRST_ACTIONS}:" if len(found) > FIRST_ACTIONS else ""
    return (
        f"{many_of(len(found), 'action')} open{late}.{rest}",
        *(f"{a.ref}, due {say_day(a.due_on)}, {a.lead_name}: {shorten(a.text)}" for a in found[:FIRST_ACTIONS]),
    )


def _meeting_lines(request: Request, school: School) -> tuple[str, ...]:
    meetings = meetings_in_line(request.session, request.team.id, school.id)
    coming = [m for m in reversed(meetings) if m.is_to_come and m.ends_at > request.now][:1]
    last = [m for m in meetings if m.state in MET][:1]
    lines = [f"Next meeting: {_meeting(m, request)}" for m in coming]
    lines += [f"Last meeting: {_meeting(m, request)}, {m.state}" for m in last]
    said = direction_of(request.session, request.team.id, school.id)
    if said is not None:
        lines.append(f"Direction of travel: {said.direction}, said at {said.ref} on {say_day(said.starts_at)}")
    return tuple(lines)


def _meeting(meeting: Meeting, request: Request) -> str:
    return f"{meeting.ref}, {meeting_name(meeting, request.facts)}, {short_day(meeting.starts_at)}"


def _visit_lines(request: Request, school: School) -> tuple[str, ...]:
    visits = visits_in_line(request.session, request.team.id, school.id)
    if not visits:
        return ("No visit is on record yet.",)
    to_come = sorted((v for v in visits if v.state == VisitState.PLANNED), key=lambda visit: visit.started_at)
    gone = [visit for visit in visits if visit.state == VisitState.MADE][:LAST_VISITS]
    lines = [f"Next: {v.ref}, {short_day(v.started_at)}, {v.adviser.name}" for v in to_come[:LAST_VISITS]]
    lines += [f"Last: {v.ref}, {short_day(v.started_at)}, {v.adviser.name}: {state_of(v, request)}" for v in gone]
    return tuple(lines)


def _concern_lines(request: Request, school: School) -> tuple[str, ...]:
    """Open concerns, for advisers and leads, and restricted ones for those who are named."""
    if not ADVISERS & request.roles:
        return ()
    found = escalations_of(request.session, request.team.id, school.id)
    return tuple(
        f"Concern: {one.ref}, since {say_day(one.raised_on)}" for one in found if one.is_open and may_see(request, one)
    )


def _support_lines(request: Request, school: School) -> tuple[str, ...]:
    found = agreements_of(request.session, request.team.id, school.id)
    return tuple(f"Supported by {one.supporter} since {say_day(one.started_on)}" for one in found if one.is_open)


COMMAND = Command(
    name="school",
    help="The card of a school: adviser, contacts, plans, actions, visits and meetings.",
    example="school Old Hall",
    fields=(THE_SCHOOL,),
    allowed=EVERYBODY,
    run=school_card,
    changes=False,
)
