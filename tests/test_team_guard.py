"""The guard that fails a test whose query forgets its team."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, exists, func, insert, or_, select, update
from sqlalchemy.orm import Session, joinedload, selectinload

from storage.database import Database
from storage.people import Person, PersonRole
from storage.schools import School
from storage.teams import Team
from storage.visits import Visit
from tests.team_guard import ForgotTheTeam, TeamGuard

AMINA = select(Person).where(Person.name == "Amina Khan")


def with_a_person(database: Database) -> int:
    now = datetime(2026, 11, 5, 15, tzinfo=UTC)
    with database.change() as session:
        about_walsall = {"name": "Walsall", "framework": "walsall", "la_code": "335", "created_at": now}
        team_id = session.scalar(insert(Team).values(about_walsall).returning(Team.id))
        about_amina = {"team_id": team_id, "name": "Amina Khan", "added_at": now}
        person_id = session.scalar(insert(Person).values(about_amina).returning(Person.id))
        session.execute(insert(PersonRole).values(person_id=person_id, role="adviser"))
    assert person_id is not None
    return person_id


@pytest.mark.parametrize(
    "statement",
    [
        AMINA,
        select(Person.name),
        select(func.count()).select_from(Person),
        select(Person).where(Person.team_id.is_not(None)),
        select(Person).where(Person.team_id != 1),
        select(Person).where(or_(Person.team_id == 1, Person.name == "Amina Khan")),
        select(Person).where(~(Person.team_id == 1)),
        select(Visit).join(Person, Visit.adviser_id == Person.id).where(Visit.team_id == Person.team_id),
        select(School).where(School.id.in_(select(Visit.school_id))),
        select(School).where(exists().where(Visit.school_id == School.id)),
        select(School).join(Visit, Visit.school_id == School.id),
        update(Person).where(Person.id == 1).values(name="Leo Marsh"),
        delete(Visit),
    ],
)
def test_a_statement_without_a_team_is_caught(statement, team_guard: TeamGuard):
    with Database("sqlite://").read() as session, pytest.raises(ForgotTheTeam):
        session.execute(statement)
    assert len(team_guard.caught) == 1
    team_guard.caught.clear()


@pytest.mark.parametrize(
    "statement",
    [
        AMINA.where(Person.team_id == 1),
        AMINA.where(Person.team_id.in_([1, 2])),
        AMINA.execution_options(all_teams=True),
        select(Person.name).where(or_(Person.team_id == 1, Person.team_id == 2)),
        select(Visit).join(Person, Visit.adviser_id == Person.id).where(Person.team_id == 1),
        select(Visit).where(Visit.team_id == 1, exists().where(Person.team_id == Visit.team_id)),
        select(School).where(School.urn == 104_243),
        select(School).where(School.id.in_(select(Visit.school_id).where(Visit.team_id == 1))),
        select(Team),
        update(Person).where(Person.team_id == 1, Person.id == 1).values(name="Leo Marsh"),
        delete(Visit).where(Visit.team_id == 1),
    ],
)
def test_a_statement_that_keeps_to_its_team_passes(statement, database: Database):
    with database.change() as session:
        session.execute(statement)


def test_rows_by_primary_key_and_along_relationships_pass(database: Database):
    person_id = with_a_person(database)
    with database.read() as session:
        person = session.get_one(Person, person_id)
        session.refresh(person)
        mine = AMINA.where(Person.team_id == person.team_id).options(
            joinedload(Person.team), selectinload(Person.roles)
        )
        again = session.scalars(mine.execution_options(populate_existing=True)).one()
        assert (again.team.name, [held.role for held in again.roles]) == ("Walsall", ["adviser"])


def test_a_fault_that_is_swallowed_is_still_caught(team_guard: TeamGuard):
    with Database("sqlite://").read() as session:
        assert swallowed(session)
    assert team_guard.caught[0].startswith("no team_id in the WHERE on person: SELECT person.id")
    team_guard.caught.clear()


def swallowed(session: Session) -> bool:
    try:
        session.execute(AMINA)
    except AssertionError:
        return True
    return False
