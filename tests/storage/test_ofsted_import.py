"""Ofsted's published outcomes, in both formats, and the links of the register, read into the record.

The extracts in tests/data contain public sector information licensed under the Open Government Licence v3.0
(Ofsted: state-funded schools, inspections and outcomes; monthly management information. Department for Education:
Get Information about Schools).
"""

import gzip
from datetime import date
from pathlib import Path

import pytest

from policy.refused import Refused
from storage.database import Database
from storage.imports.links import import_links
from storage.imports.ofsted import import_ofsted
from storage.inspections import Scale, inspections_of, latest_of_each_scale
from storage.schools import School, Standing

EXTRACTS = Path(__file__).parents[1] / "data"
OF_2025, OF_2026, LINKS = EXTRACTS / "ofsted_2025.csv", EXTRACTS / "ofsted_2026.csv", EXTRACTS / "gias_links.csv"
RUSHALL, BLACKWOOD, WENTWORTH, GILDERSOME, COBDEN = 151524, 148364, 100212, 107848, 107963


@pytest.fixture
def record(database: Database) -> Database:
    """The schools of the extracts, but for one."""
    with database.change() as session:
        for urn in (RUSHALL, BLACKWOOD, WENTWORTH, GILDERSOME, COBDEN, 107851, 104211, 100219, 131141):
            session.add(School(urn=urn, name=f"School {urn}", la_code="335", standing=Standing.OPEN))
    return database


def ofsted(record: Database, path: Path, *, dry_run: bool = False) -> tuple[str, ...]:
    with record.change() as session:
        return import_ofsted(session, path, dry_run=dry_run).lines()


def links(record: Database, path: Path, *, dry_run: bool = False) -> tuple[str, ...]:
    with record.change() as session:
        return import_links(session, path, dry_run=dry_run).lines()


def known(record: Database, urn: int) -> list[tuple[str, date, str | None, str | None, int | None]]:
    """(scale, day, overall, concern, URN inspected) of each inspection, the newest first."""
    with record.read() as session:
        found = inspections_of(session, (urn,))
        return [(one.scale, one.inspected_on, one.overall, one.concern, one.inspected_urn) for one in found]


def test_the_file_of_2025_is_joined_by_urn_and_keeps_what_was_inspected_before(record: Database):
    assert ofsted(record, OF_2025) == (
        "9 inspections of 3 schools read (the format up to 2025): 9 new, 0 changed, 0 unchanged",
        "6 on the old scale, 3 ungraded",
        "5 of them were of a predecessor, whose URN is kept.",
        "3 schools of the file are not on record and were passed over.",
        "1 line without a URN skipped.",
    )
    assert known(record, BLACKWOOD) == [
        (Scale.UNGRADED, date(2024, 11, 20), "Standards maintained", None, BLACKWOOD),
        (Scale.OLD, date(2011, 9, 22), "2", None, 104211),
        (Scale.OLD, date(2008, 11, 12), "3", None, 104211),
    ]


def test_the_file_of_2026_keeps_old_and_new_scale_apart(record: Database):
    assert ofsted(record, OF_2026)[:2] == (
        "5 inspections of 3 schools read (the format of 2026, with report cards): 5 new, 0 changed, 0 unchanged",
        "2 on the old scale, 2 ungraded, 1 report cards",
    )
    with record.read() as session:
        card, graded = latest_of_each_scale(inspections_of(session, (GILDERSOME,)))
    assert (card.scale, card.inspected_on, card.published_on, card.number, card.overall, card.outcomes) == (
        Scale.NEW,
        date(2026, 1, 6),
        date(2026, 2, 10),
        "10432161",
        None,
        {
            "Safeguarding standards": "Met",
            "Inclusion": "Needs attention",
            "Curriculum and teaching": "Needs attention",
            "Achievement": "Expected standard",
            "Attendance and behaviour": "Needs attention",
            "Personal development and wellbeing": "Needs attention",
            "Early years": "Expected standard",
            "Leadership and governance": "Needs attention",
        },
    )
    assert (graded.scale, graded.overall, graded.outcomes["Safeguarding is effective"]) == (Scale.OLD, "2", "Yes")


def test_a_category_of_concern_is_kept_and_null_is_nothing(record: Database):
    ofsted(record, OF_2026)
    assert [(scale, overall, concern) for scale, _day, overall, concern, _urn in known(record, COBDEN)] == [
        (Scale.OLD, "Not judged", "SWK"),
        (Scale.UNGRADED, "School remains Good (Concerns) - S5 Next", None),
    ]


@pytest.mark.parametrize("path", [OF_2025, OF_2026])
def test_the_same_file_again_changes_nothing(record: Database, path: Path):
    first = ofsted(record, path)[0]
    assert "0 new, 0 changed" in ofsted(record, path)[0]
    assert "0 new" not in first


def test_the_two_formats_agree_about_what_both_tell(record: Database, tmp_path: Path):
    """The inspection of 2013 is on record; a later file prints another publication date for it."""
    ofsted(record, OF_2025)
    later = tmp_path / "later.csv"
    later.write_text(OF_2025.read_text("utf-8").replace("13/02/2013", "14/02/2013"), "utf-8")
    assert ofsted(record, later)[0].endswith("0 new, 1 changed, 8 unchanged")


def test_a_dry_run_of_ofsted_stores_nothing(record: Database):
    assert ofsted(record, OF_2025, dry_run=True)[-1] == "Nothing was stored: this was a dry run."
    assert known(record, WENTWORTH) == []


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig"])
def test_any_encoding_and_gzip_will_do(record: Database, tmp_path: Path, encoding: str):
    text = OF_2025.read_text("utf-8").replace("School remains Outstanding", "School remains Outstanding é")
    packed = tmp_path / "ofsted.csv.gz"
    packed.write_bytes(gzip.compress(text.encode(encoding)))
    ofsted(record, packed)
    assert known(record, WENTWORTH)[0][2] == "School remains Outstanding é"


@pytest.mark.parametrize(
    ("content", "begins"),
    [
        (b"URN,Name\n1,x\n", "list.csv is another file: it has no column Inspection start date, Date of latest"),
        (b"", "list.csv is another file: it has no column URN"),
        (b"PK\x03\x04", "list.csv is no csv."),
        (b"\x1f\x8b\0", "list.csv is damaged or was not downloaded to its end."),
        (
            b"URN,Inspection start date,Date of latest ungraded inspection\n1,,\n",
            "list.csv has 1 school, none of which",
        ),
    ],
)
def test_another_file_is_refused(record: Database, tmp_path: Path, content: bytes, begins: str):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        ofsted(record, path)
    assert str(refused.value).startswith(begins)
    with pytest.raises(Refused):
        ofsted(record, tmp_path / "nowhere.csv")


def test_links_are_stored_once(record: Database):
    assert links(record, LINKS, dry_run=True)[0] == "5 links read: 5 new, 0 changed, 0 unchanged"
    assert links(record, LINKS) == (
        "5 links read: 5 new, 0 changed, 0 unchanged",
        "2 links between schools that are not on record were passed over.",
    )
    assert links(record, LINKS)[0] == "5 links read: 0 new, 0 changed, 5 unchanged"


def test_a_file_that_has_no_links_is_refused(record: Database):
    with pytest.raises(Refused) as refused:
        links(record, OF_2025)
    assert str(refused.value).startswith("ofsted_2025.csv is another file: it has no column LinkURN, LinkType.")
