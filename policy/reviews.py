"""LA reviews, governance audits and school-to-school support: what the documents ask of each."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from policy.entries import Key, RuleId, Sourced, Words


class ReviewKind(Sourced):
    """One kind of review: how many days it may last, who reviews, who starts and who pays for it.

    `reviewers` is how many there must be (H4-22: two). It ends in the note of a visit of `visit_kind`. Before it, the
    timetable is asked of the school and the provisional schedule sent to it, where `timetable` and `schedule` say so.
    """

    key: Key
    name: Words
    says: tuple[Words, ...]
    days: tuple[Literal[1, 2], ...] = Field(min_length=1)
    reviewers: int = Field(default=1, gt=0, le=4)
    reviewers_source: RuleId = "ours"
    reviewers_clause: str = ""
    started_by: Literal["LA", "school", "either"] = "LA"
    cost: str = ""
    unannounced: bool = False
    reasons: tuple[Words, ...] = ()
    activities: tuple[Words, ...] = ()
    timetable: bool = False
    schedule: bool = False
    timetable_source: RuleId = "ours"
    visit_kind: Key
    document: Key | None = None


class GovernanceAudit(Sourced):
    """The yearly audit of governance and the school's chance to answer before the judgement is final.

    `response_working_days` is how long the school has (ours).
    """

    name: Words
    ratings: tuple[Literal["green", "amber", "red"], ...] = ("green", "amber", "red")
    response_working_days: int = Field(default=15, gt=0)
    review_ratings: tuple[Literal["green", "amber", "red"], ...] = ()
    review_words: str = ""
    clause: str = ""
    document: Key | None = None


class SupportRules(Sourced):
    """What an agreement between two schools holds, and what the first meeting of `first_meeting_kind` has to record
    where a supporting school takes part: who pays (W0-25), and the non-negotiables (W0-04)."""

    name: Words
    fields: tuple[Words, ...]
    first_meeting_kind: Key | None = None
    cost_clause: str = ""
    cost_source: RuleId = "ours"
    non_negotiables_clause: str = ""
    non_negotiables_source: RuleId = "ours"
    document: Key | None = None
