"""Ofsted's published outcomes, old scale and new side by side, and links between a school and its successor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base


class Scale(StrEnum):
    """Which of Ofsted's scales an outcome is on; they cannot be compared."""

    OLD = "1 to 4"
    UNGRADED = "ungraded"
    NEW = "report card"

    @property
    def said(self) -> str:
        """How people call outcomes on this scale."""
        return {"1 to 4": "on the old scale", "ungraded": "ungraded", "report card": "report cards"}[self.value]


class Inspection(Base):
    """One inspection of the school with this URN, or of the school that it carries on (`inspected_urn`).

    `overall`, `concern` and `outcomes`, by area, keep what Ofsted prints: on the old scale 1 is Outstanding and 4
    Inadequate.
    """

    __tablename__ = "inspection"
    __table_args__ = (
        UniqueConstraint("urn", "inspected_on", "scale"),
        Index("ix_inspection_urn", "urn"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    urn: Mapped[int]
    scale: Mapped[str] = mapped_column(String(12))
    number: Mapped[str | None] = mapped_column(String(20))
    inspected_on: Mapped[date]
    published_on: Mapped[date | None]
    inspected_urn: Mapped[int | None]
    overall: Mapped[str | None] = mapped_column(String(60))
    concern: Mapped[str | None] = mapped_column(String(40))
    outcomes: Mapped[dict[str, Any]]

    def is_published(self, on: date) -> bool:
        """Whether Ofsted had published it by a day; until then it is provisional, and restricted."""
        return self.published_on is not None and self.published_on <= on


class SchoolLink(Base):
    """A link between two schools of the register: a predecessor, a successor, a merger."""

    __tablename__ = "school_link"
    __table_args__ = (UniqueConstraint("urn", "link_urn", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    urn: Mapped[int] = mapped_column(index=True)
    link_urn: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(60))
    on: Mapped[date | None]


def inspections_of(session: Session, urns: Sequence[int]) -> Sequence[Inspection]:
    """The inspections on record of schools with these URNs, the newest first."""
    query = select(Inspection).where(Inspection.urn.in_(urns))
    return session.scalars(query.order_by(Inspection.inspected_on.desc(), Inspection.id)).all()


def latest_of_each_scale(inspections: Sequence[Inspection]) -> tuple[Inspection, ...]:
    """Of inspections, the newest first, that on each of Ofsted's scales, in the same order."""
    found: dict[str, Inspection] = {}
    for inspection in inspections:
        found.setdefault(inspection.scale, inspection)
    return tuple(found.values())
