"""Writing down what became of a message, as long as it is still ours to say."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from notifications.letters import begin_letters, letters_that_failed
from notifications.messenger import Fate, Outcome, Parcel
from notifications.nudge import Topic, facts_of
from notifications.pauses import ATTEMPTS, Dice, no_jitter, pause_after
from notifications.telling import tell_admins
from storage.base import LONGEST_REASON
from storage.crash_points import crash_point
from storage.moving import move_place
from storage.outbox import OutboxRow, OutboxState, rows_held_by
from storage.places import park, rest, take_up_again
from storage.teams import Team

LEASE = timedelta(seconds=60)
MOST_REPEATS = 3
"""So often a message is said again because its answer was lost: half a minute, two and eight minutes later. A network
that loses answers often loses requests as well, for some minutes."""
SHORTEST_REST = timedelta(seconds=1)
LONGEST_REST = timedelta(days=1)


@dataclass(frozen=True)
class Claimed:
    """One message that this process alone may send until its lease ends, and the rows that it settles.

    `unclear_since` is the start of an earlier attempt of which nobody knows what became; `looks` says how often the
    platform was asked about it in vain. `is_repeat` and `only_looked` say what was made of it since.
    """

    parcel: Parcel
    row_ids: tuple[int, ...]
    destination_id: int
    team_id: int
    at: datetime
    topic: str
    unclear_since: datetime | None = None
    looks: int = 0
    is_repeat: bool = False
    only_looked: bool = False


def mark_of(head: OutboxRow) -> str:
    """What tells the message of this row and those that go with it from every other message, at every attempt."""
    return hashlib.sha256(f"{head.key}|{head.receiver}".encode()).hexdigest()[:24]


def noticed_as_unclear(row: OutboxRow) -> bool:
    """Whether its lease ended without a word: whoever had the row may have sent it before it died."""
    if row.owner is None:
        return False
    row.unclear += 1
    if row.unclear_at is None and row.lease_until is not None:
        row.unclear_at = row.lease_until - LEASE
    row.owner = row.lease_until = None
    return True


def record(
    session: Session, owner: str, claimed: Claimed, outcome: Outcome, now: datetime, *, dice: Dice = no_jitter
) -> int:
    """Write down what became of a message; how many rows it settled. Nothing when the lease has gone to another.

    Letters that are given up start their visits' clocks again, and admins are told of a place that has gone, all in
    the same transaction.
    """
    if outcome.moved_to is not None:
        parcel = claimed.parcel
        move_place(session, parcel.door, parcel.workspace, parcel.address, outcome.moved_to, now)
    if claimed.topic == Topic.LETTER and outcome.fate is not Fate.SENT:
        begin_letters(session, claimed.team_id, claimed.row_ids, now)
    rows = rows_held_by(session, owner, claimed.row_ids)
    if not rows:
        return 0
    gone = outcome.fate is Fate.GONE
    if gone and claimed.topic != Topic.LETTER:
        _park(session, claimed, outcome, now)
    if outcome.pause is not None:
        rested = now + min(max(outcome.pause, SHORTEST_REST), LONGEST_REST)
        rest(session, claimed.destination_id, rested, whole_door=outcome.whole_door)
    for row in rows:
        _write(row, claimed, outcome, now, dice)
    if outcome.fate is Fate.SENT:
        take_up_again(session, claimed.destination_id, now)
    aside = [row for row in rows if row.state in {OutboxState.FAILED, OutboxState.UNCLEAR}]
    if aside and claimed.topic == Topic.LETTER and outcome.fate is not Fate.UNCLEAR:
        letters_that_failed(session, claimed.row_ids, now)
    elif aside:
        facts = facts_of(session, session.get_one(Team, claimed.team_id))
        tell_admins(session, facts, claimed.team_id, f"rule:{aside[0].rule}", aside[0].outcome or "", now)
    crash_point("recorded")
    return len(rows)


def _write(row: OutboxRow, claimed: Claimed, outcome: Outcome, now: datetime, dice: Dice) -> None:
    fate = outcome.fate
    row.owner = row.lease_until = None
    row.looks += claimed.only_looked
    row.unclear += fate is Fate.UNCLEAR or outcome.was_unclear
    row.repeats += claimed.is_repeat and fate in {Fate.SENT, Fate.UNCLEAR}
    if fate is Fate.UNCLEAR and row.repeats < MOST_REPEATS and row.attempts < ATTEMPTS:
        row.unclear_at = row.unclear_at or claimed.at
        put_off([row], now + pause_after(2 * row.repeats + 1), outcome.because or fate)
        return
    if fate is Fate.LATER and row.attempts < ATTEMPTS:
        pause = outcome.pause or pause_after(row.attempts, dice)
        put_off([row], now + min(max(pause, SHORTEST_REST), LONGEST_REST), outcome.because)
    elif fate is Fate.GONE and row.contact_id is None:
        put_off([row], now, outcome.because)
    else:
        settle(row, _STATE_AFTER[fate], outcome.because or fate, now)
        row.destination_id, row.platform_id = claimed.destination_id, outcome.platform_id
        return
    if row.unclear_at is None:
        row.together_with = None


_STATE_AFTER = {
    Fate.SENT: OutboxState.SENT,
    Fate.UNCLEAR: OutboxState.UNCLEAR,
    Fate.REFUSED: OutboxState.FAILED,
    Fate.GONE: OutboxState.FAILED,
    Fate.LATER: OutboxState.FAILED,
}


def _park(session: Session, claimed: Claimed, outcome: Outcome, now: datetime) -> None:
    """Leave a place alone until somebody has mended it, and tell the admins once."""
    because = outcome.because or "it takes nothing any more"
    thing = park(session, claimed.destination_id, because, now, whole_door=outcome.whole_door)
    facts = facts_of(session, session.get_one(Team, claimed.team_id))
    tell_admins(session, facts, claimed.team_id, thing, because, now)


def put_off(rows: Sequence[OutboxRow], until: datetime, because: str | None = None) -> None:
    """Let rows wait, and remember why."""
    for row in rows:
        row.not_before = until
        row.outcome = because[:LONGEST_REASON] if because is not None else None


def settle(row: OutboxRow, state: OutboxState, because: str, now: datetime) -> None:
    """Nothing more is to be done about a row."""
    row.state, row.outcome, row.settled_at = state, because[:LONGEST_REASON], now
    row.owner = row.lease_until = row.unclear_at = None
