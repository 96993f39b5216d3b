"""A note that could not be delivered has not gone: its clock runs again, and its adviser is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from notifications.plan import plan_changed
from notifications.rules.visit_note_letter import NAME
from storage.audit import begin_change
from storage.outbox import OutboxRow, OutboxState
from storage.visits import visit_with_id


def letters_that_failed(session: Session, row_ids: Sequence[int], now: datetime) -> None:
    """Start the clock again of each visit whose letter was given up among these outbox rows."""
    for row_id in row_ids:
        row = session.get_one(OutboxRow, row_id)
        if row.rule != NAME or row.state != OutboxState.FAILED:
            continue
        change = begin_change(session, row.team_id, None, "clockwork", now)
        visit = visit_with_id(session, row.about_id)
        if visit is None or visit.note_sent_at is None:
            continue
        visit.note_sent_at = visit.note_sent_how = visit.note_sent_to_id = None
        visit.letter_failed_at, visit.letter_failed_because = now, row.outcome
        session.flush()
        session.expire(visit, ["note_sent_to"])
        plan_changed(session, change.watched, now)
