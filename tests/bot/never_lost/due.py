"""What is to be said to whom and when, and the people of the team to whom it can be said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol

from tests.bot.never_lost.london import day_of, first_open

AMINA, SAM, LEO, CARYS = "Amina Khan", "Sam Price", "Leo Barnes", "Carys Evans"
"""Two advisers, the lead (who is admin and so also does what a clerk does), and the chair."""
OAKFIELD, ST_BRIDES = "Oakfield Primary School", "St Bride's CofE Primary School"
SCHOOLS = (OAKFIELD, ST_BRIDES)
ATTACHED = {OAKFIELD: AMINA, ST_BRIDES: SAM}
LEADS, CLERKS = (LEO,), (LEO,)


@dataclass(frozen=True)
class Due:
    """Something that is to be said once to one receiver, in [at, until). `once` names the occasion.

    `school` is the school it is about; None where a deputy does not receive it.
    """

    what: str
    ref: str
    to: str
    at: datetime
    until: datetime | None
    once: tuple[object, ...]
    firm: bool = False
    school: str | None = None

    @property
    def about_notes(self) -> bool:
        """Whether it shares the day's one message about notes."""
        return self.what in {"note", "late"}

    def stands(self, moment: datetime) -> bool:
        """Whether it may be said at this moment."""
        return self.at <= moment and (self.until is None or moment < self.until)

    def moment(self, since: datetime) -> datetime:
        """The first moment from `since` on at which it can be said: a letter disturbs nobody."""
        moment = max(self.at, since)
        return moment if self.what == "letter" else first_open(moment)


class Thing(Protocol):
    """Something that people have told the program of, with what is due about it from a day to a day, at least."""

    @property
    def ref(self) -> str: ...

    def dues(self, first: date, last: date) -> Iterable[Due]: ...


@dataclass(frozen=True)
class CoverAsSaid:
    """What people have said of who stands in for whom; both days are included."""

    ref: str
    person: str
    deputy: str
    school: str | None
    first: date
    last: date | None
    ended: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether the deputy stands in on a day."""
        return not self.ended and self.first <= day and (self.last is None or day <= self.last)

    def dues(self, first: date, last: date) -> Iterable[Due]:
        """Nothing is due about a cover."""
        return ()


@dataclass(frozen=True)
class Covers:
    """All the covers there are, the oldest first."""

    known: Sequence[CoverAsSaid] = field(default=())

    def deputy(self, person: str, school: str | None, day: date) -> str | None:
        """Who receives what is for a person about a school, however many are away; None where the person is there."""
        asked, here = [person], person
        while True:
            own = [c for c in self.known if c.person == here and c.holds_on(day) and c.deputy not in asked]
            mine = [c for c in own if c.school == school and school is not None] or [c for c in own if not c.school]
            if not mine:
                return here if here != person else None
            here = mine[-1].deputy
            asked.append(here)

    def handed_on(self, due: Due) -> Due:
        """The same for whoever stands in on its day."""
        deputy = self.deputy(due.to, due.school, day_of(due.at)) if due.school is not None else None
        if deputy is None:
            return due
        once = tuple(deputy if part == due.to else part for part in due.once)
        return replace(due, to=deputy, once=once)
