"""`plan close`: the plan is worked off."""

from __future__ import annotations

from commands.command import ADVISERS, Command, Field, Request
from commands.kinds.words import LongText
from commands.line import shorten
from commands.plans.fields import THE_PLAN, check_plan_is_open
from notifications.message import Button, Message
from policy.refused import Refused
from policy.saying import london_day, say_day
from storage.actions import ActionState, actions_of_plan
from storage.plans import Plan, PlanState

MOST_NAMED = 5


def plan_closed(request: Request, plan: Plan, words: str | None) -> Message:
    """Close a plan. Raises Refused while one of its actions is open, naming the first of them."""
    check_plan_is_open(plan)
    actions = actions_of_plan(request.session, request.team.id, plan.id)
    still = sorted((one for one in actions if one.is_open), key=lambda one: (one.due_on, one.number))
    if still:
        named = "; ".join(f"{one.ref} {shorten(one.text, 30)}" for one in still[:MOST_NAMED])
        more = f" and {len(still) - MOST_NAMED} more" if len(still) > MOST_NAMED else ""
        count = f"{len(still)} {'action is' if len(still) == 1 else 'actions are'}"
        raise Refused(
            f"{plan.ref} cannot be closed while {count} open: {named}{more}. "
            f"Finish or drop each, for example: action done {still[0].ref} ..."
        )
    plan.state = PlanState.CLOSED
    plan.closed_at = request.now
    if words:
        plan.review_words = words
        plan.reviewed_on = london_day(request.now)
    request.session.flush()
    done = sum(one.state == ActionState.DONE for one in actions)
    kind = request.framework.plan_kind(plan.kind)
    said = (f"“{words}”",) if words else ()
    return Message(
        f"{plan.ref}: closed, {plan.school.name}",
        (
            f"{kind.name[:1].upper()}{kind.name[1:]}, closed {say_day(request.now)}; {done} of {len(actions)} done.",
            *said,
        ),
        buttons=(Button("Show it", f"plan {plan.ref}"),),
    )


COMMAND = Command(
    name="plan close",
    help="Close a plan, once none of its actions is open.",
    example="plan close P7 all priorities are met",
    fields=(THE_PLAN, Field("words", "Anything to say at its end?", LongText(), required=False)),
    allowed=ADVISERS,
    run=plan_closed,
)
