"""The register's links between schools, predecessors and successors, read into the record, as often as one likes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from policy.refused import Refused
from storage.imports.gias_report import counted
from storage.imports.published import Published, day_in, number_in, open_published
from storage.inspections import SchoolLink
from storage.schools import School

WHAT_WORKS = (
    "Give the links csv that Get Information about Schools offers: get-information-schools.service.gov.uk, Downloads, "
    "Establishment links."
)
NEEDED = ("URN", "LinkURN", "LinkType")
BATCH = 500
LINK: Table = SchoolLink.metadata.tables[SchoolLink.__tablename__]


@dataclass
class LinksReport:
    """How many links of schools on record were new, changed or known, and what was passed over."""

    dry_run: bool
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    not_on_record: int = 0
    unreadable: int = 0

    def lines(self) -> tuple[str, ...]:
        """The report in words."""
        return tuple(self._lines())

    def _lines(self) -> Iterator[str]:
        read = self.new + self.changed + self.unchanged
        yield f"{counted(read, 'link')} read: {self.new:,} new, {self.changed:,} changed, {self.unchanged:,} unchanged"
        if self.not_on_record:
            yield f"{counted(self.not_on_record, 'link')} between schools that are not on record were passed over."
        if self.unreadable:
            yield f"{counted(self.unreadable, 'line')} had no two URNs and were skipped."
        if self.dry_run:
            yield "Nothing was stored: this was a dry run."


def import_links(session: Session, path: Path, *, dry_run: bool = False) -> LinksReport:
    """Store the links of which at least one school is on record; the caller commits.

    A link that the file does not name stays. Raises Refused when the file is no file of links or breaks off.
    """
    known = frozenset(session.scalars(select(School.urn)))
    report = LinksReport(dry_run)
    with open_published(path, NEEDED, WHAT_WORKS) as published:
        found = _links(published, report, known)
    keys = list(found)
    for start in range(0, len(keys), BATCH):
        _store(session, {key: found[key] for key in keys[start : start + BATCH]}, report)
    if not found:
        raise Refused(f"{path.name} has no link of a school that is on record. First: rrp-bot schools import FILE")
    return report


Key = tuple[int, int, str]


def _links(published: Published, report: LinksReport, known: frozenset[int]) -> dict[Key, date | None]:
    found: dict[Key, date | None] = {}
    for _line, cells in published.lines:
        urn, other, kind = number_in(cells, "URN"), number_in(cells, "LinkURN"), cells.get("LinkType", "")[:60]
        if urn is None or other is None or not kind:
            report.unreadable += 1
        elif urn in known or other in known:
            found[urn, other, kind] = day_in(cells, "LinkEstablishedDate")
        else:
            report.not_on_record += 1
    return found


def _store(session: Session, links: dict[Key, date | None], report: LinksReport) -> None:
    urns = {urn for urn, _other, _kind in links}
    stored = session.execute(select(*LINK.columns).where(LINK.c.urn.in_(urns))).mappings()
    known = {(row["urn"], row["link_urn"], row["kind"]): row["on"] for row in stored}
    new = []
    for key, on in links.items():
        urn, other, kind = key
        if key not in known:
            report.new += 1
            new.append({"urn": urn, "link_urn": other, "kind": kind, "on": on})
        elif on is not None and known[key] != on:
            report.changed += 1
            if not report.dry_run:
                same = (LINK.c.urn == urn, LINK.c.link_urn == other, LINK.c.kind == kind)
                session.execute(LINK.update().where(*same).values(on=on))
        else:
            report.unchanged += 1
    if new and not report.dry_run:
        session.execute(LINK.insert(), new)
