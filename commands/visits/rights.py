"""Whose visit it is."""

from __future__ import annotations

from commands.command import Request
from commands.standing_in import is_theirs, leads
from policy.refused import Refused
from storage.people import Role
from storage.visits import Visit, VisitState


def check_it_is_theirs(request: Request, visit: Visit) -> None:
    """Raises Refused unless the asker made the visit (alone or with another), stands in for who did, or leads the
    team.
    """
    theirs = is_theirs(request, {visit.adviser_id, visit.companion_id}, visit.school_id)
    if not theirs and not leads(request):
        raise Refused(f"{visit.ref} is {visit.adviser.name}'s visit. {visit.adviser.first_name} or a lead can do that.")


def check_they_may_say_it_went(request: Request, visit: Visit) -> None:
    """Raises Refused for a colleague's visit, unless the asker is a lead, a clerk or an admin."""
    if not request.roles & {Role.CLERK, Role.ADMIN}:
        check_it_is_theirs(request, visit)


def check_it_stands(visit: Visit) -> None:
    """Raises Refused for a visit that was cancelled."""
    if visit.state == VisitState.CANCELLED:
        because = f" ({visit.cancelled_because})" if visit.cancelled_because else ""
        raise Refused(f"{visit.ref} was cancelled{because}. Log a new visit with “visit”.")


def check_it_was_made(visit: Visit) -> None:
    """Raises Refused for a visit that is still planned, was cancelled, or never got beyond the attempt."""
    check_it_stands(visit)
    if visit.state == VisitState.PLANNED:
        raise Refused(f"{visit.ref} is still planned. Once it has happened: visit made {visit.ref}")
    if visit.state == VisitState.ATTEMPTED:
        raise Refused(f"{visit.ref} is an attempted call, so no note is owed for it.")
