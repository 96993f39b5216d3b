"""Schools as the national register (GIAS) has them, and what a team calls and knows of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from storage.base import Audited, Base, Instant, TeamOwned


class Standing(StrEnum):
    """Whether a school can be visited, from the register's EstablishmentStatus."""

    OPEN = "open"
    CLOSING = "open, but proposed to close"
    PROPOSED = "proposed to open"
    CLOSED = "closed"


class School(Base):
    """One establishment of the register. Shared by all teams of a deployment; the URN never changes."""

    __tablename__ = "school"
    __table_args__ = (Index("ix_school_la_code_standing", "la_code", "standing"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    urn: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(200))
    la_code: Mapped[str | None] = mapped_column(String(4))
    la_name: Mapped[str | None] = mapped_column(String(80))
    establishment_number: Mapped[str | None] = mapped_column(String(8))
    type_name: Mapped[str | None] = mapped_column(String(80))
    type_group: Mapped[str | None] = mapped_column(String(80))
    phase: Mapped[str | None] = mapped_column(String(40))
    low_age: Mapped[int | None]
    high_age: Mapped[int | None]
    religious_character: Mapped[str | None] = mapped_column(String(80))
    standing: Mapped[str] = mapped_column(String(30))
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    street: Mapped[str | None] = mapped_column(String(160))
    locality: Mapped[str | None] = mapped_column(String(160))
    town: Mapped[str | None] = mapped_column(String(80))
    postcode: Mapped[str | None] = mapped_column(String(10))
    trust: Mapped[str | None] = mapped_column(String(160))

    @property
    def is_open(self) -> bool:
        """Whether the register says that the school is open, or open but proposed to close."""
        return self.standing in {Standing.OPEN, Standing.CLOSING}

    @property
    def is_academy(self) -> bool:
        """Whether the school is an academy or a free school, from the register's group of types."""
        return self.type_group in {"Academies", "Free Schools"}

    @property
    def place(self) -> str:
        """Town and URN, which tell two schools of one name apart."""
        return ", ".join(part for part in (self.town or self.la_name, f"URN {self.urn}") if part)


class SchoolAlias(TeamOwned, Audited, Base):
    """A short form that a team uses for a school."""

    __tablename__ = "school_alias"
    __table_args__ = (UniqueConstraint("team_id", "alias"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"))
    alias: Mapped[str] = mapped_column(String(60))


class ContactRole(StrEnum):
    """Who somebody at or around a school is."""

    HEAD = "head teacher"
    ACTING_HEAD = "acting head teacher"
    EXECUTIVE_HEAD = "executive head teacher"
    CHAIR_OF_GOVERNORS = "chair of governors"
    CLERK_TO_GOVERNORS = "clerk to governors"
    TRUST = "trust"
    DIOCESE = "diocese"
    SUPPORTING_SCHOOL = "supporting school"


class Contact(TeamOwned, Audited, Base):
    """Somebody off the chat who receives notes, agendas or letters. Both days are included."""

    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    role: Mapped[str] = mapped_column(String(30))
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str | None] = mapped_column(String(254))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    added_at: Mapped[Instant]
    school: Mapped[School] = relationship(lazy="raise")


def school_with_urn(session: Session, urn: int) -> School | None:
    """The school with this unique reference number, wherever it is."""
    return session.scalars(select(School).where(School.urn == urn)).one_or_none()


def schools_with_ids(session: Session, ids: Collection[int]) -> Sequence[School]:
    """The schools with these ids, by name."""
    return session.scalars(select(School).where(School.id.in_(ids)).order_by(School.name, School.urn)).all()


def schools_of(session: Session, la_code: str) -> Sequence[School]:
    """All schools of a local authority, closed ones too, by name."""
    return session.scalars(select(School).where(School.la_code == la_code).order_by(School.name, School.urn)).all()


def aliases_of(session: Session, team_id: int) -> Sequence[SchoolAlias]:
    """What the team calls its schools, by alias."""
    return session.scalars(select(SchoolAlias).where(SchoolAlias.team_id == team_id).order_by(SchoolAlias.alias)).all()


def contacts_of(session: Session, team_id: int, school_id: int, on: date) -> Sequence[Contact]:
    """Who can be reached at a school on a day, in the order they were added, with the school."""
    serving = select(Contact).where(
        Contact.team_id == team_id,
        Contact.school_id == school_id,
        Contact.from_on <= on,
        or_(Contact.until_on.is_(None), Contact.until_on >= on),
    )
    return session.scalars(serving.order_by(Contact.id).options(joinedload(Contact.school))).all()


def head_teacher_of(session: Session, team_id: int, school_id: int, on: date) -> Contact | None:
    """Who receives the notes of visits on a day: the acting head teacher before the head, and the newest of equals."""
    order = (ContactRole.ACTING_HEAD, ContactRole.HEAD, ContactRole.EXECUTIVE_HEAD)
    serving = [contact for contact in contacts_of(session, team_id, school_id, on) if contact.role in order]
    return min(serving, key=lambda contact: (order.index(ContactRole(contact.role)), -contact.id), default=None)
