"""Planning: rows whose next look has come are put to their rules, and what is due goes into the outbox, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from notifications.nudge import Nudge, Rule, TeamFacts, facts_of
from notifications.rules import WATCHES
from storage.outbox import next_waiting_at, put_in_outbox
from storage.people import Person
from storage.teams import Team

BATCH = 100
"""Rows looked at in one transaction, so that it stays short."""


def plan(session: Session, now: datetime) -> int:
    """Look at one batch of rows of all teams whose look has come; how many there were. To be repeated until 0."""
    facts = FactsAtHand(session)
    looked = 0
    for watch in WATCHES:
        rows = watch.to_look_at(session, now, BATCH - looked) if looked < BATCH else ()
        for row in rows:
            _plan_row(session, row, watch.rules, facts.of(row.team_id), now)
        looked += len(rows)
    return looked


def plan_changed(session: Session, changed: Sequence[Any], now: datetime) -> None:
    """Put the rows that a command has just changed to their rules, in the command's own transaction."""
    facts = FactsAtHand(session)
    session.flush()
    for changed_row in changed:
        watch = next((watch for watch in WATCHES if isinstance(changed_row, watch.noun)), None)
        if watch is not None and (row := watch.with_id(session, changed_row.id)) is not None:
            _plan_row(session, row, watch.rules, facts.of(row.team_id), now)


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


def _plan_row(session: Session, row: Any, rules: Sequence[Rule], facts: TeamFacts, now: datetime) -> None:
    looks: list[datetime] = []
    for rule in rules:
        looked = rule.look(row, facts, now)
        for nudge in looked.nudges:
            put_in_outbox(session, _outbox_row(nudge, rule, row, now))
        if looked.again_at is not None:
            looks.append(looked.again_at)
    row.next_look_at = min(looks, default=None)


def _outbox_row(nudge: Nudge, rule: Rule, row: Any, now: datetime) -> dict[str, object]:
    is_person = isinstance(nudge.to, Person)
    return {
        "team_id": row.team_id,
        "key": nudge.key,
        "receiver": receiver_key(nudge),
        "person_id": nudge.to.id if is_person else None,
        "contact_id": None if is_person else nudge.to.id,
        "rule": rule.name,
        "about_id": row.id,
        "topic": nudge.topic,
        "occasion_on": nudge.occasion.on,
        "firm": nudge.occasion.firm,
        "planned_at": now,
        "not_before": nudge.occasion.at,
    }


def receiver_key(nudge: Nudge) -> str:
    """Who receives a nudge, as the outbox's unique key has it."""
    return f"{'person' if isinstance(nudge.to, Person) else 'contact'}:{nudge.to.id}"


def next_moment(session: Session, after: datetime) -> datetime | None:
    """The earliest instant after `after` at which planning or delivery could have something to do."""
    moments = [next_waiting_at(session, after)]
    for watch in WATCHES:
        look = watch.noun.next_look_at
        later = select(look).where(look > after).order_by(look).limit(1)
        moments.append(session.scalars(later.execution_options(all_teams=True)).one_or_none())
    return min((moment for moment in moments if moment is not None), default=None)
