"""`action move`: another day, with the reason."""

from __future__ import annotations

from commands.actions.due import check_due_day
from commands.actions.fields import AN_OPEN_ACTION_TO_MOVE, AReason
from commands.actions.rights import CHANGERS
from commands.actions.saying import next_steps, say_action
from commands.actions.story import tell
from commands.command import Command, Field, Request
from commands.kinds.due_day import ADueDay
from notifications.message import Message
from policy.dates import Reading
from policy.refused import Refused
from policy.saying import say_day
from storage.actions import Action, ActionNoteKind

OFTEN = 3


def action_moved(request: Request, action: Action, because: str, due: Reading) -> Message:
    """Give an action another due day; the moves are counted and each keeps its reason. Source: W0-21."""
    before = action.due_on
    if due.value == before:
        raise Refused(f"{action.ref} is due {say_day(before)} already.")
    check_due_day(request, due.value, due.assumed)
    action.due_on = due.value
    action.moves += 1
    action.snoozed_until = None
    tell(request, action, ActionNoteKind.MOVED, because, from_on=before, to_on=due.value)
    request.session.flush()
    times = "for the first time" if action.moves == 1 else f"for the {_th(action.moves)} time"
    lines = [*say_action(action, request)[:2], f"Due {say_day(due.value)}, no longer {say_day(before)}; moved {times}."]
    if action.moves >= OFTEN:
        lines.append("Is it still the right action? It can be given to somebody else, or dropped with a reason.")
    lines += [f"Because: {because}", *(f"Assumed: {words}." for words in due.assumed)]
    return Message(f"{action.ref}: moved, {action.school.name}", tuple(lines), buttons=next_steps(action))


def _th(number: int) -> str:
    words = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}
    return words.get(number, f"{number}th")


COMMAND = Command(
    name="action move",
    help="Give an action another day, with the reason.",
    example="action move A14 to after half term because the moderator is ill",
    fields=(
        AN_OPEN_ACTION_TO_MOVE,
        Field("because", "Why is it moved?", AReason(), opening="because"),
        Field("due", "To when?", ADueDay(whole=True), help="after half term, 4 December"),
    ),
    allowed=CHANGERS,
    run=action_moved,
)
