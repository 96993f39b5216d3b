"""What became of each line of a team's own file, as a value and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from storage.imports.gias_report import counted
from storage.imports.sheets import spans_of


class Fate(StrEnum):
    """What became of a line."""

    STORED = "stored"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class LineReport:
    """One line of the file: its number as Excel and editors show it, what became of it, and the words for it."""

    number: int
    fate: Fate
    words: str


@dataclass(frozen=True)
class FileReport:
    """What an import of a team's own file found and did; in a dry run, what it would have done."""

    place: str
    lines_read: Sequence[LineReport]
    remarks: tuple[str, ...] = ()
    dry_run: bool = False

    @property
    def refused(self) -> int:
        """How many lines were refused."""
        return self._counts()[Fate.REFUSED]

    def lines(self) -> tuple[str, ...]:
        """The report in words: the counts, what is worth saying of the file, then each line, the refused ones first."""
        return tuple(self._lines())

    def _counts(self) -> Counter[Fate]:
        return Counter(line.fate for line in self.lines_read)

    def _lines(self) -> Iterator[str]:
        counts = self._counts()
        would = "would be " if self.dry_run else ""
        yield (
            f"{counted(len(self.lines_read), 'line')} read from {self.place}: {counts[Fate.STORED]:,} {would}stored, "
            f"{counts[Fate.UNCHANGED]:,} unchanged, {counts[Fate.REFUSED]:,} refused"
        )
        yield from self.remarks
        for fate, title in ((Fate.REFUSED, "Refused:"), (Fate.STORED, f"{would}stored:".capitalize())):
            if found := [line for line in self.lines_read if line.fate == fate]:
                yield title
                yield from (f"  line {line.number}: {line.words}" for line in found)
        if known := [line for line in self.lines_read if line.fate == Fate.UNCHANGED]:
            lines = "line" if len(known) == 1 else "lines"
            yield f"On record already: {lines} {spans_of([line.number for line in known])}."
            yield from (f"  line {line.number}: {line.words}" for line in known if line.words)
        if self.dry_run:
            yield "Nothing was stored: this was a dry run."
        elif counts[Fate.REFUSED]:
            yield "Mend the refused lines and give the file again: what is stored already stays as it is."
