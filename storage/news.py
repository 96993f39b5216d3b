"""What has changed in a team since a moment, read from the audit, so that nothing taken back is told as news."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.actions import Action, ActionState
from storage.audit import AuditRow, AuditValue
from storage.meetings import Meeting, MeetingState
from storage.visits import Visit, VisitState

COMMAND_LINE = "command line"
"""The door of imports. What they bring in is a team's history and no news, however lately it was stored."""


class Happened(StrEnum):
    """What can be news."""

    VISIT_MADE = "visit logged"
    NOTE_SENT = "note sent"
    ACTION_RAISED = "action raised"
    ACTION_DONE = "action done"
    MEETING_BOOKED = "meeting booked"
    MEETING_HELD = "meeting held"


@dataclass(frozen=True)
class News:
    """One thing that happened: what, to which row, at which school, and who did it (None: the clockwork)."""

    what: Happened
    ref: str
    school_id: int
    by_id: int | None


_NOUNS: Mapping[str, type[Any]] = {"visit": Visit, "action": Action, "meeting": Meeting}


def news_since(session: Session, team_id: int, since: datetime, until: datetime) -> list[News]:
    """What happened in (since, until], in the order it happened, each thing once, without what was imported or taken
    back.
    """
    rows = _changes(session, team_id, since, until)
    named = {noun: _named(session, team_id, noun, rows) for noun in _NOUNS}
    found: dict[tuple[Happened, str], News] = {}
    for row, fields in rows:
        about = named[row.thing].get(row.thing_id)
        if about is None:
            continue
        ref, school_id = about
        for what in happened(row.thing, row.what, fields):
            found.setdefault((what, ref), News(what, ref, school_id, row.person_id))
    return list(found.values())


def _changes(session: Session, team_id: int, since: datetime, until: datetime) -> list[tuple[AuditRow, dict[str, Any]]]:
    undone = select(AuditRow.undoes).where(AuditRow.team_id == team_id, AuditRow.undoes.is_not(None))
    query = (
        select(AuditRow, AuditValue.fields)
        .join(AuditValue, AuditValue.audit_id == AuditRow.id)
        .where(
            AuditRow.team_id == team_id,
            AuditRow.at > since,
            AuditRow.at <= until,
            AuditRow.thing.in_(tuple(_NOUNS)),
            AuditRow.door != COMMAND_LINE,
            AuditRow.undoes.is_(None),
            AuditRow.change.not_in(undone),
        )
        .order_by(AuditRow.change, AuditRow.position)
    )
    return [(row, fields or {}) for row, fields in session.execute(query)]


def _named(
    session: Session, team_id: int, noun: str, rows: Sequence[tuple[AuditRow, dict[str, Any]]]
) -> dict[int, tuple[str, int]]:
    """Reference and school of the rows of one noun, by id; rows that are gone are left out."""
    table = _NOUNS[noun]
    ids = {row.thing_id for row, _ in rows if row.thing == noun}
    if not ids:
        return {}
    query = select(table.id, table.number, table.school_id).where(table.team_id == team_id, table.id.in_(ids))
    letter = noun[0].upper()
    return {row_id: (f"{letter}{number}", school_id) for row_id, number, school_id in session.execute(query)}


def happened(thing: str, what: str, fields: Mapping[str, Sequence[Any]]) -> tuple[Happened, ...]:
    """What one audit row tells, given its fields as [before, after]."""

    def became(name: str, *values: str) -> bool:
        return name in fields and fields[name][1] in values

    found = []
    if thing == "visit":
        if became("state", VisitState.MADE):
            found.append(Happened.VISIT_MADE)
        if "note_sent_at" in fields and fields["note_sent_at"][0] is None:
            found.append(Happened.NOTE_SENT)
    elif thing == "action":
        if what == "created":
            found.append(Happened.ACTION_RAISED)
        if became("state", ActionState.DONE):
            found.append(Happened.ACTION_DONE)
    elif thing == "meeting":
        if what == "created":
            found.append(Happened.MEETING_BOOKED)
        if became("state", MeetingState.HELD, MeetingState.TO_BE_REARRANGED):
            found.append(Happened.MEETING_HELD)
    return tuple(found)
