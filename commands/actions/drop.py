"""`action drop`: it will not be done, and why."""

from __future__ import annotations

from commands.actions.fields import THEIR_OPEN_ACTION, AReason
from commands.actions.rights import CHANGERS
from commands.actions.saying import next_steps
from commands.actions.story import tell
from commands.command import Command, Field, Request
from commands.line import shorten
from notifications.message import Message
from storage.actions import Action, ActionNoteKind, ActionState


def action_dropped(request: Request, action: Action, because: str) -> Message:
    """Close an action that is not to be done; it stays on record with its reason and counts as not done."""
    action.state = ActionState.DROPPED
    tell(request, action, ActionNoteKind.DROPPED, because)
    request.session.flush()
    return Message(
        f"{action.ref}: dropped, {action.school.name}",
        (f"“{shorten(action.text, 200)}”", f"Because: {because}"),
        buttons=next_steps(action),
    )


COMMAND = Command(
    name="action drop",
    help="Drop an action that will not be done, with the reason.",
    example="action drop A14 because the teacher has left",
    fields=(THEIR_OPEN_ACTION, Field("because", "Why is it dropped?", AReason())),
    allowed=CHANGERS,
    run=action_dropped,
    says=("action cancel",),
)
