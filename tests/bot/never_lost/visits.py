"""Visits as people speak of them, and what is due about each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.bot.never_lost.due import LEADS, Due
from tests.bot.never_lost.london import (
    DAY,
    MINUTE,
    at,
    day_of,
    first_open,
    last_call,
    last_working_day,
    late_from,
    midnight_after,
    teaches,
    working_day,
)

HELD_FOR_UNDO = timedelta(minutes=10)


@dataclass(frozen=True)
class VisitAsSaid:
    """What people have said of a visit, as far as reminders depend on it."""

    ref: str
    school: str
    adviser: str
    state: str
    owes: bool
    attempt: bool
    started: datetime
    ended: datetime
    known: datetime
    logged: datetime
    sent: datetime | None = None
    mailed: bool = False
    excused: bool = False
    snoozed: datetime | None = None
    failed: datetime | None = None

    @property
    def clock_runs(self) -> bool:
        """Whether a note is owed and has not gone."""
        return self.state == "made" and self.owes and self.sent is None and not self.excused

    @property
    def due(self) -> datetime:
        """48 hours elapsed."""
        return self.ended + 48 * 60 * MINUTE

    @property
    def firm_call(self) -> datetime | None:
        """The last call, unless the visit ended or was told of after it."""
        call = last_call(self.due)
        return call if self.clock_runs and call > max(self.ended, self.known) else None

    def dues(self, first: date, last: date) -> Iterable[Due]:
        """All that is due about this visit on these days, at least."""
        if self.clock_runs:
            yield from self._about_the_note(first, last)
        if self.state == "planned":
            yield from self._about_the_plan()
        yield from self._about_the_letter()

    def _mornings(self, first: date, last: date) -> Iterator[tuple[datetime, bool]]:
        """When the note is asked for, and which of these is the last call."""
        known = max(self.ended, self.known)
        day_before = at(working_day(last_working_day(self.due), -1), 9)
        if day_before > known:
            yield day_before, False
        if self.firm_call is not None:
            yield self.firm_call, True
        day = first
        while day <= last:
            if teaches(day) and at(day, 9) > max(self.due, known):
                yield at(day, 9), False
            day += DAY

    def _about_the_note(self, first: date, last: date) -> Iterator[Due]:
        """The adviser's, which a snooze puts off until it ends, at the latest; the leads hear all the same."""
        if self.snoozed is not None:
            first, last = min(first, day_of(self.snoozed)), max(last, day_of(self.snoozed))
        asked = list(self._mornings(first, last))
        for moment, firm in asked:
            if moment >= late_from(self.ended):
                for lead in LEADS:
                    if lead != self.adviser:
                        yield self._note("late", lead, moment, firm)
        if self.snoozed is not None:
            asked = [(moment, firm) for moment, firm in asked if moment >= self.snoozed]
            if day_of(self.snoozed) not in {day_of(moment) for moment, _ in asked}:
                asked.append((self.snoozed, False))
        for moment, firm in asked:
            yield self._note("note", self.adviser, moment, firm)

    def _note(self, what: str, to: str, moment: datetime, firm: bool) -> Due:
        once = ("note", self.ref, to, day_of(moment))
        return Due(what, self.ref, to, moment, midnight_after(moment), once, firm, self.school)

    def _about_the_plan(self) -> Iterator[Due]:
        """The brief and the question; what is snoozed comes when the snooze ends, and anew if it had come before."""
        brief = at(working_day(day_of(self.started), -1), 16)
        question = max(at(working_day(day_of(self.ended), +1), 9), self.logged)
        for what, usual, until in (("brief", brief, self.started), ("question", question, None)):
            moment, woken = usual, None
            if self.snoozed is not None and self.snoozed > usual:
                moment = woken = self.snoozed
            if what == "brief" and (usual <= self.logged or moment >= self.started):
                continue
            once = (what, self.ref, self.adviser, self.started, day_of(moment), woken)
            yield Due(what, self.ref, self.adviser, moment, until, once, school=self.school)

    def _about_the_letter(self) -> Iterator[Due]:
        if self.state == "made" and self.sent is not None and self.mailed:
            once = ("letter", self.ref, self.sent)
            yield Due("letter", self.ref, f"Head of {self.school}", self.sent + HELD_FOR_UNDO, None, once)
        if self.clock_runs and self.failed is not None:
            once = ("failed", self.ref, self.adviser, self.failed)
            yield Due("failed", self.ref, self.adviser, first_open(self.failed), None, once, school=self.school)
