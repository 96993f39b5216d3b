"""The School Risk Assessment in somebody's words: who says what, in words or from 0 to 100. Pure.

Source: V3-44 for marks on a continuum; W0-61 for HIGH, MEDIUM or LOW.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from policy.refused import Refused

EXAMPLE = "HT low, CoG medium, SIA 60"
_WORDS = {"low": "low", "l": "low", "medium": "medium", "med": "medium", "m": "medium", "high": "high", "h": "high"}
_PART = re.compile(r"[,;\n]|(?<=\S)\s+and\s+(?=\S)", re.IGNORECASE)
_VALUE = re.compile(r"^(?P<who>.*?)[\s:=]*(?<![\w.])(?P<said>-?\d[\d.]*(?:\s?%|\s?/\s?100)?|[a-z]+)$", re.IGNORECASE)


@dataclass(frozen=True)
class Mark:
    """What one member says: a word (low, medium, high) or a number; `who` is empty for the meeting's own answer."""

    who: str
    word: str | None
    number: int | None

    @property
    def said(self) -> str:
        """The word or the number."""
        return self.word or str(self.number)


def read_marks(text: str) -> tuple[Mark, ...]:
    """The marks in a text such as `HT low, CoG medium, SIA 60`. Raises Refused, naming the part that is wrong."""
    parts = [part.strip(" .") for part in _PART.split(text) if part.strip(" .")]
    if not parts:
        raise Refused(f"There is no mark in it. For example: {EXAMPLE}")
    return tuple(_read(part) for part in parts)


def _read(part: str) -> Mark:
    match = _VALUE.match(part)
    said = match["said"].casefold() if match else ""
    if match is None or not (said in _WORDS or said[0].isdigit() or said[0] == "-"):
        raise Refused(f"“{part[:60]}” has no mark: low, medium, high, or 0 to 100. For example: {EXAMPLE}")
    who = match["who"].strip(' :=-–—"“”')
    if said in _WORDS:
        return Mark(who, _WORDS[said], None)
    digits = re.sub(r"\s|%|/100$", "", said)
    if not re.fullmatch(r"\d{1,3}", digits) or int(digits) > 100:
        raise Refused(f"{match['said']} is no mark: it goes from 0 to 100, in whole numbers. For example: {EXAMPLE}")
    return Mark(who, None, int(digits))


def spread_in_words(marks: Sequence[int]) -> str:
    """`lowest 20, highest 60, median 50 (3 marks)`."""
    if not marks:
        return "no marks yet"
    middle = median(marks)
    said = f"{middle:.0f}" if middle == int(middle) else f"{middle:.1f}"
    count = "1 mark" if len(marks) == 1 else f"{len(marks)} marks"
    return f"lowest {min(marks)}, highest {max(marks)}, median {said} ({count})"
