"""What is due at a school, how often, in which category; and what an inspection's outcome starts."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from policy.entries import Key, Sourced, Words

TermName = Literal["autumn", "spring", "summer"]
DonePaper = Literal["category-review", "governance-audit", "plan-review", "visit-dates", "invitation", "paper"]


class Duty(Sourced):
    """Something due at each school of these `categories` (none named: of all) `times` in every `period`.

    It is done by a meeting of `meeting_kind`, by a visit of one of `visit_kinds`, or by what `done_by` names: a
    category review, a governance audit, a plan review (of `plan_kinds`), the year's visit dates set, an invitation
    sent, or a paper that somebody marks as done. `dates` is `period` where the document prints how often, or `meeting`
    where only dates that the meeting itself set can be missed. `off_until_switched_on` duties wait for a lead's word
    and have an end. A yearly duty `by_mid_year` is due by the middle of the year, one of a single term in that term.
    `typically` is the document's own softening: shown, and never called missed. `who` is reminded.
    """

    key: Key
    name: Words
    short: Words
    categories: tuple[Key, ...] = ()
    schools: Literal["all", "maintained", "academy"] = "all"
    period: Literal["week", "half-term", "term", "year"]
    terms: tuple[TermName, ...] = ("autumn", "spring", "summer")
    times: Annotated[int, Field(gt=0, le=12)] = 1
    at_least: bool = False
    meeting_kind: Key | None = None
    visit_kinds: tuple[Key, ...] = ()
    plan_kinds: tuple[Key, ...] = ()
    done_by: DonePaper | None = None
    dates: Literal["period", "meeting"] = "period"
    off_until_switched_on: bool = False
    by_mid_year: bool = False
    typically: bool = False
    who: Literal["adviser", "lead", "chair"] = "adviser"
    clause: str = ""
    document: Key | None = None

    @model_validator(mode="after")
    def _is_done_in_one_way(self) -> Duty:
        ways = [bool(self.meeting_kind), bool(self.visit_kinds), self.done_by is not None]
        if sum(ways) != 1:
            raise ValueError(f"duty {self.key}: give one of meeting_kind, visit_kinds and done_by")
        if (self.done_by == "plan-review") != bool(self.plan_kinds):
            raise ValueError(f"duty {self.key}: plan_kinds are given for done_by plan-review, and only there")
        return self

    def asks_for_the_same_as(self, other: Duty) -> bool:
        """Whether another duty asks for the very same in the same periods, but of schools of other categories."""
        own, its = (
            (one.period, one.terms, one.schools, one.meeting_kind, one.visit_kinds, one.done_by, one.plan_kinds)
            for one in (self, other)
        )
        return own == its and self.dates == other.dates


class OfstedDuty(Sourced):
    """What an Ofsted outcome starts: `when` names outcomes, `what` is said to the lead as a thing to do.

    `category` is proposed by it; `meeting_kind` is offered to be booked; `within_working_days` is ours.
    """

    key: Key
    name: Words
    when: tuple[
        Literal[
            "requires-improvement",
            "inadequate",
            "serious-weaknesses",
            "special-measures",
            "leadership-requires-improvement",
            "leadership-inadequate",
            "unrecorded-concern",
        ],
        ...,
    ] = Field(min_length=1)
    schools: Literal["all", "maintained", "academy"] = "all"
    what: Words
    steps: tuple[Words, ...] = ()
    steps_in_order: bool = False
    category: Key | None = None
    meeting_kind: Key | None = None
    within_working_days: int = Field(default=10, gt=0)
    clause: str = ""
    document: Key | None = None
