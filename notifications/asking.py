"""Asking a row's rule again before it is sent, so that one row which cannot answer holds up no other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import structlog
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.orm import Session

from notifications.in_channels import SHOWN_IN_CHANNELS, channel_words, with_channels
from notifications.message import Message
from notifications.nudge import Nudge, TeamFacts
from notifications.rules import RULES
from notifications.standing_in import with_deputies
from notifications.telling import receiver_key
from storage.channels import BoundChannel
from storage.outbox import OutboxRow

RECORD_IN_TROUBLE = (OperationalError, InterfaceError, InternalError)
"""What the database raises when it is not the row's fault: it is to be tried again, and counts against nobody."""
log = structlog.get_logger()


class Faulty(Exception):  # noqa: N818 - it names the row
    """A rule or its words have raised: our fault, and this row's alone."""


@dataclass(frozen=True)
class Said:
    """What a row has to say at this moment: nothing stale goes out."""

    nudge: Nudge
    message: Message


def what_it_says(
    session: Session, row: OutboxRow, facts: TeamFacts, now: datetime, *, occasion_at: datetime | None = None
) -> Said | None:
    """What a row says now, or None when its reason has gone. Raises Faulty when its rule or words do not work.

    Whether it has gone is asked of the rule as of `occasion_at`, if given: a message that was sent in the morning is
    not untrue in the evening because mornings are over.
    """
    try:
        with session.begin_nested():
            return _said(session, row, facts, now, occasion_at or now)
    except RECORD_IN_TROUBLE:
        raise
    except Exception as fault:
        log.error("row cannot be said", row=row.id, rule=row.rule, exc_info=fault)
        raise Faulty(type(fault).__name__) from fault


def _said(session: Session, row: OutboxRow, facts: TeamFacts, now: datetime, occasion_at: datetime) -> Said | None:
    rule = RULES.get(row.rule)
    about = rule.find(session, row.about_id) if rule else None
    if rule is None or about is None:
        return None
    own = with_deputies(rule.look(about, facts, occasion_at).nudges, facts, getattr(about, "school_id", None))
    nudges = with_channels(own, rule.name, about, facts)
    nudge = next((one for one in nudges if one.key == row.key and receiver_key(one) == row.receiver), None)
    if nudge is None:
        return None
    if rule.compose is not None:
        composed = rule.compose(session, about, facts, nudge, now)
        return Said(nudge, composed) if composed is not None else None
    if isinstance(nudge.to, BoundChannel) and rule.name in SHOWN_IN_CHANNELS:
        short = channel_words(rule.name, about, facts, now, occasion_at)
        return Said(nudge, short) if short is not None else None
    message = rule.words(about, facts, nudge.instead_of or nudge.to, now)
    cover = (f"You stand in for {nudge.instead_of.name}.",) if nudge.instead_of is not None else ()
    return Said(nudge, replace(message, lines=(*cover, *message.lines, *rule.more(session, about, facts, now))))
