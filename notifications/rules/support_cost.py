"""The first meeting is over, and what it had to record about a supporting school is not on record.

Source: W0-25, W0-04 (N17). When it is said is the team's own setting.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from notifications.message import Button, Message
from notifications.nudge import Looked, Nudge, Occasion, Rule, TeamFacts, Topic, at_time, what_is_due
from notifications.rules.meeting_receivers import receivers, what
from notifications.support_asked import still_to_record
from policy.saying import london_day, say_day
from storage.meetings import Meeting, MeetingState, meeting_with_id
from storage.people import Person

NAME = "support-cost"
WORKING_DAYS_AFTER = (1, 5)
"""Working days after the meeting; ours."""
ONE_DAY = timedelta(days=1)


def support_cost(meeting: Meeting, facts: TeamFacts, now: datetime) -> Looked:
    """To the Chair and the others of the meeting, on the working day after it and once more; only of a first meeting of
    the kind that the strategy names.
    """
    rules = facts.framework.support
    first = rules is not None and meeting.kind == rules.first_meeting_kind and meeting.occurrence == 1
    if not first or meeting.state != MeetingState.HELD or not facts.counts(london_day(meeting.starts_at)):
        return Looked()
    hours = facts.working_time
    days = [hours.add_working_days(london_day(meeting.starts_at), days) for days in WORKING_DAYS_AFTER]
    occasions = tuple(Occasion(facts.morning(day), at_time(day + ONE_DAY, time.min)) for day in days)
    due, again_at = what_is_due(occasions, now)
    return Looked(
        tuple(
            Nudge(f"support-cost:{meeting.id}:{occasion.named}", person, "W0-25", Topic.SUPPORT, occasion)
            for occasion in due
            for person in receivers(meeting, facts, occasion.on)
        ),
        again_at,
    )


def compose(session: Session, meeting: Meeting, facts: TeamFacts, nudge: Nudge, now: datetime) -> Message | None:
    """What is still missing; None once it is on record."""
    missing = still_to_record(session, meeting, facts)
    if not missing:
        return None
    return Message(
        f"{what(meeting, facts)}: not recorded yet",
        (f"It was held {say_day(meeting.starts_at)}.", *(words for words, _ in missing)),
        buttons=(*(button for _, button in missing), Button("Show the support", f"support {meeting.school.urn}")),
    )


def words(meeting: Meeting, facts: TeamFacts, receiver: Person, now: datetime) -> Message:
    """It is composed from the record; without it there is only its name."""
    return Message(f"{what(meeting, facts)}: not recorded yet")


def why(meeting: Meeting, facts: TeamFacts) -> tuple[str, ...]:
    """Where it comes from."""
    rules = facts.framework.support
    if rules is None or meeting.kind != rules.first_meeting_kind or meeting.occurrence != 1:
        return ()
    document = facts.framework.document(rules.document)
    return (f"{document.title if document else facts.framework.strategy}: “{rules.cost_clause}”.",)


RULE = Rule(NAME, Topic.SUPPORT, meeting_with_id, support_cost, words, why, compose=compose)
