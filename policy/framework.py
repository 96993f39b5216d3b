"""One council's policy as data: what its documents say, each entry with the rule it comes from, or "ours"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import Field, StringConstraints, ValidationError, model_validator

from policy.categories import Category, Guard, IndicatorList, TellingRules
from policy.duties import Duty, OfstedDuty
from policy.entries import Document, Entry, Key, Sourced, Words, no_word_twice
from policy.escalations import EscalationRoute
from policy.framework_faults import faults_of
from policy.meeting_kinds import MeetingKind
from policy.plan_kinds import PlanKind
from policy.refused import Refused
from policy.reviews import GovernanceAudit, ReviewKind, SupportRules
from policy.statements import ChangedName, Statement
from policy.time_lines import Allocation
from policy.visit_kinds import VisitKind


class NoteDeadline(Sourced):
    """The 48 hours: counted as elapsed time, and when "late" begins."""

    hours: int = Field(gt=0)
    late_after_working_days: int = Field(ge=0)
    clause: str = ""
    document: Key | None = None


class Offsets(Sourced):
    """When reminders come: the team's own settings, none of which a document prints."""

    morning: Annotated[str, StringConstraints(pattern=r"^\d\d:\d\d$")]
    brief: Annotated[str, StringConstraints(pattern=r"^\d\d:\d\d$")]
    last_call_minutes: int = Field(gt=0)


class Framework(Entry):
    """One council's strategy. Code never asks which council it is."""

    key: Key
    council: Words
    area: Words
    la_code: Annotated[str, StringConstraints(pattern=r"^\d{3}$")]
    strategy: Words
    adviser: Words
    adviser_short: Words
    documents: tuple[Document, ...]
    note_deadline: NoteDeadline
    reminders: Offsets
    visit_kinds: tuple[VisitKind, ...] = Field(min_length=1)
    meeting_kinds: tuple[MeetingKind, ...] = Field(min_length=1)
    plan_kinds: tuple[PlanKind, ...] = Field(min_length=1)
    services: tuple[Words, ...] = ()
    category_word: Words = "category"
    categories: tuple[Category, ...] = ()
    telling: TellingRules = TellingRules(source="ours")
    indicators: tuple[IndicatorList, ...] = ()
    guards: tuple[Guard, ...] = ()
    duties: tuple[Duty, ...] = ()
    after_ofsted: tuple[OfstedDuty, ...] = ()
    allocation: Allocation | None = None
    escalations: tuple[EscalationRoute, ...] = ()
    review_kinds: tuple[ReviewKind, ...] = ()
    governance_audit: GovernanceAudit | None = None
    support: SupportRules | None = None
    statements: tuple[Statement, ...] = ()
    changed_names: tuple[ChangedName, ...] = ()

    @model_validator(mode="after")
    def _names_nothing_twice(self) -> Framework:
        for noun, kinds in (
            ("visit kind", self.visit_kinds),
            ("meeting kind", self.meeting_kinds),
            ("plan kind", self.plan_kinds),
            ("category", self.categories),
            ("route", self.escalations),
            ("review", self.review_kinds),
        ):
            no_word_twice(((kind.key, kind.says) for kind in kinds), noun)
        for noun, entries in (
            ("document", self.documents),
            ("guard", self.guards),
            ("duty", self.duties),
            ("after_ofsted", self.after_ofsted),
            ("statement", self.statements),
            ("time line", self.allocation.lines if self.allocation else ()),
        ):
            no_word_twice(((entry.key, ()) for entry in entries), noun)
        return self

    @model_validator(mode="after")
    def _names_only_what_there_is(self) -> Framework:
        for what, named, there in self._references():
            if missing := [key for key in named if key not in there]:
                known = ", ".join(sorted(there)) or "none"
                raise ValueError(f"{what} names “{missing[0]}”, which this framework does not have. It has: {known}")
        return self

    def _references(self) -> Iterator[tuple[str, tuple[str, ...], set[str]]]:
        """Every reference between entries: who names what, and what there is to name."""
        categories = {category.key for category in self.categories}
        meetings = {kind.key for kind in self.meeting_kinds}
        visits = {kind.key for kind in self.visit_kinds}
        plans = {kind.key for kind in self.plan_kinds}
        for guard in self.guards:
            yield f"guard {guard.key}", (*guard.into, *guard.out_of), categories
            yield f"guard {guard.key}", guard.meeting_kinds, meetings
        for duty in self.duties:
            yield f"duty {duty.key}", duty.categories, categories
            yield f"duty {duty.key}", (duty.meeting_kind,) if duty.meeting_kind else (), meetings
            yield f"duty {duty.key}", duty.visit_kinds, visits
            yield f"duty {duty.key}", duty.plan_kinds, plans
        for after in self.after_ofsted:
            yield f"after_ofsted {after.key}", (after.category,) if after.category else (), categories
            yield f"after_ofsted {after.key}", (after.meeting_kind,) if after.meeting_kind else (), meetings
        for route in self.escalations:
            yield f"route {route.key}", route.categories, categories
        for review in self.review_kinds:
            yield f"review {review.key}", (review.visit_kind,), visits
        if self.support and self.support.first_meeting_kind:
            yield "support", (self.support.first_meeting_kind,), meetings
        for line in self.allocation.lines if self.allocation else ():
            yield f"time line {line.key}", tuple(key for share in line.shares for key in share.categories), categories
            yield f"time line {line.key}", line.visit_kinds, visits
            yield f"time line {line.key}", line.meeting_kinds, meetings
        for gap in self.allocation.shortfalls if self.allocation else ():
            yield "shortfall", (gap.line,), {line.key for line in self.allocation.lines} if self.allocation else set()
            yield "shortfall", gap.categories, categories

    def visit_kind(self, key: str) -> VisitKind:
        """The kind with this key. Raises Refused when the strategy has none such (any more)."""
        for kind in self.visit_kinds:
            if kind.key == key:
                return kind
        raise Refused(f"{self.strategy} knows no kind of visit called “{key}”. It has: {self.kinds_in_words}")

    def meeting_kind(self, key: str) -> MeetingKind:
        """The kind of meeting with this key. Raises Refused when the strategy has none such (any more)."""
        for kind in self.meeting_kinds:
            if kind.key == key:
                return kind
        known = ", ".join(kind.short for kind in self.meeting_kinds)
        raise Refused(f"{self.strategy} knows no kind of meeting called “{key}”. It has: {known}")

    def plan_kind(self, key: str) -> PlanKind:
        """The kind of plan with this key. Raises Refused when the strategy has none such (any more)."""
        for kind in self.plan_kinds:
            if kind.key == key:
                return kind
        known = ", ".join(kind.short for kind in self.plan_kinds)
        raise Refused(f"{self.strategy} knows no kind of plan called “{key}”. It has: {known}")

    def category(self, key: str) -> Category | None:
        """The category with this key; None when the strategy has none such (any more)."""
        return next((one for one in self.categories if one.key == key), None)

    def duty(self, key: str) -> Duty | None:
        """The duty with this key; None when the strategy has none such (any more)."""
        return next((one for one in self.duties if one.key == key), None)

    @property
    def kinds_in_words(self) -> str:
        """What people can type for a kind of visit."""
        return ", ".join(kind.says[0] for kind in self.visit_kinds)

    def document(self, key: str | None) -> Document | None:
        """The document with this key."""
        return next((document for document in self.documents if document.key == key), None)


def framework_names() -> tuple[str, ...]:
    """The frameworks that are shipped, by name."""
    shipped = files("policy.frameworks").iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in shipped if file.name.endswith(".toml")))


@cache
def load_framework(name: str) -> Framework:
    """The shipped framework of this name. Raises Refused when there is none, or when its file does not hold."""
    return read_framework(shipped_text(name), name)


def shipped_text(name: str) -> str:
    """The file of a shipped framework. Raises Refused when there is none of this name."""
    if not re.fullmatch(r"[a-z][a-z0-9-]*", name) or name not in framework_names():
        raise Refused(f"There is no framework called “{name}”. There are: {', '.join(framework_names())}.")
    return files("policy.frameworks").joinpath(f"{name}.toml").read_text("utf-8")


def read_framework(text: str, name: str) -> Framework:
    """A framework from its file's text. Raises Refused with file, line, entry, rule and reason of the first fault."""
    found = framework_or_faults(text, name)
    if isinstance(found, Framework):
        return found
    raise Refused(found[0])


def framework_or_faults(text: str, name: str) -> Framework | tuple[str, ...]:
    """A framework from its file's text, or every fault in a sentence, in the order of the lines."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        return (f"{name}.toml cannot be read: {fault}",)
    try:
        return Framework.model_validate(values)
    except ValidationError as found:
        return tuple(fault.said(f"{name}.toml") for fault in faults_of(found, text, values))
