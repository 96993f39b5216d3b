"""The digest of a moment for one receiver, gathered from the record; when it comes, and whether it comes today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from notifications.digest import Edition, channel_digest, person_digest
from notifications.due import missed_until
from notifications.matters import Matter, matters_of, receivers
from notifications.message import Message
from notifications.nudge import TeamFacts, at_time
from policy.saying import london_day
from storage.actions import open_actions
from storage.channels import BoundChannel
from storage.covers import Cover, covers_on, deputy_of
from storage.due import DueAt
from storage.news import News, news_since
from storage.people import Person, Role
from storage.workload import meetings_to_come, open_visits


@dataclass(frozen=True)
class TheTeamsDay:
    """All that digests of one team are made from at one moment; gathered once for all receivers."""

    edition: Edition
    matters: Sequence[Matter]
    news: Sequence[News]
    covers: Sequence[Cover]
    missed: Sequence[DueAt] = ()


def digest_for(
    session: Session, facts: TeamFacts, receiver: Person | BoundChannel, now: datetime, late: bool
) -> Message | None:
    """What `receiver` is sent at `now`, or None: off, away with a deputy, no working day in term, or nothing to say.

    `late` marks a digest that comes after its time. Quiet time is not asked about: people chose the hour themselves.
    """
    day = london_day(now)
    if digest_due_at(facts, receiver, day) is None:
        return None
    gathered = the_teams_day(session, facts, receiver, now, late=late)
    if isinstance(receiver, BoundChannel):
        return channel_digest(gathered.edition, gathered.matters, gathered.news)
    if deputy_of(gathered.covers, receiver.id, None) is not None:
        return None
    return _for_person(facts, receiver, gathered, asked=False)


def digest_now(session: Session, facts: TeamFacts, receiver: Person | BoundChannel, now: datetime) -> Message:
    """What the digest says to a person or a channel at this moment, on any day and even when it is off."""
    gathered = the_teams_day(session, facts, receiver, now, late=False)
    if isinstance(receiver, BoundChannel):
        message = channel_digest(gathered.edition, gathered.matters, gathered.news, asked=True)
    else:
        message = _for_person(facts, receiver, gathered, asked=True)
    assert message is not None
    return message


def digest_due_at(facts: TeamFacts, receiver: Person | BoundChannel, day: date) -> datetime | None:
    """When the digest of a day is to come, as an aware moment; None when it is off or the day is no working day in
    term. People may have a time of their own; a channel has the team's.
    """
    if not comes_on(facts, day) or (isinstance(receiver, Person) and receiver.digest_off):
        return None
    return at_time(day, digest_time(facts, receiver))


def digest_time(facts: TeamFacts, receiver: Person | BoundChannel) -> time:
    """At what London wall time a receiver's digest comes."""
    own = receiver.digest_at if isinstance(receiver, Person) else None
    return own or facts.team.digest_at


def comes_on(facts: TeamFacts, day: date) -> bool:
    """Whether digests come on a day: a working day in term."""
    return facts.working_time.is_working_day(day) and not facts.calendar.in_holidays(day)


def the_teams_day(
    session: Session, facts: TeamFacts, receiver: Person | BoundChannel, now: datetime, *, late: bool
) -> TheTeamsDay:
    """Matters, news and covers of a team at a moment; the news are those since the last digest's time."""
    day, at = london_day(now), digest_time(facts, receiver)
    before = day - timedelta(days=1)
    while not comes_on(facts, before) and day - before < timedelta(days=60):
        before -= timedelta(days=1)
    edition = Edition(now, at_time(before, at), at_time(day, at), late, facts.team.nothing_due_daily)
    matters = matters_of(
        facts,
        now,
        visits=open_visits(session, facts.team.id),
        actions=open_actions(session, facts.team.id),
        meetings=meetings_to_come(session, facts.team.id),
    )
    news = news_since(session, facts.team.id, edition.since, now)
    missed = missed_until(session, facts, day)
    return TheTeamsDay(edition, matters, news, covers_on(session, facts.team.id, day), missed)


def _for_person(facts: TeamFacts, person: Person, gathered: TheTeamsDay, *, asked: bool) -> Message | None:
    leads = Role.LEAD in facts.roles_of(person, gathered.edition.today)
    if leads:
        matters, news = gathered.matters, gathered.news
    else:
        matters = matters_reaching(gathered.matters, person, gathered.covers)
        news = _news_of(facts, person, gathered)
    missed = gathered.missed if leads else ()
    return person_digest(
        gathered.edition, matters, news, person_id=person.id, whole_team=leads, asked=asked, missed=missed
    )


def matters_reaching(matters: Sequence[Matter], person: Person, covers: Sequence[Cover]) -> list[Matter]:
    """Those that are the person's own, and those of people whom the person stands in for."""
    return [matter for matter in matters if person.id in matter.people | receivers(matter, covers)]


def _news_of(facts: TeamFacts, person: Person, gathered: TheTeamsDay) -> list[News]:
    """What others did at the person's own schools: those with something open, and those they are attached to."""
    today = gathered.edition.today
    own = {turn.school_id for turn in facts.turns if turn.person_id == person.id and turn.holds_on(today)}
    own |= {m.school_id for m in gathered.matters if person.id in m.people}
    return [one for one in gathered.news if one.by_id != person.id and one.school_id in own]
