"""Cover: what is said to somebody who is away is said to whoever stands in that day, who reads for whom it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from notifications.nudge import Nudge, TeamFacts, Topic
from storage.people import Person

OWN_AFFAIRS = frozenset({Topic.LETTER, Topic.BOT, Topic.DIGEST, Topic.DUE, Topic.RESTRICTED})
"""What is never handed on: papers, the bot's own troubles, and digests and lists of what is due, which
show cover in their own way."""


def with_deputies(nudges: Sequence[Nudge], facts: TeamFacts, school_id: int | None) -> tuple[Nudge, ...]:
    """The same nudges, each to the deputy of the occasion's day where its receiver is away; nobody is told twice."""
    found: dict[tuple[str, type[object], int], Nudge] = {}
    for nudge in nudges:
        to = nudge.to
        if isinstance(to, Person) and nudge.topic not in OWN_AFFAIRS:
            deputy = facts.deputy_of(to.id, school_id, nudge.occasion.on)
            if deputy is not None:
                nudge = replace(nudge, to=deputy, instead_of=to)
        receiver = nudge.key, type(nudge.to), nudge.to.id
        known = found.get(receiver)
        if known is None or nudge.instead_of is None or (nudge.occasion.firm and known.instead_of is not None):
            found[receiver] = nudge
    return tuple(found.values())
