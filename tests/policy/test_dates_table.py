"""Every phrase of the tables is read as they say, or refused where they say ERROR."""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from policy.dates import find_when, parse_length, parse_period, parse_span, parse_when
from policy.refused import Refused

TABLES = Path(__file__).parent


def rows(name):
    with (TABLES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def named(row):
    return "-".join([row["phrase"], row.get("context", ""), row["now"][:10]])


def iso(when):
    return when.isoformat(timespec="minutes") if isinstance(when, datetime) else when.isoformat()


def answer(row):
    """What the bot makes of a row, in the table's own spelling."""
    now = datetime.fromisoformat(row["now"])
    try:
        if row.get("category") == "duration":
            return iso_length(parse_length(row["phrase"]), row["expected"])
        read = find_when if row.get("category") == "extract" else parse_when
        return iso(read(row["phrase"], now=now, context=row["context"]))
    except Refused:
        return "ERROR"


def iso_length(length: timedelta, wanted: str):
    if wanted.endswith("D"):
        return f"P{length / timedelta(days=1):g}D"
    return f"PT{length // timedelta(minutes=1)}M"


@pytest.mark.parametrize("row", rows("date_phrases.tsv"), ids=named)
def test_the_phrases_officers_use(row):
    assert answer(row) == row["expected"]


@pytest.mark.parametrize("row", rows("invented_phrases.tsv"), ids=named)
def test_phrases_we_invented(row):
    assert answer(row) == row["expected"]


@pytest.mark.parametrize("row", rows("invented_sentences.tsv"), ids=named)
def test_sentences_we_invented(row):
    assert answer(row | {"category": "extract"}) == row["expected"]


@pytest.mark.parametrize("row", [row for row in rows("invented_phrases.tsv") if row["expected"] != "ERROR"], ids=named)
def test_a_phrase_alone_is_found_as_a_sentence_too(row):
    assert answer(row | {"category": "extract"}) == row["expected"]


@pytest.mark.parametrize("row", rows("spans.tsv"), ids=named)
def test_spans(row):
    try:
        start, end = parse_span(row["phrase"], now=datetime.fromisoformat(row["now"]), context=row["context"])
    except Refused:
        assert row["start"] == "ERROR"
    else:
        assert (iso(start), iso(end)) == (row["start"], row["end"])


@pytest.mark.parametrize("row", rows("periods.tsv"), ids=named)
def test_periods(row):
    try:
        days = parse_period(row["phrase"], now=datetime.fromisoformat(row["now"]))
    except Refused:
        assert row["first"] == "ERROR"
    else:
        assert days == (date.fromisoformat(row["first"]), date.fromisoformat(row["last"]))
