"""`action progress`: red, amber or green, and why."""

from __future__ import annotations

from commands.actions.fields import THEIR_OPEN_ACTION, AColour, Words
from commands.actions.rights import CHANGERS
from commands.actions.saying import due_line, next_steps
from commands.actions.story import tell
from commands.command import Command, Field, Request
from commands.line import shorten
from notifications.message import Message
from storage.actions import Action, ActionNoteKind, Rag


def action_progressed(request: Request, action: Action, rag: Rag, words: str) -> Message:
    """Say how an action goes: a colour, and the comment that a colour always needs."""
    before = f", {action.rag} before" if action.rag and action.rag != rag else ""
    action.rag = rag
    tell(request, action, ActionNoteKind.PROGRESS, words, rag=rag)
    request.session.flush()
    return Message(
        f"{action.ref}: {rag}{before}, {action.school.name}",
        (f"“{shorten(action.text, 200)}”", f"Progress: {words}", due_line(action)),
        buttons=next_steps(action),
    )


COMMAND = Command(
    name="action progress",
    help="Say how an action goes: red, amber or green, and why.",
    example="action progress A14 amber two of three sessions held",
    fields=(
        THEIR_OPEN_ACTION,
        Field("rag", "How does it go?", AColour()),
        Field("words", "What has happened so far?", Words(), help="two of three sessions held"),
    ),
    allowed=CHANGERS,
    run=action_progressed,
)
