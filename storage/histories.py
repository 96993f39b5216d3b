"""The audit of one thing: the rows about it and about its parts, the newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from storage.actions import Action
from storage.audit import AuditRow, AuditValue
from storage.base import Base
from storage.meetings import Meeting
from storage.plans import Plan
from storage.visits import Visit

NOUNS: Mapping[str, type[Any]] = {"V": Visit, "A": Action, "M": Meeting, "P": Plan}
"""What a letter of a reference stands for."""
Entry = tuple[AuditRow, dict[str, Any]]
"""A row of the audit with the values that are kept."""
_PARTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "visit": (("note_part", "visit_id"),),
    "action": (("action_note", "action_id"),),
    "meeting": (("attendance", "meeting_id"), ("key_factor", "meeting_id")),
    "plan": (("priority", "plan_id"),),
}


def thing_numbered(session: Session, team_id: int, letter: str, number: int) -> Any | None:
    """The team's visit, action, meeting or plan with this number, with nothing loaded beside it."""
    noun = NOUNS[letter]
    return session.scalars(select(noun).where(noun.team_id == team_id, noun.number == number)).one_or_none()


def history_of(session: Session, team_id: int, thing: str, thing_id: int) -> list[Entry]:
    """Every audit row about a thing and its parts with the values that are kept, the newest first.

    Values that retention has emptied are left out of the dictionary; the row is there all the same. An id that was
    taken back may be given again (SQLite): what came before the row was made is another's story.
    """
    about = [and_(AuditRow.thing == thing, AuditRow.thing_id == thing_id)]
    for part, belongs in _PARTS.get(thing, ()):
        ids = session.scalars(_parts_made(team_id, part, belongs, thing_id)).all()
        if ids:
            about.append(and_(AuditRow.thing == part, AuditRow.thing_id.in_(ids)))
    query = (
        select(AuditRow, AuditValue.fields)
        .outerjoin(AuditValue, AuditValue.audit_id == AuditRow.id)
        .where(AuditRow.team_id == team_id, or_(*about))
        .order_by(AuditRow.change, AuditRow.position)
    )
    entries = [(row, fields or {}) for row, fields in session.execute(query)]
    return _own_story(entries, thing, thing_id)[::-1]


def _own_story(entries: Sequence[Entry], thing: str, thing_id: int) -> list[Entry]:
    """Of these rows, the oldest first, those that are about this thing and its parts, and not about others that had
    their ids before or have them now.
    """
    belongs = dict(_PARTS.get(thing, ()))
    story: list[Entry] = []
    others: set[tuple[str, int]] = set()
    for row, fields in entries:
        one = (row.thing, row.thing_id)
        if row.what == "created" and row.thing == thing:
            story = [entry for entry in story if entry[0].change == row.change]
        elif row.what == "created" and fields.get(belongs[row.thing], (None, thing_id))[1] == thing_id:
            others.discard(one)
        elif row.what == "created":
            others.add(one)
        if one not in others:
            story.append((row, fields))
    return story


def latest_change_of(session: Session, team_id: int, thing: str, thing_id: int) -> AuditRow | None:
    """The last audit row about a thing itself: who changed it, when, and through which door."""
    about = select(AuditRow).where(AuditRow.team_id == team_id, AuditRow.thing == thing, AuditRow.thing_id == thing_id)
    return session.scalars(about.order_by(AuditRow.change.desc(), AuditRow.position.desc()).limit(1)).one_or_none()


def _parts_made(team_id: int, part: str, belongs: str, thing_id: int) -> Select[Any]:
    """The ids of the parts that were ever made for a thing, those taken away since as well."""
    return (
        select(AuditRow.thing_id)
        .join(AuditValue, AuditValue.audit_id == AuditRow.id)
        .where(
            AuditRow.team_id == team_id,
            AuditRow.thing == part,
            AuditRow.what == "created",
            AuditValue.fields[(belongs, 1)].as_integer() == thing_id,
        )
    )


def names_of(session: Session, table: str, ids: Sequence[int]) -> dict[int, str]:
    """What people call rows of a table that a field of the audit points to: names, or references."""
    mapped = next((m.class_ for m in Base.registry.mappers if m.class_.__tablename__ == table), None)
    if mapped is None or not ids:
        return {}
    rows: Sequence[Any] = session.scalars(
        select(mapped).where(mapped.id.in_(ids)).execution_options(all_teams=True)
    ).all()
    return {row.id: str(getattr(row, "ref", None) or getattr(row, "name", None) or row.id) for row in rows}
