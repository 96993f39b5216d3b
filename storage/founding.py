"""The first change of a team's record: the team itself, and its first admin."""

from __future__ import annotations

from datetime import datetime, time

from sqlalchemy import insert
from sqlalchemy.orm import Session

from policy.framework import Framework
from storage.audit import begin_change, record_created
from storage.people import Person, Role, add_person
from storage.teams import Team, TeamCounter


def found_team(
    session: Session,
    *,
    name: str,
    framework: Framework,
    la_code: str,
    admin: str,
    door: str,
    now: datetime,
    is_try_out: bool = False,
) -> tuple[Team, Person]:
    """Store a team with its counters at nought and its first admin, who holds every role until others have them.

    Its reminders come when the council's framework file says, until the team decides otherwise.
    """
    reminders = framework.reminders
    team_id = session.scalars(
        insert(Team)
        .values(
            name=name,
            framework=framework.key,
            la_code=la_code,
            created_at=now,
            next_look_at=now,
            is_try_out=is_try_out,
            morning_at=time.fromisoformat(reminders.morning),
            brief_at=time.fromisoformat(reminders.brief),
            last_call_minutes=reminders.last_call_minutes,
        )
        .returning(Team.id)
    ).one()
    session.execute(insert(TeamCounter).values(team_id=team_id, audit_head=""))
    team = session.get_one(Team, team_id)
    begin_change(session, team_id, None, door, now)
    record_created(session, team)
    return team, add_person(session, team, admin, (Role.ADMIN,), now)
