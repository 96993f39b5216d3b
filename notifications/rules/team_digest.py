"""The digest: each working day in term, at the time that people or the team chose. It shows what wants them.

Source: the team's own setting; no document prints it.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from notifications.digest_for import digest_due_at, digest_for
from notifications.message import Message
from notifications.nudge import Looked, Nudge, Occasion, Rule, TeamFacts, Topic, at_time
from policy.saying import london_day
from storage.channels import BoundChannel, Purpose
from storage.people import Person
from storage.teams import Team, team_with_id

NAME = "team-digest"
LATE_AFTER = timedelta(minutes=30)
"""A digest that comes later than this after its time says so."""


def team_digest(team: Team, facts: TeamFacts, now: datetime) -> Looked:
    """Today's digest for everybody who wants one and for every channel bound for it; looked at anew each midnight."""
    today = london_day(now)
    midnight = at_time(today + timedelta(days=1), time.min)
    nudges = []
    receivers: tuple[Person | BoundChannel, ...] = (*facts.colleagues, *facts.channels_for(Purpose.DIGEST))
    for receiver in receivers:
        due_at = digest_due_at(facts, receiver, today)
        if due_at is not None and due_at >= _known_since(receiver):
            occasion = Occasion(due_at, midnight)
            nudges.append(Nudge(f"digest:{team.id}:{today:%Y-%m-%d}", receiver, "ours", Topic.DIGEST, occasion))
    return Looked(tuple(nudges), midnight)


def _known_since(receiver: Person | BoundChannel) -> datetime:
    """Since when a receiver is there to be told; what was due before has not been missed."""
    return receiver.added_at if isinstance(receiver, Person) else receiver.bound_at


def compose(session: Session, team: Team, facts: TeamFacts, nudge: Nudge, now: datetime) -> Message | None:
    """The digest of this moment, or None when there is nothing to say today."""
    if not isinstance(nudge.to, Person | BoundChannel):
        return None
    return digest_for(session, facts, nudge.to, now, late=now - nudge.occasion.at > LATE_AFTER)


def words(team: Team, facts: TeamFacts, receiver: Person, now: datetime) -> Message:
    """A digest is composed from the record; without it there is only its name."""
    return Message(f"The day of {team.name}")


def why(team: Team, facts: TeamFacts) -> tuple[str, ...]:
    """Where it comes from."""
    return (
        f"Each working day in term at {facts.team.digest_at:%H:%M} (your team's setting); “digest off” ends yours.",
    )


def called(team: Team) -> str:
    """The digest of a day."""
    return f"The day of {team.name}"


RULE = Rule(NAME, Topic.DIGEST, team_with_id, team_digest, words, why, compose=compose, called=called)
