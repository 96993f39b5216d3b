"""The minutes of a meeting have not gone. Source: V3-43, "minuted", W0-60; the working days are the team's setting."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from notifications.message import Button, Message
from notifications.nudge import Looked, Occasion, Rule, TeamFacts, Topic
from notifications.rules.meeting_receivers import kind_of, looked, what
from policy.saying import london_day, say_day
from storage.meetings import Meeting, meeting_with_id
from storage.people import Person

NAME = "meeting-minutes"
TIMES = 4
"""How often it is said, with the same number of working days between; ours."""


def meeting_minutes(meeting: Meeting, facts: TeamFacts, now: datetime) -> Looked:
    """On the morning of the fifth working day after a meeting that took place (its kind's number), and again later."""
    if not meeting.owes_minutes:
        return Looked()
    return looked(meeting, facts, now, occasions(meeting, facts), NAME, "V3-43")


def occasions(meeting: Meeting, facts: TeamFacts) -> tuple[Occasion, ...]:
    """The mornings on which it is said, each until the next; one before the meeting was logged is none."""
    day, step = london_day(meeting.starts_at), kind_of(meeting, facts).minutes_working_days
    days = [facts.working_time.add_working_days(day, step * time) for time in range(1, TIMES + 2)]
    mornings = [facts.morning(one) for one in days]
    return tuple(Occasion(at, until) for at, until in pairwise(mornings) if at > meeting.booked_at)


def words(meeting: Meeting, facts: TeamFacts, receiver: Person, now: datetime) -> Message:
    """Since when they are due, and the two things to do."""
    kind = kind_of(meeting, facts)
    due_on = facts.working_time.add_working_days(london_day(meeting.starts_at), kind.minutes_working_days)
    outcome = Button("Outcome", f"meeting outcome {meeting.ref}")
    record = Button(kind.record_name, f"meeting minutes {meeting.ref}")
    due = "today" if due_on == london_day(now) else say_day(due_on)
    return Message(
        f"{what(meeting, facts)}: the minutes have not gone",
        (
            f"It was on {say_day(meeting.starts_at)}; the minutes were due {due}, {kind.minutes_working_days} working "
            "days later.",
            *(("The outcome is not on record yet either.",) if meeting.outcome_posted_at is None else ()),
        ),
        buttons=(
            outcome if meeting.outcome_posted_at is None else record,
            Button("They have gone", f"meeting minutes {meeting.ref} sent"),
            Button("Snooze", f"snooze {meeting.ref}"),
            Button("Why this?", f"why {meeting.ref}"),
        ),
    )


def why(meeting: Meeting, facts: TeamFacts) -> tuple[str, ...]:
    """Where the reminder comes from."""
    if not meeting.owes_minutes:
        return ()
    days = kind_of(meeting, facts).minutes_working_days
    due_on = facts.working_time.add_working_days(london_day(meeting.starts_at), days)
    return (
        f"{meeting.ref} took place on {say_day(meeting.starts_at)} and is minuted; {days} working days later is "
        f"{say_day(due_on)} (your team's setting).",
    )


RULE = Rule(NAME, Topic.MEETINGS, meeting_with_id, meeting_minutes, words, why)
