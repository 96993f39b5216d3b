"""What a channel is told of a meeting that took place: no names, and no judgement about anybody."""

from __future__ import annotations

from notifications.message import Button, Message
from notifications.nudge import TeamFacts
from notifications.rules.meeting_receivers import kind_of, what
from policy.saying import say_moment
from storage.meetings import Meeting, MeetingState


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
