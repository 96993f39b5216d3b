"""What has happened at a school, and what is planned there, as one list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.actions import Action, ActionNote, actions_of_school
from storage.advisers import turns_at
from storage.categories import CategoryState, categories_of_school
from storage.meetings import meetings_of_school
from storage.people import Person
from storage.plans import plans_of_school
from storage.schools import School
from storage.succession import line_of
from storage.visits import Visit, visits_to_school


@dataclass(frozen=True)
class Moment:
    """One entry: when (an aware instant, or a day), about which row, what happened to it, and by whom if it is known.

    `noun` and `what` are words of the code (`visit`, `made`); who says them to people finds the words.
    """

    at: date
    ref: str
    noun: str
    what: str
    about: Any
    who: str = ""


def schools_before(session: Session, team_id: int, school: School) -> list[School]:
    """The schools that the team carries on as this one, the nearest first."""
    ids = line_of(session, team_id, school.id)[1:]
    found = {one.id: one for one in session.scalars(select(School).where(School.id.in_(ids)))}
    return [found[one] for one in ids]


def moments_of(session: Session, team_id: int, school: School) -> list[Moment]:
    """Everything the team has on record of one school: visits, notes sent, actions, meetings, plans, advisers,
    categories in force; in no order.
    """
    return [
        *_of_visits(visits_to_school(session, team_id, school.id)),
        *_of_actions(session, actions_of_school(session, team_id, school.id)),
        *(Moment(m.starts_at, m.ref, "meeting", m.state, m) for m in meetings_of_school(session, team_id, school.id)),
        *_of_plans(session, team_id, school),
        *_of_categories(session, team_id, school),
        *(
            Moment(t.from_on, "", "adviser", "attached", t, t.person.name)
            for t in turns_at(session, team_id, school.id)
        ),
    ]


def _of_visits(visits: Sequence[Visit]) -> Iterator[Moment]:
    for visit in visits:
        yield Moment(visit.started_at, visit.ref, "visit", visit.state, visit, visit.adviser.name)
        if visit.note_sent_at is not None:
            yield Moment(visit.note_sent_at, visit.ref, "visit", "note sent", visit, visit.adviser.name)


def _of_actions(session: Session, actions: Sequence[Action]) -> Iterator[Moment]:
    people = {note.person_id for action in actions for note in action.notes} | {a.raised_by_id for a in actions}
    names = _names(session, people)
    for action in actions:
        yield Moment(action.raised_at, action.ref, "action", "raised", action, names.get(action.raised_by_id, ""))
        for note in action.notes:
            yield Moment(note.at, action.ref, "action", note.kind, note, names.get(note.person_id, ""))
        if action.done_at is not None and not any(note.kind == "done" for note in action.notes):
            yield Moment(action.done_at, action.ref, "action", "done", ActionNote(words=action.evidence))


def _of_plans(session: Session, team_id: int, school: School) -> Iterator[Moment]:
    for plan in plans_of_school(session, team_id, school.id):
        yield Moment(plan.started_on, plan.ref, "plan", "started", plan)
        if plan.reviewed_on is not None:
            yield Moment(plan.reviewed_on, plan.ref, "plan", "reviewed", plan)
        if plan.closed_at is not None:
            yield Moment(plan.closed_at, plan.ref, "plan", "closed", plan)


def _of_categories(session: Session, team_id: int, school: School) -> Iterator[Moment]:
    """Categories in force alone: of a proposal nobody hears before the school."""
    for one in categories_of_school(session, team_id, school.id):
        if one.state == CategoryState.IN_FORCE:
            yield Moment(one.from_on, "", "category", "in force", one)


def _names(session: Session, ids: set[int]) -> dict[int, str]:
    """Names by id; the ids come from the team's own rows, and somebody who has left keeps theirs."""
    query = select(Person.id, Person.name).where(Person.id.in_(ids)).execution_options(all_teams=True)
    return dict(session.execute(query).all())
