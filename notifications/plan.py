"""Planning: rows whose next look has come are put to their rules, and what is due goes into the outbox, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.orm import Session

from notifications.asking import RECORD_IN_TROUBLE
from notifications.facts_at_hand import FactsAtHand
from notifications.in_channels import with_channels
from notifications.nudge import TeamFacts
from notifications.outdated import facts_have_changed
from notifications.pauses import A_DAY, FAULTS, pause_after
from notifications.rules import WATCHES, Watch
from notifications.standing_in import with_deputies
from notifications.telling import put_nudge, receiver_key, tell_admins
from storage.crash_points import crash_point
from storage.outbox import next_waiting_at
from storage.troubles import mended, things_in_trouble
from storage.watching import lock_to_look_at, next_look_after

__all__ = ["BATCH", "next_moment", "plan", "plan_changed", "receiver_key"]

BATCH = 5
"""Rows looked at in one transaction, so that it stays short: a person's command may be waiting behind it."""
log = structlog.get_logger()


def plan(session: Session, now: datetime) -> int:
    """Look at one batch of rows of all teams whose look has come; how many there were. To be repeated until 0.

    A row whose rules raise is asked again later, and after some tries once a day; the others go on without it.
    """
    facts = FactsAtHand(session)
    looked = 0
    for watch in WATCHES:
        mine = lock_to_look_at(session, watch.noun, now, BATCH - looked) if looked < BATCH else ()
        if not mine:
            continue
        in_trouble = things_in_trouble(session, _thing(watch, ""))
        for row in watch.to_look_at(session, now, BATCH - looked):
            if row.id in mine:
                _plan_or_put_aside(session, row, watch, facts, now, in_trouble)
        looked += len(mine)
    crash_point("planned")
    return looked


def plan_changed(
    session: Session, changed: Sequence[Any], now: datetime, pressed_on: tuple[str, str] | None = None
) -> None:
    """Put the rows that a command has just changed to their rules, in the command's own transaction.

    A rule that raises does not undo what the person did: the row's look stays due, and the next tick deals with it.
    Messages about the row that stand on a platform are brought up to date, but for the one that was pressed.
    """
    facts = FactsAtHand(session)
    session.flush()
    for changed_row in changed:
        watch = next((watch for watch in WATCHES if isinstance(changed_row, watch.noun)), None)
        if watch is not None and (row := watch.with_id(session, changed_row.id)) is not None:
            _fault_of_planning(session, row, watch, facts, now)
            facts_have_changed(session, watch, row, now, pressed_on)


def _plan_or_put_aside(
    session: Session, row: Any, watch: Watch, facts: FactsAtHand, now: datetime, in_trouble: frozenset[str]
) -> None:
    thing, team_id = _thing(watch, row.id), row.team_id
    fault = _fault_of_planning(session, row, watch, facts, now)
    if fault is not None:
        trouble = tell_admins(session, facts.if_readable(team_id), team_id, thing, fault, now, at_try=FAULTS)
        row.next_look_at = now + (A_DAY if trouble.tries >= FAULTS else pause_after(trouble.tries))
    elif thing in in_trouble:
        mended(session, team_id, thing, now)


def _fault_of_planning(session: Session, row: Any, watch: Watch, facts: FactsAtHand, now: datetime) -> str | None:
    """Put one row to its rules; the name of what they raised, with nothing of this row stored, or None."""
    row_id = row.id
    try:
        with session.begin_nested():
            _plan_row(session, row, watch, facts.of(row.team_id), now)
    except RECORD_IN_TROUBLE:
        raise
    except Exception as fault:
        log.error("row cannot be planned", table=watch.noun.__tablename__, row=row_id, exc_info=fault)
        return type(fault).__name__
    return None


def _plan_row(session: Session, row: Any, watch: Watch, facts: TeamFacts, now: datetime) -> None:
    looks: list[datetime] = []
    for rule in watch.rules:
        looked = rule.look(row, facts, now)
        own = with_deputies(looked.nudges, facts, getattr(row, "school_id", None))
        for nudge in with_channels(own, rule.name, row, facts):
            put_nudge(session, nudge, rule, row, now)
            crash_point("put into the outbox")
        if looked.again_at is not None:
            looks.append(looked.again_at)
    row.next_look_at = min(looks, default=None)


def _thing(watch: Watch, row_id: object) -> str:
    """How a trouble names a row that cannot be planned."""
    return f"plan:{watch.noun.__tablename__}:{row_id}"


def next_moment(session: Session, after: datetime) -> datetime | None:
    """The earliest instant after `after` at which planning or delivery could have something to do."""
    moments = [next_waiting_at(session, after)]
    moments += [next_look_after(session, watch.noun, after) for watch in WATCHES]
    return min((moment for moment in moments if moment is not None), default=None)
