"""Fields and words that several verbs about concerns share."""

from __future__ import annotations

from commands.command import ADVISERS, Field, Request
from commands.kinds.a_concern import AConcern
from commands.kinds.words import LongText
from notifications.message import Button
from policy.escalations import EscalationRoute, EscalationStep
from policy.refused import Refused
from policy.steps_in_order import Known, next_step
from storage.escalations import Escalation, StepTaken

ALLOWED = ADVISERS
THE_CONCERN = Field("concern", "Which concern?", AConcern(), help="E2")


class WhatWasSaid(LongText):
    """What was said or written: the document, and what stands in it."""

    most = 4_000

    def read(self, text: str, request: Request) -> str:
        """The words, without the colon before them."""
        return super().read(text.strip().removeprefix(":").strip(), request)


def route_of(request: Request, key: str) -> EscalationRoute:
    """The route with this key. Raises Refused when the strategy has none such (any more)."""
    found = next((route for route in request.framework.escalations if route.key == key), None)
    if found is None:
        raise Refused(f"{request.framework.strategy} has no route of escalation called “{key}” any more.")
    return found


def known(concern: Escalation) -> dict[int, Known]:
    """What is known of each step that was taken, by its number."""
    return {one.step: Known(one.taken_on, one.answered_on, one.answer_enough) for one in concern.steps}


def step_of(route: EscalationRoute, number: int) -> EscalationStep:
    """The step with this number. Raises Refused with those that there are."""
    found = route.step(number)
    if found is None:
        last = route.steps[-1].number
        raise Refused(f"The {route.name} has steps 1 to {last}, and no {number}.")
    return found


def check_open(concern: Escalation) -> None:
    """Raises Refused where a concern is closed."""
    if not concern.is_open:
        raise Refused(f"{concern.ref} is closed, and nothing more is recorded on it. A new one: concern raise")


def steps_as_buttons(request: Request, concern: Escalation) -> tuple[Button, ...]:
    """What is likely to follow."""
    if not concern.is_open:
        return ()
    route = route_of(request, concern.route)
    following = next_step(route, known(concern))
    buttons = []
    if (waiting := unanswered(route, concern)) is not None:
        buttons.append(Button(f"Answer to step {waiting.step}", f"concern answer {concern.ref} {waiting.step}"))
    if following is not None:
        buttons.append(Button(f"Step {following.number}", f"concern step {concern.ref} {following.number}"))
    return (*buttons, Button("Close it", f"concern close {concern.ref}"))


def unanswered(route: EscalationRoute, concern: Escalation) -> StepTaken | None:
    """The last step that waits for an answer."""
    waiting = [
        one
        for one in concern.steps
        if one.answered_on is None and (step := route.step(one.step)) is not None and step.answer
    ]
    return waiting[-1] if waiting else None
