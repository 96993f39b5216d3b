"""Kinds of visit, and the note that each owes to the head teacher."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Literal

from pydantic import Field, model_validator

from policy.entries import Key, RuleId, Sourced, Words


class NotePartForm(Sourced):
    """One field of a note's form."""

    key: Key
    label: Words
    required: bool = True
    help: str = ""


class VisitKind(Sourced):
    """One kind of visit: what it is called, what note it owes, and how long it usually lasts.

    `agenda_before`: its agenda is shared with the school before it (V3-21).
    """

    key: Key
    name: Words
    note_name: Words = "note of visit"
    says: tuple[Words, ...]
    note: Literal["required", "short", "none"]
    parts: tuple[NotePartForm, ...] = ()
    usual_minutes: int = Field(gt=0, le=3 * 24 * 60)
    attempt: bool = False
    agenda_before: bool = False
    agenda_source: RuleId = "ours"
    agenda_clause: str = ""

    @property
    def usual_length(self) -> timedelta:
        """How long such a visit lasts when nobody says: the team's setting, never a rule."""
        return timedelta(minutes=self.usual_minutes)

    def missing_parts(self, written: Collection[str]) -> tuple[str, ...]:
        """The labels of the parts that a note still needs, given the keys of those that are written."""
        return tuple(part.label for part in self.parts if part.required and part.key not in written)

    @model_validator(mode="after")
    def _has_the_parts_it_owes(self) -> VisitKind:
        if (self.note == "none") != (not self.parts):
            raise ValueError(f"visit kind {self.key}: a note that is {self.note} must have parts, and only then")
        return self
