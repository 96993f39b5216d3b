"""The numbers behind references such as V12: per team, in order, from the one counter row."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import update
from sqlalchemy.orm import Session

from storage.teams import TeamCounter

Sort = Literal["visits", "actions", "meetings", "plans", "escalations", "drafts"]


def next_reference(session: Session, team_id: int, of: Sort) -> int:
    """The next number of this sort for the team. The counter row is locked by the change that asks."""
    column = getattr(TeamCounter, of)
    number: int = session.execute(
        update(TeamCounter).where(TeamCounter.team_id == team_id).values({of: column + 1}).returning(column)
    ).scalar_one()
    return number
