"""The national register of schools (GIAS) read into the `school` table, as often as one likes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from policy.refused import Refused
from storage.imports.gias_file import RegisterFile, open_register
from storage.imports.gias_report import EXAMPLES, Change, Example, RegisterReport, SkippedLine, counted
from storage.imports.gias_row import SCHOOL, UnreadableError, Value, school_values
from storage.schools import School, Standing

BATCH = 1_000
"""Schools compared and written at a time; SQLite and PostgreSQL take that many parameters in one statement."""

_COLUMNS = [column for column in SCHOOL.columns if column.name != "id"]
_UPDATE = (
    SCHOOL.update()
    .where(SCHOOL.c.urn == bindparam("of_urn"))
    .values({column.name: bindparam(f"new_{column.name}") for column in _COLUMNS if column.name != "urn"})
)


def import_register(
    session: Session,
    path: Path,
    *,
    la_code: str | None = None,
    dry_run: bool = False,
    progress: Callable[[int], None] | None = None,
) -> RegisterReport:
    """Store the schools of a register file, or with `la_code` ("335") those of one council; the caller commits.

    Closed schools are kept and marked. A school that the file does not name is left alone, so files of several councils
    can follow one another, and the same file again changes nothing. With `dry_run` the report says what would change
    and nothing is written. `progress` is told after each batch how many schools have been read so far.

    An absent column and an empty cell both say nothing, so an earlier value stays: registers are often put together
    from extracts, and search downloads leave fields out. Two empty cells do speak, because another cell of their row
    says so: the closing day of a school that is open (or proposed to open), and the trust of a school whose
    TrustSchoolFlag says that it has none.

    Lines that cannot be read, and a second line of one URN, are counted in the report. Raises Refused, and the caller
    rolls back, when the file is no register, breaks off, has no readable school or none of the council.
    """
    with open_register(path) as register:
        if la_code is not None and "LA (code)" not in register.columns:
            raise Refused(f"{path.name} has no column LA (code), so schools of one council cannot be picked from it.")
        reading = _Reading(la_code)
        tally = _Tally()
        schools = reading.schools(register)
        while batch := list(islice(schools, BATCH)):
            _store(session, batch, tally, dry_run=dry_run)
            if progress is not None:
                progress(tally.read)
    if not tally.read:
        raise Refused(reading.why_nothing(path.name))
    if not dry_run:
        _forget_loaded_schools(session)
    return tally.report(reading, dry_run=dry_run)


@dataclass
class _Reading:
    """The rows of the council asked for, what was skipped, and which councils were seen."""

    la_code: str | None
    skipped: list[SkippedLine] = field(default_factory=list)
    seen: dict[int, int] = field(default_factory=dict)
    councils: dict[str, str] = field(default_factory=dict)
    others: Counter[str] = field(default_factory=Counter)

    def schools(self, register: RegisterFile) -> Iterator[dict[str, Value]]:
        """What each readable row of the council says of its school."""
        for row in register.rows:
            if self.la_code is not None and row.fault is None:
                code = row.cells.get("LA (code)", "").strip()
                if code != self.la_code:
                    self.others[f"{row.cells.get('LA (name)', '').strip()} ({code})" if code else "no council"] += 1
                    continue
            try:
                if row.fault is not None:
                    raise UnreadableError(row.fault)
                values = school_values(row.cells)
                self._only_once(values["urn"], row.line)
            except UnreadableError as error:
                self.skipped.append(SkippedLine(row.line, str(error)))
                continue
            if isinstance(code_of := values.get("la_code"), str):
                self.councils.setdefault(code_of, str(values.get("la_name") or ""))
            yield values

    def _only_once(self, urn: Value, line: int) -> None:
        assert isinstance(urn, int)
        first = self.seen.setdefault(urn, line)
        if first != line:
            raise UnreadableError(f"URN {urn} is already on line {first:,}")

    def why_nothing(self, name: str) -> str:
        """The sentence for a file of which no row could be used."""
        if self.others:
            there = [council for council, _ in self.others.most_common(5)]
            rest = f" and {len(self.others) - 5} more" if len(self.others) > 5 else ""
            return f"{name} has no school of council {self.la_code}. It has schools of {', '.join(there)}{rest}."
        if self.skipped:
            first = self.skipped[0]
            lines = counted(len(self.skipped), "line")
            return f"{name} has no school that can be read in {lines}. Line {first.line:,}: {first.reason}."
        return f"{name} has the columns of a register but no school. Download it again."


@dataclass
class _Tally:
    """What the batches so far have come to."""

    new: list[Example] = field(default_factory=list)
    changed: list[Example] = field(default_factory=list)
    closed: list[Example] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def read(self) -> int:
        return self.counts.total()

    def add(self, kind: str, examples: list[Example], example: Example) -> None:
        """Count a school, and keep it as an example while there are few."""
        self.counts[kind] += 1
        if len(examples) < EXAMPLES:
            examples.append(example)

    def report(self, reading: _Reading, *, dry_run: bool) -> RegisterReport:
        """The tally as the report."""
        return RegisterReport(
            new=self.counts["new"],
            changed=self.counts["changed"],
            closed=self.counts["closed"],
            unchanged=self.counts["unchanged"],
            councils=tuple(sorted(reading.councils.items())),
            skipped=tuple(reading.skipped),
            new_examples=tuple(self.new),
            changed_examples=tuple(self.changed),
            closed_examples=tuple(self.closed),
            dry_run=dry_run,
        )


def _store(session: Session, batch: list[dict[str, Value]], tally: _Tally, *, dry_run: bool) -> None:
    """Compare a batch with what is on record, and write what is new or different."""
    urns = [values["urn"] for values in batch]
    found = session.execute(select(*_COLUMNS).where(SCHOOL.c.urn.in_(urns))).mappings()
    known: dict[Any, dict[str, Any]] = {row["urn"]: dict(row) for row in found}
    nothing = dict.fromkeys(column.name for column in _COLUMNS)
    inserts: list[dict[str, Any]] = []
    updates: list[dict[str, Any]] = []
    for values in batch:
        before = known.get(values["urn"])
        if before is None:
            inserts.append(nothing | values)
            tally.add("new", tally.new, Example(_urn(values), str(values["name"])))
            continue
        changes = tuple(_changes(before, values))
        if not changes:
            tally.counts["unchanged"] += 1
            continue
        updates.append(
            {f"new_{column}": value for column, value in (before | values).items()} | {"of_urn": before["urn"]}
        )
        example = Example(_urn(values), str(before["name"]), changes)
        if values["standing"] == Standing.CLOSED and before["standing"] != Standing.CLOSED:
            tally.add("closed", tally.closed, example)
        else:
            tally.add("changed", tally.changed, example)
    if inserts and not dry_run:
        session.execute(SCHOOL.insert(), inserts)
    if updates and not dry_run:
        session.execute(_UPDATE, updates)


def _changes(before: dict[str, Any], values: dict[str, Value]) -> Iterable[Change]:
    return (Change(name, before[name], value) for name, value in values.items() if before[name] != value)


def _urn(values: dict[str, Value]) -> int:
    urn = values["urn"]
    assert isinstance(urn, int)
    return urn


def _forget_loaded_schools(session: Session) -> None:
    """Schools that the session had loaded before are read afresh; statements in bulk pass them by."""
    for row in session.identity_map.values():
        if isinstance(row, School):
            session.expire(row)
