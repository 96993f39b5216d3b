"""Ofsted's published inspection outcomes read into the record, as often as one likes: the files of 2025 and of 2026."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Table, bindparam, select
from sqlalchemy.orm import Session

from policy.refused import Refused
from storage.imports.gias_report import counted
from storage.imports.ofsted_row import EDITIONS, NEEDED, REPORT_CARDS, inspections_in
from storage.imports.published import Published, number_in, open_published
from storage.inspections import Inspection, Scale
from storage.schools import School

WHAT_WORKS = (
    "Give the csv that Ofsted publishes: gov.uk, “State-funded schools: inspections and outcomes” or “Monthly "
    "management information”, latest inspections."
)
BATCH = 1_000
INSPECTION: Table = Inspection.metadata.tables[Inspection.__tablename__]
_FACTS = ("published_on", "inspected_urn", "number", "overall", "concern", "outcomes")
_UPDATE = (
    INSPECTION.update()
    .where(INSPECTION.c.id == bindparam("of_id"))
    .values({name: bindparam(f"new_{name}") for name in _FACTS})
)


@dataclass
class OfstedReport:
    """What was read, and what it changed (or, in a dry run, would change). `counts` and `scales` count inspections."""

    edition: str
    dry_run: bool
    schools: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    scales: Counter[str] = field(default_factory=Counter)
    predecessors: int = 0
    not_on_record: int = 0
    without_urn: int = 0

    def lines(self) -> tuple[str, ...]:
        """The report in words."""
        return tuple(self._lines())

    def _lines(self) -> Iterator[str]:
        found = self.counts.total()
        yield (
            f"{counted(found, 'inspection')} of {counted(self.schools, 'school')} read ({self.edition}): "
            f"{self.counts['new']:,} new, {self.counts['changed']:,} changed, {self.counts['unchanged']:,} unchanged"
        )
        yield ", ".join(f"{self.scales[scale]:,} {scale.said}" for scale in Scale if self.scales[scale])
        if self.predecessors:
            yield f"{self.predecessors:,} of them were of a predecessor, whose URN is kept."
        if self.not_on_record:
            yield f"{counted(self.not_on_record, 'school')} of the file are not on record and were passed over."
        if self.without_urn:
            yield f"{counted(self.without_urn, 'line')} without a URN skipped."
        if self.dry_run:
            yield "Nothing was stored: this was a dry run."


def import_ofsted(
    session: Session, path: Path, *, dry_run: bool = False, progress: Callable[[int], None] | None = None
) -> OfstedReport:
    """Store the inspections of the schools on record; the caller commits. `progress` is told how many lines were read.

    An inspection is known by URN, day and scale; one that the file no longer names stays, so that history grows.
    Raises Refused when the file is none of Ofsted's, breaks off, or has no school that is on record.
    """
    known = frozenset(session.scalars(select(School.urn)))
    with open_published(path, NEEDED, WHAT_WORKS) as published:
        edition, columns = EDITIONS[REPORT_CARDS in published.columns]
        report = OfstedReport(edition, dry_run)
        found = (
            inspection
            for urn, cells in _schools(published, report, known, progress)
            for inspection in inspections_in(urn, cells, columns)
        )
        while batch := list(islice(found, BATCH)):
            _store(session, batch, report)
    if not report.schools:
        raise Refused(
            f"{path.name} has {counted(report.not_on_record, 'school')}, none of which is on record. "
            "First: rrp-bot schools import FILE"
        )
    return report


def _schools(
    published: Published, report: OfstedReport, known: frozenset[int], progress: Callable[[int], None] | None
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The lines of schools on record, the first of each URN."""
    seen = set()
    for line, cells in published.lines:
        if progress is not None and line % BATCH == 0:
            progress(line)
        urn = number_in(cells, "URN")
        if urn is None:
            report.without_urn += 1
        elif urn not in known:
            report.not_on_record += 1
        elif urn not in seen:
            seen.add(urn)
            report.schools += 1
            yield urn, cells


def _store(session: Session, batch: list[dict[str, Any]], report: OfstedReport) -> None:
    """Compare a batch with what is on record, and write what is new or different."""
    urns = {row["urn"] for row in batch}
    stored = session.execute(select(*INSPECTION.columns).where(INSPECTION.c.urn.in_(urns))).mappings()
    known = {(row["urn"], row["inspected_on"], row["scale"]): row for row in stored}
    new, changed = [], []
    for row in batch:
        report.scales[row["scale"]] += 1
        report.predecessors += row["inspected_urn"] not in {None, row["urn"]}
        before = known.get((row["urn"], row["inspected_on"], row["scale"]))
        if before is None:
            report.counts["new"] += 1
            new.append(row)
        elif any(before[name] != row[name] for name in _FACTS):
            report.counts["changed"] += 1
            changed.append({f"new_{name}": row[name] for name in _FACTS} | {"of_id": before["id"]})
        else:
            report.counts["unchanged"] += 1
    if new and not report.dry_run:
        session.execute(INSPECTION.insert(), new)
    if changed and not report.dry_run:
        session.execute(_UPDATE, changed)
