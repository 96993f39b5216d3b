"""`plan priority`: what a school must improve, by number."""

from __future__ import annotations

from commands.command import Command, Field, Request
from commands.kinds.words import LongText, Number
from commands.plans.fields import MOST_OF_A_PRIORITY, PLANNERS, THE_PLAN, check_plan_is_open
from notifications.message import Button, Message
from policy.refused import Refused
from storage.actions import open_actions
from storage.plans import Plan, Priority

MOST_PRIORITIES = 20


class ItsNumber(Number):
    """The number at the start of what is left: `1 "Writing at KS1"`, `priority 1`."""

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """The first word of the line where it is a number."""
        first, _, rest = line.strip().partition(" ")
        if first.casefold() == "priority":
            first, _, rest = rest.strip().partition(" ")
        words = first.strip(":.,)#")
        return (words, rest) if words.isdecimal() else None


class WhatToImprove(LongText):
    """The priority in words."""

    most = MOST_OF_A_PRIORITY


def priority_set(request: Request, plan: Plan, number: int | None, text: str) -> Message:
    """Add a priority, or put other words in its place; without a number it is the next one. Source: W0-71."""
    check_plan_is_open(plan)
    position = number or max((one.position for one in plan.priorities), default=0) + 1
    if position > MOST_PRIORITIES:
        raise Refused(
            f"A plan holds {MOST_PRIORITIES} priorities here at most. For example: plan priority {plan.ref} 1"
        )
    kept = next((one for one in plan.priorities if one.position == position), None)
    same = next((one for one in plan.priorities if one.text.casefold() == text.casefold()), None)
    if same is not None:
        raise Refused(f"That is priority {same.position} of {plan.ref} already.")
    lines = [f"“{text}”"]
    if kept is not None:
        under = sum(a.priority_id == kept.id for a in open_actions(request.session, request.team.id))
        lines.append(f"It was: “{kept.text}”" + (f"; {under} open actions stay under it." if under else ""))
        kept.text = text
    else:
        plan.priorities.append(Priority(position=position, text=text))
    request.session.flush()
    chosen = request.framework.plan_kind(plan.kind)
    if len(plan.priorities) > chosen.priorities:
        printed = f"The {chosen.name} prints {chosen.priorities} priorities; this is the {len(plan.priorities)}th."
        lines.append(printed)
    return Message(
        f"{plan.ref}, {plan.school.name}: priority {position}",
        tuple(lines),
        buttons=(
            Button("Add an action", f"action {plan.school.urn} priority {position} of {plan.ref}"),
            Button("Next priority", f"plan priority {plan.ref} {position + 1}"),
            Button("Show it", f"plan {plan.ref}"),
        ),
    )


COMMAND = Command(
    name="plan priority",
    help="Add a priority to a plan, or change its words.",
    example='plan priority P7 1 "Writing at KS1"',
    fields=(
        THE_PLAN,
        Field("number", "Which number?", ItsNumber("priority", "priority 1"), required=False),
        Field("text", "What must the school improve?", WhatToImprove(), help="Writing at KS1"),
    ),
    allowed=PLANNERS,
    run=priority_set,
)
