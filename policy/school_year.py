"""The parts of a school year: terms, the half term inside each, and the blocks on both sides of it."""

from dataclasses import dataclass
from datetime import date, timedelta

TERM_NAMES = ("autumn", "spring", "summer")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """Days from the first to the last, both included."""

    first_day: date
    last_day: date

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True)
class Block:
    """A half of a term: `autumn 1` runs to the last weekday before half term, `autumn 2` from the first after it."""

    name: str
    starts: int
    first_day: date
    last_day: date
    assumed: bool


@dataclass(frozen=True)
class Term:
    """One term: its name, the calendar year its school year begins in, its days and its half term.

    `assumed` is true where the dates come from the ordinary pattern and not from the council.
    """

    name: str
    starts: int
    first_day: date
    last_day: date
    half_term: Stretch
    assumed: bool = False

    @property
    def blocks(self) -> tuple[Block, Block]:
        """The two halves of the term, each ending and beginning on a weekday."""
        last_before = weekday_back(self.half_term.first_day - ONE_DAY)
        first_after = weekday_on(self.half_term.last_day + ONE_DAY)
        return (
            Block(f"{self.name} 1", self.starts, self.first_day, last_before, self.assumed),
            Block(f"{self.name} 2", self.starts, first_after, self.last_day, self.assumed),
        )


@dataclass(frozen=True)
class SchoolYear:
    """A school year, such as 2026/27: `starts` is 2026; autumn, spring and summer in order."""

    starts: int
    terms: tuple[Term, ...]

    @property
    def label(self) -> str:
        """`2026/27`."""
        return year_label(self.starts)

    @property
    def first_day(self) -> date:
        """The first day of the autumn term."""
        return self.terms[0].first_day

    @property
    def last_day(self) -> date:
        """The last day of the summer term."""
        return self.terms[-1].last_day

    @property
    def assumed(self) -> bool:
        """Whether any of its terms is assumed."""
        return any(term.assumed for term in self.terms)

    def term(self, name: str) -> Term:
        """The `autumn`, `spring` or `summer` term. Raises KeyError for another name."""
        return {term.name: term for term in self.terms}[name]


def year_label(starts: int) -> str:
    """`2026/27` for the school year that begins in 2026."""
    return f"{starts}/{(starts + 1) % 100:02}"


def weekday_back(day: date) -> date:
    """`day`, or the Friday before it at a weekend."""
    return day - max(day.weekday() - 4, 0) * ONE_DAY


def weekday_on(day: date) -> date:
    """`day`, or the Monday after it at a weekend."""
    return day + (7 - day.weekday()) * ONE_DAY if day.weekday() > 4 else day
