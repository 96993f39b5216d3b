"""The work for each school in a school year, as the council's table of time charges it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from policy.charging import Work
from policy.saying import LONDON, london_day
from storage.advisers import Turn, turns_of
from storage.meetings import Meeting, MeetingState
from storage.time_entries import time_entries_between
from storage.visits import Visit, VisitState

MET = (MeetingState.HELD, MeetingState.TO_BE_REARRANGED)
"""The time of a board that met without a governor was spent all the same (V3-42)."""


def works_between(session: Session, team_id: int, first: date, last: date) -> dict[int, list[Work]]:
    """By school id: visits made and planned, meetings held and booked, and time logged on these London days.

    A visit is its adviser's time, a meeting that of the adviser attached on its day.
    """
    start = datetime.combine(first, time.min, LONDON)
    end = datetime.combine(last + timedelta(days=1), time.min, LONDON)
    found: defaultdict[int, list[Work]] = defaultdict(list)
    visits = select(Visit).where(
        Visit.team_id == team_id,
        Visit.started_at >= start,
        Visit.started_at < end,
        Visit.state.in_((VisitState.MADE, VisitState.PLANNED)),
    )
    for visit in session.scalars(visits.order_by(Visit.started_at, Visit.id)):
        found[visit.school_id].append(
            Work(
                london_day(visit.started_at),
                visit.ended_at - visit.started_at,
                visit.state == VisitState.MADE,
                visit_kind=visit.kind,
                person_id=visit.adviser_id,
            )
        )
    turns = turns_of(session, team_id)
    meetings = select(Meeting).where(
        Meeting.team_id == team_id,
        Meeting.starts_at >= start,
        Meeting.starts_at < end,
        Meeting.state != MeetingState.CANCELLED,
    )
    for meeting in session.scalars(meetings.order_by(Meeting.starts_at, Meeting.id)):
        on = london_day(meeting.starts_at)
        found[meeting.school_id].append(
            Work(
                on,
                meeting.ends_at - meeting.starts_at,
                meeting.state in MET,
                meeting_kind=meeting.kind,
                person_id=_attached(turns, meeting.school_id, on),
            )
        )
    for entry in time_entries_between(session, team_id, first, last):
        found[entry.school_id].append(
            Work(entry.on, entry.length, is_done=True, line=entry.line, person_id=entry.person_id)
        )
    return dict(found)


def _attached(turns: Sequence[Turn], school_id: int, on: date) -> int | None:
    return next((turn.person_id for turn in reversed(turns) if turn.school_id == school_id and turn.holds_on(on)), None)
