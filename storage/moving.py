"""A group that gets another address on its platform keeps what was bound, planned and asked there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.audit import begin_change
from storage.channels import BoundChannel, channel_at
from storage.destinations import Destination, destination_of
from storage.drafts import Draft
from storage.outbox import OutboxRow


def move_place(session: Session, door: str, workspace: str, old: str, new: str, now: datetime) -> int:
    """Move every team's channel, destination and open questions from an address to another; how many teams had any.

    To be called before anything else is changed. What the new address has already is kept, and joined with the old.
    """
    here = (BoundChannel.door == door, BoundChannel.workspace == workspace, BoundChannel.address == old)
    there = (Destination.door == door, Destination.workspace == workspace, Destination.address == old)
    bound = session.scalars(select(BoundChannel.team_id).where(*here).execution_options(all_teams=True)).all()
    reached = session.scalars(select(Destination.team_id).where(*there).execution_options(all_teams=True)).all()
    teams = sorted({*bound, *reached})
    for team_id in teams:
        begin_change(session, team_id, None, door, now)
        _move_channel(session, team_id, door, workspace, old, new)
        _move_destination(session, team_id, door, workspace, old, new)
        asked = update(Draft).where(Draft.team_id == team_id, Draft.door == door, Draft.channel == old)
        session.execute(asked.values(channel=new))
        session.flush()
    return len(teams)


def _move_channel(session: Session, team_id: int, door: str, workspace: str, old: str, new: str) -> None:
    leaving = channel_at(session, team_id, door, workspace, old)
    known = channel_at(session, team_id, door, workspace, new)
    if leaving is None:
        return
    if known is None:
        leaving.address = new
        return
    known.purposes = [*known.purposes, *(one for one in leaving.purposes if one not in known.purposes)]
    session.delete(leaving)


def _move_destination(session: Session, team_id: int, door: str, workspace: str, old: str, new: str) -> None:
    leaving = destination_of(session, team_id, door, workspace, old)
    known = destination_of(session, team_id, door, workspace, new)
    if leaving is None:
        return
    if known is None:
        leaving.address = new
        leaving.parked_at = leaving.parked_because = None
        return
    rows = update(OutboxRow).where(OutboxRow.team_id == team_id, OutboxRow.destination_id == leaving.id)
    session.execute(rows.values(destination_id=known.id))
    session.delete(leaving)
