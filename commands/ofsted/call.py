"""`ofsted`: Ofsted has called; or how it stands with the last call."""

from __future__ import annotations

from datetime import date

from commands.command import EVERYBODY, Command, Field, Request
from commands.kinds.a_school import ASchool
from commands.kinds.words import Choice
from commands.ofsted.fields import InspectionDays, latest_call, may_read_outcome, say_days, say_outcome
from commands.ofsted.follow import task_lines, tasks_as_buttons
from notifications.message import Button, Message, Table
from policy.refused import Refused
from policy.saying import london_day, say_day, say_moment
from storage.ofsted_calls import OfstedCall, calls_of
from storage.people import Role
from storage.schools import School

TELLS = frozenset({Role.ADVISER, Role.LEAD, Role.CLERK, Role.ADMIN})
KINDS = (
    ("full", "Full inspection", ("full", "graded", "section 5", "inspection")),
    ("monitoring", "Monitoring visit", ("monitoring", "section 8", "HMI")),
    ("ungraded", "Ungraded inspection", ("ungraded",)),
)


def ofsted(request: Request, school: School | None, kind: str | None, days: tuple[date, date] | None) -> Message:
    """Record a call and tell leads, the attached adviser and the named list at once, also in quiet time; messages to
    the school wait until inspectors have left. Without days: how it stands.

    Raises Refused for those who may only read, and where the school is being inspected already.
    """
    if school is None:
        return _list(request)
    if days is None:
        return _card(request, school)
    if not TELLS & request.roles:
        raise Refused("Advisers, leads, clerks and admins can say that Ofsted has called. Please tell one of them.")
    first, last = days
    known = calls_of(request.session, request.team.id, school.id)
    if any(one.first_on <= last and first <= one.last_on for one in known):
        raise Refused(
            f"An inspection of {school.name} on {say_days(known[0])} is on record already. If the days are others: "
            f"ofsted cancel {school.urn} because ..., and say it again"
        )
    if last < london_day(request.now):
        question = f"{say_day(last)} has passed. Nobody is alerted of an inspection that is over. Record it?"
        request.confirm("over", question, "Yes, record it")
    call = OfstedCall(
        team_id=request.team.id,
        school_id=school.id,
        school=school,
        kind=kind or "full",
        first_on=first,
        last_on=last,
        called_at=request.now,
        told_by_id=request.person.id,
        told_by=request.person,
        tasks=[],
    )
    request.session.add(call)
    request.session.flush()
    is_over = last < london_day(request.now)
    told = "Leads, the attached adviser and the named list are told now, whatever the hour."
    held = "What would be mailed to the school waits until inspectors have left."
    return Message(
        f"Ofsted at {school.name}: {_kind(call)}",
        (f"{say_days(call)}.", *(() if is_over else (told, held))),
        buttons=(
            Button("They have left", f"ofsted left {school.urn}"),
            Button("The outcome", f"ofsted outcome {school.urn}"),
            Button("It was a mistake", f"ofsted cancel {school.urn}"),
        ),
    )


def _kind(call: OfstedCall) -> str:
    return next((label.lower() for key, label, _ in KINDS if key == call.kind), call.kind)


def _card(request: Request, school: School) -> Message:
    call = latest_call(request, school)
    lines = [f"{_kind(call).capitalize()}, {say_days(call)}; said {say_moment(call.called_at)} by {call.told_by.name}."]
    buttons: tuple[Button, ...] = ()
    if call.is_running(request.now):
        lines.append("What would be mailed to the school waits until inspectors have left.")
        buttons += (Button("They have left", f"ofsted left {school.urn}"),)
    if call.outcome_at is None:
        buttons += (Button("The outcome", f"ofsted outcome {school.urn}"),)
    elif may_read_outcome(request, call):
        public = call.published_on is not None
        lines.append(f"{say_outcome(call)}.{'' if public else ' Provisional and restricted until it is published.'}")
        if not public:
            buttons += (Button("It is published", f"ofsted published {school.urn}"),)
        lines += task_lines(call)
        buttons += tasks_as_buttons(call)
    return Message(f"Ofsted at {school.name}", tuple(lines), buttons=buttons)


def _list(request: Request) -> Message:
    year = request.facts.calendar.academic_year(london_day(request.now))
    found = [one for one in calls_of(request.session, request.team.id) if one.last_on >= year.first_day]
    if not found:
        return Message(
            "Ofsted has not called this school year", ("When it does: ofsted Old Hall tomorrow and Wednesday",)
        )
    rows = tuple(
        (
            one.school.name,
            say_days(one),
            _kind(one),
            say_outcome(one) if one.outcome_at is not None and may_read_outcome(request, one) else "",
        )
        for one in found
    )
    return Message(f"Ofsted in {year.label}", (), Table(("School", "Days", "What", "Outcome"), rows))


COMMAND = Command(
    name="ofsted",
    help="Ofsted has called: leads, the attached adviser and the named list hear of it at once.",
    example="ofsted Old Hall tomorrow and Friday graded",
    fields=(
        Field("school", "Which school?", ASchool(), required=False, help="name, part of it, or URN; none: all"),
        Field("kind", "What kind of inspection?", Choice(lambda request: KINDS, "kind of inspection"), required=False),
        Field("days", "On which days?", InspectionDays(), required=False, help="tomorrow and Friday; none: show it"),
    ),
    allowed=EVERYBODY,
    run=ofsted,
    bare_runs=True,
)
