"""What a strategy says that people read and nothing counts: duties, roles, powers; and names that have changed."""

from __future__ import annotations

from pydantic import Field

from policy.entries import Entry, Key, RuleId, Sourced, Words


class Statement(Sourced):
    """A list of the strategy, as printed: who accepts what, which powers there are, what a meeting is for.

    `also` are further rules that it carries. `restricted` lists describe persons.
    """

    key: Key
    name: Words
    entries: tuple[Words, ...] = Field(min_length=1)
    also: tuple[RuleId, ...] = ()
    restricted: bool = False
    document: Key | None = None


class ChangedName(Entry):
    """A name of the document's time and what it is called now; what was printed stays as it was."""

    printed: Words
    now: Words
    since: str = ""
