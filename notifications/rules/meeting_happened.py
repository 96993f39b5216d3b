"""A meeting was to take place and nothing is on record of it yet. Source: the team's setting; no document prints it."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from notifications.message import Button, Message
from notifications.nudge import Looked, Occasion, Rule, TeamFacts, Topic, at_time
from notifications.rules.meeting_receivers import kind_of, looked, what
from policy.saying import london_day, say_moment
from storage.meetings import Meeting, meeting_with_id
from storage.people import Person

NAME = "meeting-happened"


def meeting_happened(meeting: Meeting, facts: TeamFacts, now: datetime) -> Looked:
    """`Did it take place?` on the next working morning; it stands until somebody answers."""
    if not meeting.is_to_come:
        return Looked()
    return looked(meeting, facts, now, occasions(meeting, facts), NAME)


def occasions(meeting: Meeting, facts: TeamFacts) -> tuple[Occasion, ...]:
    """The one morning: the first after the day of the meeting, or after it was logged."""
    day_after = at_time(london_day(meeting.ends_at) + timedelta(days=1), time.min)
    return (Occasion(facts.next_morning(max(day_after, meeting.booked_at), in_term=False), None),)


def words(meeting: Meeting, facts: TeamFacts, receiver: Person, now: datetime) -> Message:
    """The question with each answer as a step."""
    return Message(
        f"{what(meeting, facts)}: did it take place?",
        (f"It was booked for {say_moment(meeting.starts_at)}, {kind_of(meeting, facts).name}.",),
        buttons=(
            Button("Who came?", f"meeting attend {meeting.ref}"),
            Button("Outcome", f"meeting outcome {meeting.ref}"),
            Button("Moved", f"meeting move {meeting.ref}"),
            Button("Cancelled", f"meeting cancel {meeting.ref}"),
            Button("Why this?", f"why {meeting.ref}"),
        ),
    )


def why(meeting: Meeting, facts: TeamFacts) -> tuple[str, ...]:
    """Where the question comes from."""
    if not meeting.is_to_come:
        return ()
    return (
        f"Where nobody has said by {facts.team.morning_at:%H:%M} on the working day after that it took place, it is "
        "asked (your team's setting).",
    )


RULE = Rule(NAME, Topic.MEETINGS, meeting_with_id, meeting_happened, words, why)
