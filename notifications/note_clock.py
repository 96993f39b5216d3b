"""How the clock of a visit's note stands, and from when the note is late. Source: W2-01; what is late is ours."""

from __future__ import annotations

from datetime import datetime, timedelta

from notifications.nudge import TeamFacts
from policy.saying import london_day, say_day, say_length, say_moment
from storage.visits import Visit


def counts(visit: Visit, facts: TeamFacts) -> bool:
    """Whether the note can be missed: one that was due before the team's go-live date cannot."""
    return visit.note_due_at is not None and facts.counts(london_day(visit.note_due_at))


def late_from(visit: Visit, facts: TeamFacts) -> datetime | None:
    """From when the note is late, an aware instant; None where it never is."""
    return visit.note_late_from if counts(visit, facts) else None


def is_late(visit: Visit, facts: TeamFacts, at: datetime) -> bool:
    """Whether the note, going at this instant, would be late."""
    late = late_from(visit, facts)
    return late is not None and at >= late


def when_due(visit: Visit) -> str:
    """The deadline in full, London time."""
    return say_moment(visit.note_due_at) if visit.note_due_at else "never"


def note_hours(visit: Visit) -> int:
    """How many hours this visit's note was given."""
    return round(((visit.note_due_at or visit.ended_at) - visit.ended_at) / timedelta(hours=1))


def time_left(visit: Visit, facts: TeamFacts, now: datetime) -> str:
    """How the clock of the note stands: `5 hours left`, `48 hours over, not late yet` or `late by 3 hours`."""
    if visit.note_due_at is None:
        return "no note is owed"
    if now < visit.note_due_at:
        return f"{say_length(visit.note_due_at - now)} left"
    if not counts(visit, facts):
        return f"was due {say_day(visit.note_due_at)}, before your go-live date"
    late = late_from(visit, facts)
    if late and now < late:
        return f"the {note_hours(visit)} hours are over, late from {say_moment(late)}"
    return f"late since {say_moment(late or visit.note_due_at)}"


def in_time(visit: Visit, facts: TeamFacts) -> str:
    """`within the 48 hours`, `after the 48 hours but not late`, or how late."""
    sent, due, late = visit.note_sent_at, visit.note_due_at, visit.note_late_from
    if sent is None or due is None or late is None:
        return "not sent"
    hours = note_hours(visit)
    if sent <= due:
        return f"within the {hours} hours"
    if not counts(visit, facts):
        return f"after the {hours} hours, which ended before your go-live date"
    if sent < late:
        return f"after the {hours} hours but not late"
    return f"late by {say_length(sent - late)}" if sent - late >= timedelta(minutes=1) else "late"
