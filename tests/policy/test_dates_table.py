"""Every phrase of the tables is read as they say, or refused where they say ERROR: no other answer is let through.

`date_phrases.tsv` is what officers use; the others were made for this project, most of them before anybody looked at
what the grammar makes of them. `officers_phrases.tsv` has the categories of the first and is measured as it is.
"""

import csv
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from policy.dates import find_when, parse_length, parse_period, parse_span, parse_when
from policy.refused import Refused
from policy.wording import words

TABLES = Path(__file__).parent
CATEGORIES = words("iso uk_numeric day_month weekday relative time school duration extract reject")
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (TABLES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def rows_of(name: str, category: str) -> list[Row]:
    return [row for row in rows(name) if row["category"] == category]


def iso(when):
    return when.isoformat(timespec="minutes") if isinstance(when, datetime) else when.isoformat()


def when(row: Row, read=parse_when) -> str:
    return iso(read(row["phrase"], now=datetime.fromisoformat(row["now"]), context=row["context"]))


def in_a_sentence(row: Row) -> str:
    return when(row, find_when)


def length(row: Row) -> str:
    """In days where the table has days: half a working day is no number of minutes."""
    read = parse_length(row["phrase"])
    return f"P{read / timedelta(days=1):g}D" if row["expected"].endswith("D") else f"PT{read // timedelta(minutes=1)}M"


def span(row: Row) -> str:
    start, end = parse_span(row["phrase"], now=datetime.fromisoformat(row["now"]), context=row["context"])
    return f"{iso(start)} {iso(end)}"


def period(row: Row) -> str:
    first, last = parse_period(row["phrase"], now=datetime.fromisoformat(row["now"]))
    return f"{first} {last}"


def as_the_category_asks(row: Row) -> str:
    return {"duration": length, "extract": in_a_sentence}.get(row["category"], when)(row)


def answer(row: Row, read: Callable[[Row], str]) -> str:
    """What the bot makes of a row, in the table's own spelling."""
    try:
        return read(row)
    except Refused:
        return "ERROR"


def wanted(row: Row) -> str:
    if "expected" in row:
        return row["expected"]
    first, last = (row["start"], row["end"]) if "start" in row else (row["first"], row["last"])
    return "ERROR" if first == "ERROR" else f"{first} {last}"


def wrong(table: list[Row], read: Callable[[Row], str]) -> list[tuple[str, str, str, str]]:
    """The rows that are not read as the table says: phrase, now, what it says, what the bot makes of it."""
    assert table
    made = [(row["phrase"], row["now"], wanted(row), answer(row, read)) for row in table]
    return [row for row in made if row[2] != row[3]]


@pytest.mark.parametrize("category", CATEGORIES)
def test_the_phrases_officers_use(category):
    assert wrong(rows_of("date_phrases.tsv", category), as_the_category_asks) == []


@pytest.mark.parametrize("category", CATEGORIES)
def test_phrases_that_were_written_before_anybody_tried_them(category):
    assert wrong(rows_of("officers_phrases.tsv", category), as_the_category_asks) == []


def test_phrases_we_invented():
    assert wrong(rows("invented_phrases.tsv"), when) == []


def test_sentences_we_invented():
    assert wrong(rows("invented_sentences.tsv"), in_a_sentence) == []


def test_a_phrase_alone_is_found_as_a_sentence_too():
    phrases = [*rows("invented_phrases.tsv"), *rows("officers_phrases.tsv"), *rows("date_phrases.tsv")]
    dates = [
        row for row in phrases if row["expected"] != "ERROR" and row.get("category") not in ("duration", "extract")
    ]
    assert wrong(dates, in_a_sentence) == []


def test_a_sentence_is_never_misread_where_a_date_alone_is_asked_for():
    sentences = [*rows_of("officers_phrases.tsv", "extract"), *rows_of("date_phrases.tsv", "extract")]
    sentences += rows("invented_sentences.tsv")
    assert [row for row in sentences if answer(row, when) not in (row["expected"], "ERROR")] == []


def test_spans():
    assert wrong(rows("spans.tsv"), span) == []


def test_periods():
    assert wrong(rows("periods.tsv"), period) == []
