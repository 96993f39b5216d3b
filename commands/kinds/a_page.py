"""A page of a long list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from commands.command import Request
from commands.kinds.words import Number
from policy.refused import Refused

A_PAGE = 20
T = TypeVar("T")


class APage(Number):
    """`page 2` at the end of a line; a number alone may be a URN or what is looked for."""

    def __init__(self, example: str) -> None:
        """`example` is a line that works."""
        super().__init__("page", example)

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """The number after the word page."""
        match = re.search(r"(?:^|\s)page\s+(\S+)$", line, re.IGNORECASE)
        return (match[1], line[: match.start()]) if match else None


@dataclass(frozen=True)
class Page(Generic[T]):
    """The rows of one page, its number from 1, and how many pages there are."""

    rows: Sequence[T]
    number: int
    pages: int

    @property
    def said(self) -> str:
        """`, page 2 of 3`; empty where there is only one."""
        return f", page {self.number} of {self.pages}" if self.pages > 1 else ""

    @property
    def has_more(self) -> bool:
        """Whether another page follows."""
        return self.number < self.pages


@dataclass(frozen=True)
class Cut:
    """Where one page of a list begins, as the database counts (0 is the first), its number from 1, and how many pages
    there are.
    """

    first: int
    number: int
    pages: int

    def with_rows(self, rows: Sequence[T]) -> Page[T]:
        """The page with what the database gave for it."""
        return Page(rows, self.number, self.pages)


def cut_of(count: int, number: int | None, example: str) -> Cut:
    """Where a page of so many rows begins. Raises Refused for a page that there is not."""
    pages = max(1, -(-count // A_PAGE))
    number = number or 1
    if number > pages:
        there = "There is 1 page" if pages == 1 else f"There are {pages} pages"
        raise Refused(f"{there}. For example: {example} page {pages}")
    return Cut((number - 1) * A_PAGE, number, pages)


def page_of(rows: Sequence[T], number: int | None, example: str) -> Page[T]:
    """One page of these rows. Raises Refused for a page that there is not."""
    cut = cut_of(len(rows), number, example)
    return cut.with_rows(rows[cut.first : cut.first + A_PAGE])
