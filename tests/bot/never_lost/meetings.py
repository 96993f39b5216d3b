"""Meetings as people speak of them, and what is due about each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from tests.bot.never_lost.due import ATTACHED, CLERKS, Due
from tests.bot.never_lost.london import DAY, at, day_of, on_or_before, working_day, working_days_after

Window = tuple[str, datetime, datetime | None]
"""What is said, from when, and until when there is sense in it."""


@dataclass(frozen=True)
class MeetingAsSaid:
    """What people have said of a meeting, as far as reminders depend on it."""

    ref: str
    school: str
    kind: str
    chair: str
    booker: str
    starts: datetime
    ends: datetime
    booked: datetime
    state: str = "booked"
    moved: datetime | None = None
    agenda: bool = False
    minutes: bool = False
    snoozed: datetime | None = None

    @property
    def receivers(self) -> tuple[str, ...]:
        """The Chair, the clerks and the attached adviser, each once."""
        return tuple(dict.fromkeys((self.chair, *CLERKS, ATTACHED[self.school])))

    @property
    def lacks_something(self) -> bool:
        """Its agenda; before an Improvement Review Meeting also the pre-meeting, which nobody here ever holds."""
        return self.kind == "irm" or not self.agenda

    def dues(self, first: date, last: date) -> Iterable[Due]:
        """All that is due about this meeting, on whatever days."""
        if self.state == "booked":
            if self.lacks_something:
                yield from self._said(self._before())
            yield from self._said(self._brief())
            yield from self._said(self._question())
        elif self.state == "held" and not self.minutes:
            yield from self._said(self._about_minutes())

    def _before(self) -> Iterator[Window]:
        days = dict.fromkeys(on_or_before(day_of(self.starts) - days * DAY) for days in (14, 7))
        mornings = [at(day, 9) for day in days]
        for moment, until in pairwise([*mornings, self._brief_at]):
            if moment > (self.moved or self.booked):
                yield "missing", moment, until

    @property
    def _brief_at(self) -> datetime:
        return at(working_day(day_of(self.starts), -1), 16)

    def _brief(self) -> Iterator[Window]:
        if self._brief_at > (self.moved or self.booked):
            yield "meeting brief", self._brief_at, self.starts

    def _question(self) -> Iterator[Window]:
        day = working_day(day_of(self.ends), +1)
        while at(day, 9) <= self.booked:
            day = working_day(day, +1)
        yield "meeting question", at(day, 9), None

    def _about_minutes(self) -> Iterator[Window]:
        mornings = [at(working_days_after(day_of(self.starts), days), 9) for days in (5, 10, 15, 20, 25)]
        for moment, until in pairwise(mornings):
            if moment > self.booked:
                yield "minutes", moment, until

    def _said(self, windows: Iterator[Window]) -> Iterator[Due]:
        """Each to all receivers; of what a snooze covers the last comes when it ends, where there is still sense."""
        usual, woken = list(windows), None
        if (until := self.snoozed) is not None:
            covered = [one for one in usual if one[1] < until and (one[2] is None or until < one[2])]
            usual = [one for one in usual if one[1] >= until]
            if covered:
                woken = until
                usual.append((covered[-1][0], until, covered[-1][2]))
        for what, moment, end in usual:
            for to in self.receivers:
                once = (what, self.ref, to, self.starts, day_of(moment), woken if moment == woken else None)
                yield Due(what, self.ref, to, moment, end, once, school=self.school)
