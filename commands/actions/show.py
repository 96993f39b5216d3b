"""`action A14`: the card of an action, with its story."""

from __future__ import annotations

from commands.actions.fields import THE_ACTION
from commands.actions.saying import next_steps, say_action, state_of
from commands.actions.story import story_lines
from commands.command import EVERYBODY, Command, Request
from notifications.message import Button, Message
from policy.saying import say_day
from storage.actions import Action

MOST_ENTRIES = 15


def action_card(request: Request, action: Action) -> Message:
    """Everything that is known of an action, the newest entry of its story first."""
    raiser = request.facts.colleague(action.raised_by_id)
    lines = [*say_action(action, request)]
    lines += [f"Success criteria: {action.success_criteria}"] if action.success_criteria else []
    lines += [f"Resources: {action.resources}"] if action.resources else []
    lines += [f"Evidence: {action.evidence}"] if action.evidence else []
    story = story_lines(action, request)
    lines += story[:MOST_ENTRIES]
    lines += [f"... and {len(story) - MOST_ENTRIES} earlier entries."] if len(story) > MOST_ENTRIES else []
    lines.append(f"{say_day(action.raised_at)}: raised{f' by {raiser.name}' if raiser else ''}.")
    why = (Button("Why this?", f"why {action.ref}"),) if action.is_open else ()
    return Message(
        f"{action.ref}: {action.school.name}, {state_of(action, request)}",
        tuple(lines),
        buttons=(*next_steps(action), *why),
    )


COMMAND = Command(
    name="action show",
    help="The card of an action, with its story; “action A14” is enough.",
    example="action show A14",
    fields=(THE_ACTION,),
    allowed=EVERYBODY,
    run=action_card,
    changes=False,
)
