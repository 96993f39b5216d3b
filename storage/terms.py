"""Term dates that councils have published, by area and school year, for all teams of a deployment."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from policy.school_calendar import CALENDAR_2026_27, SchoolCalendar
from policy.school_year import Stretch, Term
from storage.base import Base


class SchoolTerm(Base):
    """One term of one area: its days and its half term, all included. `starts` is 2026 for 2026/27."""

    __tablename__ = "school_term"
    __table_args__ = (UniqueConstraint("area", "starts", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    area: Mapped[str] = mapped_column(String(120))
    starts: Mapped[int]
    name: Mapped[str] = mapped_column(String(10))
    first_on: Mapped[date]
    last_on: Mapped[date]
    half_term_first_on: Mapped[date]
    half_term_last_on: Mapped[date]


class InsetDay(Base):
    """A day on which an area's schools train their staff."""

    __tablename__ = "inset_day"
    __table_args__ = (UniqueConstraint("area", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    area: Mapped[str] = mapped_column(String(120))
    day: Mapped[date]


def calendar_of(session: Session, area: str) -> SchoolCalendar:
    """The school calendar of an area, as far as its dates were imported; the house calendar where none were."""
    stored = session.scalars(select(SchoolTerm).where(SchoolTerm.area == area).order_by(SchoolTerm.first_on)).all()
    if not stored:
        return CALENDAR_2026_27
    terms = {
        (term.starts, term.name): Term(
            term.name,
            term.starts,
            term.first_on,
            term.last_on,
            Stretch(term.half_term_first_on, term.half_term_last_on),
        )
        for term in stored
    }
    inset_days = session.scalars(select(InsetDay.day).where(InsetDay.area == area)).all()
    return SchoolCalendar(area, terms, frozenset(inset_days))


def areas_with_terms(session: Session) -> list[str]:
    """The areas whose term dates were imported, by name."""
    return list(session.scalars(select(SchoolTerm.area).distinct().order_by(SchoolTerm.area)))
