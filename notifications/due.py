"""What is due at the schools of a team, in words: held, booked, due, missed, and by when it is still in time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from notifications.due_days import Said, to_say_on
from notifications.nudge import TeamFacts
from policy.reckoning import Happened, Stands
from policy.saying import say_day_briefly
from storage.due import DueAt, due_at_schools

SOON = timedelta(weeks=8)
URGENT = (Stands.MISSED, Stands.REARRANGED, Stands.DUE)


def due_in_the_year(session: Session, facts: TeamFacts, today: date, starts: int | None = None) -> list[DueAt]:
    """Every duty in every period of a school year, this one if no other is said (2026 for 2026/27), at each school with
    an attached adviser or a category.
    """
    attached = {turn.school_id for turn in facts.turns if turn.holds_on(today)}
    year = facts.calendar.academic_year(today).starts if starts is None else starts
    return due_at_schools(session, facts.team, facts.framework, facts.calendar, year, today, attached)


def missed_until(session: Session, facts: TeamFacts, day: date) -> list[DueAt]:
    """What is said to be missed on this day, as its period has ended: mostly nothing, and then nothing is read."""
    found = [one for one in to_say_on(facts, day) if one.said is Said.MISSED]
    return [
        due
        for starts in sorted({one.starts for one in found})
        for due in due_in_the_year(session, facts, day, starts)
        if due.reckoned.missed and any((due.duty, due.reckoned.period) == (one.duty, one.period) for one in found)
    ]


def so_far(found: Sequence[DueAt], today: date) -> list[DueAt]:
    """Those of periods that have begun."""
    return [one for one in found if one.reckoned.period.first_day <= today]


def wanted(found: Sequence[DueAt], today: date) -> list[DueAt]:
    """What was missed and what is due in a period that has begun, missed things first, then by when they are due.

    What has a whole year's time is wanted from eight weeks before its end (ours).
    """
    urgent = [
        one
        for one in so_far(found, today)
        if one.reckoned.stands in URGENT
        and (one.duty.period != "year" or one.reckoned.period.in_time_until - today <= SOON)
    ]
    return sorted(urgent, key=lambda one: (URGENT.index(one.reckoned.stands), one.reckoned.period.in_time_until))


def say_briefly(one: DueAt) -> str:
    """`SIB missed, autumn 1`, or `SIB by 12 Feb 2027`: for a column."""
    short, period = one.duty.short, one.reckoned.period
    if one.reckoned.stands is Stands.MISSED:
        return f"{short} missed, {period.name}"
    return f"{short} by {say_day_briefly(period.in_time_until)}"


def say_stands(one: DueAt) -> str:
    """How it stands, with the days: `held 24 Nov 2026`; `1 of 2 held`; `missed`."""
    reckoned = one.reckoned
    days = [
        f"{happening.what} {say_day_briefly(happening.on)}"
        for happening in reckoned.happened
        if happening.what is not Happened.CANCELLED
    ]
    lacking = reckoned.due or reckoned.missed
    if not lacking:
        return "; ".join(days) or reckoned.stands
    word = "missed" if reckoned.missed else "due"
    many = f"{lacking} more {word}" if days and lacking else (word if lacking == 1 else f"{lacking} {word}")
    return "; ".join([*days, many])
