"""A team to try the bot with: real schools of one council, three made-up people."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from policy.framework import load_framework
from policy.saying import london_day
from storage.audit import begin_change
from storage.founding import found_team
from storage.imports.gias import import_register
from storage.people import PersonRole, Role, add_person
from storage.registers import SHIPPED_LA_CODE, shipped_register
from storage.schools import Contact, ContactRole, school_with_urn

TEAM = "Walsall School Improvement (try-out)"
OLD_HALL = 104274


def add_sample_team(session: Session, now: datetime, framework: str = "walsall") -> None:
    """Store the shipped register and a team of Leo (lead, admin), Amina (adviser) and Carys (chair), who follow this
    council's strategy.

    The head teacher of Old Hall School is made up too, with an address that leads nowhere.
    """
    with shipped_register() as path:
        import_register(session, path, la_code=SHIPPED_LA_CODE)
    team, leo = found_team(
        session,
        name=TEAM,
        framework=load_framework(framework),
        la_code=SHIPPED_LA_CODE,
        admin="Leo Barnes",
        door="command line",
        now=now,
        is_try_out=True,
    )
    begin_change(session, team.id, leo.id, "command line", now)
    leo.roles.append(PersonRole(role=Role.LEAD))
    add_person(session, team, "Amina Khan", (Role.ADVISER,), now)
    add_person(session, team, "Carys Evans", (Role.CHAIR,), now)
    school = school_with_urn(session, OLD_HALL)
    if school is not None:
        session.add(
            Contact(
                team_id=team.id,
                school_id=school.id,
                role=ContactRole.HEAD,
                name="Mrs J Smith",
                email="head@oldhall.example",
                from_on=london_day(now),
                added_at=now,
            )
        )
