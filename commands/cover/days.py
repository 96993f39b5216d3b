"""From when to when somebody is away."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from commands.command import Request
from notifications.message import FieldKind
from policy.dates import read_period, read_span, read_when
from policy.refused import Refused
from policy.saying import london_day, say_day

_OPEN_END = re.compile(
    r"(?:until\s+|till\s+)?(?:further notice|for now|open[- ]ended|she is back|he is back|they are back)\s*$",
    re.IGNORECASE,
)
_NOW = re.compile(r"\bnow\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?:(?P<start>.+?)\s+)?for\s+(?P<many>\d{1,2}|a|one|two|three|four|six)\s+(?P<unit>day|week)s?", re.IGNORECASE
)
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6}
_UNTIL = re.compile(r"^(?:up to|until|till|to)\s+", re.IGNORECASE)
_FROM = re.compile(r"^(?:from|since|as of|starting)\s+", re.IGNORECASE)
EXAMPLE = "from 1 Dec to 12 Dec, until Friday, next week, or from today until further notice"


@dataclass(frozen=True)
class DaysAway:
    """First and last day, both included; `last` is None until further notice."""

    first: date
    last: date | None
    assumed: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """`from Tuesday 1 December 2026 to Saturday 12 December 2026`."""
        if self.last is None:
            return f"from {say_day(self.first)} until further notice"
        if self.first == self.last:
            return f"on {say_day(self.first)}"
        return f"from {say_day(self.first)} to {say_day(self.last)}"


class DaysAwayField:
    """The days of a cover, at the end of a line."""

    form_kind = FieldKind.MOMENT

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """All that is left of the line."""
        return line, ""

    def read(self, text: str, request: Request) -> DaysAway:
        """The days. Raises Refused for days that have passed, an end before the start, and what is no days."""
        words = re.sub(r"^all\s+", "", _NOW.sub("today", text.strip()), flags=re.IGNORECASE)
        days = self._open_ended(words, request) or self._closed(words, request)
        today = london_day(request.now)
        if days.last is not None and days.last < days.first:
            raise Refused(f"It cannot end ({say_day(days.last)}) before it starts ({say_day(days.first)}).")
        if days.first < today and days.last is not None and days.last < today:
            raise Refused(f"{say_day(days.last)} has passed. From today on works, for example: {EXAMPLE}")
        if days.first < today:
            assumed = f"from today, {say_day(today)}: what is past cannot be covered"
            return DaysAway(today, days.last, (*days.assumed, assumed))
        return days

    def _open_ended(self, words: str, request: Request) -> DaysAway | None:
        match = _OPEN_END.search(words)
        if match is None:
            only_start = _FROM.match(words) and not re.search(r"\b(?:to|until|till|for)\b|[-–]", words)
            if not only_start:
                return None
            assumed = ("until further notice, as no end was said",)
            return DaysAway(_day(_FROM.sub("", words), request), None, assumed)
        rest = _FROM.sub("", words[: match.start()].strip(" \t\n,"))
        return DaysAway(_day(rest, request) if rest else london_day(request.now), None)

    def _closed(self, words: str, request: Request) -> DaysAway:
        now, calendar = request.now, request.facts.calendar
        if _UNTIL.match(words):
            return DaysAway(london_day(now), _day(_UNTIL.sub("", words), request))
        if (counted := _COUNTED.fullmatch(words)) is not None:
            many = _NUMBERS.get(counted["many"].casefold()) or int(counted["many"])
            starts = _FROM.sub("", counted["start"] or "today")
            first = _day(starts, request)
            return DaysAway(first, first + timedelta(days=many * (7 if counted["unit"][0] in "wW" else 1) - 1))
        with suppress(Refused):
            period = read_period(words, now=now, calendar=calendar)
            return DaysAway(period.first, period.last, period.assumed)
        try:
            span = read_span(words, now=now, context="future", calendar=calendar)
        except Refused as refusal:
            if "before it starts" in str(refusal):
                raise Refused(f"“{words}” ends before it starts. For example: {EXAMPLE}") from None
            if not str(refusal).startswith("I cannot read") and "more than a visit" not in str(refusal):
                raise
            raise Refused(f"From when to when? I cannot read “{words}”. For example: {EXAMPLE}") from None
        return DaysAway(_as_day(span.start), _as_day(span.end), span.assumed)

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """The usual ones."""
        return (
            ("Today", "today"),
            ("This week", f"from today to {_friday(request).isoformat()}"),
            ("Until further notice", "from today until further notice"),
        )


def _friday(request: Request) -> date:
    today = london_day(request.now)
    return today + timedelta(days=(4 - today.weekday()) % 7)


def _day(words: str, request: Request) -> date:
    return _as_day(read_when(words, now=request.now, context="future", calendar=request.facts.calendar).value)


def _as_day(value: date) -> date:
    return london_day(value) if isinstance(value, datetime) else value
