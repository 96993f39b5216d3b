"""Words in what people have written: notes, actions, plans, meetings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql import Select

from storage.actions import Action, ActionNote
from storage.meetings import KeyFactor, Meeting
from storage.plans import Plan, Priority
from storage.schools import School
from storage.visits import NotePart, Visit

MOST_OF_EACH = 500
"""So many hits of each kind of text are looked at, the newest first."""
_LIKE_THEMSELVES = re.compile(r"[0-9A-Za-z,;:.!?()/&+=#@\[\]{}<>*]")


@dataclass(frozen=True)
class Hit:
    """One text that holds the words: where it stands (reference, school, which text), an aware moment, the text."""

    ref: str
    school: str
    place: str
    at: datetime
    text: str


def pattern_for(words: str) -> str:
    """A LIKE pattern for words, with `\\` as its escape.

    A blank may be any break in the text. Every character that two databases might compare differently, or that people
    type in several forms (quotation marks, dashes, letters with accents), matches any one character; what is found is
    looked at again with `folded`.
    """
    return f"%{''.join(_one(character) for character in words)}%"


def _one(character: str) -> str:
    if character == " ":
        return "%"
    return character if _LIKE_THEMSELVES.fullmatch(character) else "_"


_ALIKE = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"})


def folded(text: str) -> str:
    """A text as it is compared: capitals, breaks, and the form of quotation marks and dashes do not matter."""
    return " ".join(text.translate(_ALIKE).split()).casefold()


def find_words(session: Session, team_id: int, words: str) -> tuple[list[Hit], bool]:
    """The team's texts that hold the words, the newest first, and whether there are more than were looked at.

    Why a note is late or excused, and reasons of that sort, are not looked at: they may speak of health.
    """
    pattern, wanted = pattern_for(" ".join(words.split())), folded(words)
    found: list[Hit] = []
    more = False
    for letter, place, query, columns in _sources(team_id):
        for column, of_column in columns:
            rows = session.execute(query.add_columns(column).where(column.ilike(pattern, escape="\\"))).all()
            more |= len(rows) >= MOST_OF_EACH
            found += _hits(rows, letter, of_column or place, wanted)
    found.sort(key=lambda hit: (hit.at, hit.ref), reverse=True)
    return found, more


def _hits(rows: Any, letter: str, place: str, wanted: str) -> Iterator[Hit]:
    for number, school, at, text in rows:
        if wanted in folded(text):
            when = at if isinstance(at, datetime) else datetime.combine(at, time.min, UTC)
            yield Hit(f"{letter}{number}", school, place, when, text)


Columns = tuple[tuple[InstrumentedAttribute[Any], str], ...]


def _sources(team_id: int) -> Iterator[tuple[str, str, Select[Any], Columns]]:
    """Letter of the reference, name of the text, query for (number, school, when), and the columns with their names."""
    visit = _base(Visit.number, Visit.started_at, Visit, Visit.school_id, team_id)
    yield "V", "purpose", visit, ((Visit.purpose, ""),)
    yield "V", "note", visit.join(NotePart, NotePart.visit_id == Visit.id), ((NotePart.text, ""),)
    action = _base(Action.number, Action.raised_at, Action, Action.school_id, team_id)
    about_actions: Columns = (
        (Action.text, ""),
        (Action.success_criteria, "success criteria"),
        (Action.resources, "resources"),
        (Action.evidence, "evidence"),
    )
    yield "A", "action", action, about_actions
    yield "A", "progress", action.join(ActionNote, ActionNote.action_id == Action.id), ((ActionNote.words, ""),)
    meeting = _base(Meeting.number, Meeting.starts_at, Meeting, Meeting.school_id, team_id)
    yield "M", "outcome", meeting, ((Meeting.risk_words, "risk assessment"), (Meeting.notes, "notes"))
    factor = meeting.join(KeyFactor, KeyFactor.meeting_id == Meeting.id)
    yield "M", "key factor", factor, ((KeyFactor.text, ""), (KeyFactor.words, ""))
    plan = _base(Plan.number, Plan.started_on, Plan, Plan.school_id, team_id)
    yield "P", "plan review", plan, ((Plan.review_words, ""),)
    yield "P", "priority", plan.join(Priority, Priority.plan_id == Plan.id), ((Priority.text, ""),)


def _base(number: Any, at: Any, table: Any, school_id: Any, team_id: int) -> Select[Any]:
    query = select(number, School.name, at).select_from(table).join(School, School.id == school_id)
    return query.where(table.team_id == team_id).order_by(at.desc(), table.id.desc()).limit(MOST_OF_EACH)
