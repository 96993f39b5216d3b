"""`concern answer`: what was answered to a step, and whether it was an appropriate response."""

from __future__ import annotations

from commands.command import Command, Field, Request
from commands.concern.fields import (
    ALLOWED,
    THE_CONCERN,
    WhatWasSaid,
    check_open,
    route_of,
    step_of,
    steps_as_buttons,
    unanswered,
)
from commands.concern.show import step_lines
from commands.kinds.past_day import APastDay
from commands.kinds.words import Choice, Number
from notifications.message import Message
from policy.dates import Reading
from policy.refused import Refused
from policy.saying import london_day, say_day
from storage.escalations import Escalation

ENOUGH = (
    ("yes", "Appropriate", ("appropriate", "enough", "good")),
    ("no", "Not appropriate", ("not appropriate", "not enough", "inappropriate")),
)


def step_answered(
    request: Request, concern: Escalation, step: int | None, enough: str, on: Reading | None, words: str
) -> Message:
    """Record the answer to a step, the last that waits for one where none is said.

    Raises Refused for a step that was not taken, and for an answer before it. Source: T1-11 "appropriate response".
    """
    check_open(concern)
    route = route_of(request, concern.route)
    if step is not None:
        step_of(route, step)
        taken = concern.taken(step)
        if taken is None:
            raise Refused(f"Step {step} of {concern.ref} was not taken yet, so it has no answer.")
    else:
        taken = unanswered(route, concern)
        if taken is None:
            raise Refused(f"No step of {concern.ref} waits for an answer.")
    day = on.value if on is not None else london_day(request.now)
    if day < taken.taken_on:
        raise Refused(
            f"Step {taken.step} was taken {say_day(taken.taken_on)}; an answer of {say_day(day)} came before that."
        )
    taken.answered_on, taken.answer_words, taken.answer_enough = day, words, enough == "yes"
    concern.next_look_at = request.now
    request.session.flush()
    said = "answered" if enough == "yes" else "answered, not appropriately"
    return Message(
        f"{concern.ref}: step {taken.step} {said}, {concern.school.name}",
        step_lines(request, concern),
        buttons=steps_as_buttons(request, concern),
    )


COMMAND = Command(
    name="concern answer",
    help="Record what was answered to a step, and whether it was appropriate.",
    example="concern answer E2 3 appropriate on 10 November: a plan for writing came",
    fields=(
        Field("words", "What was answered?", WhatWasSaid(), after_colon=True),
        THE_CONCERN,
        Field("on", "When?", APastDay(), required=False, opening="on", help="10 November; none: today"),
        Field("enough", "Was it an appropriate response?", Choice(lambda request: ENOUGH, "answer")),
        Field("step", "To which step?", Number("step", "concern answer E2 3"), required=False),
    ),
    allowed=ALLOWED,
    run=step_answered,
)
