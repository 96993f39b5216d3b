"""The facts of the teams that one transaction meets."""

from __future__ import annotations

import structlog
from sqlalchemy.orm import Session

from notifications.asking import RECORD_IN_TROUBLE
from notifications.nudge import TeamFacts, facts_of
from storage.teams import Team

log = structlog.get_logger()


class FactsAtHand:
    """The facts of the teams that one transaction meets, each fetched once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[int, TeamFacts] = {}

    def of(self, team_id: int) -> TeamFacts:
        """The facts of this team."""
        if team_id not in self._known:
            self._known[team_id] = facts_of(self._session, self._session.get_one(Team, team_id))
        return self._known[team_id]

    def if_readable(self, team_id: int) -> TeamFacts | None:
        """The facts of this team, or None when its strategy cannot be read; `rrp-bot doctor` says why."""
        try:
            return self.of(team_id)
        except RECORD_IN_TROUBLE:
            raise
        except Exception as fault:
            log.error("team cannot be read", team=team_id, exc_info=fault)
            return None
