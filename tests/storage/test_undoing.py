"""Taking a change back by its own audit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from policy.refused import Refused
from storage.audit import begin_change, broken_link
from storage.database import Database
from storage.schools import Contact, School, SchoolAlias
from storage.teams import Team
from storage.undoing import UNDO_FOR, last_change_to_undo, typed, undo_change
from storage.visits import Visit
from tests.commands.a_team import NOW, set_the_scene

LEO, AMINA = 1, 2
CHANGED = "It has been changed again since, so I left it as it is. Change it by a command."


@pytest.fixture
def team_id(database: Database) -> int:
    set_the_scene(database)
    with database.read() as session:
        return session.scalars(select(Team.id).order_by(Team.id).limit(1)).one()


def change_it(
    database: Database, team_id: int, work: Callable[[Session], object], who: int = AMINA, at: datetime = NOW
) -> int:
    with database.change() as session:
        change = begin_change(session, team_id, who, "console", at)
        work(session)
        session.flush()
        return change.number


def take_back(database: Database, team_id: int, number: int, who: int = AMINA, at: datetime = NOW) -> tuple[str, ...]:
    with database.change() as session:
        return undo_change(session, begin_change(session, team_id, who, "console", at), number)


def last(database: Database, team_id: int, who: int = AMINA, at: datetime = NOW) -> int | None:
    with database.read() as session:
        return last_change_to_undo(session, team_id, who, at)


def alias(team_id: int, name: str) -> Callable[[Session], object]:
    def add(session: Session) -> None:
        school_id = session.scalars(select(School.id).where(School.urn == 104274)).one()
        session.add(SchoolAlias(team_id=team_id, school_id=school_id, alias=name))

    return add


def rename(team_id: int, before: str, after: str) -> Callable[[Session], object]:
    def change(session: Session) -> None:
        the_alias = select(SchoolAlias).where(SchoolAlias.team_id == team_id, SchoolAlias.alias == before)
        session.scalars(the_alias).one().alias = after

    return change


def remove(team_id: int, name: str) -> Callable[[Session], object]:
    def delete(session: Session) -> None:
        the_alias = select(SchoolAlias).where(SchoolAlias.team_id == team_id, SchoolAlias.alias == name)
        session.delete(session.scalars(the_alias).one())

    return delete


def aliases(database: Database, team_id: int) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(SchoolAlias.alias).where(SchoolAlias.team_id == team_id)))


def test_what_was_created_goes(database: Database, team_id: int):
    number = change_it(database, team_id, alias(team_id, "OHS"))
    assert take_back(database, team_id, number) == ("school_alias",)
    assert aliases(database, team_id) == []


def test_what_was_changed_returns(database: Database, team_id: int):
    change_it(database, team_id, alias(team_id, "OHS"))
    number = change_it(database, team_id, rename(team_id, "OHS", "OLD"))
    take_back(database, team_id, number)
    assert aliases(database, team_id) == ["OHS"]


def test_what_was_deleted_returns_under_its_own_id(database: Database, team_id: int):
    change_it(database, team_id, alias(team_id, "OHS"))
    with database.read() as session:
        before = session.scalars(select(SchoolAlias.id).where(SchoolAlias.team_id == team_id)).all()
    number = change_it(database, team_id, remove(team_id, "OHS"))
    take_back(database, team_id, number)
    with database.read() as session:
        assert session.scalars(select(SchoolAlias.id).where(SchoolAlias.team_id == team_id)).all() == before
    assert aliases(database, team_id) == ["OHS"]


@pytest.mark.parametrize("then", [rename, remove])
def test_what_was_changed_since_stays(
    database: Database, team_id: int, then: Callable[..., Callable[[Session], object]]
):
    number = change_it(database, team_id, alias(team_id, "OHS"))
    names = ("OHS", "OLD") if then is rename else ("OHS",)
    change_it(database, team_id, then(team_id, *names), who=LEO)
    now = aliases(database, team_id)
    with pytest.raises(Refused) as refusal:
        take_back(database, team_id, number)
    assert str(refusal.value) == CHANGED
    assert aliases(database, team_id) == now


def test_what_was_deleted_does_not_return_where_another_stands(database: Database, team_id: int):
    change_it(database, team_id, alias(team_id, "OHS"))
    number = change_it(database, team_id, remove(team_id, "OHS"))
    change_it(database, team_id, alias(team_id, "OHS"), who=LEO)
    with pytest.raises(Refused):
        take_back(database, team_id, number)
    assert aliases(database, team_id) == ["OHS"]


def test_the_latest_of_ones_own_changes_is_next(database: Database, team_id: int):
    assert last(database, team_id) is None
    first = change_it(database, team_id, alias(team_id, "ONE"))
    second = change_it(database, team_id, alias(team_id, "TWO"))
    change_it(database, team_id, alias(team_id, "THREE"), who=LEO)
    assert last(database, team_id) == second
    take_back(database, team_id, second)
    assert last(database, team_id) == first
    take_back(database, team_id, first)
    assert last(database, team_id) is None


def test_ten_minutes_count_to_the_second(database: Database, team_id: int):
    number = change_it(database, team_id, alias(team_id, "OHS"))
    assert last(database, team_id, at=NOW + UNDO_FOR - timedelta(seconds=1)) == number
    assert last(database, team_id, at=NOW + UNDO_FOR + timedelta(seconds=1)) is None


def test_a_clock_that_goes_back_gives_nothing_of_the_future(database: Database, team_id: int):
    change_it(database, team_id, alias(team_id, "OHS"))
    assert last(database, team_id, at=NOW - timedelta(hours=1)) is None


def test_another_teams_change_of_that_number_is_not_touched(database: Database, team_id: int):
    change_it(database, team_id, alias(team_id, "OHS"))
    with database.read() as session:
        other = session.scalars(select(Team.id).where(Team.id != team_id)).one()
    assert take_back(database, other, 3) == ()
    assert aliases(database, team_id) == ["OHS"]


def test_taking_back_is_a_change_itself_and_the_chain_stays_whole(database: Database, team_id: int):
    number = change_it(database, team_id, alias(team_id, "OHS"))
    take_back(database, team_id, number)
    with database.read() as session:
        assert broken_link(session, team_id) is None


@pytest.mark.parametrize(
    ("mapped", "name", "kept", "value"),
    [
        (Visit, "excused_at", "2026-11-25T09:00:00+00:00", datetime(2026, 11, 25, 9, tzinfo=UTC)),
        (Visit, "excused_at", None, None),
        (Visit, "number", 12, 12),
        (Contact, "from_on", "2026-11-25", date(2026, 11, 25)),
        (Team, "opens_at", "08:30:00", time(8, 30)),
        (Contact, "name", "Mrs J Smith", "Mrs J Smith"),
    ],
)
def test_each_value_returns_as_its_column_wants_it(mapped: type, name: str, kept: object, value: object):
    assert typed(mapped, name, kept) == value  # type: ignore[arg-type]
