"""What somebody's digest must say at a moment: how much is overdue, and how much is due today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from tests.bot.never_lost.actions import ActionAsSaid
from tests.bot.never_lost.due import ATTACHED, LEADS, Covers, Thing
from tests.bot.never_lost.london import DAY, at, day_of, in_full, late_from, midnight_after, teaches
from tests.bot.never_lost.meetings import MeetingAsSaid
from tests.bot.never_lost.visits import VisitAsSaid


@dataclass(frozen=True)
class DigestAsWished:
    """When somebody wants a digest; never, where it is off."""

    ref: str
    at: time = time(8, 30)
    off: bool = False

    def dues(self, first: date, last: date) -> Iterable[object]:
        """A digest is no reminder: it is compared as a whole."""
        return ()

    def due_on(self, day: date) -> datetime | None:
        """The moment at which it is to come on a day: a working day in term."""
        return at(day, self.at.hour, self.at.minute) if teaches(day) and not self.off else None


def title_of_digest(person: str, things: Iterable[Thing], covers: Covers, now: datetime) -> str | None:
    """The title of what this person reads now; None when nothing is sent."""
    today = day_of(now)
    if covers.deputy(person, None, today) is not None:
        return None
    overdue = due_today = 0
    for people, school, is_overdue, day in _matters(things, now):
        theirs = person in LEADS or person in people
        theirs = theirs or any(covers.deputy(one, school, today) == person for one in people)
        overdue += theirs and is_overdue
        due_today += theirs and not is_overdue and day <= today
    if overdue and due_today:
        counts = f"{overdue} overdue, {due_today} due today"
    elif due_today:
        counts = f"{due_today} due today, nothing overdue"
    else:
        counts = f"{overdue} overdue" if overdue else "nothing is due"
    if not overdue and not due_today and today.weekday() != 0:
        return None
    return f"{in_full(today)}: {counts}"


def _matters(things: Iterable[Thing], now: datetime) -> Iterator[tuple[set[str], str, bool, date]]:
    """Whom each open thing wants, at which school, whether it is overdue, and the day on which it is due."""
    today = day_of(now)
    for one in things:
        if isinstance(one, VisitAsSaid) and one.clock_runs:
            yield {one.adviser}, one.school, now >= late_from(one.ended), day_of(one.due)
        elif isinstance(one, VisitAsSaid) and one.state == "planned":
            yield {one.adviser}, one.school, day_of(one.ended) < today, day_of(one.started)
        elif isinstance(one, ActionAsSaid) and one.open:
            yield {one.reminded}, one.school, one.due < today, one.due
        elif isinstance(one, MeetingAsSaid) and one.state == "booked":
            people = {one.chair, one.booker, ATTACHED[one.school]}
            yield people, one.school, one.ends <= now, day_of(one.starts)


class Digests:
    """Which digests have come, and whether each that was to come did."""

    def __init__(self) -> None:
        self._asked: set[tuple[str, datetime]] = set()
        self._came: set[tuple[str, date]] = set()

    def came(self, person: str, title: str, expected: str | None, wish: DigestAsWished, now: datetime) -> None:
        """A digest has come: today's, at its time or later, for the first time, and with what there is."""
        day = day_of(now)
        due = wish.due_on(day)
        assert due is not None, f"a digest for {person}, who wishes none on {day}: {title}"
        assert due <= now, f"a digest for {person} at {now}, before its time: {title}"
        assert (person, day) not in self._came, f"a second digest for {person} on {day}"
        assert title == expected, f"the digest of {person} says “{title}” and not “{expected}”"
        self._came.add((person, day))
        self._asked.add((person, due))

    def check(self, wish: DigestAsWished, expected: str | None, now: datetime) -> None:
        """At the first tick at or after its time of the day it has come, if there was anything to say."""
        due = wish.due_on(day_of(now))
        if due is None or not due <= now < midnight_after(due) or (wish.ref, due) in self._asked:
            return
        self._asked.add((wish.ref, due))
        came = (wish.ref, day_of(now)) in self._came
        assert came or expected is None, f"{wish.ref} had no digest on {day_of(now)}; it says “{expected}”"

    @staticmethod
    def moments(wish: DigestAsWished, first: date) -> list[datetime]:
        """When it comes in the next days."""
        found = [wish.due_on(first + days * DAY) for days in range(5)]
        return [moment for moment in found if moment is not None]
