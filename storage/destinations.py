"""Where a door can deliver: somebody's direct messages, a channel, an e-mail address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from storage.base import LONGEST_REASON, Base, Instant, TeamOwned


class Destination(TeamOwned, Base):
    """A place where a door can deliver: a person's direct messages, a channel, an e-mail address.

    `next_free_at` keeps the platform's pace; a parked destination is left alone until somebody mends it.
    """

    __tablename__ = "destination"
    __table_args__ = (UniqueConstraint("team_id", "door", "workspace", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    door: Mapped[str] = mapped_column(String(20))
    workspace: Mapped[str] = mapped_column(String(60))
    address: Mapped[str] = mapped_column(String(254))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    used_at: Mapped[Instant]
    next_free_at: Mapped[Instant | None]
    parked_at: Mapped[Instant | None]
    parked_because: Mapped[str | None] = mapped_column(String(LONGEST_REASON))


def destination_of(session: Session, team_id: int, door: str, workspace: str, address: str) -> Destination | None:
    """The team's destination at this address of a door."""
    return session.scalars(
        select(Destination).where(
            Destination.team_id == team_id,
            Destination.door == door,
            Destination.workspace == workspace,
            Destination.address == address,
        )
    ).one_or_none()


def used_destination(
    session: Session, team_id: int, person_id: int, door: str, workspace: str, address: str, now: datetime
) -> Destination:
    """Remember that a person was here just now, so that reminders come where the person is."""
    known = destination_of(session, team_id, door, workspace, address)
    if known is None:
        known = Destination(
            team_id=team_id, door=door, workspace=workspace, address=address, person_id=person_id, used_at=now
        )
        session.add(known)
    known.used_at = now
    return known


def way_to_person(
    session: Session, person_id: int, doors: Sequence[str], tried_before: datetime | None = None
) -> Destination | None:
    """Where a person was last seen among the doors that are open here. A parked one is left out, unless it is the only
    one and was last tried before `tried_before`.
    """
    is_parked = Destination.parked_at.is_not(None)
    usable: ColumnElement[bool] = Destination.parked_at.is_(None)
    if tried_before is not None:
        usable = or_(usable, Destination.parked_at < tried_before)
    ways = select(Destination).where(Destination.person_id == person_id, Destination.door.in_(doors), usable)
    best = ways.order_by(is_parked, Destination.used_at.desc(), Destination.id).limit(1)
    return session.scalars(best.execution_options(all_teams=True)).one_or_none()


def postbox_of(
    session: Session, team_id: int, door: str, workspace: str, address: str, contact_id: int | None, now: datetime
) -> Destination:
    """The team's destination at this address, for a contact or a channel, made where there is none."""
    known = destination_of(session, team_id, door, workspace, address)
    if known is not None:
        return known
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    new = dialect.insert(Destination).values(
        team_id=team_id, door=door, workspace=workspace, address=address, contact_id=contact_id, used_at=now
    )
    session.execute(new.on_conflict_do_nothing())
    found = destination_of(session, team_id, door, workspace, address)
    if found is None:
        raise RuntimeError("a destination was deleted while it was being made")
    return found


def place_of_channel(
    session: Session, team_id: int, door: str, workspace: str, address: str, now: datetime
) -> Destination | None:
    """The team's destination for a channel at this address, made where there is none; None while it is parked."""
    found = postbox_of(session, team_id, door, workspace, address, None, now)
    return found if found.parked_at is None else None


def lock_destination(session: Session, destination_id: int) -> Destination | None:
    """This destination, locked until the transaction ends; None when another process is sending there just now."""
    session.flush()
    mine = select(Destination).where(Destination.id == destination_id).with_for_update(skip_locked=True)
    again = mine.execution_options(all_teams=True, populate_existing=True)
    return session.scalars(again).one_or_none()
