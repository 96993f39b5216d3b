"""Reading a phrase costs at most half of what dateparser alone would, phrase by phrase in turn."""

import csv
import statistics
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import perf_counter

import dateparser

from policy.dates import find_when, parse_length, parse_when, warm
from policy.refused import Refused
from policy.wording import plain
from tests.benchmarks.benchmark import Benchmark, Measured

PHRASES = Path(__file__).parents[1] / "policy" / "date_phrases.tsv"
ROUNDS = 3
Row = dict[str, str]


def ours(row: Row, now: datetime) -> None:
    plain.cache_clear()
    try:
        if row["category"] == "duration":
            parse_length(row["phrase"])
        else:
            read = find_when if row["category"] == "extract" else parse_when
            read(row["phrase"], now=now, context="past" if row["context"] == "past" else "future")
    except Refused:
        return


def tuned_dateparser(row: Row, now: datetime) -> None:
    settings = {
        "DATE_ORDER": "DMY",
        "PREFER_DATES_FROM": "past" if row["context"] == "past" else "future",
        "RELATIVE_BASE": now.replace(tzinfo=None),
    }
    dateparser.parse(row["phrase"], languages=["en"], settings=settings)


def cost(read: Callable[[Row, datetime], None], row: Row, now: datetime) -> float:
    began = perf_counter()
    read(row, now)
    return perf_counter() - began


def median_phrase() -> Measured:
    """The median over the phrases, each at its best of three rounds."""
    warm()
    with PHRASES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    best_of_ours, best_of_dateparser = [], []
    for row in rows:
        now = datetime.fromisoformat(row["now"])
        rounds = [(cost(ours, row, now), cost(tuned_dateparser, row, now)) for _ in range(ROUNDS)]
        best_of_ours.append(min(one for one, _ in rounds))
        best_of_dateparser.append(min(other for _, other in rounds))
    return Measured(statistics.median(best_of_ours), statistics.median(best_of_dateparser))


BENCHMARK = Benchmark("a date in words, the median phrase", "dateparser with the same settings", 0.5, median_phrase)
