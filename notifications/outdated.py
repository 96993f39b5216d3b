"""Which messages say what is no longer so, because a command has changed what they are about."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from notifications.nudge import Topic
from notifications.rules import Watch
from policy.saying import london_day
from storage.channels import BoundChannel
from storage.people import Person
from storage.revisions import digest_of_the_day, messages_about, want_revision

EDITABLE_DOORS = ("slack", "telegram")
"""Where a message can be changed after it was sent."""
STAYS_AS_SENT = frozenset({Topic.LETTER, Topic.DIGEST, Topic.OUTCOMES, Topic.DUE, Topic.TIME})
"""Papers have left the house and outcomes were announced; a digest is brought up to date when somebody asks for it."""


def facts_have_changed(
    session: Session, watch: Watch, row: Any, now: datetime, pressed_on: tuple[str, str] | None = None
) -> None:
    """Let messages about a row that has changed be brought up to date, but for the one (door, id there) that was
    pressed: its door shows the answer in its place.
    """
    rules = [rule.name for rule in watch.rules if rule.topic not in STAYS_AS_SENT]
    for head_id, door, platform_id in messages_about(session, row.team_id, rules, row.id, EDITABLE_DOORS, now):
        if (door, platform_id) != pressed_on:
            want_revision(session, row.team_id, head_id, now)


def digest_is_outdated(session: Session, receiver: Person | BoundChannel, now: datetime) -> bool:
    """Let today's digest of a receiver be brought up to date where it stands; whether one stands where it can be."""
    sort = "person" if isinstance(receiver, Person) else "channel"
    head_id = digest_of_the_day(
        session, receiver.team_id, f"{sort}:{receiver.id}", Topic.DIGEST, london_day(now), EDITABLE_DOORS
    )
    if head_id is not None:
        want_revision(session, receiver.team_id, head_id, now)
    return head_id is not None
