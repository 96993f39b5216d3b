"""`concern step`: a step of the council's route was taken."""

from __future__ import annotations

from commands.actions.fields import AReason
from commands.command import Command, Field, Question, Request
from commands.concern.fields import (
    ALLOWED,
    THE_CONCERN,
    WhatWasSaid,
    check_open,
    known,
    route_of,
    step_of,
    steps_as_buttons,
)
from commands.concern.show import step_lines
from commands.kinds.past_day import APastDay
from commands.kinds.words import Number
from notifications.message import Message
from policy.dates import Reading
from policy.refused import Refused
from policy.saying import london_day, say_day
from policy.steps_in_order import against_order, next_step
from storage.escalations import Escalation, StepTaken
from storage.people import Role


def step_taken(
    request: Request, concern: Escalation, step: int | None, on: Reading | None, words: str | None, override: str | None
) -> Message:
    """Record a step, the next one where none is said, today where no day is said.

    A step against the document's order is recorded by a lead with a reason: a record that refuses what happened loses
    to a document elsewhere. Raises Refused for everybody else, and for a step before the concern was raised.
    Source: T1-11, T1-37, V3-10, W2-09, W2-41, H4-25.
    """
    check_open(concern)
    route = route_of(request, concern.route)
    following = next_step(route, known(concern))
    if step is None and following is None:
        raise Refused(
            f"All {len(route.steps)} steps of {concern.ref} were taken. To end it: concern close {concern.ref}"
        )
    chosen = step_of(route, step) if step is not None else following
    assert chosen is not None
    day = on.value if on is not None else london_day(request.now)
    if (before := concern.taken(chosen.number)) is not None:
        question = f"Step {chosen.number} of {concern.ref} was taken {say_day(before.taken_on)}. Once more?"
        request.confirm("once-more", question, "Yes, once more")
    against = against_order(route, chosen, known(concern), day, request.facts.calendar)
    if against is not None:
        clause = f" “{chosen.clause.rstrip('.')}.”" if chosen.clause else ""
        if Role.LEAD not in request.roles:
            raise Refused(f"{against}{clause} Nothing was stored. A lead can record it with a reason.")
        if override is None:
            raise Question(f"{against}{clause} As a lead you can record it, with a reason. Why?", asks="override")
    concern.steps.append(
        StepTaken(
            step=chosen.number,
            taken_on=day,
            taken_by_id=request.person.id,
            words=words,
            out_of_order_because=override if against is not None else None,
        )
    )
    concern.next_look_at = request.now
    request.session.flush()
    return Message(
        f"{concern.ref}: step {chosen.number}, {concern.school.name}",
        (f"{say_day(day)}.", *step_lines(request, concern)),
        buttons=steps_as_buttons(request, concern),
    )


COMMAND = Command(
    name="concern step",
    help="Record that a step of the council's route was taken.",
    example="concern step E2 3 on 3 November: letter of 3 November",
    fields=(
        Field("words", "Which document, and what does it say?", WhatWasSaid(), required=False, after_colon=True),
        THE_CONCERN,
        Field("on", "When?", APastDay(), required=False, opening="on", help="3 November; none: today"),
        Field("step", "Which step?", Number("step", "concern step E2 3"), required=False, help="none: the next"),
        Field("override", "Why, against the document's order?", AReason(), required=False, later=True),
    ),
    allowed=ALLOWED,
    run=step_taken,
)
