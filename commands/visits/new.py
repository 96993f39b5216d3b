"""A new visit, logged or planned, before its clock is started."""

from __future__ import annotations

from commands.command import Request
from commands.visits.clock import VisitTime
from policy.visit_kinds import VisitKind
from storage.people import Person
from storage.references import next_reference
from storage.schools import School
from storage.visits import Visit, VisitState


def with_whom(request: Request, companion: Person | None) -> tuple[Person | None, tuple[str, ...]]:
    """Who goes with the asker, and what was assumed: nobody goes with themselves."""
    if companion is None or companion.id != request.person.id:
        return companion, ()
    return None, (f"nobody was with you, since {companion.name} is you",)


def new_visit(
    request: Request, school: School, kind: VisitKind, time: VisitTime, companion: Person | None, state: VisitState
) -> Visit:
    """A visit of the asker with the team's next number; the note it owes is what the kind owes today."""
    return Visit(
        team_id=request.team.id,
        number=next_reference(request.session, request.team.id, "visits"),
        school_id=school.id,
        school=school,
        adviser_id=request.person.id,
        adviser=request.person,
        companion_id=companion.id if companion else None,
        companion=companion,
        logged_by_id=request.person.id,
        logged_at=request.now,
        kind=kind.key,
        state=state,
        started_at=time.started_at,
        ended_at=time.ended_at,
        note_duty=kind.note,
        note=[],
    )
