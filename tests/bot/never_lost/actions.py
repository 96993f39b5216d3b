"""Actions as people speak of them, and what is due about each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.bot.never_lost.due import ATTACHED, LEADS, Due
from tests.bot.never_lost.london import (
    DAY,
    at,
    day_of,
    first_open,
    midnight_after,
    on_or_before,
    teaches,
    working_day,
    working_days_after,
)

OFF_THE_CHAT = {"HT": "the school's", "HR": "the council's"}
"""Leads who are no colleagues, and to whom a reminder leads."""
SECOND_THOUGHTS = timedelta(minutes=10)


@dataclass(frozen=True)
class Moved:
    """The action was given another day."""

    at: datetime
    to: date


@dataclass(frozen=True)
class Given:
    """Somebody gave the action to its lead."""

    at: datetime
    by: str


@dataclass(frozen=True)
class ActionAsSaid:
    """What people have said of an action, as far as reminders depend on it."""

    ref: str
    school: str
    lead: str
    raised: datetime
    raiser: str
    due: date
    open: bool = True
    moved: tuple[Moved, ...] = ()
    given: tuple[Given, ...] = ()
    snoozed: datetime | None = None

    @property
    def reminded(self) -> str:
        """Whose reminders they are: the lead's, or for one off the chat the attached adviser's."""
        return ATTACHED[self.school] if self.lead in OFF_THE_CHAT else self.lead

    @property
    def rests(self) -> bool:
        """Whether it leads to the school, which is left alone in its holidays."""
        return OFF_THE_CHAT.get(self.lead) == "the school's"

    @property
    def last_morning(self) -> datetime:
        """The morning of the due day, or of the last day before it on which somebody may be reminded."""
        day = on_or_before(self.due)
        while self.rests and not teaches(day):
            day = working_day(day, -1)
        return at(day, 9)

    def dues(self, first: date, last: date) -> Iterable[Due]:
        """All that is due about this action, on whatever days."""
        if not self.open:
            return
        for moment, woken in self._own():
            yield self._due("action", self.reminded, moment, woken)
        told = self._after(5)
        if told > self.raised:
            for lead in LEADS:
                yield self._due("action", lead, told, None)
        yield from self._about_giving()

    def _own(self) -> Iterator[tuple[datetime, datetime | None]]:
        """The mornings; the end of a snooze stands for those before it, unless one follows on its day."""
        known = max([self.raised, *(one.at for one in self.moved if one.to == self.due)])
        day_before = at(working_day(day_of(self.last_morning), -1), 9)
        usual = [one for one in (day_before, self.last_morning, self._after(1), self._after(3)) if one > known]
        if self.snoozed is not None:
            usual = [one for one in usual if one >= self.snoozed]
            if day_of(self.snoozed) not in map(day_of, usual):
                yield self.snoozed, self.snoozed
        for moment in usual:
            yield moment, None

    def _after(self, days: int) -> datetime:
        """The morning so many working days after the due day; a school's holidays are waited for."""
        day = working_days_after(self.due, days)
        while self.rests and not teaches(day):
            day += DAY
        return at(day, 9)

    def _due(self, what: str, to: str, moment: datetime, woken: datetime | None) -> Due:
        once = (what, self.ref, to, day_of(moment), woken)
        return Due(what, self.ref, to, moment, midnight_after(moment), once, school=self.school)

    def _about_giving(self) -> Iterator[Due]:
        """The new lead hears of it once the giver can take it back no more, until the next working day is over."""
        giving = self.given[-1] if self.given else Given(self.raised, self.raiser)
        if self.lead in OFF_THE_CHAT or giving.by == self.lead:
            return
        moment = first_open(giving.at + SECOND_THOUGHTS)
        until = at(working_day(day_of(moment), +1), 17)
        once = ("given", self.ref, self.lead, giving.at)
        yield Due("given", self.ref, self.lead, moment, until, once, school=self.school)
