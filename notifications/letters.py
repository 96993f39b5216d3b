"""A note that could not be delivered has not gone: its clock runs again, and its adviser is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from notifications.plan import plan_changed
from notifications.rules.visit_note_letter import NAME
from storage.audit import Change, begin_change
from storage.crash_points import crash_point
from storage.outbox import OutboxRow, OutboxState
from storage.visits import Visit, visit_with_id


def begin_letters(session: Session, team_id: int, row_ids: Sequence[int], now: datetime) -> None:
    """Begin the change that letters which fail will need: first the team's counter, then the visits, then the rows of
    the outbox are locked, in the order in which commands do it.
    """
    begin_change(session, team_id, None, "clockwork", now)
    rows = [session.get_one(OutboxRow, row_id) for row_id in sorted(row_ids)]
    for visit_id in sorted({row.about_id for row in rows if row.rule == NAME}):
        session.get(Visit, visit_id, with_for_update=True)
    session.expire_all()


def letters_that_failed(session: Session, row_ids: Sequence[int], now: datetime) -> None:
    """Start the clock again of each visit whose letter was given up among these outbox rows."""
    for row_id in row_ids:
        row = session.get_one(OutboxRow, row_id)
        if row.rule != NAME or row.state != OutboxState.FAILED:
            continue
        change: Change = session.info.get("change") or begin_change(session, row.team_id, None, "clockwork", now)
        visit = visit_with_id(session, row.about_id)
        if visit is None or visit.note_sent_at is None:
            continue
        visit.note_sent_at = visit.note_sent_how = visit.note_sent_to_id = None
        visit.letter_failed_at, visit.letter_failed_because = now, row.outcome
        session.flush()
        session.expire(visit, ["note_sent_to"])
        crash_point("clock started again")
        plan_changed(session, change.watched, now)


def letter_has_left(session: Session, visit_id: int) -> bool:
    """Whether the latest letter with this visit's note has been sent, or is on its way at this moment."""
    letters = select(OutboxRow).where(OutboxRow.rule == NAME, OutboxRow.about_id == visit_id)
    latest = letters.order_by(OutboxRow.id.desc()).limit(1).execution_options(all_teams=True)
    row = session.scalars(latest).one_or_none()
    gone = {OutboxState.SENT, OutboxState.UNCLEAR}
    return row is not None and (row.state in gone or (row.state == OutboxState.WAITING and row.owner is not None))
