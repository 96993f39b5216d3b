"""Open actions as lists: counted, put in order and cut by the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session, joinedload

from storage.actions import Action, ActionState


@dataclass(frozen=True)
class RemindedPerson:
    """Somebody who is reminded of actions, with all that decides of which: who is in the team, the schools at which the
    person is the adviser, all schools that have one, and whether the person is a lead.
    """

    person_id: int
    present: frozenset[int]
    own_schools: frozenset[int]
    attached_schools: frozenset[int]
    is_lead: bool

    @property
    def holds(self) -> ColumnElement[bool]:
        """The condition for the actions that this person is reminded of; the same as `reminded` of the rule."""
        off_chat = or_(Action.lead_person_id.is_(None), Action.lead_person_id.not_in(self.present))
        raised: ColumnElement[bool] = Action.raised_by_id == self.person_id
        if self.is_lead:
            raised = or_(raised, Action.raised_by_id.not_in(self.present))
        nobodys = and_(Action.school_id.not_in(self.attached_schools), raised)
        chased = and_(off_chat, or_(Action.school_id.in_(self.own_schools), nobodys))
        return or_(Action.lead_person_id == self.person_id, chased)


@dataclass(frozen=True)
class Overdue:
    """From which day on something can be missed (None: any), and before which day it is overdue."""

    missed_from: date | None
    today: date

    @property
    def holds(self) -> ColumnElement[bool]:
        """The condition for actions that are overdue; the same as `TeamFacts.is_overdue`."""
        past: ColumnElement[bool] = Action.due_on < self.today
        return past if self.missed_from is None else and_(past, Action.due_on >= self.missed_from)


@dataclass(frozen=True)
class Sought:
    """Which open actions a list shows: a person's, a school's, those that are overdue; all where nothing is said."""

    of: RemindedPerson | None = None
    school_id: int | None = None
    overdue: Overdue | None = None


def count_open(session: Session, team_id: int, sought: Sought, overdue: Overdue) -> tuple[int, int]:
    """How many open actions there are, and how many of them are overdue."""
    late = func.sum(case((overdue.holds, 1), else_=0))
    many, of_them = session.execute(select(func.count(), late).where(*_conditions(team_id, sought))).one()
    return many, of_them or 0


def open_on_page(session: Session, team_id: int, sought: Sought, *, first: int, most: int) -> Sequence[Action]:
    """At most `most` open actions from place `first`, the earliest due first, with school and lead."""
    query = select(Action).where(*_conditions(team_id, sought)).order_by(Action.due_on, Action.id)
    loaded = query.options(joinedload(Action.school), joinedload(Action.lead_person), joinedload(Action.lead_contact))
    return session.scalars(loaded.offset(first).limit(most)).all()


def _conditions(team_id: int, sought: Sought) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Action.team_id == team_id, Action.state == ActionState.OPEN]
    if sought.of is not None:
        found.append(sought.of.holds)
    if sought.school_id is not None:
        found.append(Action.school_id == sought.school_id)
    if sought.overdue is not None:
        found.append(sought.overdue.holds)
    return found
