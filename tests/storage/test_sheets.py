"""A team's own spreadsheet, with all that people do to spreadsheets."""

import csv
import gzip
import io
import zipfile
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from policy.refused import Refused
from storage.imports.sheets import Column, Line, Sheet, read_sheet

COLUMNS = (
    Column("urn", ("URN",)),
    Column("school", ("School", "School name")),
    Column("head", ("Head teacher", "HT")),
    Column("head e-mail", ("Head teacher e-mail",), after="head", beside=("E-mail", "Email address")),
    Column("chair", ("Chair of governors", "CoG")),
    Column("chair e-mail", ("CoG e-mail",), after="chair", beside=("E-mail", "Email address")),
    Column("due", ("Due", "By when")),
)
NEEDS = (("urn", "school"), ("due", "head"))


def read(path: Path) -> Sheet:
    return read_sheet(path, COLUMNS, NEEDS)


def of_text(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode(encoding))
    return path


def of_rows(tmp_path: Path, *rows: tuple[object, ...], book: Workbook | None = None) -> Path:
    book = book or Workbook()
    for row in rows:
        book.active.append(row)
    path = tmp_path / "list.xlsx"
    book.save(path)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as refused:
        read(path)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("URN,School,Due\n104274,Öld Hall,12/11/2026\n", "utf-8"),
        ("URN,School,Due\n104274,Öld Hall,12/11/2026\n", "utf-8-sig"),
        ("URN,School,Due\r\n104274,Öld Hall,12/11/2026\r\n", "cp1252"),
        ("URN;School;Due\r\n104274;Öld Hall;12/11/2026", "cp1252"),
        ("URN\tSchool\tDue\n104274\tÖld Hall\t12/11/2026\n", "utf-16"),
        ('"URN","School","Due"\n"104274","Öld Hall","12/11/2026"\n', "utf-8"),
    ],
)
def test_a_csv_is_read_however_it_was_saved(tmp_path: Path, text: str, encoding: str):
    assert read(of_text(tmp_path, text, encoding)) == Sheet(
        "list.csv",
        frozenset({"urn", "school", "due"}),
        [Line(2, {"urn": "104274", "school": "Öld Hall", "due": "12/11/2026"})],
    )


def test_a_gzipped_csv_is_read(tmp_path: Path):
    path = tmp_path / "list.csv.gz"
    path.write_bytes(gzip.compress(b"URN,Due\n104274,12/11/2026\n"))
    assert [line.cells for line in read(path).lines] == [{"urn": "104274", "due": "12/11/2026"}]


def test_columns_stand_in_any_order_under_usual_spellings(tmp_path: Path):
    sheet = read(of_text(tmp_path, "BY WHEN (date),Phone,school NAME\n12/11/2026,01922,Old Hall\n"))
    assert sheet.lines == [Line(2, {"due": "12/11/2026", "school": "Old Hall"})]
    assert sheet.remarks == ("Columns that were not read: “Phone”.",)


def test_an_e_mail_belongs_to_the_person_on_its_left(tmp_path: Path):
    sheet = read(
        of_text(tmp_path, "School,HT,Phone,E-mail,CoG,Email address\nOld Hall,A,01,a@x.example,B,b@x.example\n")
    )
    assert sheet.lines[0].cells == {
        "school": "Old Hall",
        "head": "A",
        "head e-mail": "a@x.example",
        "chair": "B",
        "chair e-mail": "b@x.example",
    }


def test_titles_above_the_headings_and_headings_said_again_are_passed_over(tmp_path: Path):
    text = "Our schools,,\n,,\nURN,School,Due\n1,Old Hall,x\nURN,School,Due\n2,Blackwood,y\n,,\n"
    assert [line.number for line in read(of_text(tmp_path, text)).lines] == [4, 6]


@pytest.mark.parametrize("nothing", ["", "-", "TBC", "vacant", "n/a", "None", " "])
def test_words_for_nothing_say_nothing(tmp_path: Path, nothing: str):
    assert read(of_text(tmp_path, f"URN,School,HT\n1,Old Hall,{nothing}\n")).lines[0].cells == {
        "urn": "1",
        "school": "Old Hall",
    }


def test_cells_of_excel_are_read_as_what_they_are(tmp_path: Path):
    path = of_rows(
        tmp_path,
        ("URN", "School", "Due", "HT"),
        (104274, "Old Hall", datetime.fromisoformat("2026-11-12"), True),
        (104275.0, "Old\nHall\u00a0", datetime.fromisoformat("2026-11-12 16:00"), 2.5),
        ("104276 ", "", "12/11/2026", None),
        (None, None, None, None),
        (104277, None, 46338, None),
    )
    assert read(path).lines == [
        Line(2, {"urn": "104274", "school": "Old Hall", "due": date(2026, 11, 12), "head": "yes"}),
        Line(
            3,
            {"urn": "104275", "school": "Old\nHall", "due": datetime.fromisoformat("2026-11-12 16:00"), "head": "2.5"},
        ),
        Line(4, {"urn": "104276", "due": "12/11/2026"}),
        Line(6, {"urn": "104277", "due": "46338"}),
    ]


def test_merged_cells_say_the_same_on_each_of_their_lines(tmp_path: Path):
    book = Workbook()
    path = of_rows(
        tmp_path, ("School", "Due"), ("Old Hall", "a"), (None, "b"), (None, None), ("Blackwood", "c"), book=book
    )
    book.active.merge_cells("A2:A4")
    book.save(path)
    sheet = read(path)
    assert [(line.number, line.cells) for line in sheet.lines] == [
        (2, {"school": "Old Hall", "due": "a"}),
        (3, {"school": "Old Hall", "due": "b"}),
        (5, {"school": "Blackwood", "due": "c"}),
    ]
    assert sheet.remarks == ("Merged cells say the same on each of their lines: “School”.",)


def test_hidden_lines_are_left_out_and_named(tmp_path: Path):
    book = Workbook()
    rows = (("School", "Due"), ("Old Hall", "a"), ("Blackwood", "b"), ("Edgar Street", "c"), ("Oakfield", "d"))
    path = of_rows(tmp_path, *rows, book=book)
    for row in (3, 4):
        book.active.row_dimensions[row].hidden = True
    book.save(path)
    sheet = read(path)
    assert [line.number for line in sheet.lines] == [2, 5]
    assert sheet.remarks == ("Hidden lines were left out: 3 to 4. Unhide them in Excel to have them read.",)


def test_a_formula_that_was_never_worked_out_is_no_empty_cell(tmp_path: Path):
    sheet = read(of_rows(tmp_path, ("School", "Due"), ("Old Hall", "=TODAY()+14"), ("=A2", "=B2")))
    why = "holds a formula that was never worked out; open the file in Excel and save it"
    assert sheet.lines == [
        Line(2, {"school": "Old Hall"}, (f"“Due” {why}",)),
        Line(3, {}, (f"“School” {why}", f"“Due” {why}")),
    ]


def test_an_error_of_excel_is_named(tmp_path: Path):
    sheet = read(of_rows(tmp_path, ("School", "Due"), ("Old Hall", "#REF!")))
    assert sheet.lines == [Line(2, {"school": "Old Hall"}, ("“Due” holds the error #REF!",))]


def test_the_sheet_that_has_the_columns_is_found_and_named(tmp_path: Path):
    book = Workbook()
    book.active.title = "Read me"
    book.active.append(("School", "is a word here"))
    for title, school in (("Old year", "Blackwood"), ("Caseload", "Old Hall")):
        book.create_sheet(title).append(("School", "Due"))
        book[title].append((school, "x"))
    book["Old year"].sheet_state = "hidden"
    sheet = read(of_rows(tmp_path, book=book))
    assert sheet.place == "list.xlsx, sheet “Caseload”"
    assert [line.words("school") for line in sheet.lines] == ["Old Hall"]
    assert sheet.remarks == (
        "Other sheets have such columns too and were not read: “Old year”. Save one by itself to have it read.",
    )


def test_a_file_with_other_columns_is_refused_with_what_it_lacks(tmp_path: Path):
    assert refusal(of_text(tmp_path, "School,Colour\nOld Hall,blue\n")) == (
        "list.csv lacks a column “Due” or “Head teacher”. "
        "The nearest to a line of headings is line 1, which has “School”."
    )
    assert refusal(of_text(tmp_path, "a,b\n1,2\n")) == (
        "list.csv has no line of headings that I know. "
        "It needs columns such as “URN” or “School”, “Due” or “Head teacher”."
    )


def _zip(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "begins"),
    [
        (b"", "list.xlsx is empty."),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "list.xlsx is an old Excel workbook (.xls)."),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "list.xlsx is protected by a password."),
        (b"%PDF-1.7", "list.xlsx is a PDF."),
        (b"\x89PNG\r\n\x1a\n\0\0", "list.xlsx is neither a csv nor an Excel workbook."),
        (b"<html><table><tr><td>URN</td></tr></table></html>", "list.xlsx is a web page under another name."),
        (b"PK\x03\x04 and then nothing", "list.xlsx is damaged and cannot be read."),
        (_zip(readme_dot_txt=b"x"), "list.xlsx is a zip archive and no Excel workbook."),
        (_zip(mimetype=b"x"), "list.xlsx is an OpenDocument or another office file and no Excel workbook."),
        (_zip(xl__workbook_dot_bin=b"x"), "list.xlsx is a binary Excel workbook (.xlsb)."),
        (_zip(xl__workbook_dot_xml=b"<!DOCTYPE x>"), "list.xlsx was not written by Excel."),
        (_zip(xl__workbook_dot_xml=b"<workbook/>"), "list.xlsx is damaged and cannot be read."),
        (b"\x1f\x8b and then nothing", "list.xlsx is damaged or was not downloaded to its end."),
    ],
)
def test_what_is_no_spreadsheet_is_refused_with_what_works(tmp_path: Path, content: bytes, begins: str):
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    assert refusal(path).startswith(begins)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    assert refusal(tmp_path / "list.xlsx").startswith(f"There is no file {tmp_path / 'list.xlsx'}.")
    assert refusal(tmp_path).endswith("with one line of headings.")


def test_a_quotation_mark_that_is_never_closed_swallows_no_lines_in_silence(tmp_path: Path):
    text = 'School,Due\nOld Hall,"x\n' + "Blackwood,y\n" * 4_000
    assert refusal(of_text(tmp_path, text)) == (
        "list.csv, line 2: a cell has more than 32,767 characters. Perhaps a quotation mark is not closed there."
    )


def test_a_sheet_that_excel_formatted_to_its_last_line_is_read_all_the_same(tmp_path: Path):
    book = Workbook()
    path = of_rows(tmp_path, ("School", "Due"), ("Old Hall", "a"), book=book)
    book.active.cell(1_048_576, 1).number_format = "0.00"
    book.save(path)
    assert len(read(path).lines) == 1


WORDS = st.text(st.sampled_from("URN,School;Due\t\"'\n\r\0=#é“1 /-HT"), max_size=60)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS | st.text(max_size=60), st.binary(max_size=30))
@example("School,Due\n" + "x" * 200_000, b"")
def test_no_text_whatever_is_a_fault_of_ours(tmp_path: Path, text: str, tail: bytes):
    path = tmp_path / "list.csv"
    path.write_bytes(b"School,Due,URN\n" + text.encode("utf-8", "surrogatepass") + tail)
    with suppress(Refused):
        assert all(line.number > 1 for line in read(path).lines)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=2), max_size=5))
def test_what_a_csv_writer_writes_is_read_back(tmp_path: Path, rows: list[list[str]]):
    path = tmp_path / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["School", "Due"], *rows])
    try:
        sheet = read(path)
    except Refused:
        assert "\0" in path.read_text("utf-8")
    else:
        assert len(sheet.lines) <= len(rows)
