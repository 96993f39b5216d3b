"""`action done`: an action is closed, with what shows that it is done."""

from __future__ import annotations

from commands.actions.fields import THEIR_OPEN_ACTION, Words
from commands.actions.rights import CHANGERS
from commands.actions.saying import next_steps
from commands.actions.story import tell
from commands.command import Command, Field, Request
from commands.line import shorten
from notifications.message import Button, Message
from policy.saying import london_day, say_day
from storage.actions import Action, ActionNoteKind, ActionState, open_actions


def action_done(request: Request, action: Action, evidence: str) -> Message:
    """Close an action; it needs evidence, in a few words. Raises Refused when it is closed or not the asker's.

    Source: W0-72, success criteria are "what will it look like".
    """
    action.state = ActionState.DONE
    action.evidence = evidence
    action.done_at = request.now
    tell(request, action, ActionNoteKind.DONE, evidence)
    request.session.flush()
    left = len(open_actions(request.session, request.team.id, school_id=action.school_id))
    others = f"{left or 'No'} open {'action' if left == 1 else 'actions'} left at {action.school.name}."
    more = (Button("What is left", f"action list {action.school.urn}"),) if left else ()
    return Message(
        f"{action.ref}: done, {action.school.name}",
        (f"“{shorten(action.text, 200)}”", f"Evidence: {evidence}", f"{_in_time(action, request)} {others}"),
        buttons=(*next_steps(action), *more),
    )


def _in_time(action: Action, request: Request) -> str:
    days = (london_day(request.now) - action.due_on).days
    if days <= 0:
        return "In time."
    return f"It was due {say_day(action.due_on)}, {days} {'day' if days == 1 else 'days'} ago."


COMMAND = Command(
    name="action done",
    help="Close an action, with what shows that it is done.",
    example="action done A14 moderation report seen, 82% agreed",
    fields=(
        THEIR_OPEN_ACTION,
        Field("evidence", "What shows that it is done?", Words(), help="report seen, 82% agreed"),
    ),
    allowed=CHANGERS,
    run=action_done,
    says=("action close", "action complete"),
)
