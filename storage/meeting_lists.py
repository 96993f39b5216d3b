"""Meetings as lists: counted, put in order and cut by the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session, joinedload

from storage.meetings import Meeting, MeetingState
from storage.workload import TO_COME


@dataclass(frozen=True)
class MeetingsSought:
    """Which meetings a list shows: those that begin in [start, end), of one kind or of all, at one school or at all."""

    start: datetime
    end: datetime
    kind: str | None = None
    school_id: int | None = None


@dataclass(frozen=True)
class InState:
    """How many meetings are in a state, and whether they want somebody to say what became of them."""

    state: str
    wants: bool
    count: int


def count_by_state(session: Session, team_id: int, sought: MeetingsSought, now: datetime) -> Sequence[InState]:
    """How many meetings are in which state, in the order in which the states first occur."""
    query = select(Meeting.state, _wants(now).label("wants"), func.count()).where(*_conditions(team_id, sought))
    found = query.group_by(Meeting.state, "wants").order_by(func.min(Meeting.starts_at), func.min(Meeting.id))
    return [InState(state, bool(wanting), count) for state, wanting, count in session.execute(found)]


def meetings_on_page(
    session: Session, team_id: int, sought: MeetingsSought, now: datetime, *, first: int, most: int
) -> Sequence[Meeting]:
    """At most `most` meetings from place `first`: those that want something by date, those to come by date, then the
    others, the newest first; with the school.
    """
    group = case((_wants(now) == 1, 0), (Meeting.state.in_(TO_COME), 1), else_=2)
    order = (
        group,
        case((group < 2, Meeting.starts_at)),
        case((group == 2, Meeting.starts_at)).desc(),
        case((group == 2, -Meeting.id), else_=Meeting.id),
    )
    query = select(Meeting).where(*_conditions(team_id, sought)).order_by(*order).offset(first).limit(most)
    return session.scalars(query.options(joinedload(Meeting.school))).all()


def _wants(now: datetime) -> ColumnElement[int]:
    """1 for meetings of which nobody has said what became of them, else 0."""
    passed = and_(Meeting.state.in_(TO_COME), Meeting.starts_at <= now)
    unsaid = and_(Meeting.state == MeetingState.HELD, Meeting.outcome_posted_at.is_(None))
    return case((or_(passed, unsaid), 1), else_=0)


def _conditions(team_id: int, sought: MeetingsSought) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        Meeting.team_id == team_id,
        Meeting.starts_at >= sought.start,
        Meeting.starts_at < sought.end,
    ]
    if sought.kind is not None:
        found.append(Meeting.kind == sought.kind)
    if sought.school_id is not None:
        found.append(Meeting.school_id == sought.school_id)
    return found
