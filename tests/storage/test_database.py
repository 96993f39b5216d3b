"""The two databases, and what is asked of each connection to them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import CheckConstraint, Column, Integer, MetaData, Table, insert, select, text
from sqlalchemy.exc import IntegrityError, InvalidRequestError, OperationalError, StatementError

from policy.refused import Refused
from storage.base import NAMES
from storage.database import Database, is_busy
from storage.people import PersonRole
from storage.receipts import Receipt
from storage.tables import METADATA

RECEIPTS = select(Receipt).order_by(Receipt.id)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "record.sqlite3"


@pytest.fixture
def on_file(file: Path) -> Iterator[Database]:
    """An SQLite file whose writers do not wait for each other, so that no test waits either."""
    database = Database(f"sqlite:///{file}", wait_ms=0)
    METADATA.create_all(database.engine)
    yield database
    database.close()


def a_receipt(key: str = "line-1", at: datetime = datetime(2026, 11, 5, 15, tzinfo=UTC)) -> Receipt:
    return Receipt(door="console", key=key, at=at, answer={"title": "V1 logged"})


def test_an_instant_comes_back_aware_in_utc(database: Database):
    in_paris = datetime(2026, 7, 1, 10, 30, 15, 250_000, tzinfo=timezone(timedelta(hours=2)))
    with database.change() as session:
        session.add(a_receipt(at=in_paris))
    with database.read() as session:
        at = session.scalars(RECEIPTS).one().at
    assert at == in_paris
    assert at.tzinfo is UTC or at.utcoffset() == timedelta(0)


def test_instants_are_compared_as_instants(database: Database):
    in_paris = datetime(2026, 7, 1, 10, tzinfo=timezone(timedelta(hours=2)))
    with database.change() as session:
        session.add(a_receipt(at=in_paris))
    with database.read() as session:
        later = RECEIPTS.where(Receipt.at > datetime(2026, 7, 1, 8, 30, tzinfo=UTC))
        earlier = RECEIPTS.where(Receipt.at < datetime(2026, 7, 1, 8, 30, tzinfo=UTC))
        assert (len(session.scalars(later).all()), len(session.scalars(earlier).all())) == (0, 1)


def store(database: Database, *receipts: Receipt, then: type[Exception] | None = None) -> None:
    with database.change() as session:
        session.add_all(receipts)
        session.flush()
        if then is not None:
            raise then


def test_a_naive_instant_is_refused(database: Database):
    with pytest.raises(StatementError, match="an instant must be aware"):
        store(database, a_receipt(at=datetime(2026, 11, 5, 15)))  # noqa: DTZ001 - that is the point


def test_a_change_is_kept_and_what_fails_is_not(database: Database):
    store(database, a_receipt("kept"))
    with pytest.raises(ZeroDivisionError):
        store(database, a_receipt("lost"), then=ZeroDivisionError)
    with database.read() as session:
        assert [receipt.key for receipt in session.scalars(RECEIPTS)] == ["kept"]


def test_nothing_that_a_reader_changes_is_kept(database: Database):
    with database.read() as session:
        session.add(a_receipt())
        session.flush()
    with database.read() as session:
        assert session.scalars(RECEIPTS).all() == []


def test_a_row_that_points_at_nothing_is_refused(database: Database):
    with pytest.raises(IntegrityError), database.change() as session:
        session.execute(insert(PersonRole).values(person_id=4711, role="adviser"))


def test_every_connection_has_its_settings(on_file: Database):
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 0}
    with on_file.engine.connect() as first, on_file.engine.connect() as second:
        for connection in (first, second):
            found = {name: connection.scalar(text(f"PRAGMA {name}")) for name in wanted}
            assert found == wanted


def test_a_door_waits_one_second_and_a_half_for_another_writer():
    with Database("sqlite://").read() as session:
        assert session.scalar(text("PRAGMA busy_timeout")) == 1_500


def test_a_change_takes_the_writers_place_before_its_first_statement(on_file: Database, file: Path):
    other = Database(f"sqlite:///{file}", wait_ms=0)
    with on_file.change() as writer:
        writer.connection()
        with pytest.raises(OperationalError) as fault, other.change() as late:
            late.connection()
        assert is_busy(fault.value)
        writer.add(a_receipt())
    with other.change() as session:
        session.add(a_receipt("after"))
    with on_file.read() as session:
        assert [receipt.key for receipt in session.scalars(RECEIPTS)] == ["line-1", "after"]
    other.close()


def test_a_reader_waits_for_no_writer_and_sees_what_was_committed(on_file: Database):
    with on_file.change() as session:
        session.add(a_receipt("before"))
    with on_file.change() as writer:
        writer.add(a_receipt("not yet"))
        writer.flush()
        with on_file.read() as reader:
            assert [receipt.key for receipt in reader.scalars(RECEIPTS)] == ["before"]


def test_a_reader_in_the_middle_keeps_its_view(on_file: Database):
    with on_file.read() as reader:
        assert reader.scalars(RECEIPTS).all() == []
        with on_file.change() as writer:
            writer.add(a_receipt())
        assert reader.scalars(RECEIPTS).all() == []


def test_every_constraint_and_index_has_a_name():
    constraints = [(table.name, item.name) for table in METADATA.tables.values() for item in table.constraints]
    indexes = [(table.name, item.name) for table in METADATA.tables.values() for item in table.indexes]
    assert [table for table, name in constraints + indexes if not name] == []


def test_a_check_without_a_name_cannot_be_made():
    check = CheckConstraint("number > 0")
    with pytest.raises(InvalidRequestError, match="requires that constraint is explicitly named"):
        Table("anything", MetaData(naming_convention=NAMES), Column("number", Integer), check)


def test_no_name_is_cut_short_by_postgresql():
    names = [str(item.name) for table in METADATA.tables.values() for item in (*table.constraints, *table.indexes)]
    assert [name for name in names if len(name) > 63] == []


@pytest.mark.parametrize("url", ["", "record.sqlite3", "oracle9://somewhere"])
def test_an_address_that_is_none_is_refused_with_one_that_works(url: str):
    with pytest.raises(Refused, match=r"What works: sqlite:///var/rrp-bot\.sqlite3"):
        Database(url)


def test_the_place_of_a_record_shows_no_password(file: Path):
    assert Database(f"sqlite:///{file}").place == str(file)
    assert Database("postgresql://rrp:sesame@db/rrp").place == "postgresql://rrp:***@db/rrp"
