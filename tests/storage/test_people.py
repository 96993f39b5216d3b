"""People of a team, what they may do, and who they are on each door."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from storage.audit import begin_change
from storage.database import Database
from storage.destinations import Destination
from storage.people import (
    Identity,
    Person,
    PersonRole,
    Role,
    add_person,
    holders_of,
    people_known_as,
    roles_of,
    team_members,
)
from storage.teams import Team
from tests.commands.a_team import NOW, set_the_scene


@pytest.fixture
def teams(database: Database) -> tuple[int, int]:
    set_the_scene(database)
    with database.read() as session:
        first, second = session.scalars(select(Team.id).order_by(Team.id))
    return first, second


def someone(number: int, name: str, *roles: Role) -> Person:
    return Person(id=number, name=name, roles=[PersonRole(role=role) for role in roles])


AMINA = someone(1, "Amina Khan", Role.ADVISER)
LEO = someone(2, "Leo Barnes", Role.LEAD, Role.ADMIN)
JANE = someone(3, "Jane Doe", Role.ADMIN)


def test_a_person_holds_the_roles_that_were_given():
    assert roles_of(AMINA, (AMINA, LEO)) == {Role.ADVISER}


def test_an_admin_stands_in_for_roles_that_nobody_else_holds():
    assert roles_of(JANE, (JANE,)) == set(Role)
    assert roles_of(JANE, (JANE, AMINA)) == set(Role) - {Role.ADVISER}
    assert roles_of(LEO, (LEO, AMINA)) == set(Role) - {Role.ADVISER}


def test_two_admins_both_stand_in():
    other = someone(4, "Nia Lloyd", Role.ADMIN)
    assert roles_of(JANE, (JANE, other)) == set(Role)
    assert roles_of(other, (JANE, other)) == set(Role)


def test_who_is_no_admin_stands_in_for_nobody():
    assert roles_of(AMINA, (AMINA,)) == {Role.ADVISER}


def test_who_acts_in_a_role_now():
    assert holders_of(Role.ADVISER, (AMINA, JANE)) == (AMINA,)
    assert holders_of(Role.CLERK, (AMINA, JANE)) == (JANE,)


@pytest.mark.parametrize(
    ("name", "initials", "first"),
    [
        ("Amina Khan", "AK", "Amina"),
        ("Jean-Luc de la Tour", "JDLT", "Jean-Luc"),
        ("Cher", "C", "Cher"),
        ("李 明", "李明", "李"),
    ],
)
def test_names_have_initials_and_a_first_name(name: str, initials: str, first: str):
    assert (Person(name=name).initials, Person(name=name).first_name) == (initials, first)


def test_members_are_those_who_have_not_left_by_name_and_with_roles(database: Database, teams: tuple[int, int]):
    with database.change() as session:
        begin_change(session, teams[0], None, "command line", NOW)
        gone = session.scalars(select(Person).where(Person.team_id == teams[0], Person.name == "Ruth Shaw")).one()
        gone.left_at = NOW
    with database.read() as session:
        assert [(person.name, sorted(person.role_names)) for person in team_members(session, teams[0])] == [
            ("Amina Khan", ["adviser"]),
            ("Carys Evans", ["chair"]),
            ("Leo Barnes", ["admin", "lead"]),
            ("Mo Ali", ["clerk"]),
            ("Sam Price", ["adviser"]),
        ]
        assert people_known_as(session, "console", "local", "ruth shaw") == []


def test_a_new_person_is_known_and_reached_at_the_terminal(database: Database, teams: tuple[int, int]):
    with database.change() as session:
        begin_change(session, teams[0], None, "command line", NOW)
        person = add_person(session, session.get_one(Team, teams[0]), "Nia Lloyd", (Role.ADVISER,), NOW)
    with database.read() as session:
        [known] = people_known_as(session, "console", "local", "nia lloyd")
        [way] = session.scalars(
            select(Destination).where(Destination.team_id == teams[0], Destination.person_id == person.id)
        )
    assert known.id == person.id
    assert known.team.id == teams[0]
    assert (way.door, way.workspace, way.address) == ("console", "local", "nia lloyd")


def test_one_human_being_of_two_teams_is_a_person_in_each(database: Database, teams: tuple[int, int]):
    for team_id in teams:
        with database.change() as session:
            begin_change(session, team_id, None, "command line", NOW)
            add_person(session, session.get_one(Team, team_id), "Nia Lloyd", (Role.ADVISER,), NOW)
    with database.read() as session:
        assert [person.team_id for person in people_known_as(session, "console", "local", "nia lloyd")] == list(teams)


def test_doors_and_workspaces_are_told_apart(database: Database, teams: tuple[int, int]):
    with database.read() as session:
        assert people_known_as(session, "slack", "local", "amina khan") == []
        assert people_known_as(session, "console", "T1", "amina khan") == []
        assert people_known_as(session, "console", "local", "AMINA KHAN") == []


def amina(database: Database) -> Person:
    with database.read() as session:
        [person] = people_known_as(session, "console", "local", "amina khan")
        return person


def test_nobody_is_the_same_user_twice(database: Database, teams: tuple[int, int]):
    again = Identity(door="console", workspace="local", user="amina khan", person_id=amina(database).id)
    with pytest.raises(IntegrityError), database.change() as session:
        session.add(again)


def test_nobody_holds_a_role_twice(database: Database, teams: tuple[int, int]):
    again = PersonRole(person_id=amina(database).id, role=Role.ADVISER)
    with pytest.raises(IntegrityError), database.change() as session:
        session.add(again)
