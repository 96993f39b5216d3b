"""Who changed what: no change without its row, and a chain that shows when somebody has been at it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from storage.audit import AuditRow, AuditValue, begin_change, broken_link, plain, rows_of_change
from storage.database import Database
from storage.people import Person, Role, add_person
from storage.schools import School, SchoolAlias
from storage.teams import Team, TeamCounter
from tests.commands.a_team import AMINA, NOW, set_the_scene

ALIASES = select(SchoolAlias).order_by(SchoolAlias.id)


@pytest.fixture
def team_id(database: Database) -> int:
    """A team with two changes behind it."""
    set_the_scene(database)
    with database.read() as session:
        return session.scalars(select(Team.id).order_by(Team.id).limit(1)).one()


def a_school(session: Session) -> int:
    return session.scalars(select(School.id).where(School.urn == 104274)).one()


def an_alias(session: Session, team_id: int, alias: str = "OHS") -> SchoolAlias:
    row = SchoolAlias(team_id=team_id, school_id=a_school(session), alias=alias)
    session.add(row)
    return row


def change_it(database: Database, team_id: int, work: Callable[[Session], object], person_id: int | None = 2) -> int:
    with database.change() as session:
        change = begin_change(session, team_id, person_id, "console", NOW)
        work(session)
        session.flush()
        return change.number


def test_what_is_created_changed_and_deleted_is_on_record(database: Database, team_id: int):
    def create(session: Session) -> None:
        an_alias(session, team_id)

    def rename(session: Session) -> None:
        aliases = ALIASES.where(SchoolAlias.team_id == team_id)
        session.scalars(aliases).one().alias = "OLD"

    def remove(session: Session) -> None:
        session.delete(session.scalars(ALIASES.where(SchoolAlias.team_id == team_id)).one())

    numbers = [change_it(database, team_id, work) for work in (create, rename, remove)]
    assert numbers == [3, 4, 5]
    with database.read() as session:
        written = [rows_of_change(session, team_id, number) for number in numbers]
        school_id = a_school(session)
    [[created], [changed], [deleted]] = written
    assert [row.what for row, _ in (created, changed, deleted)] == ["created", "changed", "deleted"]
    assert [row.thing for row, _ in (created, changed, deleted)] == ["school_alias"] * 3
    assert created[1].fields == {
        "team_id": [None, team_id],
        "school_id": [None, school_id],
        "alias": [None, "OHS"],
    }
    assert changed[1].fields == {"alias": ["OHS", "OLD"]}
    assert deleted[1].fields["alias"] == ["OLD", None]
    assert {(row.person_id, row.door, row.at) for row, _ in (created, changed, deleted)} == {(2, "console", NOW)}


def test_the_row_itself_holds_no_value(database: Database, team_id: int):
    change_it(database, team_id, lambda session: an_alias(session, team_id, "a secret name"))
    with database.read() as session:
        [(row, _)] = rows_of_change(session, team_id, 3)
    assert "secret" not in str({column.key: getattr(row, column.key) for column in AuditRow.__table__.columns})


def test_nobody_changes_anything_without_beginning_a_change(database: Database, team_id: int):
    nobody = "SchoolAlias was changed, but nobody began a change"
    with pytest.raises(RuntimeError, match=nobody), database.change() as session:
        an_alias(session, team_id)
    with database.read() as session:
        assert session.scalars(ALIASES.where(SchoolAlias.team_id == team_id)).all() == []


def test_a_change_that_changes_nothing_leaves_no_row_and_no_number(database: Database, team_id: int):
    def touch(session: Session) -> None:
        person = session.scalars(select(Person).where(Person.team_id == team_id, Person.name == AMINA)).one()
        person.name = AMINA

    change_it(database, team_id, touch)
    with database.read() as session:
        assert rows_of_change(session, team_id, 3) == []
        assert session.get_one(TeamCounter, team_id).changes == 2


def test_a_change_that_fails_leaves_no_row(database: Database, team_id: int):
    def fail(session: Session) -> None:
        an_alias(session, team_id)
        session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_it(database, team_id, fail)
    with database.read() as session:
        assert rows_of_change(session, team_id, 3) == []
        assert broken_link(session, team_id) is None
    assert change_it(database, team_id, lambda session: an_alias(session, team_id)) == 3


def test_several_flushes_are_one_change(database: Database, team_id: int):
    def in_two_steps(session: Session) -> None:
        alias = an_alias(session, team_id)
        session.flush()
        alias.alias = "OLD"

    change_it(database, team_id, in_two_steps)
    with database.read() as session:
        assert [(row.position, row.what) for row, _ in rows_of_change(session, team_id, 3)] == [
            (1, "created"),
            (2, "changed"),
        ]
        assert broken_link(session, team_id) is None


def three_changes(database: Database, team_id: int) -> None:
    for alias in ("ONE", "TWO", "THREE"):
        change_it(database, team_id, lambda session, alias=alias: an_alias(session, team_id, alias))


@pytest.mark.parametrize(
    "tampering",
    [
        update(AuditRow).where(AuditRow.change == 4).values(person_id=1),
        update(AuditRow).where(AuditRow.change == 4).values(at=NOW + timedelta(hours=1)),
        update(AuditRow).where(AuditRow.change == 4).values(door="slack"),
        update(AuditRow).where(AuditRow.change == 4).values(what="deleted"),
        update(AuditRow).where(AuditRow.change == 4).values(thing_id=99),
        update(AuditRow).where(AuditRow.change == 4).values(undoes=3),
        update(AuditRow).where(AuditRow.change == 4).values(salt="0"),
        update(AuditRow).where(AuditRow.change == 4).values(hashes={}),
        update(AuditRow).where(AuditRow.change == 4).values(chain="0" * 64),
    ],
    ids=["who", "when", "door", "what", "which", "undoes", "salt", "hashes", "chain"],
)
def test_a_row_that_was_tampered_with_breaks_the_chain(database: Database, team_id: int, tampering: object):
    three_changes(database, team_id)
    with database.change() as session:
        session.execute(tampering.where(AuditRow.team_id == team_id))  # type: ignore[attr-defined]
    with database.read() as session:
        broken = broken_link(session, team_id)
    assert broken is not None
    assert broken.change == 4


def ids_of(session: Session, team_id: int, number: int) -> list[int]:
    return [row.id for row, _ in rows_of_change(session, team_id, number)]


def test_a_row_that_is_gone_breaks_the_chain(database: Database, team_id: int):
    three_changes(database, team_id)
    with database.change() as session:
        [gone] = ids_of(session, team_id, 4)
        session.execute(delete(AuditValue).where(AuditValue.audit_id == gone))
        session.execute(delete(AuditRow).where(AuditRow.team_id == team_id, AuditRow.id == gone))
    with database.read() as session:
        broken = broken_link(session, team_id)
    assert broken is not None
    assert broken.change == 5


def test_the_last_row_cannot_go_unseen(database: Database, team_id: int):
    three_changes(database, team_id)
    with database.change() as session:
        [gone] = ids_of(session, team_id, 5)
        session.execute(delete(AuditValue).where(AuditValue.audit_id == gone))
        session.execute(delete(AuditRow).where(AuditRow.team_id == team_id, AuditRow.id == gone))
    with database.read() as session:
        head = session.get_one(TeamCounter, team_id)
        assert broken_link(session, team_id) is not None or head.changes == 4


def test_a_value_that_was_tampered_with_is_found(database: Database, team_id: int):
    three_changes(database, team_id)
    with database.change() as session:
        [changed] = ids_of(session, team_id, 4)
        session.execute(
            update(AuditValue).where(AuditValue.audit_id == changed).values(fields={"alias": [None, "FOUR"]})
        )
    with database.read() as session:
        broken = broken_link(session, team_id)
    assert broken is not None
    assert broken.id == changed


def test_values_may_be_emptied_and_the_chain_stays_whole(database: Database, team_id: int):
    three_changes(database, team_id)
    with database.change() as session:
        session.execute(update(AuditValue).values(fields={}))
        [gone] = ids_of(session, team_id, 4)
        session.execute(delete(AuditValue).where(AuditValue.audit_id == gone))
    with database.read() as session:
        assert broken_link(session, team_id) is None


def test_each_team_has_a_chain_of_its_own(database: Database, team_id: int):
    three_changes(database, team_id)
    with database.read() as session:
        other = session.scalars(select(Team.id).where(Team.id != team_id)).one()
        assert broken_link(session, other) is None
    with database.change() as session:
        session.execute(update(AuditRow).where(AuditRow.team_id == team_id).values(door="slack"))
    with database.read() as session:
        assert broken_link(session, other) is None
        assert broken_link(session, team_id) is not None


def test_the_founding_of_a_team_is_its_first_change(database: Database, team_id: int):
    with database.read() as session:
        founded = [(row.what, row.thing) for row, _ in rows_of_change(session, team_id, 1)]
    assert founded == [("created", "team"), ("created", "person"), ("created", "person_role")]


def test_a_person_gets_roles_in_the_same_change(database: Database, team_id: int):
    def enrol(session: Session) -> None:
        add_person(session, session.get_one(Team, team_id), "Nia Lloyd", (Role.ADVISER, Role.CHAIR), NOW)

    change_it(database, team_id, enrol)
    with database.read() as session:
        assert [row.thing for row, _ in rows_of_change(session, team_id, 3)] == ["person", "person_role", "person_role"]


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (None, None),
        ("é", "é"),
        (True, True),
        (3, 3),
        ([1], [1]),
        (date(2026, 11, 25), "2026-11-25"),
        (time(8, 30), "08:30:00"),
    ],
)
def test_a_value_has_a_plain_form(value: object, kept: object):
    assert plain(value) == kept


def test_what_has_no_form_is_a_fault():
    with pytest.raises(TypeError, match="object has no form in the audit"):
        plain(object())


def test_changes_of_the_clockwork_belong_to_nobody(database: Database, team_id: int):
    change_it(database, team_id, lambda session: an_alias(session, team_id), person_id=None)
    with database.read() as session:
        [(row, _)] = rows_of_change(session, team_id, 3)
    assert row.person_id is None
