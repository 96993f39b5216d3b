"""One council's policy as data: what its documents say, each entry with the rule it comes from, or "ours"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from policy.refused import Refused

RuleId = Annotated[str, StringConstraints(pattern=r"^(ours|[A-Z]\d-\d{2})$")]
"""The id of a rule of the councils' documents, such as W2-01, or "ours" where no document says it."""
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
Words = Annotated[str, StringConstraints(min_length=1)]


class Entry(BaseModel):
    """Anything in a framework file: nothing in it changes, and an unknown name is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Sourced(Entry):
    """An entry that says where it comes from."""

    source: RuleId


class Document(Entry):
    """A document of the council: what people read when they ask why."""

    key: Key
    title: Words
    published: Words


class NotePartForm(Sourced):
    """One field of a note's form."""

    key: Key
    label: Words
    required: bool = True
    help: str = ""


class VisitKind(Sourced):
    """One kind of visit: what it is called, what note it owes, and how long it usually lasts."""

    key: Key
    name: Words
    note_name: Words = "note of visit"
    says: tuple[Words, ...]
    note: Literal["required", "short", "none"]
    parts: tuple[NotePartForm, ...] = ()
    usual_minutes: int = Field(gt=0, le=3 * 24 * 60)
    attempt: bool = False

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


class RiskQuestion(Sourced):
    """What the meeting is asked about the risk, and how it answers: words (exactly one), or marks from 0 to 100.

    `word_marks` says where low, medium and high stand between 0 and 100: the team's own setting.
    """

    question: Words
    answers: Literal["words", "marks"]
    word_marks: dict[Literal["low", "medium", "high"], Annotated[int, Field(ge=0, le=100)]] = {
        "low": 20,
        "medium": 50,
        "high": 80,
    }


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
        said: dict[str, str] = {}
        for seat in self.members:
            for word in (seat.key, *seat.says):
                if said.setdefault(word.casefold(), seat.key) != seat.key:
                    raise ValueError(f"{self.key}: “{word}” means both {said[word.casefold()]} and {seat.key}")
        return self


class PlanKind(Sourced):
    """One kind of plan, whose it is, and how its columns are headed."""

    key: Key
    name: Words
    short: Words
    says: tuple[Words, ...]
    owner: Literal["LA", "school", "both"]
    priorities: int = Field(default=4, gt=0)
    columns: tuple[Words, ...]
    document: Key | None = None


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

    @model_validator(mode="after")
    def _names_nothing_twice(self) -> Framework:
        for kinds in (self.visit_kinds, self.meeting_kinds, self.plan_kinds):
            said: dict[str, str] = {}
            for kind in kinds:
                for word in (kind.key, *kind.says):
                    if said.setdefault(word.casefold(), kind.key) != kind.key:
                        raise ValueError(f"“{word}” means both {said[word.casefold()]} and {kind.key}")
        return self

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
    if not re.fullmatch(r"[a-z][a-z0-9-]*", name) or name not in framework_names():
        raise Refused(f"There is no framework called “{name}”. There are: {', '.join(framework_names())}.")
    return read_framework(files("policy.frameworks").joinpath(f"{name}.toml").read_text("utf-8"), name)


def read_framework(text: str, name: str) -> Framework:
    """A framework from its file's text. Raises Refused with file, entry and reason."""
    try:
        return Framework.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as fault:
        raise Refused(f"{name}.toml cannot be read: {fault}") from fault
    except ValidationError as fault:
        first = fault.errors()[0]
        place = " → ".join(str(step) for step in first["loc"]) or "the whole file"
        raise Refused(f"{name}.toml, {place}: {first['msg']}") from fault
