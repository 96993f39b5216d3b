"""Every reminder rule, by the noun it watches. A new reminder is a file here and a name in one of the tuples below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from notifications.nudge import Rule
from notifications.rules import letter_failed, planned_visit, visit_note_due, visit_note_letter
from storage.actions import Action, action_with_id, actions_to_look_at
from storage.meetings import Meeting, meeting_with_id, meetings_to_look_at
from storage.visits import Visit, visit_with_id, visits_to_look_at


@dataclass(frozen=True)
class Watch:
    """One noun that rules watch: how its rows are found when their look has come, and by id."""

    noun: type[Any]
    to_look_at: Callable[[Session, datetime, int], Sequence[Any]]
    with_id: Callable[[Session, int], Any]
    rules: tuple[Rule, ...]


VISIT_RULES: tuple[Rule, ...] = (
    visit_note_due.RULE,
    planned_visit.RULE,
    visit_note_letter.RULE,
    letter_failed.RULE,
)
ACTION_RULES: tuple[Rule, ...] = ()
MEETING_RULES: tuple[Rule, ...] = ()

WATCHES = (
    Watch(Visit, visits_to_look_at, visit_with_id, VISIT_RULES),
    Watch(Action, actions_to_look_at, action_with_id, ACTION_RULES),
    Watch(Meeting, meetings_to_look_at, meeting_with_id, MEETING_RULES),
)

RULES: dict[str, Rule] = {rule.name: rule for watch in WATCHES for rule in watch.rules}
