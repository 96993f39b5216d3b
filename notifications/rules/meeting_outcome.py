"""What a channel is told of a meeting that took place: no names, and no judgement about anybody.

Source: V3-42, V3-45; that it is announced, and when, is ours.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from notifications.message import Button, Message
from notifications.nudge import Looked, Nudge, Occasion, Rule, TeamFacts, Topic, in_utc, what_is_due
from notifications.rules.meeting_receivers import kind_of, what
from policy.saying import london_day, say_moment
from storage.boards import MET
from storage.channels import BoundChannel, Purpose
from storage.meetings import Meeting, MeetingState, meeting_with_id

NAME = "meeting-outcome"
SECOND_THOUGHTS = timedelta(minutes=10)
"""How long whoever posted the outcome can take it back before a channel hears of it: the time for undo."""
NEWS_FOR_WORKING_DAYS = 5
"""So long an outcome is news, if the bot was not there to announce it at once."""


def meeting_posted(meeting: Meeting, facts: TeamFacts, now: datetime) -> Looked:
    """The outcome goes to each channel that was bound for outcomes when it was posted, at the next working moment once
    the ten minutes for undo are over.
    """
    posted_at = meeting.outcome_posted_at
    if posted_at is None or meeting.state not in MET or not facts.counts(london_day(meeting.starts_at)):
        return Looked()
    hours = facts.working_time
    at = hours.next_working_moment(posted_at + SECOND_THOUGHTS)
    until = hours.closing(hours.add_working_days(london_day(at), NEWS_FOR_WORKING_DAYS))
    due, again_at = what_is_due((Occasion(at, until),), now)
    key = f"{NAME}:{meeting.id}:{in_utc(posted_at)}"
    channels = [channel for channel in facts.channels_for(Purpose.OUTCOMES) if channel.bound_at <= posted_at]
    nudges = (Nudge(key, to, "V3-45", Topic.OUTCOMES, occasion) for occasion in due for to in channels)
    return Looked(tuple(nudges), again_at)


def words(meeting: Meeting, facts: TeamFacts, receiver: BoundChannel, now: datetime) -> Message:
    """The announcement, the same for every channel."""
    return outcome_announcement(meeting, facts)


def outcome_announcement(meeting: Meeting, facts: TeamFacts) -> Message:
    """The announcement of an outcome: which meeting, whether it counts, and how many key factors it named.

    What the factors say, who marked what and who was not there stays with the record. The meeting comes with its school
    and factors. Source: V3-42, V3-45.
    """
    kind = kind_of(meeting, facts)
    lines = [f"{say_moment(meeting.starts_at)}, {kind.name}, meeting number {meeting.occurrence}."]
    if meeting.state == MeetingState.TO_BE_REARRANGED:
        state = "met, to be rearranged"
        lines.append(f"“{kind.without_governor_clause}.”" if kind.without_governor_clause else "It will be rearranged.")
    else:
        state = "held"
    count = len(meeting.factors)
    if count:
        factors = "1 key factor was" if count == 1 else f"{count} key factors were"
        lines.append(f"{factors} named; {'it comes' if count == 1 else 'they come'} back at the next {kind.short}.")
    return Message(
        f"{what(meeting, facts)}: {state}", tuple(lines), buttons=(Button("Show it", f"meeting {meeting.ref}"),)
    )


def why(meeting: Meeting, facts: TeamFacts) -> tuple[str, ...]:
    """An outcome that was posted is its own reason."""
    return ()


RULE = Rule(NAME, Topic.OUTCOMES, meeting_with_id, meeting_posted, words, why)
