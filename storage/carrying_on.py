"""What a team has open at a school, and carrying it over to the school that comes after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from policy.saying import london_day
from storage.actions import Action, ActionState, open_actions
from storage.advisers import AttachedAdviser, attach, turns_at
from storage.covers import Cover
from storage.inspections import SchoolLink
from storage.meetings import FactorState, KeyFactor, Meeting, meetings_of_school
from storage.people import Person
from storage.plans import Plan, PlanState, plans_of_school
from storage.schools import Contact, School, SchoolAlias, Standing, contacts_of
from storage.succession import Succession
from storage.successors import successors_of
from storage.visits import Visit, VisitState, visits_to_school
from storage.workload import TO_COME


@dataclass(frozen=True)
class OpenWork:
    """What a team has at a school that would move with it, and the meetings to come."""

    actions: Sequence[Action]
    visits: Sequence[Visit]
    plans: Sequence[Plan]
    meetings: Sequence[Meeting]
    contacts: Sequence[Contact]
    aliases: Sequence[SchoolAlias]
    adviser: Person | None

    @property
    def is_any(self) -> bool:
        """Whether there is anything."""
        return bool(self.actions or self.visits or self.plans or self.meetings or self.contacts or self.adviser)


def open_work_at(session: Session, team_id: int, school: School, on: date) -> OpenWork:
    """What is open at a school on a day."""
    aliases = select(SchoolAlias).where(SchoolAlias.team_id == team_id, SchoolAlias.school_id == school.id)
    serving = [t for t in turns_at(session, team_id, school.id) if t.until_on is None or t.until_on >= on]
    meetings = meetings_of_school(session, team_id, school.id)
    return OpenWork(
        open_actions(session, team_id, school_id=school.id),
        [v for v in visits_to_school(session, team_id, school.id) if v.state == VisitState.PLANNED],
        [plan for plan in plans_of_school(session, team_id, school.id) if plan.state == PlanState.OPEN],
        sorted((meeting for meeting in meetings if meeting.is_to_come), key=lambda meeting: meeting.starts_at),
        contacts_of(session, team_id, school.id, on),
        session.scalars(aliases.order_by(SchoolAlias.id)).all(),
        serving[-1].person if serving else None,
    )


def waiting_successions(session: Session, team_id: int, la_code: str) -> list[tuple[School, Sequence[School]]]:
    """The schools of a council that others carry on and where the team still has open work, by name, with those others.

    A school that an older register still calls open counts where the links name its successor.
    """
    replaced = select(SchoolLink.urn).where(SchoolLink.kind.startswith("Successor"))
    query = select(School).where(
        School.la_code == la_code, or_(School.standing == Standing.CLOSED, School.urn.in_(replaced))
    )
    done = select(Succession.from_school_id).where(Succession.team_id == team_id)
    busy = _schools_with_work(session, team_id)
    schools = session.scalars(query.where(School.id.not_in(done)).order_by(School.name, School.urn))
    found = ((school, successors_of(session, school)) for school in schools if school.id in busy)
    return [(school, successors) for school, successors in found if successors]


def _schools_with_work(session: Session, team_id: int) -> frozenset[int]:
    """The schools where something is open: what `OpenWork` counts, but for contacts and short forms."""
    queries = (
        select(Action.school_id).where(Action.team_id == team_id, Action.state == ActionState.OPEN),
        select(Visit.school_id).where(Visit.team_id == team_id, Visit.state == VisitState.PLANNED),
        select(Plan.school_id).where(Plan.team_id == team_id, Plan.state == PlanState.OPEN),
        select(Meeting.school_id).where(Meeting.team_id == team_id, Meeting.state.in_(TO_COME)),
        select(AttachedAdviser.school_id).where(AttachedAdviser.team_id == team_id, AttachedAdviser.until_on.is_(None)),
    )
    return frozenset(school_id for query in queries for school_id in session.scalars(query))


def carry_on(session: Session, old: School, new: School, by: Person, on: date, now: datetime) -> Succession:
    """Carry a school on as another from a day, `now` being an aware instant; the caller has read `open_work_at`.

    Open actions and plans, planned visits, key factors, short forms and covers move. People known at the old school
    are known at the new one too, in each role that nobody fills there; its adviser comes along where it has none.
    Meetings to come move only where the new school is maintained too: an academy's are to be cancelled by somebody.
    What has happened stays where it happened; the functions `..._in_line` give both.
    """
    team_id = by.team_id
    today = max(on, london_day(now))
    work = open_work_at(session, team_id, old, today)
    new_contacts = _copy_contacts(session, team_id, work.contacts, new, on, now)
    for action in work.actions:
        action.school_id, action.school = new.id, new
        if action.lead_contact_id in new_contacts:
            contact = new_contacts[action.lead_contact_id]
            action.lead_contact_id, action.lead_contact = contact.id, contact
    for visit in work.visits:
        visit.school_id, visit.school = new.id, new
    for plan in work.plans:
        plan.school_id, plan.school = new.id, new
    if not goes_to_an_academy(new):
        for meeting in work.meetings:
            meeting.school_id, meeting.school = new.id, new
    for alias in work.aliases:
        alias.school_id = new.id
    _move_factors_and_covers(session, team_id, old, new, on)
    _move_the_adviser(session, team_id, old, new, on)
    carried = Succession(
        team_id=team_id, from_school_id=old.id, to_school_id=new.id, on=on, by_id=by.id, at=now, to_school=new
    )
    session.add(carried)
    session.flush()
    return carried


def goes_to_an_academy(new: School) -> bool:
    """Whether the duties towards a maintained school end; also where the register does not say what the new one is."""
    return new.is_academy or new.type_group is None


def _copy_contacts(
    session: Session, team_id: int, contacts: Sequence[Contact], new: School, on: date, now: datetime
) -> dict[int | None, Contact]:
    there = {contact.role: contact for contact in contacts_of(session, team_id, new.id, on)}
    found: dict[int | None, Contact] = {}
    for contact in contacts:
        if contact.role in there:
            continue
        copied = Contact(
            team_id=team_id,
            school_id=new.id,
            role=contact.role,
            name=contact.name,
            email=contact.email,
            from_on=on,
            added_at=now,
        )
        session.add(copied)
        found[contact.id] = copied
    session.flush()
    return found


def _move_factors_and_covers(session: Session, team_id: int, old: School, new: School, on: date) -> None:
    factors = (
        select(KeyFactor)
        .join(Meeting, Meeting.id == KeyFactor.meeting_id)
        .where(Meeting.team_id == team_id, KeyFactor.school_id == old.id, KeyFactor.state != FactorState.CHECKED)
    )
    for factor in session.scalars(factors):
        factor.school_id = new.id
    covers = select(Cover).where(
        Cover.team_id == team_id, Cover.school_id == old.id, or_(Cover.until_on.is_(None), Cover.until_on >= on)
    )
    for cover in session.scalars(covers):
        cover.school_id = new.id


def _move_the_adviser(session: Session, team_id: int, old: School, new: School, on: date) -> None:
    has_one = any(turn.until_on is None or turn.until_on >= on for turn in turns_at(session, team_id, new.id))
    for turn in turns_at(session, team_id, old.id):
        if turn.until_on is not None and turn.until_on < on:
            continue
        if not has_one:
            attach(session, team_id, new, turn.person, max(turn.from_on, on))
        if turn.from_on < on:
            turn.until_on = on - timedelta(days=1)
        else:
            session.delete(turn)
