"""Kinds of meeting: who sits on them, what is on the agenda, and when one does not count as held."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field, model_validator

from policy.entries import Key, RuleId, Sourced, Words, no_word_twice


class Member(Sourced):
    """A place at a meeting's table: one who `must` be there, `several` of a sort, or only `where_appropriate`.

    `role` is the contact's role that fills the place, where there is one.
    """

    key: Key
    label: Words
    says: tuple[Words, ...]
    role: str | None = None
    governor: bool = False
    must: bool = False
    several: bool = False
    where_appropriate: bool = False


WordMarks = dict[Literal["low", "medium", "high"], Annotated[int, Field(ge=0, le=100)]]


def _ours() -> WordMarks:
    return {"low": 20, "medium": 50, "high": 80}


class RiskQuestion(Sourced):
    """What the meeting is asked about the risk, and how it answers: words (exactly one), or marks from 0 to 100.

    `word_marks` says where low, medium and high stand between 0 and 100: the team's own setting.
    """

    question: Words
    answers: Literal["words", "marks"]
    word_marks: WordMarks = Field(default_factory=_ours)


class MeetingKind(Sourced):
    """One kind of meeting: who sits on it, what is on its agenda, and when it does not count as held."""

    key: Key
    name: Words
    short: Words
    says: tuple[Words, ...]
    chair: Words
    record_name: Words = "Record of Meeting"
    usual_minutes: int = Field(gt=0, le=24 * 60)
    members: tuple[Member, ...] = Field(min_length=1)
    agenda: tuple[Words, ...] = ()
    risk: RiskQuestion | None = None
    factors_heading: str = "Key factors"
    without_governor: Literal["held", "rearrange"] = "held"
    without_governor_clause: str = ""
    without_governor_source: RuleId = "ours"
    pre_meeting_days: int | None = Field(default=None, gt=0)
    pre_meeting_source: RuleId = "ours"
    pre_meeting_clause: str = ""
    minutes_working_days: int = Field(default=5, gt=0)
    missing_days_before: tuple[Annotated[int, Field(gt=0)], ...] = (14, 7)
    document: Key | None = None

    @property
    def usual_length(self) -> timedelta:
        """How long it lasts when nobody says: the team's setting."""
        return timedelta(minutes=self.usual_minutes)

    @property
    def needs_governor(self) -> bool:
        """Whether somebody should have said that a governor comes: where the strategy says that one must be there."""
        return self.without_governor == "rearrange" or any(seat.governor and seat.must for seat in self.members)

    def member(self, key: str) -> Member | None:
        """The place with this key, or None when the strategy has none such (any more)."""
        return next((member for member in self.members if member.key == key), None)

    @model_validator(mode="after")
    def _seats_nobody_twice(self) -> MeetingKind:
        no_word_twice(((seat.key, seat.says) for seat in self.members), "member")
        return self
