"""What a reminder rule answers: what is to be said, to whom, when, and why; and when to ask again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from notifications.message import Message
from policy.framework import Framework
from policy.saying import LONDON
from policy.school_calendar import SchoolCalendar
from policy.working_time import WorkingTime
from storage.advisers import Turn, turns_of
from storage.base import Watched
from storage.channels import BoundChannel, Purpose, channels_of
from storage.covers import Cover, covered_by, covers_of_team, deputy_of
from storage.frameworks import framework_of
from storage.ofsted_calls import listeners_of
from storage.people import Person, Role, holders_of, roles_of, team_members
from storage.schools import Contact
from storage.teams import Team
from storage.terms import calendar_of


class Topic(StrEnum):
    """What a message is about. Of `NOTES` a person gets one a day at most; `LETTER` is a paper, not a reminder.

    `BOT` is for admins.
    """

    NOTES = "notes"
    VISITS = "visits"
    LETTER = "letter"
    ACTIONS = "actions"
    PLANS = "plans"
    MEETINGS = "meetings"
    DIGEST = "digest"
    OUTCOMES = "outcomes"
    DUE = "due"
    CATEGORIES = "categories"
    TIME = "time"
    CONCERNS = "concerns"
    RESTRICTED = "restricted"
    GOVERNANCE = "governance"
    SUPPORT = "support"
    OFSTED = "ofsted"
    OFSTED_DUTIES = "after ofsted"
    BOT = "bot"


@dataclass(frozen=True)
class TeamFacts:
    """What rules need to know of a team: its settings, its council's strategy, its school year and its people."""

    team: Team
    framework: Framework
    calendar: SchoolCalendar
    colleagues: Sequence[Person]
    turns: Sequence[Turn] = ()
    covers: Sequence[Cover] = ()
    channels: Sequence[BoundChannel] = ()
    ofsted_listeners: frozenset[int] = frozenset()

    @property
    def working_time(self) -> WorkingTime:
        """When the team may be disturbed."""
        return self.team.working_time

    @property
    def leads(self) -> tuple[Person, ...]:
        """Who is told when a note is late."""
        return holders_of(Role.LEAD, self.colleagues)

    @property
    def told_of_ofsted(self) -> tuple[Person, ...]:
        """The named list: who hears of Ofsted's calls beside leads and attached advisers."""
        return tuple(one for one in self.colleagues if one.id in self.ofsted_listeners)

    def counts(self, day: date) -> bool:
        """Whether what was due on a day can be missed, late or overdue: nothing is before the go-live date."""
        return self.team.go_live_on is None or day >= self.team.go_live_on

    def is_overdue(self, due_on: date, today: date) -> bool:
        """Whether something with this due day is past it, and can be missed at all."""
        return due_on < today and self.counts(due_on)

    def colleague(self, person_id: int | None) -> Person | None:
        """The colleague with this id; None once they have left."""
        return next((person for person in self.colleagues if person.id == person_id), None)

    def adviser_of(self, school_id: int, on: date) -> Person | None:
        """The adviser attached to a school on a day who is still in the team, the latest where there are several."""
        now = [turn for turn in self.turns if turn.school_id == school_id and turn.holds_on(on)]
        people = [person for turn in reversed(now) if (person := self.colleague(turn.person_id)) is not None]
        return people[0] if people else None

    def channels_for(self, purpose: Purpose) -> tuple[BoundChannel, ...]:
        """The team's channels that were bound for this purpose, the oldest first."""
        return tuple(channel for channel in self.channels if channel.serves(purpose))

    def deputy_of(self, person_id: int, school_id: int | None, on: date) -> Person | None:
        """Who stands in for a person about a school on a day; None when the person is there."""
        return deputy_of([cover for cover in self.covers if cover.holds_on(on)], person_id, school_id)

    def covered_by(self, person_id: int, school_id: int | None, on: date) -> tuple[Person, ...]:
        """Whom a person stands in for about a school on a day; with None for the school, whom about everything."""
        return covered_by([cover for cover in self.covers if cover.holds_on(on)], person_id, school_id)

    def roles_of(self, person: Person, on: date) -> frozenset[Role]:
        """The roles in which a person may act on a day: their own, and those of whom they stand in for, but never an
        admin's. Who stands in at one school only acts there as an adviser or a chair, not as a lead.
        """
        lent: set[Role] = set()
        for away in self.covered_by(person.id, None, on):
            lent |= roles_of(away, self.colleagues) - {Role.ADMIN}
        for cover in self.covers:
            if cover.holds_on(on) and cover.school_id is not None and cover.deputy_id == person.id:
                lent |= roles_of(cover.person, self.colleagues) & {Role.ADVISER, Role.CHAIR}
        return roles_of(person, self.colleagues) | lent

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
    framework = framework_of(session, team)
    calendar = calendar_of(session, team.term_area or framework.area)
    return TeamFacts(
        team,
        framework,
        calendar,
        team_members(session, team.id),
        turns_of(session, team.id),
        covers_of_team(session, team.id),
        channels_of(session, team.id),
        frozenset(one.person_id for one in listeners_of(session, team.id)),
    )


def at_time(day: date, wall: time) -> datetime:
    """The instant of a London wall time on a day."""
    return datetime.combine(day, wall, LONDON)


def in_utc(instant: datetime) -> str:
    """An instant as keys have it, whatever clock it comes from: `2026-11-25T09:00:00Z`."""
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


@dataclass(frozen=True)
class Occasion:
    """A moment at which something may be said, and until when saying it makes sense.

    A `firm` one stands before a deadline and is not put off; others may ride with a firm one later that day. A `woken`
    one is the end of a snooze, and an occasion of its own: what was put off may have been said on the same day.
    """

    at: datetime
    until: datetime | None
    firm: bool = False
    woken: bool = False

    @property
    def on(self) -> date:
        """The London day of the occasion, which is part of its key."""
        return self.at.astimezone(LONDON).date()

    @property
    def named(self) -> str:
        """How keys name it: `2026-11-25`, and the end of a snooze with its time, `2026-11-25T14:00Z`."""
        return f"{self.at.astimezone(UTC):%Y-%m-%dT%H:%MZ}" if self.woken else f"{self.on:%Y-%m-%d}"

    @property
    def planned_from(self) -> datetime:
        """From when it is in the outbox: the start of its day, so that one day's reminders can be put together."""
        return at_time(self.on, time.min)


@dataclass(frozen=True)
class Nudge:
    """One thing to say to one receiver on one occasion; `instead_of` is who is away, where a deputy receives it."""

    key: str
    to: Person | Contact | BoundChannel
    because: str
    topic: Topic
    occasion: Occasion
    instead_of: Person | None = None

    @property
    def receiver_name(self) -> str:
        """Whom a delivery is for, in words."""
        return self.to.said if isinstance(self.to, BoundChannel) else self.to.name


@dataclass(frozen=True)
class Looked:
    """What a rule found: nudges that are in order today, and when it wants to be asked again."""

    nudges: tuple[Nudge, ...] = ()
    again_at: datetime | None = None


def nothing_more(session: Session, row: Watched, facts: TeamFacts, now: datetime) -> tuple[str, ...]:
    """For rules whose words say all."""
    return ()


def by_reference(row: Any) -> str:
    """How people know most rows: by reference and school."""
    return f"{row.ref}, {row.school.name}" if row is not None else "This"


@dataclass(frozen=True)
class Rule:
    """One reminder of the strategy: whether there is something to say about a row, and, later, the words.

    `find` gives the row back by its id, or None when it is gone. `words` is given the receiver, since a lead and an
    adviser do not read the same. `why` says in words where the reminder comes from. `more` gives the lines that the
    record adds below the words. `compose`, where there is one, makes the whole message from the record instead, or
    None when there is nothing to say. `called` names the row where its message stands and there is no more to do.
    """

    name: str
    topic: Topic
    find: Callable[[Session, int], Any]
    look: Callable[..., Looked]
    words: Callable[..., Message]
    why: Callable[..., tuple[str, ...]]
    more: Callable[[Session, Any, TeamFacts, datetime], tuple[str, ...]] = nothing_more
    compose: Callable[[Session, Any, TeamFacts, Nudge, datetime], Message | None] | None = None
    called: Callable[[Any], str] = by_reference


def what_is_due(occasions: Sequence[Occasion], now: datetime) -> tuple[tuple[Occasion, ...], datetime | None]:
    """The occasions in order at `now` (planned already and not over), and when the next one wants to be planned."""
    due = tuple(o for o in occasions if o.planned_from <= now and (o.until is None or now < o.until))
    later = [o.planned_from for o in occasions if o.planned_from > now]
    return due, min(later, default=None)
