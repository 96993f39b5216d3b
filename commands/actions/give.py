"""`action give`: somebody else leads it."""

from __future__ import annotations

from dataclasses import replace

from commands.actions.fields import THE_LEAD, THEIR_OPEN_ACTION, the_lead
from commands.actions.new import set_lead
from commands.actions.rights import CHANGERS
from commands.actions.saying import next_steps, say_action, told_line
from commands.actions.story import tell
from commands.command import Command, Request
from commands.kinds.who import lead_words
from notifications.message import Message
from policy.refused import Refused
from storage.actions import Action, ActionNoteKind


def action_given(request: Request, action: Action, lead: str) -> Message:
    """Let another colleague, a contact, a role or a service lead an action; its day stays."""
    who = the_lead(lead, action.school, request)
    before = action.lead_name
    if lead_words(who) == before:
        raise Refused(f"{action.ref} is led by {before} already.")
    set_lead(action, who)
    tell(request, action, ActionNoteKind.GIVEN, f"from {before} to {lead_words(who)}")
    request.session.flush()
    lines = (*say_action(action, request), *told_line(action, request))
    return Message(
        f"{action.ref}: now led by {lead_words(who)}, {action.school.name}", lines, buttons=next_steps(action)
    )


COMMAND = Command(
    name="action give",
    help="Give an action to somebody else.",
    example="action give A14 @sam",
    fields=(THEIR_OPEN_ACTION, replace(THE_LEAD, label="To whom?")),
    allowed=CHANGERS,
    run=action_given,
)
