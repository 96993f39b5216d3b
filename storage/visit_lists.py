"""Visits as lists: counted, put in order and cut by the database, since a team keeps its visits for years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.sql import Select

from storage.people import Person
from storage.visits import NoteDuty, Visit, VisitState
from storage.workload import owes_a_note

_IS_PLANNED = Visit.state == VisitState.PLANNED


class Wanting(Enum):
    """What a visit may want of somebody."""

    ANYTHING = "a note, or to be made, moved or cancelled"
    AN_ANSWER = "an answer whether it happened"
    A_NOTE = "its note"
    A_REASON = "a reason why its note was late"

    @property
    def holds(self) -> ColumnElement[bool]:
        """The condition for visits that want this."""
        if self is Wanting.AN_ANSWER:
            return _IS_PLANNED
        if self is Wanting.A_NOTE:
            return owes_a_note()
        if self is Wanting.A_REASON:
            late = Visit.note_sent_at >= Visit.note_late_from
            return and_(Visit.state == VisitState.MADE, late, Visit.late_because.is_(None))
        return or_(_IS_PLANNED, owes_a_note())


@dataclass(frozen=True)
class Rate:
    """How one adviser's notes went: of those judged (gone, or late by now) how many were good, and how many excused."""

    adviser: str
    judged: int
    good: int
    excused: int


def count_visits(session: Session, team_id: int, *, adviser_id: int | None = None) -> int:
    """How many visits the team has on record, or one adviser in it (also as companion)."""
    return session.scalar(_of(select(func.count()).select_from(Visit), team_id, adviser_id)) or 0


def visits_on_page(
    session: Session, team_id: int, *, first: int, most: int, adviser_id: int | None = None
) -> Sequence[Visit]:
    """At most `most` visits from place `first` (0 is the first) of the team's, or one adviser's: notes owed by
    deadline, then plans by date, then the rest, the newest first; with school and people.
    """
    order = _most_urgent_first()
    query = _of(select(Visit), team_id, adviser_id).order_by(*order).offset(first).limit(most)
    return session.scalars(_with_people(query)).all()


def visits_wanting(
    session: Session, team_id: int, wanting: Wanting, *, most: int, adviser_id: int | None = None
) -> Sequence[Visit]:
    """At most `most` visits of the team, or of one adviser, that want this; in the same order, with all three."""
    query = _of(select(Visit), team_id, adviser_id).where(wanting.holds).order_by(*_most_urgent_first()).limit(most)
    return session.scalars(_with_people(query)).all()


def rates(
    session: Session, team_id: int, now: datetime, *, since: datetime | None, adviser_id: int | None = None
) -> Sequence[Rate]:
    """The rate of each adviser who has a visit on record, by name, or of one of them; a companion owes no note, and a
    note that was due before `since` does not count.
    """
    owed = and_(Visit.state == VisitState.MADE, Visit.note_duty != NoteDuty.NONE, Visit.note_due_at.is_not(None))
    if since is not None:
        owed = and_(owed, Visit.note_due_at >= since)
    counts = and_(owed, Visit.excused_at.is_(None))
    went, is_late = Visit.note_sent_at.is_not(None), Visit.note_late_from <= now
    in_time = or_(Visit.note_late_from.is_(None), Visit.note_sent_at < Visit.note_late_from)
    query = select(
        Person.name,
        _how_many(and_(counts, or_(went, is_late))),
        _how_many(and_(counts, went, in_time)),
        _how_many(and_(owed, Visit.excused_at.is_not(None))),
    ).join(Person, Person.id == Visit.adviser_id)
    query = query.where(Visit.team_id == team_id, Person.team_id == team_id)
    if adviser_id is not None:
        query = query.where(Visit.adviser_id == adviser_id)
    found = session.execute(query.group_by(Person.id, Person.name).order_by(Person.name, Person.id))
    return [Rate(name, judged, good, excused) for name, judged, good, excused in found]


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _of(query: Select[Any], team_id: int, adviser_id: int | None) -> Select[Any]:
    query = query.where(Visit.team_id == team_id)
    if adviser_id is None:
        return query
    return query.where(or_(Visit.adviser_id == adviser_id, Visit.companion_id == adviser_id))


def _most_urgent_first() -> tuple[ColumnElement[Any], ...]:
    owes, due = owes_a_note(), func.coalesce(Visit.note_due_at, Visit.ended_at)
    rest = _wants_nothing()
    return (
        case((owes, 0), (_IS_PLANNED, 1), else_=2),
        case((owes, due), (_IS_PLANNED, Visit.started_at)),
        case((rest, Visit.started_at)).desc(),
        case((rest, -Visit.id), else_=Visit.id),
    )


def _wants_nothing() -> ColumnElement[bool]:
    return and_(Visit.state != VisitState.PLANNED, ~owes_a_note())


def _with_people(query: Select[Any]) -> Select[Any]:
    return query.options(joinedload(Visit.school), joinedload(Visit.adviser), joinedload(Visit.companion))
