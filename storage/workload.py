"""What is open in a team: notes owed, visits planned, meetings to come, and who is where between two moments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql import ColumnElement, Select

from storage.actions import Action, ActionState
from storage.meetings import Attendance, Meeting, MeetingState
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


@dataclass(frozen=True)
class Whose:
    """Whose work is looked for: these people's, and what happens at these schools, to which they are attached."""

    people: frozenset[int]
    schools: frozenset[int]


@dataclass(frozen=True)
class Past:
    """The moment by which work is past its time, and the first moment of that London day."""

    now: datetime
    midnight: datetime


def open_visits(
    session: Session, team_id: int, *, whose: Whose | None = None, past: Past | None = None
) -> Sequence[Visit]:
    """Visits of the team that are planned or owe a note, the earliest first, with school, people and note: all, some
    people's, or those that are past their time.
    """
    query = select(Visit).where(Visit.team_id == team_id, or_(Visit.state == VisitState.PLANNED, owes_a_note()))
    if whose is not None:
        query = query.where(or_(Visit.adviser_id.in_(whose.people), Visit.companion_id.in_(whose.people)))
    if past is not None:
        was_planned = and_(Visit.state == VisitState.PLANNED, Visit.ended_at < past.midnight)
        query = query.where(or_(was_planned, and_(owes_a_note(), Visit.note_late_from <= past.now)))
    return session.scalars(_visits(query.order_by(Visit.started_at, Visit.id))).all()


def actions_open(
    session: Session, team_id: int, *, whose: Whose | None = None, past_on: date | None = None
) -> Sequence[Action]:
    """Open actions of the team, the earliest due first, with school and lead: all, those that some people lead or chase
    for a lead off the chat, or those due before a day.
    """
    query = select(Action).where(Action.team_id == team_id, Action.state == ActionState.OPEN)
    if whose is not None:
        chased = and_(Action.lead_person_id.is_(None), Action.school_id.in_(whose.schools))
        query = query.where(or_(Action.lead_person_id.in_(whose.people), chased))
    if past_on is not None:
        query = query.where(Action.due_on < past_on)
    loaded = query.options(joinedload(Action.school), joinedload(Action.lead_person), joinedload(Action.lead_contact))
    return session.scalars(loaded.order_by(Action.due_on, Action.id)).all()


def visits_between(session: Session, team_id: int, start: datetime, end: datetime) -> Sequence[Visit]:
    """Visits of the team planned or made in [start, end), in order of time, with school, people and note."""
    query = select(Visit).where(
        Visit.team_id == team_id,
        Visit.state.in_((VisitState.PLANNED, VisitState.MADE)),
        Visit.started_at < end,
        Visit.ended_at >= start,
    )
    return session.scalars(_visits(query.order_by(Visit.started_at, Visit.id))).all()


def meetings_to_come(
    session: Session, team_id: int, *, whose: Whose | None = None, past: Past | None = None
) -> Sequence[Meeting]:
    """Meetings of the team that are booked and of which nobody has said yet what became of them, the earliest first,
    with school, chair and members: all, those that want some people, or those that are over.
    """
    query = select(Meeting).where(Meeting.team_id == team_id, Meeting.state.in_(TO_COME))
    if whose is not None:
        wanted = (Meeting.chair_id, Meeting.booked_by_id)
        member = Meeting.id.in_(select(Attendance.meeting_id).where(Attendance.person_id.in_(whose.people)))
        at_school = Meeting.school_id.in_(whose.schools)
        query = query.where(or_(*(column.in_(whose.people) for column in wanted), member, at_school))
    if past is not None:
        query = query.where(Meeting.ends_at <= past.now)
    loaded = query.options(joinedload(Meeting.school), joinedload(Meeting.chair), selectinload(Meeting.members))
    return session.scalars(loaded.order_by(Meeting.starts_at, Meeting.id)).all()
