"""Putting a nudge into the outbox, and telling a team's admins of a trouble, once."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from notifications.nudge import Nudge, Rule, TeamFacts
from notifications.rules import delivery_trouble
from storage.channels import BoundChannel
from storage.outbox import put_in_outbox
from storage.people import Person
from storage.schools import Contact
from storage.troubles import Trouble, met_trouble


class OfATeam(Protocol):
    """A row that a nudge can be about."""

    @property
    def id(self) -> object: ...
    @property
    def team_id(self) -> object: ...


def put_nudge(session: Session, nudge: Nudge, rule: Rule, about: OfATeam, now: datetime) -> None:
    """Store a nudge about a row; once, however often it is put."""
    put_in_outbox(
        session,
        {
            "team_id": about.team_id,
            "key": nudge.key,
            "receiver": receiver_key(nudge),
            "person_id": nudge.to.id if isinstance(nudge.to, Person) else None,
            "contact_id": nudge.to.id if isinstance(nudge.to, Contact) else None,
            "rule": rule.name,
            "about_id": about.id,
            "topic": nudge.topic,
            "occasion_on": nudge.occasion.on,
            "firm": nudge.occasion.firm,
            "planned_at": now,
            "not_before": nudge.occasion.at,
        },
    )


def receiver_key(nudge: Nudge) -> str:
    """Who receives a nudge, as the outbox's unique key has it."""
    sort = {Person: "person", Contact: "contact", BoundChannel: "channel"}[type(nudge.to)]
    return f"{sort}:{nudge.to.id}"


def tell_admins(
    session: Session, facts: TeamFacts | None, team_id: int, thing: str, because: str, now: datetime, *, at_try: int = 1
) -> Trouble:
    """Remember that this thing is in trouble; from the `at_try`-th time on the admins are told, once.

    `facts` is None where the team's own settings are the trouble, so that nobody can be told; the doctor says it.
    """
    trouble = met_trouble(session, team_id, thing, because, now)
    if not trouble.told and trouble.tries >= at_try and facts is not None:
        trouble.told = True
        for nudge in delivery_trouble.delivery_trouble(trouble, facts, now).nudges:
            put_nudge(session, nudge, delivery_trouble.RULE, trouble, now)
    return trouble
