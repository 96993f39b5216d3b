"""Delivery: claim what is due, ask its rule again, put it together for its receiver, and send it once.

Claiming and recording are short transactions of their own; sending stands between them, outside of any.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from notifications.message import Message
from notifications.messenger import Fate, Outcome, Parcel
from notifications.nudge import Nudge, TeamFacts, Topic
from notifications.plan import FactsAtHand, receiver_key
from notifications.rules import RULES
from notifications.together import put_together
from storage.base import Watched
from storage.outbox import (
    Destination,
    OutboxRow,
    OutboxState,
    destination_of,
    rows_due,
    rows_held_by,
    rows_of_the_day,
    way_to_person,
)
from storage.people import Person
from storage.schools import Contact

BATCH = 20
LEASE = timedelta(seconds=60)
PACES = {"slack": timedelta(seconds=1), "telegram": timedelta(seconds=1)}
"""The pause between two messages to one destination, by door; other doors need none."""
NOWHERE_PAUSE = timedelta(hours=1)
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=30)
ATTEMPTS = 12
"""After so many attempts a row is set aside and shown to the administrator."""


@dataclass(frozen=True)
class Claimed:
    """One message that this process alone may send until its lease ends, and the rows that it settles."""

    parcel: Parcel
    row_ids: tuple[int, ...]
    destination_id: int


def claim(session: Session, owner: str, doors: Sequence[str], now: datetime) -> tuple[int, tuple[Claimed, ...]]:
    """Take a batch of due rows: how many were looked at, and the messages to send.

    A row whose reason has gone is cancelled; one that would disturb somebody's quiet time is put off.
    """
    facts = FactsAtHand(session)
    due = rows_due(session, now, BATCH)
    claimed = []
    for row in due:
        if row.state == OutboxState.WAITING and row.not_before <= now and row.owner != owner:
            taken = _claim_row(session, row, facts.of(row.team_id), owner, doors, now)
            claimed += [taken] if taken else []
    return len(due), tuple(claimed)


def _claim_row(
    session: Session, row: OutboxRow, facts: TeamFacts, owner: str, doors: Sequence[str], now: datetime
) -> Claimed | None:
    if row.topic != Topic.LETTER and not facts.working_time.is_open(now):
        row.not_before = facts.working_time.next_working_moment(now)
        return None
    rows = _rows_that_go_together(session, row, now)
    if not rows:
        return None
    spoken = [(one, found) for one in rows if (found := still_true(session, one, facts, now)) is not None]
    for one in rows:
        if one not in [kept for kept, _ in spoken]:
            _settle(one, OutboxState.CANCELLED, "its reason has gone", now)
    if not spoken:
        return None
    destination = _way(session, row, spoken[0][1].nudge, doors, now)
    if destination is None:
        _put_off(rows, now + NOWHERE_PAUSE, "no open door leads to the receiver")
        return None
    if destination.next_free_at is not None and destination.next_free_at > now:
        _put_off(rows, destination.next_free_at, None)
        return None
    if destination.door in PACES:
        destination.next_free_at = now + PACES[destination.door]
    for one, _ in spoken:
        one.owner, one.lease_until, one.attempts = owner, now + LEASE, one.attempts + 1
    receiver = spoken[0][1].nudge.to
    message = put_together([found.words(session, facts, now) for _, found in spoken], spoken[0][1].nudge.topic)
    parcel = Parcel(destination.door, destination.workspace, destination.address, receiver.name, message)
    return Claimed(parcel, tuple(one.id for one, _ in spoken), destination.id)


def _rows_that_go_together(session: Session, row: OutboxRow, now: datetime) -> list[OutboxRow]:
    """The rows that one message carries. About notes there is one message a day for a person: one that is not firm
    waits for a firm one later that day, and everything else of the day rides along with what goes first.
    """
    if row.topic != Topic.NOTES:
        return [row]
    today = rows_of_the_day(session, row.team_id, row.receiver, row.topic, row.occasion_on)
    waiting = [one for one in today if one.state == OutboxState.WAITING and (one.owner is None or one is row)]
    if any(one.state in {OutboxState.SENT, OutboxState.UNCLEAR} for one in today):
        for one in waiting:
            _settle(one, OutboxState.CANCELLED, "one message about notes a day", now)
        return []
    firm_at = min((one.not_before for one in waiting if one.firm), default=None)
    if firm_at is not None and firm_at > now and not row.firm:
        row.not_before = firm_at
        return []
    return waiting


@dataclass(frozen=True)
class Spoken:
    """A row whose rule, asked again, still has this to say."""

    row: Watched
    nudge: Nudge
    rule: str

    def words(self, session: Session, facts: TeamFacts, now: datetime) -> Message:
        """The words of now: nothing stale goes out."""
        rule = RULES[self.rule]
        message = rule.words(self.row, facts, self.nudge.to, now)
        return replace(message, lines=(*message.lines, *rule.more(session, self.row, now)))


def still_true(session: Session, row: OutboxRow, facts: TeamFacts, now: datetime) -> Spoken | None:
    """What a row's rule says of it at this moment, or None when its reason or its occasion has gone."""
    rule = RULES.get(row.rule)
    about = rule.find(session, row.about_id) if rule else None
    if rule is None or about is None:
        return None
    for nudge in rule.look(about, facts, now).nudges:
        if nudge.key == row.key and receiver_key(nudge) == row.receiver:
            return Spoken(about, nudge, rule.name)
    return None


def _way(session: Session, row: OutboxRow, nudge: Nudge, doors: Sequence[str], now: datetime) -> Destination | None:
    if isinstance(nudge.to, Person):
        return way_to_person(session, nudge.to.id, doors)
    return _postbox(session, row.team_id, nudge.to, now) if "email" in doors else None


def _postbox(session: Session, team_id: int, contact: Contact, now: datetime) -> Destination | None:
    if contact.email is None:
        return None
    known = destination_of(session, team_id, "email", "smtp", contact.email)
    if known is None:
        known = Destination(
            team_id=team_id, door="email", workspace="smtp", address=contact.email, contact_id=contact.id, used_at=now
        )
        session.add(known)
        session.flush()
    return known if known.parked_at is None else None


def record(session: Session, owner: str, claimed: Claimed, outcome: Outcome, now: datetime) -> int:
    """Write down what became of a message; how many rows it settled. Nothing when the lease has gone to another."""
    rows = rows_held_by(session, owner, claimed.row_ids)
    for row in rows:
        row.owner, row.lease_until = None, None
        if outcome.fate == Fate.LATER and row.attempts < ATTEMPTS:
            _put_off([row], now + (outcome.pause or _pause(row.attempts)), outcome.because)
            continue
        _settle(row, _STATE_AFTER[outcome.fate], outcome.because or outcome.fate, now)
        row.destination_id, row.platform_id = claimed.destination_id, outcome.platform_id
        row.together_with = claimed.row_ids[0]
    return len(rows)


_STATE_AFTER = {
    Fate.SENT: OutboxState.SENT,
    Fate.UNCLEAR: OutboxState.UNCLEAR,
    Fate.REFUSED: OutboxState.FAILED,
    Fate.LATER: OutboxState.FAILED,
}


def _pause(attempts: int) -> timedelta:
    return min(FIRST_PAUSE * (1 << min(attempts - 1, 10)), LONGEST_PAUSE)


def _put_off(rows: Sequence[OutboxRow], until: datetime, because: str | None) -> None:
    for row in rows:
        row.not_before = until
        row.outcome = because


def _settle(row: OutboxRow, state: OutboxState, because: str, now: datetime) -> None:
    row.state, row.outcome, row.settled_at = state, because[:200], now
    row.owner, row.lease_until = None, None
