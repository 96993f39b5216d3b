"""`concern raise`: a concern about a school, on one of the council's own routes."""

from __future__ import annotations

from commands.category.fields import name_of
from commands.command import Command, Field, Option, Question, Request
from commands.concern.fields import ALLOWED, WhatWasSaid, route_of, steps_as_buttons
from commands.concern.show import step_lines, trigger_lines
from commands.kinds.a_school import ASchool
from commands.kinds.words import Choice
from notifications.message import Message
from policy.escalations import EscalationRoute
from policy.refused import Refused
from policy.saying import london_day
from storage.categories import categories_of_school, in_force_on
from storage.escalations import Escalation, EscalationReader, EscalationState
from storage.references import next_reference
from storage.schools import School


def _routes(request: Request) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return tuple((route.key, route.name, (route.short, *route.says)) for route in request.framework.escalations)


def concern_raised(request: Request, school: School, route: str | None, because: str) -> Message:
    """Raise a concern; a safeguarding one is seen by whoever raises it and the leads of today alone.

    Raises Refused where no route of the documents is for such a school, Question where several are, or where the
    school's category is not one that the route is meant for. Source: T1-11, T1-37, V3-10, W2-09, W2-41, H4-24, H4-25.
    """
    chosen = _the_route(request, school, route)
    today = london_day(request.now)
    if chosen.categories:
        now = in_force_on(categories_of_school(request.session, request.team.id, school.id), today)
        if now is None or now.category not in chosen.categories:
            meant = " and ".join(name_of(request, key) for key in chosen.categories)
            stands = f"is in {name_of(request, now.category)}" if now else "has no category on record"
            question = f"The {chosen.name} is for schools in {meant}; {school.name} {stands}. Raise it all the same?"
            request.confirm("other-category", question, "Yes, raise it")
    concern = Escalation(
        team_id=request.team.id,
        number=next_reference(request.session, request.team.id, "escalations"),
        school_id=school.id,
        school=school,
        route=chosen.key,
        state=EscalationState.OPEN,
        restricted=chosen.safeguarding,
        because=because,
        raised_on=today,
        raised_by_id=request.person.id,
        raised_by=request.person,
        steps=[],
        readers=[],
    )
    seen_by: tuple[str, ...] = ()
    if chosen.safeguarding:
        people = {one.id: one for one in (request.person, *request.facts.leads)}
        concern.readers = [EscalationReader(person_id=person_id) for person_id in people]
        names = ", ".join(one.name for one in people.values())
        seen_by = (f"Restricted: only {names} can see it, and it stands in no channel and no digest.",)
    request.session.add(concern)
    request.session.flush()
    return Message(
        f"{concern.ref}: {chosen.short}, {school.name}",
        (
            f"Because: {because}",
            *seen_by,
            *trigger_lines(chosen),
            "The document's steps:",
            *step_lines(request, concern),
        ),
        buttons=steps_as_buttons(request, concern),
    )


def _the_route(request: Request, school: School, route: str | None) -> EscalationRoute:
    if not request.framework.escalations:
        raise Refused(f"{request.framework.strategy} prints no steps of escalation.")
    regime = "academy" if school.is_academy else "maintained"
    fitting = [one for one in request.framework.escalations if one.schools in {"all", regime}]
    if route is not None:
        chosen = route_of(request, route)
        if chosen not in fitting:
            meant = "academies" if chosen.schools == "academy" else "maintained schools"
            raise Refused(f"The {chosen.name} is for {meant}; {school.name} is none.")
        return chosen
    if not fitting:
        raise Refused(f"{request.framework.strategy} prints no steps of escalation for a school like {school.name}.")
    if len(fitting) > 1:
        options = tuple(Option(one.name[:60], one.key) for one in fitting)
        raise Question(f"Which of the council's routes for {school.name}?", asks="route", options=options)
    return fitting[0]


COMMAND = Command(
    name="concern raise",
    help="Raise a concern about a school; the council's own steps follow.",
    example="concern raise Blackwood: no progress in writing since September",
    fields=(
        Field("because", "What is the concern?", WhatWasSaid(), after_colon=True),
        Field("route", "Which of the council's routes?", Choice(_routes, "route of escalation"), required=False),
        Field("school", "Which school?", ASchool(), help="name, part of it, or URN"),
    ),
    allowed=ALLOWED,
    run=concern_raised,
)
