"""What every entry of a framework file is made of: words, keys, and the rule that it comes from, or "ours"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

RuleId = Annotated[str, StringConstraints(pattern=r"^(ours|[A-Z]\d-\d{2})$")]
"""The id of a rule of the councils' documents, such as W2-01, or "ours" where no document says it."""
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
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


def no_word_twice(said: Iterable[tuple[str, tuple[str, ...]]], noun: str) -> None:
    """Raise ValueError when one word means two things. `said` has each key with the words for it, all of one sort."""
    meanings: dict[str, str] = {}
    keys: set[str] = set()
    for key, words in said:
        if key in keys:
            raise ValueError(f"{noun} {key}: there are two entries of this name; give each its own key")
        keys.add(key)
        for word in (key, *words):
            if meanings.setdefault(word.casefold(), key) != key:
                raise ValueError(f"{noun} {key}: “{word}” means both {meanings[word.casefold()]} and {key}")
