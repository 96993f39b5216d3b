"""The strategy that a team works by."""

from __future__ import annotations

from sqlalchemy.orm import Session

from policy.framework import Framework, load_framework
from storage.teams import Team


def framework_of(session: Session, team: Team) -> Framework:
    """The strategy of a team. Raises Refused when its file does not hold."""
    return load_framework(team.framework)
