"""The span in a line such as `yesterday 9-12 core with the head`, once the school's name has been cut out."""

from dataclasses import dataclass, replace
from datetime import datetime

from policy.asked import Asked
from policy.lookalikes import is_a_word_of_dates
from policy.refused import Refused
from policy.spans import SpanReading, read_span_of
from policy.tokens import tokens_of

LONGEST_WINDOW = 10
MOST_TOKENS = 60
"""So many words of a line are looked at: more than 300 characters hold, unless somebody types “a a a a”."""


@dataclass(frozen=True)
class LocatedSpan:
    """A span in a line: its reading, and what stands before and after its words."""

    reading: SpanReading
    before: str
    after: str

    @property
    def rest(self) -> str:
        """The line without the span."""
        return " ".join(part for part in (self.before, self.after) if part)


def locate_span_of(asked: Asked, line: str) -> LocatedSpan | None:
    """The longest span of a line that has two ends, or None. A single day or moment is no span."""
    tokens = tokens_of(line)[:MOST_TOKENS]
    known = [is_a_word_of_dates(token.text) for token in tokens]
    for size in range(min(LONGEST_WINDOW, len(tokens)), 0, -1):
        for first in range(len(tokens) - size + 1):
            if not all(known[first : first + size]):
                continue
            start, end = tokens[first].start, tokens[first + size - 1].end
            reading = _span(asked, line[start:end])
            if reading is not None:
                return LocatedSpan(reading, line[:start].strip(" \t,;-–—"), line[end:].strip(" \t,;-–—"))
    return None


def _span(asked: Asked, words: str) -> SpanReading | None:
    try:
        reading = read_span_of(replace(asked, assumed=[], year_said=False), words)
    except Refused:
        return None
    return reading if isinstance(reading.start, datetime) or reading.start != reading.end else None
