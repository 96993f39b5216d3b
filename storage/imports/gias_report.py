"""What an import of the register found, as a value and in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from policy.saying import say_day

EXAMPLES = 5
"""How many schools of each sort the report names."""

_SKIPPED_SHOWN = 10


@dataclass(frozen=True)
class Change:
    """One field of a school before and after."""

    field: str
    before: str | int | date | None
    after: str | int | date | None

    def __str__(self) -> str:
        return f"{self.field.replace('_', ' ')}: {_said(self.before)} -> {_said(self.after)}"


@dataclass(frozen=True)
class Example:
    """A school that is new or has changed, with what changed."""

    urn: int
    name: str
    changes: tuple[Change, ...] = ()

    def __str__(self) -> str:
        return "; ".join((f"{self.urn} {self.name}", *map(str, self.changes)))


@dataclass(frozen=True)
class SkippedLine:
    """A line of the file that could not be read; the header is line 1."""

    line: int
    reason: str


@dataclass(frozen=True)
class RegisterReport:
    """What was read, and what it changed (or, in a dry run, would change).

    Each school read counts once: as new, closed (it was not before), changed in another way, or unchanged. `councils`
    holds (code, name) of the councils read, by code, and leaves out schools that have none.
    """

    new: int
    changed: int
    closed: int
    unchanged: int
    councils: tuple[tuple[str, str], ...]
    skipped: tuple[SkippedLine, ...] = ()
    new_examples: tuple[Example, ...] = ()
    changed_examples: tuple[Example, ...] = ()
    closed_examples: tuple[Example, ...] = ()
    dry_run: bool = False

    @property
    def read(self) -> int:
        """How many schools were read."""
        return self.new + self.changed + self.closed + self.unchanged

    def lines(self) -> tuple[str, ...]:
        """The report in words: the counts first, then examples, then the lines that could not be read."""
        return tuple(self._lines())

    def _lines(self) -> Iterator[str]:
        yield (
            f"{counted(self.read, 'school')} read{self._where()}: {self.new:,} new, {self.changed:,} changed, "
            f"{self.closed:,} closed, {self.unchanged:,} unchanged"
        )
        if self.new < self.read:  # at a first import all are new, and naming five of them says nothing
            yield from self._named("New", self.new, self.new_examples)
        yield from self._named("Changed", self.changed, self.changed_examples)
        yield from self._named("Closed", self.closed, self.closed_examples)
        if self.skipped:
            yield f"{counted(len(self.skipped), 'line')} could not be read:"
            yield from (f"  line {skipped.line:,}: {skipped.reason}" for skipped in self.skipped[:_SKIPPED_SHOWN])
            yield from _and_more(len(self.skipped) - _SKIPPED_SHOWN)
        if self.dry_run:
            yield "Nothing was stored: this was a dry run."

    def _where(self) -> str:
        if not self.councils:
            return ""
        if len(self.councils) > 1:
            return f" for {len(self.councils)} councils"
        ((code, name),) = self.councils
        return f" for {name} ({code})" if name else f" for council {code}"

    def _named(self, title: str, count: int, examples: tuple[Example, ...]) -> Iterator[str]:
        if examples:
            yield f"{title}:"
            yield from (f"  {example}" for example in examples)
            yield from _and_more(count - len(examples))


def counted(number: int, noun: str) -> str:
    """The number with its noun: "1 school", "51,012 schools"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _and_more(number: int) -> Iterator[str]:
    if number > 0:
        yield f"  and {number:,} more"


def _said(value: str | int | date | None) -> str:
    if value is None:
        return "nothing"
    return say_day(value) if isinstance(value, date) else str(value)
