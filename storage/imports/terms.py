"""Published term dates read into the record, as often as one likes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from policy.refused import Refused
from policy.school_calendar import SchoolCalendar, read_terms
from policy.school_year import Term, year_label
from storage.terms import InsetDay, SchoolTerm


@dataclass(frozen=True)
class TermsReport:
    """How many terms were new, changed or known already, and the years of each area."""

    new: int
    changed: int
    unchanged: int
    years: tuple[tuple[str, tuple[str, ...]], ...]

    def lines(self) -> tuple[str, ...]:
        """The report in words."""
        counts = f"{self.new} terms new, {self.changed} changed, {self.unchanged} unchanged"
        return (counts, *(f"{area}: {', '.join(years)}" for area, years in self.years))


def import_terms(session: Session, path: Path, *, dry_run: bool = False) -> TermsReport:
    """Store the terms of a csv file; a term that the file does not name is left alone. The caller commits.

    Raises Refused, naming every wrong line, when the file cannot be read or holds a slip; then nothing is stored.
    """
    calendars = read_terms(_lines(path))
    found = {"new": 0, "changed": 0, "unchanged": 0}
    for area, calendar in calendars.items():
        for (starts, name), term in calendar.terms.items():
            known = session.scalars(
                select(SchoolTerm).where(SchoolTerm.area == area, SchoolTerm.starts == starts, SchoolTerm.name == name)
            ).one_or_none()
            found[_what_of(known, term)] += 1
            if not dry_run:
                _store(session, area, known, term)
        if not dry_run:
            _store_inset_days(session, area, calendar)
    years = tuple((area, _years(calendar)) for area, calendar in sorted(calendars.items()))
    return TermsReport(found["new"], found["changed"], found["unchanged"], years)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as fault:
        raise Refused(f"{path.name} is not UTF-8 text. Save it as CSV UTF-8 and try again.") from fault
    except OSError as fault:
        raise Refused(f"{path} cannot be read: {fault.strerror}.") from fault


def _days(term: Term) -> dict[str, object]:
    return {
        "first_on": term.first_day,
        "last_on": term.last_day,
        "half_term_first_on": term.half_term.first_day,
        "half_term_last_on": term.half_term.last_day,
    }


def _what_of(known: SchoolTerm | None, term: Term) -> str:
    if known is None:
        return "new"
    return "unchanged" if all(getattr(known, name) == day for name, day in _days(term).items()) else "changed"


def _store(session: Session, area: str, known: SchoolTerm | None, term: Term) -> None:
    row = known or SchoolTerm(area=area, starts=term.starts, name=term.name)
    for name, day in _days(term).items():
        setattr(row, name, day)
    session.add(row)


def _store_inset_days(session: Session, area: str, calendar: SchoolCalendar) -> None:
    """INSET days of the years that the file holds take the place of what was known of those years."""
    for starts in {starts for starts, _name in calendar.terms}:
        year = calendar.year(starts)
        session.execute(
            delete(InsetDay).where(InsetDay.area == area, InsetDay.day.between(year.first_day, year.last_day))
        )
    session.execute(delete(InsetDay).where(InsetDay.area == area, InsetDay.day.in_(calendar.inset_days)))
    session.add_all(InsetDay(area=area, day=day) for day in sorted(calendar.inset_days))


def _years(calendar: SchoolCalendar) -> tuple[str, ...]:
    return tuple(year_label(starts) for starts in sorted({starts for starts, _name in calendar.terms}))
