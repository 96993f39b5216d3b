"""A new meeting, however it came to be booked."""

from __future__ import annotations

from commands.command import Request
from commands.meetings.times import MeetingTime
from policy.meeting_kinds import MeetingKind
from storage.meetings import Meeting, MeetingState, occurrence_of
from storage.people import Person, Role, holders_of
from storage.references import next_reference
from storage.schools import School


def usual_chair(request: Request) -> Person | None:
    """Who leads the meetings where nobody is named: the one colleague with that role, if there is just one."""
    chairs = holders_of(Role.CHAIR, request.colleagues)
    named = [person for person in chairs if Role.CHAIR in person.role_names]
    return named[0] if len(named) == 1 else None


def new_meeting(
    request: Request,
    school: School,
    kind: MeetingKind,
    time: MeetingTime,
    chair: Person | None,
    rearranged_from: Meeting | None = None,
) -> Meeting:
    """Store a meeting with the team's next number; its occurrence counts on from those that were or will be held."""
    meeting = Meeting(
        team_id=request.team.id,
        number=next_reference(request.session, request.team.id, "meetings"),
        school_id=school.id,
        school=school,
        kind=kind.key,
        occurrence=occurrence_of(request.session, request.team.id, school.id, kind.key, time.starts_at),
        state=MeetingState.BOOKED,
        starts_at=time.starts_at,
        ends_at=time.ends_at,
        booked_by_id=request.person.id,
        booked_at=request.now,
        chair_id=chair.id if chair else None,
        chair=chair,
        rearranged_from_id=rearranged_from.id if rearranged_from else None,
        moves=0,
        members=[],
        factors=[],
    )
    request.session.add(meeting)
    request.session.flush()
    return meeting
