"""The first change of a team's record: the team itself, and its first admin."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from storage.audit import begin_change, record_created
from storage.people import Person, Role, add_person
from storage.teams import Team, TeamCounter


def found_team(
    session: Session, *, name: str, framework: str, la_code: str, admin: str, door: str, now: datetime
) -> tuple[Team, Person]:
    """Store a team with its counters at nought and its first admin, who holds every role until others have them."""
    team_id = session.scalars(
        insert(Team).values(name=name, framework=framework, la_code=la_code, created_at=now).returning(Team.id)
    ).one()
    session.execute(insert(TeamCounter).values(team_id=team_id, audit_head=""))
    team = session.get_one(Team, team_id)
    begin_change(session, team_id, None, door, now)
    record_created(session, team)
    return team, add_person(session, team, admin, (Role.ADMIN,), now)
