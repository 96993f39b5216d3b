"""What every table shares: names of constraints, the `Instant` column type, and who owns a row."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import JSON, DateTime, ForeignKey, MetaData
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class InstantType(TypeDecorator[datetime]):
    """An aware instant, kept in UTC and given back aware, on SQLite and PostgreSQL alike."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The value as the database keeps it. Raises ValueError for a naive datetime."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"{value!r} has no time zone: an instant must be aware")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The value as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Instant = Annotated[datetime, "instant"]
"""For `Mapped[Instant]`: an aware datetime in UTC."""


LONGEST_REASON = 200
"""Characters of a reason as a column keeps it; what a platform says may be longer."""


class Base(DeclarativeBase):
    """The base of all tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {Instant: InstantType(), dict[str, Any]: JSON, list[Any]: JSON}


class TeamOwned:
    """A row that belongs to one council's improvement team; a query that forgets the team fails in the tests."""

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)


class Audited:
    """A row of which each change is written to the audit in the same transaction.

    `unaudited` names the columns that the clockwork moves and nobody decides.
    """

    unaudited: ClassVar[frozenset[str]] = frozenset({"id", "next_look_at"})


class Watched:
    """A row that a reminder rule watches: `next_look_at` says when the rule wants to be asked again."""

    next_look_at: Mapped[Instant | None] = mapped_column(index=True)
