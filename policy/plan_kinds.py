"""Kinds of plan, whose they are, and how their columns are headed."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from policy.entries import Key, Sourced, Words


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
