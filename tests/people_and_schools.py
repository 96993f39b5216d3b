"""The same made-up people and schools in every test that needs no record: Amina advises, Leo leads, Carys chairs."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from notifications.nudge import TeamFacts
from policy.framework import load_framework
from policy.saying import LONDON
from policy.school_calendar import CALENDAR_2026_27
from policy.working_time import late_from, note_due
from storage.people import Person, PersonRole, Role
from storage.schools import Contact, ContactRole, School, Standing
from storage.teams import Team
from storage.visits import NoteDuty, Visit, VisitState


def london(text: str) -> datetime:
    """`2026-11-25 09:00` by the clocks of London."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


SUMMER = datetime(2026, 7, 1, tzinfo=UTC)
"""When everybody was enrolled, before anything happens."""


def a_team(*, last_call_minutes: int = 60) -> Team:
    """A team with the usual settings, which rests outside 08:30 to 17:00."""
    return Team(
        id=1,
        name="Walsall School Improvement",
        framework="walsall",
        la_code="335",
        created_at=SUMMER,
        opens_at=time(8, 30),
        closes_at=time(17, 0),
        morning_at=time(9, 0),
        brief_at=time(16, 0),
        last_call_minutes=last_call_minutes,
    )


def a_person(number: int, name: str, *roles: Role) -> Person:
    """A colleague with these roles, stored nowhere."""
    return Person(
        id=number, team_id=1, name=name, added_at=SUMMER, left_at=None, roles=[PersonRole(role=role) for role in roles]
    )


A_TEAM = a_team()
AMINA = a_person(1, "Amina Khan", Role.ADVISER)
CARYS = a_person(2, "Carys Evans", Role.CHAIR)
LEO = a_person(3, "Leo Barnes", Role.LEAD, Role.ADMIN)
SAM = a_person(4, "Sam Price", Role.ADVISER)

OAKFIELD = School(id=1, urn=104001, name="Oakfield Primary School", la_code="335", standing=Standing.OPEN)
ST_BRIDES = School(id=2, urn=104002, name="St Bride's CofE Primary School", la_code="335", standing=Standing.OPEN)
MRS_SMITH = Contact(
    id=1,
    team_id=1,
    school_id=1,
    role=ContactRole.HEAD,
    name="Mrs J Smith",
    email="head@oakfield.example",
    from_on=date(2026, 9, 1),
    added_at=SUMMER,
)


def facts_with(*colleagues: Person, team: Team = A_TEAM) -> TeamFacts:
    """The facts of a team of these people, with the ordinary terms of 2026/27."""
    return TeamFacts(team, load_framework(team.framework), CALENDAR_2026_27, colleagues)


FACTS = facts_with(AMINA, CARYS, LEO, SAM)


def a_visit(ended_at: str, *, logged_at: str | None = None, adviser: Person = AMINA, **more: object) -> Visit:
    """A visit to Oakfield that ended then, by London's clocks; logged as it ended, unless said otherwise."""
    ended = london(ended_at)
    logged = london(logged_at) if logged_at else ended
    usual: dict[str, object] = {
        "id": 7,
        "team_id": 1,
        "number": 12,
        "school_id": OAKFIELD.id,
        "school": OAKFIELD,
        "adviser_id": adviser.id,
        "adviser": adviser,
        "companion": None,
        "logged_by_id": adviser.id,
        "logged_at": logged.astimezone(UTC),
        "made_at": logged.astimezone(UTC),
        "kind": "core",
        "state": VisitState.MADE,
        "started_at": ended.astimezone(UTC) - timedelta(hours=2),
        "ended_at": ended.astimezone(UTC),
        "note_duty": NoteDuty.REQUIRED,
        "note_due_at": note_due(ended).astimezone(UTC),
        "note_late_from": late_from(ended, 48, 2, A_TEAM.working_time).astimezone(UTC),
        "note": [],
    }
    return Visit(**(usual | more))


def a_planned_visit(
    starts_at: str, *, planned_at: str = "2026-09-07 10:00", hours: float = 2, adviser: Person = AMINA, **more: object
) -> Visit:
    """A visit to Oakfield that is to begin then, by London's clocks."""
    starts = london(starts_at).astimezone(UTC)
    ends = starts + timedelta(hours=hours)
    usual: dict[str, object] = {
        "made_at": None,
        "state": VisitState.PLANNED,
        "started_at": starts,
        "note_due_at": None,
        "note_late_from": None,
        "purpose": "KS1 writing",
    }
    wall = ends.astimezone(LONDON).strftime("%Y-%m-%d %H:%M")
    return a_visit(wall, logged_at=planned_at, adviser=adviser, **(usual | more))
