"""Once a half term the leads read how the schools stand against the council's table of time.

Source: V3-20, W2-06, H4-11 to H4-15 (N12: a floor that the rest of the year cannot reach, a ceiling nearly used). When
it comes is the team's own setting.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from notifications.message import Button, Message, Table
from notifications.nudge import Looked, Nudge, Occasion, Rule, TeamFacts, Topic, at_time
from notifications.time_spent import school_days_left, shortfalls_of, time_of_schools
from policy.charging import say_amount
from policy.saying import london_day
from storage.people import Person
from storage.teams import Team, team_with_id

NAME = "time-table"
SCHOOL_DAYS_BEFORE = 8
"""School days before the end of each half term; ours."""
MOST_ROWS = 15
ONE_DAY = timedelta(days=1)


def time_table(team: Team, facts: TeamFacts, now: datetime) -> Looked:
    """On one morning of each half term, to each lead; nothing where the documents print no table."""
    today = london_day(now)
    midnight = at_time(today + ONE_DAY, time.min)
    block = facts.calendar.block_of(today)
    if facts.framework.allocation is None or block is None:
        return Looked((), midnight)
    on = facts.calendar.add_school_days(block.last_day, -SCHOOL_DAYS_BEFORE)
    while not facts.working_time.is_working_day(on):
        on += ONE_DAY
    if today != on:
        return Looked((), midnight)
    occasion = Occasion(facts.morning(today), midnight)
    key = f"time-table:{team.id}:{today:%Y-%m-%d}"
    return Looked(tuple(Nudge(key, lead, "ours", Topic.TIME, occasion) for lead in facts.leads), midnight)


def compose(session: Session, team: Team, facts: TeamFacts, nudge: Nudge, now: datetime) -> Message | None:
    """The schools with something to look at, and what all of them have had; None where no school has had any."""
    allocation, today = facts.framework.allocation, london_day(now)
    if allocation is None:
        return None
    found = time_of_schools(session, facts, allocation, today)
    if not found:
        return None
    days_left = school_days_left(facts, today)
    rows = tuple(
        (
            one.school.name,
            line.line.label,
            f"{alarm}: {_of(line.forecast)} of {say_amount(line.granted, allocation.unit)}",
        )
        for one in found
        for line, alarm in one.alarms(days_left)
    )
    spent = say_amount(sum((one.spent for one in found), Decimal(0)), allocation.unit)
    more = (f"The first {MOST_ROWS} of {len(rows)} are shown; all: time",) if len(rows) > MOST_ROWS else ()
    title = f"{len(rows)} to look at" if rows else "all within reach"
    return Message(
        f"Time for schools this year: {title}",
        (f"{spent} spent at {len(found)} schools.", *shortfalls_of(allocation, found, today), *more),
        Table(("School", "Line", "How it stands"), rows[:MOST_ROWS]) if rows else None,
        (Button("All schools", "time"),),
    )


def _of(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def words(team: Team, facts: TeamFacts, receiver: Person, now: datetime) -> Message:
    """It is composed from the record; without it there is only its name."""
    return Message("Time for schools this year")


def why(team: Team, facts: TeamFacts) -> tuple[str, ...]:
    """Where it comes from."""
    return ("The council's table of time is read once a half term (your team's setting).",)


def called(team: Team) -> str:
    """The time of the schools."""
    return "The time for schools"


RULE = Rule(NAME, Topic.TIME, team_with_id, time_table, words, why, compose=compose, called=called)
