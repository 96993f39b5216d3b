"""`why`: where a reminder comes from, in the council's own words, with the arithmetic."""

from __future__ import annotations

from commands.command import EVERYBODY, Command, Field, Request
from commands.kinds.a_reference import AReference, Thing
from notifications.message import Message
from notifications.rules import WATCHES, planned_visit, visit_note_due
from policy.refused import Refused
from storage.actions import Action
from storage.plans import Plan, PlanState
from storage.visits import Visit, VisitState


def why(request: Request, about: Thing) -> Message:
    """Why the bot reminds of this. Source: W2-01 for notes; offsets are the team's own."""
    if isinstance(about, Visit):
        return _why_visit(request, about)
    lines = _of_its_rules(request, about)
    if not lines or (isinstance(about, Action) and not about.is_open) or _is_closed(about):
        raise Refused(f"There is no reminder about {about.ref}.")
    return Message(f"Why {about.ref}?", lines)


def _is_closed(about: Thing) -> bool:
    return isinstance(about, Plan) and about.state == PlanState.CLOSED


def _of_its_rules(request: Request, about: Thing) -> tuple[str, ...]:
    watch = next((watch for watch in WATCHES if isinstance(about, watch.noun)), None)
    return tuple(line for rule in watch.rules for line in rule.why(about, request.facts)) if watch else ()


def _why_visit(request: Request, visit: Visit) -> Message:
    if visit.state == VisitState.PLANNED:
        return Message(f"Why {visit.ref}?", planned_visit.why(visit, request.facts))
    if visit.state == VisitState.CANCELLED:
        because = f" ({visit.cancelled_because})" if visit.cancelled_because else ""
        raise Refused(f"There is no reminder about {visit.ref}: it was cancelled{because}.")
    if visit.note_due_at is None:
        raise Refused(f"There is no reminder about {visit.ref}: no note is owed for it.")
    over = "" if visit.note_sent_at is None else "The note has gone, so no reminder comes any more."
    over = over if visit.excused_at is None else "The note is excused, so no reminder comes any more."
    return Message(f"Why {visit.ref}?", (*([over] if over else []), *visit_note_due.why(visit, request.facts)))


COMMAND = Command(
    name="why",
    help="Where a reminder comes from.",
    example="why V12",
    fields=(Field("about", "About what?", AReference(), help="V12, A14, M3, P7"),),
    allowed=EVERYBODY,
    run=why,
    changes=False,
)
