"""What somebody has typed for a command so far: each field's words, when they were said, how far a form has come."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

SURE = "sure"
"""The name under which the matters that a person has confirmed stand beside the fields."""


@dataclass(frozen=True)
class Steps:
    """A form that is asked one question at a time: what was asked so far, in order, and what was skipped.

    `asks_all`: what may be left out is asked for too.
    """

    asked: tuple[str, ...] = ()
    skipped: frozenset[str] = frozenset()
    asks_all: bool = False

    def asking(self, name: str) -> Steps:
        """With this question as one that has been asked."""
        return self if name in self.asked else replace(self, asked=(*self.asked, name))

    def only(self, names: Collection[str]) -> Steps:
        """The steps of these fields."""
        asked = tuple(name for name in self.asked if name in names)
        return replace(self, asked=asked, skipped=self.skipped & frozenset(names))

    def before(self, name: str) -> str | None:
        """The question before this one, or the last one where this is none of the form's; None at the start."""
        place = self.asked.index(name) if name in self.asked else len(self.asked)
        return self.asked[place - 1] if place else None


@dataclass(frozen=True)
class Typed:
    """Words by the name of their field, as they were typed. Words like “today” are read at the moment they were said.

    `said_at` is aware; a field that it does not name was said just now. `steps` is None for a line.
    """

    values: Mapping[str, str]
    said_at: Mapping[str, datetime] = field(default_factory=dict)
    steps: Steps | None = None

    def saying(self, name: str, text: str, now: datetime) -> Typed:
        """With the words for one field, said at `now`."""
        steps = replace(self.steps, skipped=self.steps.skipped - {name}) if self.steps else None
        return Typed({**self.values, name: text}, {**self.said_at, name: now}, steps)

    def confirming(self, matter: str) -> Typed:
        """With one more matter that has been confirmed."""
        return replace(self, values={**self.values, SURE: f"{self.values.get(SURE, '')} {matter}".strip()})

    def skipping(self, name: str) -> Typed:
        """Without one field, which is not to be asked for again."""
        less = self.without(name)
        return replace(less, steps=replace(less.steps, skipped=less.steps.skipped | {name}) if less.steps else None)

    def asking_anew(self, name: str) -> Typed:
        """The same where a field is asked for again, whether it was answered or skipped."""
        return replace(self, steps=replace(self.steps, skipped=self.steps.skipped - {name}) if self.steps else None)

    def without(self, name: str) -> Typed:
        """Without the words for one field."""
        values = {one: text for one, text in self.values.items() if one != name}
        return replace(self, values=values, said_at={one: at for one, at in self.said_at.items() if one != name})

    def kept(self, now: datetime) -> Typed:
        """The same for later: what has no moment yet was said at `now`."""
        return replace(self, said_at={name: self.said_at.get(name, now) for name in self.values if name != SURE})
