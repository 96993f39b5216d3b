"""Who is away, who stands in, and for which school, found in one line: `for @jane by @sam for Old Hall`."""

from __future__ import annotations

import re
from itertools import islice

from commands.command import Field, Request
from commands.cover.days import EXAMPLE, DaysAwayField
from commands.kinds.a_person import APerson, people_called
from commands.kinds.a_school import ASchool

MOST_MARKS = 20
"""So many times such a word is looked behind for a colleague."""


class AfterWord(APerson):
    """A colleague after one of a few words: `for @jane`, `by Sam Price`."""

    def __init__(self, asks: str, words: str, *, alone: bool = False) -> None:
        """`words` is a pattern; with `alone`, a mention or a name at an end of the line will do without one."""
        super().__init__(asks)
        self._marked = re.compile(rf"(?<!\w)(?:{words})\s+(?=\S)", re.IGNORECASE)
        self._alone = alone

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """The first colleague who stands after such a word."""
        for match in islice(self._marked.finditer(line), MOST_MARKS):
            if (found := self._named(line[match.end() :], request)) is not None:
                name, rest = found
                return name, f"{line[: match.start()]} {rest}"
        return super().find(line, request) if self._alone else None

    def _named(self, line: str, request: Request) -> tuple[str, str] | None:
        mention = re.match(r'@(?:"([^"]+)"|([\w.’\'-]+))', line)
        if mention:
            return mention[1] or mention[2], line[mention.end() :]
        for many in (3, 2, 1):
            match = re.match(rf"\S+(?:\s+\S+){{{many - 1}}}(?!\S)", line)
            if match and people_called(match[0].strip(",;"), request.colleagues):
                return match[0].strip(",;"), line[match.end() :]
        return None


class ASchoolAfterFor(ASchool):
    """A school after “for” or “at”, or at the start of what is left."""

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """The school that the line names next."""
        match = re.match(r"(?:for|at|about)\s+", line, re.IGNORECASE)
        return super().find(line[match.end() :] if match else line, request)


AWAY = Field("absent", "Who is away?", AfterWord("absent", "for|of"), required=False, help="leave out for yourself")
DEPUTY = Field("deputy", "Who stands in?", AfterWord("deputy", "by|with|from", alone=True), help="@sam")
SCHOOL = Field("school", "For one school only?", ASchoolAfterFor(), required=False, help="leave out for all")
DAYS = Field("days", "From when to when?", DaysAwayField(), help=EXAMPLE)
