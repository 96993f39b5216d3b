"""Meetings at Oakfield, stored nowhere, and two councils' teams to remind: Mo is the clerk, Amina the adviser."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta

from notifications.nudge import TeamFacts
from storage.advisers import Turn
from storage.meetings import Attendance, Meeting, MeetingState
from storage.people import Role
from tests.people_and_schools import AMINA, CARYS, LEO, OAKFIELD, SAM, a_person, a_team, facts_with, london

MO = a_person(5, "Mo Ali", Role.CLERK)


def facts_of_council(framework: str) -> TeamFacts:
    """The facts of a team that follows this strategy."""
    team = a_team()
    team.framework = framework
    facts = facts_with(AMINA, CARYS, LEO, SAM, MO, team=team)
    return replace(facts, turns=(Turn(OAKFIELD.id, AMINA.id, date(2026, 9, 1), None),))


WOLVERHAMPTON, WALSALL = facts_of_council("wolverhampton"), facts_of_council("walsall")


def a_meeting(starts_at: str, kind: str = "sib", *, booked_at: str = "2026-09-07 10:00", **more: object) -> Meeting:
    """A meeting of two hours that Carys leads, booked in September; by London's clocks."""
    starts = london(starts_at).astimezone(UTC)
    usual: dict[str, object] = {
        "id": 7,
        "team_id": 1,
        "number": 3,
        "school_id": OAKFIELD.id,
        "school": OAKFIELD,
        "kind": kind,
        "occurrence": 1,
        "state": MeetingState.BOOKED,
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=2),
        "booked_at": london(booked_at).astimezone(UTC),
        "booked_by_id": MO.id,
        "chair_id": CARYS.id,
        "moves": 0,
        "members": [],
        "factors": [],
    }
    return Meeting(**(usual | more))


def the_governor(*, confirmed: bool | None) -> Attendance:
    """The Chair of Governors' place."""
    return Attendance(role="cog", name="Mr T Khan", is_governor=True, confirmed=confirmed)
