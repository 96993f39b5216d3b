"""How every supported school of a team stands: one row a school, from a handful of queries whatever their number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from policy.saying import LONDON
from storage.actions import Action, ActionState
from storage.advisers import attached_on
from storage.categories import categories_of_team
from storage.meetings import Meeting, MeetingState
from storage.people import Person
from storage.plans import Plan, PlanState
from storage.schools import School
from storage.visits import Visit, VisitState
from storage.workload import TO_COME, owes_a_note

MET = (MeetingState.HELD, MeetingState.TO_BE_REARRANGED)


@dataclass
class Standing:
    """One supported school: its adviser, what is open, the visits and meetings around now, and where it is going.

    Moments are aware. `late` counts notes that are late, `owed` all notes owed; `direction` is what the last meeting
    that said so has said, empty where none has.
    """

    school: School
    adviser: Person | None = None
    plans: int = 0
    actions: int = 0
    overdue: int = 0
    owed: int = 0
    late: int = 0
    next_visit: datetime | None = None
    last_meeting: Meeting | None = None
    next_meeting: Meeting | None = None
    direction: str = ""


def standings(
    session: Session, team_id: int, now: datetime, today: date, since: datetime, missed_from: date | None
) -> list[Standing]:
    """Every supported school: with an attached adviser, a category in force, an open plan, an open action, or a visit
    or a meeting since `since` or to come; in no order. Nothing due before `missed_from` is overdue.
    """
    turns = {turn.school_id: turn.person for turn in attached_on(session, team_id, today)}
    counted = _counts(session, team_id, now, today, missed_from)
    met_or_booked = _met_or_booked_since(session, team_id, since)
    categorised = {one.school_id for one in categories_of_team(session, team_id) if one.holds_on(today)}
    ids = {*turns, *counted, *met_or_booked, *categorised, *_visited_since(session, team_id, since)}
    found = {school.id: Standing(school) for school in _schools(session, ids)}
    for school_id, standing in found.items():
        standing.adviser = turns.get(school_id)
        for name, value in counted.get(school_id, {}).items():
            setattr(standing, name, value)
    earliest, latest = (Meeting.starts_at, Meeting.id), (Meeting.starts_at.desc(), Meeting.id.desc())
    for meeting in _one_for_each_school(session, team_id, since, Meeting.state.in_(TO_COME), earliest):
        found[meeting.school_id].next_meeting = meeting
    met = Meeting.state.in_(MET)
    for meeting in _one_for_each_school(session, team_id, since, met, latest):
        found[meeting.school_id].last_meeting = meeting
    said = and_(met, Meeting.direction.is_not(None))
    for meeting in _one_for_each_school(session, team_id, since, said, latest):
        found[meeting.school_id].direction = meeting.direction or ""
    return list(found.values())


def _schools(session: Session, ids: Iterable[int]) -> Sequence[School]:
    return session.scalars(select(School).where(School.id.in_(list(ids)))).all()


def _one_for_each_school(
    session: Session, team_id: int, since: datetime, condition: ColumnElement[bool], order: tuple[Any, ...]
) -> Sequence[Meeting]:
    """Of the meetings since a moment that meet the condition, the first of each school in this order; a team has many
    more meetings in a year than schools.
    """
    place = func.row_number().over(partition_by=Meeting.school_id, order_by=order).label("place")
    own = Meeting.team_id == team_id
    ranked = select(Meeting.id, place).where(own, Meeting.starts_at >= since, condition).subquery()
    firsts = select(Meeting).join(ranked, ranked.c.id == Meeting.id).where(own, ranked.c.place == 1)
    return session.scalars(firsts).all()


def _met_or_booked_since(session: Session, team_id: int, since: datetime) -> Sequence[int]:
    query = select(Meeting.school_id).where(
        Meeting.team_id == team_id, Meeting.state != MeetingState.CANCELLED, Meeting.starts_at >= since
    )
    return session.scalars(query.distinct()).all()


def _visited_since(session: Session, team_id: int, since: datetime) -> Sequence[int]:
    query = select(Visit.school_id).where(
        Visit.team_id == team_id, Visit.started_at >= since, Visit.state.in_((VisitState.MADE, VisitState.PLANNED))
    )
    return session.scalars(query.distinct()).all()


def _counts(
    session: Session, team_id: int, now: datetime, today: date, missed_from: date | None
) -> Mapping[int, dict[str, Any]]:
    """The numbers of open rows by school, and the next visit."""
    found: dict[int, dict[str, Any]] = {}
    overdue = Action.due_on < today
    late = Visit.note_late_from <= now
    if missed_from is not None:
        overdue = and_(overdue, Action.due_on >= missed_from)
        late = and_(late, Visit.note_due_at >= datetime.combine(missed_from, time.min, LONDON))
    actions = select(Action.school_id, func.count(), func.sum(case((overdue, 1), else_=0))).where(
        Action.team_id == team_id, Action.state == ActionState.OPEN
    )
    for school_id, many, past in session.execute(actions.group_by(Action.school_id)):
        found.setdefault(school_id, {}).update(actions=many, overdue=int(past))
    plans = select(Plan.school_id, func.count()).where(Plan.team_id == team_id, Plan.state == PlanState.OPEN)
    for school_id, many in session.execute(plans.group_by(Plan.school_id)):
        found.setdefault(school_id, {}).update(plans=many)
    notes = select(Visit.school_id, func.count(), func.sum(case((late, 1), else_=0))).where(
        Visit.team_id == team_id, owes_a_note()
    )
    for school_id, many, past in session.execute(notes.group_by(Visit.school_id)):
        found.setdefault(school_id, {}).update(owed=many, late=int(past))
    planned = select(Visit.school_id, func.min(Visit.started_at)).where(
        Visit.team_id == team_id, Visit.state == VisitState.PLANNED, Visit.started_at >= now
    )
    for school_id, at in session.execute(planned.group_by(Visit.school_id)):
        found.setdefault(school_id, {}).update(next_visit=at)
    return found


def direction_of(session: Session, team_id: int, school_id: int) -> Meeting | None:
    """The last meeting about a school that said where it is going."""
    query = select(Meeting).where(
        Meeting.team_id == team_id,
        Meeting.school_id == school_id,
        Meeting.direction.is_not(None),
        Meeting.state.in_(MET),
    )
    return session.scalars(query.order_by(Meeting.starts_at.desc(), Meeting.id.desc()).limit(1)).one_or_none()
