"""Bringing messages up to date where they stand: what was done since is said in the place where it was asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from notifications.asking import Faulty, what_it_says
from notifications.facts_at_hand import FactsAtHand
from notifications.message import Message
from notifications.messenger import Fate, Outcome, Parcel
from notifications.nudge import TeamFacts, Topic
from notifications.recording import LEASE, mark_of
from notifications.references_only import for_door
from notifications.rules import RULES
from notifications.together import put_together
from policy.saying import say_moment
from storage.destinations import Destination, lock_destination
from storage.histories import latest_change_of
from storage.outbox import OutboxRow
from storage.revisions import Revision, revised, revisions_due, sent_together

BATCH = 5
MOST_TRIES = 6
A_WHILE = timedelta(minutes=1)
DOORS_IN_WORDS = {"console": "at the terminal", "slack": "on Slack", "telegram": "on Telegram"}


@dataclass(frozen=True)
class Revised:
    """One message as it should read now, and where it stands."""

    revision_id: int
    wanted_at: datetime
    parcel: Parcel
    platform_id: str


def claim_revisions(
    session: Session, now: datetime, doors: Collection[str], pace: Callable[[str, str], timedelta]
) -> tuple[int, tuple[Revised, ...]]:
    """Take a batch of messages to bring up to date: how many were looked at, and those to send as edits.

    `doors` are those that are open here and can edit. A message that cannot be changed any more is let be.
    """
    facts = FactsAtHand(session)
    due = revisions_due(session, now, BATCH)
    found = []
    for revision in due:
        revision.not_before = now + LEASE
        revision.tries += 1
        rows = sent_together(session, revision.team_id, revision.outbox_id)
        team = facts.if_readable(revision.team_id)
        place = session.get(Destination, rows[0].destination_id) if rows else None
        if not rows or team is None or place is None or place.door not in doors or revision.tries > MOST_TRIES:
            session.delete(revision)
            continue
        if not _keeps_pace(session, place, now, pace):
            revision.not_before, revision.tries = now + timedelta(seconds=1), revision.tries - 1
            continue
        found.append(_revised(session, revision, rows, place, team, now))
    return len(due), tuple(one for one in found if one is not None)


def _keeps_pace(session: Session, place: Destination, now: datetime, pace: Callable[[str, str], timedelta]) -> bool:
    locked = lock_destination(session, place.id)
    if locked is None or (locked.next_free_at is not None and locked.next_free_at > now):
        return False
    between = pace(place.door, place.address)
    if between:
        locked.next_free_at = now + between
    return True


def _revised(
    session: Session, revision: Revision, rows: Sequence[OutboxRow], place: Destination, facts: TeamFacts, now: datetime
) -> Revised | None:
    head = rows[0]
    try:
        messages = [_as_it_is(session, row, facts, now) for row in rows]
    except Faulty:
        session.delete(revision)
        return None
    receiver = facts.colleague(head.person_id)
    parcel = Parcel(
        place.door,
        place.workspace,
        place.address,
        receiver.name if receiver is not None else place.address,
        for_door(put_together(messages, Topic(head.topic)), place.door, facts.team),
        mark_of(head),
    )
    assert head.platform_id is not None
    return Revised(revision.id, revision.wanted_at, parcel, head.platform_id)


def _as_it_is(session: Session, row: OutboxRow, facts: TeamFacts, now: datetime) -> Message:
    """What a row says now: its words where it would have been said with the facts of today, else what became of it."""
    assert row.settled_at is not None
    asked_at = row.settled_at
    said = what_it_says(session, row, facts, now, occasion_at=asked_at)
    if said is not None:
        return said.message
    rule = RULES[row.rule]
    about = rule.find(session, row.about_id)
    return Message(f"{rule.called(about)}: nothing more to do", _who_and_when(session, facts, row, about))


def _who_and_when(session: Session, facts: TeamFacts, row: OutboxRow, about: Any) -> tuple[str, ...]:
    change = latest_change_of(session, row.team_id, about.__tablename__, row.about_id) if about is not None else None
    if change is None:
        return ()
    person = facts.colleague(change.person_id)
    in_channel = row.person_id is None and row.contact_id is None
    who = (person.initials if in_channel else person.name) if person else "Changed"
    where = DOORS_IN_WORDS.get(change.door)
    return (f"{who}, {say_moment(change.at)}{f', {where}' if where else ''}.",)


def record_revision(session: Session, one: Revised, outcome: Outcome, now: datetime) -> None:
    """Write down what became of an edit. An edit may be repeated without harm, so unclear is tried again."""
    if outcome.fate in {Fate.SENT, Fate.REFUSED, Fate.GONE}:
        revised(session, one.revision_id, one.wanted_at)
        return
    waiting = session.get(Revision, one.revision_id)
    if waiting is not None and waiting.wanted_at == one.wanted_at:
        waiting.not_before = now + max(outcome.pause or A_WHILE, timedelta(seconds=1))
