"""The register as it is published, read into the record.

The extracts in tests/data contain public sector information licensed under the Open Government Licence v3.0
(Department for Education, Get Information about Schools).
"""

import csv
import gzip
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from policy.refused import Refused
from storage.database import Database
from storage.imports.gias import import_register
from storage.imports.gias_file import WHAT_WORKS
from storage.imports.gias_report import Change, Example, RegisterReport, SkippedLine
from storage.registers import SHIPPED_LA_CODE, shipped_register
from storage.schools import School, Standing, school_with_urn, schools_of

EXTRACTS = Path(__file__).parents[1] / "data"
SURREY = EXTRACTS / "gias_native_surrey.csv"
HACKNEY = EXTRACTS / "gias_hackney_cp1252.csv"
BRISTOL = EXTRACTS / "gias_bristol.csv"

OAKFIELD = {
    "URN": "104001",
    "LA (code)": "335",
    "LA (name)": "Walsall",
    "EstablishmentName": "Oakfield School",
    "EstablishmentStatus (name)": "Open",
    "OpenDate": "",
    "CloseDate": "",
    "Town": "Walsall",
    "Postcode": "WS1 1AA",
    "Trusts (name)": "THE OAKFIELD TRUST",
    "TrustSchoolFlag (name)": "Supported by a multi-academy trust",
}
ST_BRIDES = OAKFIELD | {"URN": "104002", "EstablishmentName": "St Bride's School", "Postcode": "WS1 1AB"}


def register(tmp_path: Path, *rows: dict[str, str], leave_out: frozenset[str] = frozenset()) -> Path:
    path = tmp_path / "register.csv"
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.DictWriter(
            file, [name for name in OAKFIELD if name not in leave_out], extrasaction="ignore", quoting=csv.QUOTE_ALL
        )
        writer.writeheader()
        writer.writerows(rows)
    return path


def imported(database: Database, path: Path, **how: object) -> RegisterReport:
    with database.change() as session:
        return import_register(session, path, **how)  # type: ignore[arg-type]


def school(database: Database, urn: int) -> School:
    with database.read() as session:
        found = school_with_urn(session, urn)
        assert found is not None
        session.expunge(found)
        return found


def columns(found: School) -> dict[str, object]:
    return {column.name: getattr(found, column.name) for column in School.__table__.columns if column.name != "id"}


def test_the_shipped_register_is_read_for_its_council(database: Database):
    with shipped_register() as path:
        report = imported(database, path, la_code=SHIPPED_LA_CODE)
    assert report.lines() == ("242 schools read for Walsall (335): 242 new, 0 changed, 0 closed, 0 unchanged",)
    with database.read() as session:
        assert len(schools_of(session, "335")) == 242


def test_the_same_register_again_changes_nothing(database: Database):
    with shipped_register() as path:
        imported(database, path)
        again = imported(database, path)
    assert again == RegisterReport(new=0, changed=0, closed=0, unchanged=242, councils=(("335", "Walsall"),))
    assert again.lines() == ("242 schools read for Walsall (335): 0 new, 0 changed, 0 closed, 242 unchanged",)


def test_every_column_of_a_school_comes_from_the_search_download(database: Database):
    imported(database, SURREY)
    assert columns(school(database, 124967)) == {
        "urn": 124967,
        "name": "Thames Ditton Junior School",
        "la_code": "936",
        "la_name": "Surrey",
        "establishment_number": "2102",
        "type_name": "Foundation school",
        "type_group": "Local authority maintained schools",
        "phase": "Primary",
        "low_age": 7,
        "high_age": 11,
        "religious_character": "Does not apply",
        "standing": Standing.CLOSING,
        "opened_on": None,
        "closed_on": date(2022, 5, 31),
        "street": "Mercer Close",
        "locality": None,
        "town": "Thames Ditton",
        "postcode": "KT7 0BS",
        "trust": None,
    }


def test_rows_that_spill_over_into_unnamed_fields_are_read_like_others(database: Database):
    assert imported(database, SURREY) == RegisterReport(
        new=6,
        changed=0,
        closed=0,
        unchanged=0,
        councils=(("936", "Surrey"),),
        new_examples=(
            Example(124937, "Kingswood Primary School"),
            Example(124967, "Thames Ditton Junior School"),
            Example(124971, "Felbridge Primary School"),
            Example(125020, "South Camberley Primary & Nursery School"),
            Example(125131, "The Grove Primary School"),
        ),
    )
    assert school(database, 125131).closed_on == date(2015, 9, 30)
    assert school(database, 135009).postcode == "KT22 7BP"


def test_the_placeholder_of_1900_is_no_day(database: Database):
    imported(database, SURREY)
    assert (school(database, 124971).opened_on, school(database, 135009).opened_on) == (None, date(2006, 9, 1))


def test_a_curly_apostrophe_of_windows_is_read(database: Database):
    imported(database, HACKNEY)
    assert school(database, 147296).name == "Beis Rochel d’Satmar School"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_the_same_file_in_utf_8_says_the_same(database: Database, tmp_path: Path, encoding: str):
    imported(database, HACKNEY)
    path = tmp_path / "utf8.csv"
    path.write_bytes(HACKNEY.read_bytes().decode("cp1252").encode(encoding))
    assert imported(database, path).lines() == (
        "2 schools read for Hackney (204): 0 new, 0 changed, 0 closed, 2 unchanged",
    )


def test_a_packed_register_is_read_whatever_it_is_called(database: Database, tmp_path: Path):
    path = tmp_path / "register.csv"
    path.write_bytes(gzip.compress(HACKNEY.read_bytes()))
    assert imported(database, path).new == 2


def test_a_council_may_have_a_comma_and_a_school_abroad_has_none(database: Database):
    report = imported(database, BRISTOL)
    assert report.lines() == ("2 schools read for Bristol, City of (801): 2 new, 0 changed, 0 closed, 0 unchanged",)
    assert (school(database, 108893).la_name, school(database, 130892).la_name) == ("Bristol, City of", None)


def test_only_schools_of_the_council_asked_for_are_stored(database: Database):
    imported(database, BRISTOL, la_code="801")
    with database.read() as session:
        assert session.scalars(select(School.urn)).all() == [108893]


def test_what_changed_is_named_field_by_field(database: Database, tmp_path: Path):
    imported(database, register(tmp_path, OAKFIELD, ST_BRIDES))
    renamed = OAKFIELD | {"EstablishmentName": "Oakfield Academy", "OpenDate": "01-09-2026"}
    report = imported(database, register(tmp_path, renamed, ST_BRIDES))
    assert report.changed_examples == (
        Example(
            104001,
            "Oakfield School",
            (Change("name", "Oakfield School", "Oakfield Academy"), Change("opened_on", None, date(2026, 9, 1))),
        ),
    )
    assert report.lines() == (
        "2 schools read for Walsall (335): 0 new, 1 changed, 0 closed, 1 unchanged",
        "Changed:",
        "  104001 Oakfield School; name: Oakfield School -> Oakfield Academy; "
        "opened on: nothing -> Tuesday 1 September 2026",
    )
    assert school(database, 104001).name == "Oakfield Academy"


def test_a_school_that_closes_is_kept_and_marked(database: Database, tmp_path: Path):
    imported(database, register(tmp_path, OAKFIELD, ST_BRIDES))
    gone = ST_BRIDES | {"EstablishmentStatus (name)": "Closed", "CloseDate": "31-08-2026"}
    report = imported(database, register(tmp_path, gone))
    assert report.lines() == (
        "1 school read for Walsall (335): 0 new, 0 changed, 1 closed, 0 unchanged",
        "Closed:",
        "  104002 St Bride's School; standing: open -> closed; closed on: nothing -> Monday 31 August 2026",
    )
    assert school(database, 104002).standing == Standing.CLOSED
    assert school(database, 104001).standing == Standing.OPEN


def test_a_school_that_opens_again_loses_its_closing_day(database: Database, tmp_path: Path):
    closing = OAKFIELD | {"EstablishmentStatus (name)": "Open, but proposed to close", "CloseDate": "31-08-2026"}
    imported(database, register(tmp_path, closing))
    imported(database, register(tmp_path, OAKFIELD))
    assert (school(database, 104001).standing, school(database, 104001).closed_on) == (Standing.OPEN, None)


def test_a_thinner_file_does_not_blank_out_what_a_fuller_one_brought(database: Database, tmp_path: Path):
    imported(database, register(tmp_path, OAKFIELD))
    before = columns(school(database, 104001))
    empty_cell = register(tmp_path, OAKFIELD | {"Postcode": ""})
    assert imported(database, empty_cell).unchanged == 1
    no_column = register(tmp_path, OAKFIELD, leave_out=frozenset({"Town", "LA (code)", "CloseDate", "Trusts (name)"}))
    assert imported(database, no_column).unchanged == 1
    assert columns(school(database, 104001)) == before


def test_a_trust_that_the_register_denies_is_cleared(database: Database, tmp_path: Path):
    imported(database, register(tmp_path, OAKFIELD))
    left = OAKFIELD | {"Trusts (name)": "", "TrustSchoolFlag (name)": "Not applicable"}
    imported(database, register(tmp_path, left))
    assert school(database, 104001).trust is None


def test_a_dry_run_says_what_would_change_and_stores_nothing(database: Database, tmp_path: Path):
    report = imported(database, register(tmp_path, OAKFIELD), dry_run=True)
    assert report.lines() == (
        "1 school read for Walsall (335): 1 new, 0 changed, 0 closed, 0 unchanged",
        "Nothing was stored: this was a dry run.",
    )
    with database.read() as session:
        assert session.scalars(select(School)).all() == []


def test_a_school_that_the_session_had_read_before_is_not_stale(database: Database, tmp_path: Path):
    imported(database, register(tmp_path, OAKFIELD))
    with database.change() as session:
        found = school_with_urn(session, 104001)
        assert found is not None
        import_register(session, register(tmp_path, OAKFIELD | {"Town": "Bloxwich"}))
        assert found.town == "Bloxwich"


def test_lines_that_cannot_be_read_are_reported_and_the_others_stored(database: Database, tmp_path: Path):
    bad = (
        {"URN": ""},
        {"URN": "12A"},
        {"URN": "104003", "EstablishmentName": " "},
        {"URN": "104004", "EstablishmentStatus (name)": "Quarantine"},
        {"EstablishmentName": "Oakfield again"},
    )
    report = imported(database, register(tmp_path, OAKFIELD, *(OAKFIELD | wrong for wrong in bad), ST_BRIDES))
    assert report.skipped == (
        SkippedLine(3, "no URN"),
        SkippedLine(4, "the URN is not a number: 12A"),
        SkippedLine(5, "URN 104003 has no name"),
        SkippedLine(6, "URN 104004 has a status that is not known: Quarantine"),
        SkippedLine(7, "URN 104001 is already on line 2"),
    )
    assert report.lines() == (
        "2 schools read for Walsall (335): 2 new, 0 changed, 0 closed, 0 unchanged",
        "5 lines could not be read:",
        "  line 3: no URN",
        "  line 4: the URN is not a number: 12A",
        "  line 5: URN 104003 has no name",
        "  line 6: URN 104004 has a status that is not known: Quarantine",
        "  line 7: URN 104001 is already on line 2",
    )


def test_a_quotation_mark_that_is_not_closed_costs_its_lines_only(database: Database, tmp_path: Path):
    path = register(tmp_path, OAKFIELD, ST_BRIDES, OAKFIELD | {"URN": "104003"})
    path.write_text(path.read_text("cp1252").replace('academy trust"', "academy trust", 1), "cp1252")
    report = imported(database, path)
    assert (report.new, report.skipped) == (1, (SkippedLine(2, "a quotation mark that is not closed"),))


def test_a_file_that_breaks_off_loses_its_last_line(database: Database, tmp_path: Path):
    path = register(tmp_path, OAKFIELD, ST_BRIDES)
    path.write_bytes(path.read_bytes()[:-60])
    report = imported(database, path)
    assert (report.new, report.skipped) == (1, (SkippedLine(3, "the file breaks off in the middle of it"),))


def test_progress_is_told_as_batches_are_stored(database: Database, tmp_path: Path):
    told: list[int] = []
    many = (OAKFIELD | {"URN": str(200_000 + number)} for number in range(2_500))
    imported(database, register(tmp_path, *many), progress=told.append)
    assert told == [1_000, 2_000, 2_500]


def refusal(database: Database, path: Path, **how: object) -> str:
    with pytest.raises(Refused) as refused:
        imported(database, path, **how)
    return str(refused.value)


def test_a_file_without_the_columns_of_a_register_is_refused(database: Database, tmp_path: Path):
    path = tmp_path / "ofsted.csv"
    path.write_text("URN,School name,Overall effectiveness\n104274,Old Hall School,1\n")
    assert refusal(database, path) == (
        "ofsted.csv is no register of schools: it has no columns EstablishmentName, EstablishmentStatus (name). "
        + WHAT_WORKS
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "register.csv is empty. "),
        (b"PK\x03\x04rest", "register.csv is no register of schools but a zip archive or an Excel workbook; "),
        (b"\xd0\xcf\x11\xe0rest", "register.csv is no register of schools but an old Excel workbook; save it as CSV. "),
        (b"\x00\x01\x02", "register.csv is no register of schools but not text. "),
        ("URN,x\n".encode("utf-16"), "register.csv is no register of schools but UTF-16 text; save it as CSV UTF-8. "),
        (b"<!doctype html>", "register.csv is no register of schools: it has no columns URN, EstablishmentName, "),
        (b"x" * 2_000_000, "register.csv is no register of schools but not text. "),
        (b'"' + b"x" * 200_000, "register.csv is no register of schools. "),
    ],
)
def test_what_is_no_register_is_refused_with_what_works(database: Database, tmp_path: Path, content: bytes, words: str):
    path = tmp_path / "register.csv"
    for written in (content, gzip.compress(content)):
        path.write_bytes(written)
        said = refusal(database, path)
        assert said.startswith(words)
        assert said.endswith(WHAT_WORKS)


def test_a_download_that_broke_off_is_refused_and_nothing_is_kept(database: Database, tmp_path: Path):
    path = tmp_path / "register.csv.gz"
    path.write_bytes(gzip.compress(SURREY.read_bytes())[:-200])
    assert refusal(database, path) == (
        "register.csv.gz is damaged or was not downloaded to its end. Download it again."
    )
    with database.read() as session:
        assert session.scalars(select(School)).all() == []


def test_a_folder_and_a_missing_file_are_refused(database: Database, tmp_path: Path):
    folder = tmp_path / "registers"
    folder.mkdir()
    missing = tmp_path / "missing.csv"
    assert refusal(database, folder) == f"registers is a folder, not a register. {WHAT_WORKS}"
    assert refusal(database, missing) == f"There is no file {missing}. {WHAT_WORKS}"


def test_a_register_without_schools_of_the_council_says_whose_it_has(database: Database, tmp_path: Path):
    assert refusal(database, SURREY, la_code="335") == (
        "gias_native_surrey.csv has no school of council 335. It has schools of Surrey (936)."
    )
    without = register(tmp_path, OAKFIELD, leave_out=frozenset({"LA (code)"}))
    assert refusal(database, without, la_code="335") == (
        "register.csv has no column LA (code), so schools of one council cannot be picked from it."
    )


def test_a_register_with_no_school_that_can_be_read_is_refused(database: Database, tmp_path: Path):
    assert refusal(database, register(tmp_path)) == (
        "register.csv has the columns of a register but no school. Download it again."
    )
    assert refusal(database, register(tmp_path, OAKFIELD | {"URN": "?"}, OAKFIELD | {"URN": ""})) == (
        "register.csv has no school that can be read in 2 lines. Line 2: the URN is not a number: ?."
    )
