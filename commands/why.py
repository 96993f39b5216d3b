"""`why`: where a reminder comes from, in the council's own words, with the arithmetic."""

from __future__ import annotations

from commands.command import EVERYBODY, Command, Request
from commands.visits.fields import THE_VISIT
from notifications.message import Message
from notifications.rules import planned_visit, visit_note_due
from policy.refused import Refused
from storage.visits import Visit, VisitState


def why(request: Request, visit: Visit) -> Message:
    """Why the bot reminds of this visit. Source: W2-01 for notes; offsets are the team's own."""
    if visit.state == VisitState.PLANNED:
        return Message(f"Why {visit.ref}?", planned_visit.why(visit, request.facts))
    if visit.note_due_at is None:
        raise Refused(f"There is no reminder about {visit.ref}: no note is owed for it.")
    return Message(f"Why {visit.ref}?", visit_note_due.why(visit, request.facts))


COMMAND = Command(
    name="why",
    help="Where a reminder comes from.",
    example="why V12",
    fields=(THE_VISIT,),
    allowed=EVERYBODY,
    run=why,
    changes=False,
)
