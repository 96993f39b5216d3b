"""What is open in a team: notes owed, visits planned, meetings to come, and who is where between two moments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql import ColumnElement, Select

from storage.meetings import Meeting, MeetingState
from storage.visits import NoteDuty, Visit, VisitState

TO_COME = (MeetingState.BOOKED, MeetingState.AGENDA_SENT)


def owes_a_note() -> ColumnElement[bool]:
    """The condition for visits whose note is still owed; the same as `Visit.owes_a_note`."""
    return and_(
        Visit.state == VisitState.MADE,
        Visit.note_duty != NoteDuty.NONE,
        Visit.note_sent_at.is_(None),
        Visit.excused_at.is_(None),
    )


def _visits(query: Select[Any]) -> Select[Any]:
    return query.options(
        joinedload(Visit.school), joinedload(Visit.adviser), joinedload(Visit.companion), selectinload(Visit.note)
    )


def open_visits(session: Session, team_id: int) -> Sequence[Visit]:
    """Visits of the team that are planned or owe a note, the earliest first, with school, people and note."""
    query = select(Visit).where(Visit.team_id == team_id, or_(Visit.state == VisitState.PLANNED, owes_a_note()))
    return session.scalars(_visits(query.order_by(Visit.started_at, Visit.id))).all()


def visits_between(session: Session, team_id: int, start: datetime, end: datetime) -> Sequence[Visit]:
    """Visits of the team planned or made in [start, end), in order of time, with school, people and note."""
    query = select(Visit).where(
        Visit.team_id == team_id,
        Visit.state.in_((VisitState.PLANNED, VisitState.MADE)),
        Visit.started_at < end,
        Visit.ended_at >= start,
    )
    return session.scalars(_visits(query.order_by(Visit.started_at, Visit.id))).all()


def meetings_to_come(session: Session, team_id: int) -> Sequence[Meeting]:
    """Meetings of the team that are booked and of which nobody has said yet what became of them, the earliest first,
    with school, chair and members.
    """
    query = select(Meeting).where(Meeting.team_id == team_id, Meeting.state.in_(TO_COME))
    loaded = query.options(joinedload(Meeting.school), joinedload(Meeting.chair), selectinload(Meeting.members))
    return session.scalars(loaded.order_by(Meeting.starts_at, Meeting.id)).all()
