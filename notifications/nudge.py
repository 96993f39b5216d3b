"""What a reminder rule answers: what is to be said, to whom, when, and why; and when to ask again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from notifications.message import Message
from policy.framework import Framework, load_framework
from policy.saying import LONDON
from policy.school_calendar import SchoolCalendar
from policy.working_time import WorkingTime
from storage.base import Watched
from storage.people import Person, Role, holders_of, team_members
from storage.schools import Contact
from storage.teams import Team
from storage.terms import calendar_of


class Topic(StrEnum):
    """What a message is about. Of `NOTES` a person gets one a day at most; `LETTER` is a paper, not a reminder."""

    NOTES = "notes"
    VISITS = "visits"
    LETTER = "letter"


@dataclass(frozen=True)
class TeamFacts:
    """What rules need to know of a team: its settings, its council's strategy, its school year and its people."""

    team: Team
    framework: Framework
    calendar: SchoolCalendar
    colleagues: Sequence[Person]

    @property
    def working_time(self) -> WorkingTime:
        """When the team may be disturbed."""
        return self.team.working_time

    @property
    def leads(self) -> tuple[Person, ...]:
        """Who is told when a note is late."""
        return holders_of(Role.LEAD, self.colleagues)

    def morning(self, day: date) -> datetime:
        """When reminders of the morning come on a day."""
        return at_time(day, self.team.morning_at)

    def brief(self, day: date) -> datetime:
        """When the brief for the next day comes."""
        return at_time(day, self.team.brief_at)

    def next_morning(self, after: datetime, *, in_term: bool) -> datetime:
        """The first reminders' morning strictly after an instant; with `in_term`, school holidays are passed over."""
        day = after.astimezone(LONDON).date()
        while not (
            self.morning(day) > after
            and self.working_time.is_working_day(day)
            and not (in_term and self.calendar.in_holidays(day))
        ):
            day += timedelta(days=1)
        return self.morning(day)


def facts_of(session: Session, team: Team) -> TeamFacts:
    """The facts of a team as rules and commands read them, fetched now."""
    framework = load_framework(team.framework)
    calendar = calendar_of(session, team.term_area or framework.area)
    return TeamFacts(team, framework, calendar, team_members(session, team.id))


def at_time(day: date, wall: time) -> datetime:
    """The instant of a London wall time on a day."""
    return datetime.combine(day, wall, LONDON)


@dataclass(frozen=True)
class Occasion:
    """A moment at which something may be said, and until when saying it makes sense.

    A `firm` one stands before a deadline and is not put off; others may ride with a firm one later that day.
    """

    at: datetime
    until: datetime | None
    firm: bool = False

    @property
    def on(self) -> date:
        """The London day of the occasion, which is part of its key."""
        return self.at.astimezone(LONDON).date()

    @property
    def planned_from(self) -> datetime:
        """From when it is in the outbox: the start of its day, so that one day's reminders can be put together."""
        return at_time(self.on, time.min)


@dataclass(frozen=True)
class Nudge:
    """One thing to say to one receiver on one occasion."""

    key: str
    to: Person | Contact
    because: str
    topic: Topic
    occasion: Occasion


@dataclass(frozen=True)
class Looked:
    """What a rule found: nudges that are in order today, and when it wants to be asked again."""

    nudges: tuple[Nudge, ...] = ()
    again_at: datetime | None = None


def nothing_more(session: Session, row: Watched, now: datetime) -> tuple[str, ...]:
    """For rules whose words say all."""
    return ()


@dataclass(frozen=True)
class Rule:
    """One reminder of the strategy: whether there is something to say about a row, and, later, the words.

    `find` gives the row back by its id, or None when it is gone. `words` is given the receiver, since a lead and an
    adviser do not read the same. `why` says in words where the reminder comes from. `more` gives the lines that the
    record adds below the words.
    """

    name: str
    topic: Topic
    find: Callable[[Session, int], Watched | None]
    look: Callable[..., Looked]
    words: Callable[..., Message]
    why: Callable[..., tuple[str, ...]]
    more: Callable[[Session, Any, datetime], tuple[str, ...]] = nothing_more


def what_is_due(occasions: Sequence[Occasion], now: datetime) -> tuple[tuple[Occasion, ...], datetime | None]:
    """The occasions in order at `now` (planned already and not over), and when the next one wants to be planned."""
    due = tuple(o for o in occasions if o.planned_from <= now and (o.until is None or now < o.until))
    later = [o.planned_from for o in occasions if o.planned_from > now]
    return due, min(later, default=None)
