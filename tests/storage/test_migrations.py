"""Migrations: they make what the tables say, keep every row, copy first, and refuse what is none of ours."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, inspect, select, text

from policy.refused import Refused
from storage.database import Database
from storage.migrating import Migrated, migrate
from storage.people import Person, PersonRole
from storage.tables import METADATA
from storage.teams import Team

NEWEST = sorted(entry.name[:4] for entry in files("storage.migrations.versions").iterdir() if entry.name[:1].isdigit())[
    -1
]
NEXT = f"{int(NEWEST) + 1:04}"
NEXT_MIGRATION = f'''
"""Rebuild a table that has children, as SQLite must for most changes."""
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{NEXT}", "{NEWEST}", None, None


def upgrade() -> None:
    with op.batch_alter_table("team") as batch:
        batch.alter_column("name", type_=sa.String(200))
    with op.batch_alter_table("person") as batch:
        batch.alter_column("name", type_=sa.String(200), existing_nullable=False)
        batch.add_column(sa.Column("known_as", sa.String(60)))
        batch.create_check_constraint("name_is_there", "name <> ''")
    OTHER
'''
START = "import sys; from storage.database import Database; from storage.migrating import migrate; "
START += "print(migrate(Database(sys.argv[1])).changed)"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "var" / "record.sqlite3"


@pytest.fixture
def record(file: Path) -> Database:
    """A record as this program makes it, with a team, a person and the person's role."""
    database = Database(f"sqlite:///{file}")
    migrate(database)
    with_amina(database)
    return database


def with_amina(database: Database) -> None:
    now = datetime(2026, 11, 5, 15, tzinfo=UTC)
    with database.change() as session:
        walsall = {"name": "Walsall", "framework": "walsall", "la_code": "335", "created_at": now}
        team_id = session.scalar(insert(Team).values(walsall).returning(Team.id))
        amina = {"team_id": team_id, "name": "Amina Khan", "added_at": now}
        person_id = session.scalar(insert(Person).values(amina).returning(Person.id))
        session.execute(insert(PersonRole).values(person_id=person_id, role="adviser"))


def a_next_migration(folder: Path, other: str = "") -> list[Path]:
    folder.mkdir(exist_ok=True)
    (folder / f"{NEXT}_next.py").write_text(NEXT_MIGRATION.replace("OTHER", other), encoding="utf-8")
    return [folder]


def shape(database: Database) -> dict[str, dict[str, Any]]:
    """All that the database itself says about its tables, names included."""
    look = inspect(database.engine)
    tables = [table for table in look.get_table_names() if table != "alembic_version"]
    return {
        table: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], column["default"])
                for column in look.get_columns(table)
            },
            "primary key": look.get_pk_constraint(table),
            "foreign keys": sorted(map(str, look.get_foreign_keys(table))),
            "unique": sorted(map(str, look.get_unique_constraints(table))),
            "checks": sorted(map(str, look.get_check_constraints(table))),
            "indexes": sorted(map(in_words, look.get_indexes(table))),
        }
        for table in tables
    }


def in_words(index: Any) -> str:
    """An index as text, with what a partial one is limited to."""
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return f"{ {**index, 'dialect_options': options} }"


def people(database: Database) -> list[tuple[str, str]]:
    with database.read() as session:
        joined = select(Person.name, PersonRole.role).join(PersonRole, PersonRole.person_id == Person.id)
        return [(name, role) for name, role in session.execute(joined.execution_options(all_teams=True))]


def folder_of(database: Database) -> set[str]:
    assert database.file is not None
    return {entry.name for entry in database.file.parent.iterdir() if not entry.name.endswith(("-wal", "-shm"))}


def test_migrations_make_exactly_the_tables(no_record_yet: Database):
    assert migrate(no_record_yet) == Migrated(None, NEWEST)
    with no_record_yet.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, METADATA) == []


def test_the_database_itself_tells_no_difference(no_record_yet: Database, database: Database):
    if no_record_yet.is_sqlite != database.is_sqlite:
        return
    migrate(no_record_yet)
    assert shape(no_record_yet) == shape(database)


def test_the_second_start_says_that_there_is_nothing_to_do(no_record_yet: Database):
    migrate(no_record_yet)
    again = migrate(no_record_yet)
    assert not again.changed
    assert str(again) == f"The record is up to date (revision {NEWEST})."


def test_a_record_in_memory_is_migrated_and_stays():
    database = Database("sqlite://")
    migrate(database)
    with_amina(database)
    assert people(database) == [("Amina Khan", "adviser")]
    with database.read() as session:
        assert session.scalar(text("PRAGMA foreign_keys")) == 1


def test_a_new_record_needs_no_copy(record: Database):
    assert folder_of(record) == {"record.sqlite3"}
    assert not migrate(record).changed
    assert folder_of(record) == {"record.sqlite3"}


def test_only_its_owner_may_read_a_record_and_its_copy(record: Database, tmp_path: Path):
    copy = migrate(record, more=a_next_migration(tmp_path / "next")).backup
    assert record.file is not None
    assert copy is not None
    assert {oct(path.stat().st_mode & 0o777) for path in (record.file, copy)} == {"0o600"}


def test_tables_are_rebuilt_and_their_children_stay(no_record_yet: Database, tmp_path: Path):
    migrate(no_record_yet)
    with_amina(no_record_yet)
    done = migrate(no_record_yet, more=a_next_migration(tmp_path / "next"))
    assert (done.before, done.after) == (NEWEST, NEXT)
    assert people(no_record_yet) == [("Amina Khan", "adviser")]
    assert shape(no_record_yet)["person"]["checks"] != []


def test_a_copy_from_before_is_made_when_something_is_migrated(record: Database, tmp_path: Path):
    done = migrate(record, more=a_next_migration(tmp_path / "next"))
    assert done.backup is not None
    assert done.backup.name == f"record.at-{NEWEST}.sqlite3"
    assert folder_of(record) == {"record.sqlite3", done.backup.name}
    assert str(done).endswith(f"to {NEXT}. A copy from before is in {done.backup}.")
    copy = Database(f"sqlite:///{done.backup}")
    assert (people(copy), migrate(copy).changed) == ([("Amina Khan", "adviser")], False)


def test_a_copy_goes_where_it_is_wanted_and_overwrites_nothing(record: Database, tmp_path: Path):
    kept = tmp_path / "kept" / f"record.at-{NEWEST}.sqlite3"
    kept.parent.mkdir()
    kept.write_text("of last year", encoding="utf-8")
    done = migrate(record, backup_to=kept.parent, more=a_next_migration(tmp_path / "next"))
    assert done.backup == kept.with_name(f"record.at-{NEWEST}-2.sqlite3")
    assert kept.read_text(encoding="utf-8") == "of last year"


def test_where_no_copy_can_be_made_nothing_is_migrated(record: Database, tmp_path: Path):
    (tmp_path / "kept").write_text("a file, no folder", encoding="utf-8")
    with pytest.raises(Refused, match="no copy could be made"):
        migrate(record, backup_to=tmp_path / "kept", more=a_next_migration(tmp_path / "next"))
    assert not migrate(record).changed


def test_a_migration_that_fails_leaves_everything_as_it_was(no_record_yet: Database, tmp_path: Path):
    migrate(no_record_yet)
    with_amina(no_record_yet)
    before = shape(no_record_yet)
    with pytest.raises(ZeroDivisionError):
        migrate(no_record_yet, more=a_next_migration(tmp_path / "next", "1 / 0"))
    assert (shape(no_record_yet), people(no_record_yet)) == (before, [("Amina Khan", "adviser")])
    assert not migrate(no_record_yet).changed
    if no_record_yet.is_sqlite:
        assert folder_of(no_record_yet) == {"record.sqlite3", "next"}


def test_rows_that_would_point_at_nothing_are_named_and_nothing_is_changed(record: Database, tmp_path: Path):
    orphaning = a_next_migration(tmp_path / "next", 'op.execute("DELETE FROM person")')
    with pytest.raises(Refused, match="1 rows that point at nothing: person_role row 1 without its person"):
        migrate(record, more=orphaning)
    assert people(record) == [("Amina Khan", "adviser")]
    assert folder_of(record) == {"record.sqlite3"}


def test_a_record_of_a_newer_program_is_left_alone(no_record_yet: Database, tmp_path: Path):
    migrate(no_record_yet)
    migrate(no_record_yet, more=a_next_migration(tmp_path / "next"))
    with pytest.raises(Refused, match=f"revision {NEXT}, which this rrp-bot does not know"):
        migrate(no_record_yet)


def test_there_is_no_way_back_but_the_copy():
    texts = [entry.read_text() for entry in files("storage.migrations.versions").iterdir() if entry.name[:1].isdigit()]
    assert [text for text in texts if "downgrade" in text] == []


@pytest.mark.parametrize("content", [b"Dear all, minutes of the board", b"SQLite format 3\x00" + b"rubbish" * 500])
def test_a_file_that_is_no_database_is_never_overwritten(file: Path, content: bytes):
    file.parent.mkdir()
    file.write_bytes(content)
    with pytest.raises(Refused, match=r"no SQLite database|is damaged"):
        migrate(Database(f"sqlite:///{file}"))
    assert file.read_bytes() == content


def test_the_tables_of_another_program_are_left_alone(file: Path):
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE invoice (id INTEGER)")
    before = file.read_bytes()
    with pytest.raises(Refused, match=r"tables of another program \(invoice\)"):
        migrate(Database(f"sqlite:///{file}"))
    assert file.read_bytes() == before


def test_tables_in_the_way_are_left_alone(no_record_yet: Database):
    with no_record_yet.engine.begin() as connection:
        connection.execute(text("CREATE TABLE person (id INTEGER)"))
    with pytest.raises(Refused, match=r"tables of another program \(person\)"):
        migrate(no_record_yet)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path):
    (tmp_path / "var").write_text("a file", encoding="utf-8")
    with pytest.raises(Refused, match="set DATABASE_URL to another place"):
        migrate(Database(f"sqlite:///{tmp_path}/var/record.sqlite3"))


def test_a_folder_in_place_of_the_file_is_refused(file: Path):
    file.mkdir(parents=True)
    with pytest.raises(Refused, match="Is a directory"):
        migrate(Database(f"sqlite:///{file}"))


def test_a_record_that_may_only_be_read_is_refused():
    with TemporaryDirectory() as folder:
        record = Path(folder) / "record.sqlite3"
        migrate(Database(f"sqlite:///{record}"))
        before = record.read_bytes()
        record.chmod(0o444)
        record.parent.chmod(0o755)
        lines = [*START.split("; ")[:3], "import os", "if os.geteuid() == 0: os.seteuid(65534)", START.split("; ")[3]]
        ended = subprocess.run(
            [sys.executable, "-c", "\n".join(lines), f"sqlite:///{record}"], capture_output=True, text=True, check=False
        )
        assert f"Refused: The record cannot be kept in {record.resolve()}: Permission denied." in ended.stderr
        assert record.read_bytes() == before


def test_a_server_that_is_not_there_is_refused_without_the_password():
    with pytest.raises(Refused, match="cannot be reached") as refusal:
        migrate(Database("postgresql://rrp:sesame@127.0.0.1:1/rrp"))
    assert "sesame" not in str(refusal.value)


def test_of_several_that_start_at_once_one_migrates(no_record_yet: Database):
    url = no_record_yet.url.render_as_string(hide_password=False)
    started = [
        subprocess.Popen([sys.executable, "-c", START, url], stdout=subprocess.PIPE, text=True, env=os.environ)
        for _ in range(4)
    ]
    told = [process.communicate(timeout=60)[0].strip() for process in started]
    assert sorted(told) == ["False", "False", "False", "True"]


def test_on_sqlite_an_id_is_never_given_twice(record: Database):
    with record.engine.connect() as connection:
        made = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")).all()
    counted = [
        name for name, table in METADATA.tables.items() if [column.name for column in table.primary_key] == ["id"]
    ]
    assert sorted(name for name, sql in made if "AUTOINCREMENT" in sql) == sorted(counted)
