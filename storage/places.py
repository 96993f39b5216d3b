"""Places that are left alone: for a while, because the platform asked for it, or until somebody has mended them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from storage.base import LONGEST_REASON
from storage.destinations import Destination
from storage.troubles import mended

MOST_PLACES = 200
"""A limit for the whole bot is written at so many places at once at most; the others meet it by themselves."""


def rest(session: Session, destination_id: int, until: datetime, *, whole_door: bool) -> None:
    """Send nothing to this place before `until`; with `whole_door`, to no place of its workspace, of whatever team."""
    place = session.get_one(Destination, destination_id, with_for_update=True)
    place.next_free_at = max(until, place.next_free_at or until)
    if not whole_door:
        return
    others = (
        select(Destination.id)
        .where(
            Destination.door == place.door,
            Destination.workspace == place.workspace,
            or_(Destination.next_free_at.is_(None), Destination.next_free_at < until),
        )
        .order_by(Destination.used_at.desc())
        .limit(MOST_PLACES)
        .with_for_update(skip_locked=True)
    )
    ids = session.scalars(others.execution_options(all_teams=True)).all()
    later = update(Destination).where(Destination.id.in_(ids)).values(next_free_at=until)
    session.execute(later, execution_options={"all_teams": True, "synchronize_session": False})


def park(session: Session, destination_id: int, because: str, now: datetime, *, whole_door: bool) -> str:
    """Leave a place alone, with `whole_door` every place of its team's workspace; the thing that is in trouble."""
    place = session.get_one(Destination, destination_id, with_for_update=True)
    place.parked_at, place.parked_because = now, because[:LONGEST_REASON]
    if not whole_door:
        return f"place:{place.id}"
    for other in _of_the_same_workspace(session, place):
        other.parked_at, other.parked_because = now, because[:LONGEST_REASON]
    return f"door:{place.door}"


def take_up_again(session: Session, destination_id: int, now: datetime) -> None:
    """A place has taken something, so it is well again, and with it what was parked for the same reason."""
    place = session.get_one(Destination, destination_id)
    if place.parked_at is None:
        return
    because = place.parked_because
    for one in (place, *_of_the_same_workspace(session, place)):
        if one.parked_because == because:
            one.parked_at = one.parked_because = None
            mended(session, one.team_id, f"place:{one.id}", now)
    mended(session, place.team_id, f"door:{place.door}", now)


def parked_places(session: Session, team_id: int) -> Sequence[Destination]:
    """The places of a team that are left alone until somebody has mended them."""
    parked = select(Destination).where(Destination.team_id == team_id, Destination.parked_at.is_not(None))
    return session.scalars(parked.order_by(Destination.id)).all()


def _of_the_same_workspace(session: Session, place: Destination) -> Sequence[Destination]:
    same = select(Destination).where(
        Destination.team_id == place.team_id,
        Destination.door == place.door,
        Destination.workspace == place.workspace,
        Destination.id != place.id,
    )
    return session.scalars(same.order_by(Destination.id).with_for_update(skip_locked=True)).all()
