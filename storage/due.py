"""How the schools of a team stand with what the strategy asks for: visits, meetings and papers, period by period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from policy.due_periods import year_bounds
from policy.duties import Duty
from policy.framework import Framework
from policy.reckoning import Happened, Happening, Reckoned, reckon
from policy.saying import LONDON, london_day
from policy.school_calendar import SchoolCalendar
from policy.spells import Spell
from storage.categories import spells_of
from storage.marks import marks_between, switches_of
from storage.meetings import Meeting, MeetingState
from storage.schools import School, schools_with_ids
from storage.teams import Team
from storage.visits import Visit, VisitState

OF_MEETINGS = {
    MeetingState.BOOKED: Happened.BOOKED,
    MeetingState.AGENDA_SENT: Happened.BOOKED,
    MeetingState.HELD: Happened.HELD,
    MeetingState.TO_BE_REARRANGED: Happened.REARRANGED,
    MeetingState.CANCELLED: Happened.CANCELLED,
}
OF_VISITS = {
    VisitState.PLANNED: Happened.BOOKED,
    VisitState.MADE: Happened.HELD,
    VisitState.CANCELLED: Happened.CANCELLED,
}


@dataclass(frozen=True)
class DueAt:
    """One duty at one school in one period of the school year."""

    school: School
    duty: Duty
    reckoned: Reckoned


def due_at_schools(
    session: Session,
    team: Team,
    framework: Framework,
    calendar: SchoolCalendar,
    starts: int,
    today: date,
    schools: Collection[int],
) -> list[DueAt]:
    """Every duty in every period of the school year that begins in `starts`, as it stands on `today`.

    At the open ones of these schools (ids) and at those with a category in force; by school, then as the strategy lists
    its duties, then by period. What asks nothing is left out.
    """
    spells = spells_of(session, team.id)
    happened = _happenings(session, team.id, framework, *year_bounds(calendar, starts))
    switched: dict[int, list[Spell]] = defaultdict(list)
    for one in switches_of(session, team.id):
        switched[one.school_id].append(Spell(one.duty, one.from_on, one.until_on))
    also = {
        duty.key: {key for other in framework.duties if duty.asks_for_the_same_as(other) for key in other.categories}
        for duty in framework.duties
    }
    ids = {*schools, *spells}
    return [
        DueAt(school, duty, reckoned)
        for school in schools_with_ids(session, ids)
        if school.is_open
        for duty in framework.duties
        for reckoned in reckon(
            duty,
            spells.get(school.id, ()),
            happened[school.id][duty.key],
            calendar,
            starts,
            today,
            is_academy=school.is_academy,
            missed_from=team.go_live_on,
            switched_on=switched[school.id],
            also_asked_in=also[duty.key],
        )
        if reckoned.asked
    ]


def _happenings(
    session: Session, team_id: int, framework: Framework, first: date, last: date
) -> defaultdict[int, defaultdict[str, list[Happening]]]:
    """What was held, is booked and came to nothing on these London days, by school id and by duty."""
    found: defaultdict[int, defaultdict[str, list[Happening]]] = defaultdict(lambda: defaultdict(list))
    start = datetime.combine(first, time.min, LONDON)
    end = datetime.combine(last + timedelta(days=1), time.min, LONDON)
    of_meetings = _by_kind(framework.duties, lambda duty: (duty.meeting_kind,) if duty.meeting_kind else ())
    meetings = select(Meeting.school_id, Meeting.kind, Meeting.state, Meeting.starts_at).where(
        Meeting.team_id == team_id, Meeting.starts_at >= start, Meeting.starts_at < end
    )
    for school_id, kind, state, starts_at in session.execute(meetings.order_by(Meeting.starts_at, Meeting.id)):
        for key in of_meetings[kind]:
            found[school_id][key].append(Happening(london_day(starts_at), OF_MEETINGS[MeetingState(state)]))
    of_visits = _by_kind(framework.duties, lambda duty: duty.visit_kinds)
    visits = select(Visit.school_id, Visit.kind, Visit.state, Visit.started_at).where(
        Visit.team_id == team_id,
        Visit.started_at >= start,
        Visit.started_at < end,
        Visit.state.in_(tuple(OF_VISITS)),
    )
    for school_id, kind, state, started_at in session.execute(visits.order_by(Visit.started_at, Visit.id)):
        for key in of_visits[kind]:
            found[school_id][key].append(Happening(london_day(started_at), OF_VISITS[VisitState(state)]))
    for mark in marks_between(session, team_id, first, last):
        found[mark.school_id][mark.duty].append(Happening(mark.done_on, Happened.HELD))
    return found


def _by_kind(duties: Sequence[Duty], kinds: Callable[[Duty], Sequence[str]]) -> defaultdict[str, list[str]]:
    """By kind of visit or meeting: the keys of the duties that it counts for."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for duty in duties:
        for kind in kinds(duty):
            found[kind].append(duty.key)
    return found
