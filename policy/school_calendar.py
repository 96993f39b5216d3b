"""Terms, half terms and school days of an area, known or assumed from the ordinary pattern."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from policy.bank_holidays import is_bank_holiday
from policy.ordinary_year import ordinary_terms
from policy.school_year import Block, SchoolYear, Stretch, Term, year_label
from policy.term_file import read_term_lines

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class SchoolCalendar:
    """The school years of one area, by the calendar year in which they begin.

    Terms that are not in `terms` are assumed from the ordinary pattern: `assumed` and `Term.assumed` say so.
    INSET days are kept for those who ask; term dates and school days do not heed them.
    """

    area: str
    terms: Mapping[tuple[int, str], Term] = field(default_factory=dict)
    inset_days: frozenset[date] = frozenset()
    _years: dict[int, SchoolYear] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "terms", MappingProxyType(dict(self.terms)))

    def __hash__(self) -> int:
        return hash((self.area, tuple(self.terms.items()), self.inset_days))

    def year(self, starts: int) -> SchoolYear:
        """The school year that begins in the autumn of `starts`, each term known or assumed."""
        if starts not in self._years:
            known = (self.terms.get((starts, term.name), term) for term in ordinary_terms(starts))
            self._years[starts] = SchoolYear(starts, tuple(known))
        return self._years[starts]

    def academic_year(self, day: date) -> SchoolYear:
        """The school year `day` belongs to; days of the summer holidays before 1 September belong to the old one.

        An autumn term that begins in August begins the year with it.
        """
        this = self.year(day.year)
        return this if day >= min(this.first_day, date(day.year, 9, 1)) else self.year(day.year - 1)

    def terms_from(self, day: date) -> Iterator[Term]:
        """The term `day` lies in, or the coming one in the holidays, and the terms after it, for six years."""
        for starts in range(day.year - 1, day.year + 6):
            yield from (term for term in self.year(starts).terms if term.last_day >= day)

    def terms_until(self, day: date) -> Iterator[Term]:
        """The term `day` lies in, or the latest one in the holidays, and the terms before it, for six years."""
        for starts in range(day.year, day.year - 7, -1):
            yield from (term for term in reversed(self.year(starts).terms) if term.first_day <= day)

    def term_of(self, day: date) -> Term | None:
        """The term `day` lies in, half term included; None in the holidays between terms."""
        term = next(self.terms_from(day))
        return term if term.first_day <= day else None

    def block_of(self, day: date) -> Block | None:
        """The block `day` lies in, such as autumn 1; None in half terms and holidays and the weekends around them."""
        term = self.term_of(day)
        blocks = term.blocks if term else ()
        return next((block for block in blocks if block.first_day <= day <= block.last_day), None)

    def blocks_from(self, day: date) -> Iterator[Block]:
        """The block `day` lies in, or the coming one, and the blocks after it."""
        for term in self.terms_from(day):
            yield from (block for block in term.blocks if block.last_day >= day)

    def blocks_until(self, day: date) -> Iterator[Block]:
        """The block `day` lies in, or the latest one, and the blocks before it."""
        for term in self.terms_until(day):
            yield from (block for block in reversed(term.blocks) if block.first_day <= day)

    def is_school_day(self, day: date) -> bool:
        """Whether `day` is a working day inside a term and outside its half term; INSET days count."""
        return day.weekday() < 5 and self.block_of(day) is not None and not is_bank_holiday(day)

    def is_inset(self, day: date) -> bool:
        """Whether `day` is known as an INSET day: staff are in, pupils are not."""
        return day in self.inset_days

    def in_holidays(self, day: date) -> bool:
        """Whether `day` lies in school holidays or a half term, the weekends on both sides included."""
        return self.block_of(day) is None

    def next_school_day(self, day: date) -> date:
        """The first school day strictly after `day`."""
        day += ONE_DAY
        while not self.is_school_day(day):
            day += ONE_DAY
        return day

    def previous_school_day(self, day: date) -> date:
        """The latest school day strictly before `day`."""
        day -= ONE_DAY
        while not self.is_school_day(day):
            day -= ONE_DAY
        return day

    def add_school_days(self, day: date, school_days: int) -> date:
        """The n-th school day after `day`, or before it where `school_days` is below zero; `day` itself for 0."""
        step = self.next_school_day if school_days > 0 else self.previous_school_day
        for _ in range(abs(school_days)):
            day = step(day)
        return day

    def holiday_after(self, term: Term) -> Stretch:
        """The holiday that follows a term: the day after its last day to the day before the next term begins."""
        following = next(self.terms_from(term.last_day + ONE_DAY))
        return Stretch(term.last_day + ONE_DAY, following.first_day - ONE_DAY)

    def assumed(self, day: date) -> bool:
        """Whether an answer about `day` rests on assumed dates: of its term, or in holidays of the terms around it."""
        return bool(self._guesses(day))

    def _guesses(self, day: date) -> list[int]:
        """The school years, by the year they begin in, whose assumed terms an answer about `day` rests on."""
        running = self.term_of(day)
        terms = [running] if running else [next(self.terms_until(day)), next(self.terms_from(day))]
        return sorted({term.starts for term in terms if term.assumed})

    def assumption(self, day: date) -> str | None:
        """The sentence that says so, such as `term dates of 2028/29 are assumed from the ordinary pattern`, or None."""
        guesses = self._guesses(day)
        return assumption_about(*guesses) if guesses else None


def assumption_about(*starts: int) -> str:
    """What is said of every answer that rests on assumed terms of the school years that begin in `starts`."""
    years = " and ".join(year_label(year) for year in starts)
    return f"term dates of {years} are assumed from the ordinary pattern"


def read_terms(lines: Iterable[str]) -> dict[str, SchoolCalendar]:
    """Calendars by area from the lines of a csv file with area, academic_year, kind, first_day and last_day.

    Days are written 2026-11-12, 12/11/2026 or Thursday 12 November 2026. Raises Refused with one sentence for every
    line that is wrong (a weekday that is not that day's, an end before the start, another year), naming the line.
    """
    areas = read_term_lines(lines)
    return {area: SchoolCalendar(area, found.terms, frozenset(found.inset_days)) for area, found in areas.items()}


def _term(name: str, starts: int, first_day: str, last_day: str, half_term: tuple[str, str]) -> Term:
    days = Stretch(date.fromisoformat(half_term[0]), date.fromisoformat(half_term[1]))
    return Term(name, starts, date.fromisoformat(first_day), date.fromisoformat(last_day), days)


_TERMS_2026_27 = (
    _term("autumn", 2026, "2026-09-01", "2026-12-18", ("2026-10-26", "2026-10-30")),
    _term("spring", 2026, "2027-01-04", "2027-03-25", ("2027-02-15", "2027-02-19")),
    _term("summer", 2026, "2027-04-12", "2027-07-20", ("2027-05-31", "2027-06-04")),
)

CALENDAR_2026_27 = SchoolCalendar("England", {(term.starts, term.name): term for term in _TERMS_2026_27})
"""The calendar used where a team has given none: 2026/27 known, other years assumed."""
