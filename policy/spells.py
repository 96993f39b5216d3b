"""How long a school was in which category."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Spell:
    """A category in force at a school from one day to another, both included; `until_on` is None while it lasts."""

    category: str
    from_on: date
    until_on: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)
