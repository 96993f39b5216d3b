"""By when: the day on which something is due, found in a line that may speak of other days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from itertools import islice

from commands.command import Request
from commands.line import outside_quotes
from notifications.message import FieldKind
from policy.dates import Reading, read_when
from policy.refused import Refused
from policy.saying import london_day, say_day

_MARK = re.compile(r"(?<![\w@])(?:due(?: on| by)?|no later than|on or before|by|until|before)\s*:?\s+", re.IGNORECASE)
_OPENING = re.compile(r"^(?:to|due\s*:?)\s+", re.IGNORECASE)
_LIKE_A_DATE = re.compile(
    r"(?:the\s+)?\d|(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|today|tomorrow|"
    r"yesterday|next|last|end\b|half)",
    re.IGNORECASE,
)
MOST_WORDS = 12
MOST_MARKS = 20
"""So many times “by” is looked behind for a day; a line that says it more often is no sentence."""


class ADueDay:
    """A day to come: `by Friday week`, `end of term`, `in two weeks`."""

    form_kind = FieldKind.MOMENT

    def __init__(self, *, whole: bool = False) -> None:
        """`whole`: all that is left of the line is the day; otherwise it is looked for."""
        self._whole = whole

    @property
    def likely(self) -> tuple[str, ...]:
        """A day soon, one later, and the last one that is usual."""
        return ("Friday", "Friday week", "end of term")

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """The day after the last “by” (or its like) outside quotation marks that a day follows, else the day at the end
        of the line; what only looks like a day after “by” is taken too, so that it can be refused.
        """
        if self._whole:
            return line, ""
        outside = outside_quotes(line)
        marks = [mark for mark in _MARK.finditer(line) if outside[mark.start()]][-MOST_MARKS:]
        for mark in reversed(marks):
            for words in _shorter_and_shorter(line[mark.start() :]):
                if _is_a_day(words, request):
                    bare = words[len(mark[0]) :].strip()  # of “by half term” both words are the day
                    said = bare if _is_a_day(bare, request) else words.strip()
                    return said, f"{line[: mark.start()]} {line[mark.start() + len(words) :]}"
        for mark in reversed(marks):
            if _LIKE_A_DATE.match(line[mark.end() :]):
                words = re.split(r"\s@|\s*[\"“]|\spriority\b", line[mark.start() :], maxsplit=1)[0]
                return words.strip(), f"{line[: mark.start()]} {line[mark.start() + len(words) :]}"
        return _at_the_end(line, outside, request)

    def read(self, text: str, request: Request) -> Reading:
        """The day, as a London date. Raises Refused for what is no day and for one that has passed."""
        reading = read_due(text, request)
        today = london_day(request.now)
        if reading.value < today:
            raise Refused(f"{say_day(reading.value)} has passed. By when, from today on? For example: Friday week")
        return reading

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """Anything goes."""
        return ()


def read_due(text: str, request: Request) -> Reading:
    """The day that a phrase means, of whatever side of now. Raises Refused for what is no day."""
    words = _OPENING.sub("", text.strip())
    # "by after half term" means the first day after it
    try:
        reading = read_when(words, now=request.now, context="future", calendar=request.facts.calendar)
    except Refused as refusal:
        with suppress(Refused):
            past = read_when(words, now=request.now, context="past", calendar=request.facts.calendar)
            return Reading(_day(past.value), past.assumed, past.text)
        raise refusal from None
    return Reading(_day(reading.value), reading.assumed, reading.text)


def _day(value: date) -> date:
    return london_day(value) if isinstance(value, datetime) else value


def _is_a_day(words: str, request: Request) -> bool:
    try:
        read_when(_OPENING.sub("", words.strip()), now=request.now, context="future", calendar=request.facts.calendar)
    except Refused:
        return False
    return True


def _shorter_and_shorter(text: str) -> Iterator[str]:
    """The first words of a text, all of them first, then one fewer each time."""
    ends = [match.end() for match in islice(re.finditer(r"\S+", text), MOST_WORDS)]
    for end in reversed(ends):
        yield text[:end]


def _at_the_end(line: str, outside: list[bool], request: Request) -> tuple[str, str] | None:
    """The longest last words of a line that are a day; a mention may follow them."""
    end = len(line.rstrip())
    last = "".join(line.rsplit(maxsplit=1)[-1:])
    if last.startswith("@") and len(last) > 1:
        end = len(line[: end - len(last)].rstrip())
    starts = [match.start() for match in re.finditer(r"\S+", line[:end])][-MOST_WORDS:]
    for start in starts:
        words = line[start:end].strip(" ,;.-–—()")
        if outside[start] and words and _is_a_day(words, request):
            return words, f"{line[:start]} {line[end:]}".rstrip(" ,;-–—(")
    return None
