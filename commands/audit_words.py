"""What the fields of the record are called where people read who changed them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import inspect

from commands.line import shorten
from policy.saying import say_day, say_moment
from storage.base import InstantType
from storage.undoing import typed

THINGS = {
    "visit": "visit",
    "note_part": "note",
    "action": "action",
    "action_note": "progress",
    "meeting": "meeting",
    "attendance": "member",
    "key_factor": "key factor",
    "plan": "plan",
    "priority": "priority",
}
DOORS = {
    "console": "the terminal",
    "slack": "Slack",
    "telegram": "Telegram",
    "email": "e-mail",
    "command line": "the command line",
    "clockwork": "by itself",
}
FIELDS = {
    "adviser_id": "adviser",
    "companion_id": "with",
    "school_id": "school",
    "kind": "kind",
    "state": "state",
    "purpose": "for",
    "started_at": "start",
    "ended_at": "end",
    "starts_at": "start",
    "ends_at": "end",
    "note_due_at": "note due",
    "note_late_from": "note late from",
    "note_sent_at": "note sent",
    "note_sent_how": "sent how",
    "note_sent_to_id": "sent to",
    "late_because": "late because",
    "excused_at": "excused",
    "excused_because": "excused because",
    "cancelled_because": "cancelled because",
    "snoozed_until": "no reminder before",
    "lead_person_id": "lead",
    "lead_contact_id": "lead",
    "lead_service": "lead",
    "due_on": "due",
    "rag": "RAG",
    "evidence": "evidence",
    "success_criteria": "success criteria",
    "resources": "resources",
    "side": "side",
    "text": "text",
    "words": "words",
    "from_on": "from",
    "to_on": "to",
    "done_at": "done",
    "moves": "moved times",
    "chair_id": "chaired by",
    "agenda_sent_at": "agenda sent",
    "risk": "risk",
    "risk_words": "risk assessment",
    "direction": "direction of travel",
    "outcome_posted_at": "outcome posted",
    "minutes_sent_at": "minutes sent",
    "because": "because",
    "role": "role",
    "name": "name",
    "presence": "came",
    "confirmed": "will come",
    "substitute": "substitute",
    "risk_mark": "risk mark",
    "risk_said": "risk said",
    "position": "number",
    "started_on": "started",
    "reviewed_on": "reviewed",
    "review_words": "review",
    "closed_at": "closed",
    "priority_id": "priority",
    "plan_id": "plan",
    "meeting_id": "meeting",
    "note_duty": "note",
    "field": "part",
}
SILENT = frozenset(
    {
        *("id", "team_id", "number", "logged_by_id", "logged_at", "made_at", "raised_by_id", "raised_at", "person_id"),
        *("booked_by_id", "booked_at", "started_by_id", "visit_id", "action_id", "at", "occurrence", "field"),
    }
)
"""Fields that say only what the row of the audit says already."""
MOST_OF_A_TEXT = 60


def field_words(name: str) -> str:
    """What people call a field."""
    return FIELDS.get(name, name.removesuffix("_id").removesuffix("_at").removesuffix("_on").replace("_", " "))


def points_to(mapped: type[Any], name: str) -> str | None:
    """The table whose row the value of a field names, if it does."""
    column = inspect(mapped).columns.get(name)
    keys = list(column.foreign_keys) if column is not None else []
    return str(keys[0].column.table.name) if keys else None


def value_words(mapped: type[Any], name: str, value: Any, names: Mapping[tuple[str, int], str]) -> str:
    """One value as people read it: days and moments in full, names for ids, yes and no, long text cut."""
    if value is None:
        return "nothing"
    table = points_to(mapped, name)
    if table is not None:
        return names.get((table, int(value)), f"no longer there ({value})")
    if isinstance(value, bool):
        return "yes" if value else "no"
    column = inspect(mapped).columns.get(name)
    known = typed(mapped, name, value) if column is not None and _is_time(column.type) else value
    if isinstance(known, datetime):
        return say_moment(known)
    if isinstance(known, date):
        return say_day(known)
    return f"“{shorten(value, MOST_OF_A_TEXT)}”" if isinstance(value, str) and " " in value else str(value)


def _is_time(column_type: Any) -> bool:
    return isinstance(column_type, InstantType) or column_type.python_type in (date, datetime)


def changes_in_words(
    mapped: type[Any], fields: Mapping[str, Sequence[Any]], names: Mapping[tuple[str, int], str], *, created: bool
) -> str:
    """`due: Friday 4 December 2026 → Friday 11 December 2026; adviser: Amina Khan → Sam Price`."""
    parts = []
    for name, (before, after) in fields.items():
        if name in SILENT or (created and after in (None, 0, False)):
            continue
        new = value_words(mapped, name, after, names)
        old = "" if created else f"{value_words(mapped, name, before, names)} → "
        parts.append(f"{field_words(name)}: {old}{new}")
    return "; ".join(parts)
