"""`visit cancel`: a visit does not take place, or was logged in error."""

from __future__ import annotations

from commands.command import ADVISERS, Command, Request
from commands.visits.fields import THE_REASON, THE_VISIT
from commands.visits.rights import check_it_is_theirs, check_it_stands
from commands.visits.saying import what_and_when
from notifications.message import Button, Message
from policy.refused import Refused
from storage.visits import Visit, VisitState


def visit_cancelled(request: Request, visit: Visit, because: str) -> Message:
    """Cancel a visit; it stays on record with its reason, and nobody is reminded of it any more."""
    check_it_is_theirs(request, visit)
    check_it_stands(visit)
    if visit.note_sent_at is not None:
        raise Refused(f"The note of {visit.ref} has been sent, so the visit stands.")
    visit.state = VisitState.CANCELLED
    visit.cancelled_because = because
    return Message(
        f"{visit.ref}: cancelled, {visit.school.name}",
        (f"{what_and_when(visit, request)}.", f"Because: {because}"),
        buttons=(Button("Plan another", f"visit plan {visit.school.urn} {visit.kind}"),),
    )


COMMAND = Command(
    name="visit cancel",
    help="Cancel a visit, with the reason.",
    example="visit cancel V12 because school closed",
    fields=(THE_VISIT, THE_REASON),
    allowed=ADVISERS,
    run=visit_cancelled,
)
