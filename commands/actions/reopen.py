"""`action reopen`: it is not done after all."""

from __future__ import annotations

from commands.actions.fields import A_CLOSED_ACTION, AReason
from commands.actions.rights import CHANGERS
from commands.actions.saying import next_steps, say_action
from commands.actions.story import tell
from commands.command import Command, Field, Request
from notifications.message import Message
from policy.refused import Refused
from policy.saying import london_day
from storage.actions import Action, ActionNoteKind, ActionState
from storage.plans import PlanState


def action_reopened(request: Request, action: Action, because: str) -> Message:
    """Open an action that was done or dropped; its evidence stays in its story."""
    if action.plan is not None and action.plan.state == PlanState.CLOSED:
        raise Refused(f"{action.plan.ref}, the plan of {action.ref}, is closed. Agree a new action with: action")
    action.state = ActionState.OPEN
    action.evidence = None
    action.done_at = None
    action.snoozed_until = None
    tell(request, action, ActionNoteKind.REOPENED, because)
    request.session.flush()
    past = action.due_on < london_day(request.now)
    hint = (
        (f"That day has passed. Give it another: action move {action.ref} to Friday week because ...",) if past else ()
    )
    return Message(
        f"{action.ref}: open again, {action.school.name}",
        (*say_action(action, request), f"Because: {because}", *hint),
        buttons=next_steps(action),
    )


COMMAND = Command(
    name="action reopen",
    help="Open an action again, with the reason.",
    example="action reopen A14 because the second sample did not agree",
    fields=(A_CLOSED_ACTION, Field("because", "Why is it open again?", AReason())),
    allowed=CHANGERS,
    run=action_reopened,
)
