"""`concern`: open concerns, those about a school, or one with its steps."""

from __future__ import annotations

from commands.command import Command, Field, Request
from commands.concern.fields import ALLOWED, known, route_of, steps_as_buttons, unanswered
from commands.kinds.a_concern import AConcern, may_see
from commands.kinds.a_school import ASchool
from notifications.message import Button, Message, Table
from policy.escalations import EscalationRoute
from policy.refused import Refused
from policy.saying import say_day, say_day_briefly
from policy.steps_in_order import next_step, waits_until
from storage.escalations import Escalation, StepTaken, escalations_of
from storage.people import Person
from storage.schools import School


def concern_shown(request: Request, concern: Escalation | None, school: School | None) -> Message:
    """One concern with all its steps; or the list of those that the asker may see."""
    if concern is not None:
        return _card(request, concern)
    found = escalations_of(request.session, request.team.id, school.id if school else None)
    seen = [one for one in found if may_see(request, one) and (one.is_open or school is not None)]
    where = f" about {school.name}" if school else ""
    raise_one = Button("Raise one", f"concern raise {school.urn}" if school else "concern raise")
    if not seen:
        return Message(f"No concern{where} is open", buttons=(raise_one,))
    rows = tuple((one.ref, one.school.name, *_how_far(request, one)) for one in seen)
    many = "1 concern" if len(seen) == 1 else f"{len(seen)} concerns"
    return Message(f"{many}{where}", (), Table(("Ref", "School", "Route", "Last step", "Answer"), rows), (raise_one,))


def _how_far(request: Request, concern: Escalation) -> tuple[str, str, str]:
    route = _route(request, concern)
    name = route.short if route else concern.route
    if not concern.steps:
        return name, "none yet", "" if concern.is_open else "closed"
    last = concern.steps[-1]
    answer = f"answered {say_day_briefly(last.answered_on)}" if last.answered_on else ""
    if route is not None and (waiting := unanswered(route, concern)) is not None:
        step = route.step(waiting.step)
        if step is not None:
            until = waits_until(step, waiting.taken_on, request.facts.calendar)
            answer = f"waits until {say_day_briefly(until)}"
    return name, f"{last.step}, {say_day_briefly(last.taken_on)}", answer if concern.is_open else "closed"


def _route(request: Request, concern: Escalation) -> EscalationRoute | None:
    try:
        return route_of(request, concern.route)
    except Refused:
        return None


def _card(request: Request, concern: Escalation) -> Message:
    route = _route(request, concern)
    document = request.framework.document(route.document) if route else None
    lines = [f"Raised {say_day(concern.raised_on)} by {concern.raised_by.name}. Because: {concern.because}"]
    if concern.restricted:
        names = [person.name for one in concern.readers if (person := _person(request, one.person_id)) is not None]
        lines.append(f"Restricted: only {', '.join(names)} can see it.")
    lines += trigger_lines(route)
    if document is not None:
        lines.append(f"{document.title}:")
    lines += step_lines(request, concern)
    if route is not None:
        lines += [f"“{words}”" for words in route.also_printed]
    if not concern.is_open and concern.closed_on is not None:
        lines.append(f"Closed {say_day(concern.closed_on)}: {concern.closed_because}")
    return Message(
        f"{concern.ref}: {route.short if route else concern.route}, {concern.school.name}",
        tuple(lines),
        buttons=steps_as_buttons(request, concern),
    )


def _person(request: Request, person_id: int) -> Person | None:
    return request.facts.colleague(person_id)


def trigger_lines(route: EscalationRoute | None) -> tuple[str, ...]:
    """What the document says may start a route (H4-24); empty where it does not say."""
    if route is None or not route.triggers:
        return ()
    return (f"The document names: {'; '.join(route.triggers)}.",)


def step_lines(request: Request, concern: Escalation) -> tuple[str, ...]:
    """Each step of the route with what became of it."""
    route = _route(request, concern)
    if route is None:
        return tuple(f"{one.step}. {say_day(one.taken_on)}" for one in concern.steps)
    following = next_step(route, known(concern))
    lines = []
    for step in route.steps:
        taken = [one for one in concern.steps if one.step == step.number]
        head = f"{step.number}. {step.name[:1].upper()}{step.name[1:]} (to: {step.addressee})"
        if not taken:
            lines.append(f"{head}: {'next' if step is following and concern.is_open else 'not taken'}.")
        for one in taken:
            lines.append(f"{head}: {say_day(one.taken_on)}{f', {one.words}' if one.words else ''}.")
            lines += [f"   {line}" for line in _about(request, route, one)]
    return tuple(lines)


def _about(request: Request, route: EscalationRoute, one: StepTaken) -> list[str]:
    step = route.step(one.step)
    lines = [f"Out of the document's order, by a lead: {one.out_of_order_because}"] if one.out_of_order_because else []
    if one.answered_on is not None:
        enough = "appropriate" if one.answer_enough else "not an appropriate response"
        lines.append(f"Answered {say_day(one.answered_on)}, {enough}: {one.answer_words}")
    elif step is not None and step.answer:
        until = waits_until(step, one.taken_on, request.facts.calendar)
        lines.append(f"Waits for an answer until {say_day(until)} ({step.wait_school_days} school days).")
    if step is not None and step.document_needed and not one.words:
        lines.append("The document is not named yet.")
    return lines


COMMAND = Command(
    name="concern",
    help="Concerns about schools and how far the council's steps have gone.",
    example="concern E2",
    fields=(
        Field("concern", "Which concern?", AConcern(), required=False, help="E2"),
        Field("school", "Which school?", ASchool(), required=False, help="name, part of it, or URN; none: all"),
    ),
    allowed=ALLOWED,
    run=concern_shown,
    changes=False,
    bare_runs=True,
    says=("concern show",),
)
