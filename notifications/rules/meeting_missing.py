"""A meeting comes nearer and something is missing: its agenda, its pre-meeting, a governor who has said yes.

Source: V3-43 for the agenda, W2-36 for the pre-meeting, V3-42 for the governor; the days before are the team's setting.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from notifications.message import Button, Message
from notifications.nudge import Looked, Occasion, Rule, TeamFacts, Topic
from notifications.rules.meeting_receivers import in_days, kind_of, known_at, looked, what
from policy.saying import london_day, say_moment
from storage.meetings import Meeting, meeting_with_id
from storage.people import Person

NAME = "meeting-missing"


def meeting_missing(meeting: Meeting, facts: TeamFacts, now: datetime) -> Looked:
    """On the mornings so many days before a meeting (14 and 7, as its kind says), where something is missing."""
    if not meeting.is_to_come:
        return Looked()
    found = looked(meeting, facts, now, occasions(meeting, facts), NAME)
    return found if missing(meeting, facts) else Looked((), found.again_at)


def occasions(meeting: Meeting, facts: TeamFacts) -> tuple[Occasion, ...]:
    """The mornings before, each on a working day; one that lies before the meeting was booked or moved is none."""
    hours, day = facts.working_time, london_day(meeting.starts_at)
    days = [
        day - timedelta(days=before) for before in sorted(kind_of(meeting, facts).missing_days_before, reverse=True)
    ]
    on_days = [one if hours.is_working_day(one) else hours.previous_working_day(one) for one in days]
    mornings = [facts.morning(one) for one in dict.fromkeys(on_days)]
    ends = [*mornings[1:], facts.brief(hours.previous_working_day(day))]
    return tuple(Occasion(at, until) for at, until in zip(mornings, ends, strict=True) if at > known_at(meeting))


def missing(meeting: Meeting, facts: TeamFacts) -> tuple[tuple[str, Button], ...]:
    """What is missing, each with the step that mends it."""
    kind, ref = kind_of(meeting, facts), meeting.ref
    found = []
    if facts.colleague(meeting.chair_id) is None:
        found.append((f"No {kind.chair} is named.", Button("Name the Chair", f"meeting chair {ref}")))
    if meeting.agenda_sent_at is None:
        found.append(("The agenda has not gone to all members.", Button("Agenda", f"meeting agenda {ref}")))
    if kind.pre_meeting_days is not None and meeting.pre_meeting_at is None:
        latest = meeting.starts_at - timedelta(days=kind.pre_meeting_days)
        clause = f" (“{kind.pre_meeting_clause}”)" if kind.pre_meeting_clause else ""
        words = (
            f"The pre-meeting of head teacher and adviser is not booked; the latest is {say_moment(latest)}{clause}."
        )
        found.append((words, Button("Pre-meeting", f"meeting pre {ref}")))
    if kind.needs_governor and not any(row.is_governor and row.confirmed for row in meeting.members):
        clause = f" “{kind.without_governor_clause}.”" if kind.without_governor_clause else ""
        found.append((f"No governor has confirmed.{clause}", Button("Who comes?", f"meeting confirm {ref}")))
    return tuple(found)


def words(meeting: Meeting, facts: TeamFacts, receiver: Person, now: datetime) -> Message:
    """When the meeting is and what is missing, with a step for each."""
    found = missing(meeting, facts)
    count = "1 thing is missing" if len(found) == 1 else f"{len(found)} things are missing"
    return Message(
        f"{what(meeting, facts)} is {in_days(meeting, now)}, {count}",
        (f"{say_moment(meeting.starts_at)}.", *(words for words, _ in found)),
        buttons=(
            *(button for _, button in found),
            Button("Move it", f"meeting move {meeting.ref}"),
            Button("Snooze", f"snooze {meeting.ref}"),
            Button("Why this?", f"why {meeting.ref}"),
        ),
    )


def why(meeting: Meeting, facts: TeamFacts) -> tuple[str, ...]:
    """Where the reminder comes from."""
    if not meeting.is_to_come:
        return ()
    kind = kind_of(meeting, facts)
    document = facts.framework.document(kind.document)
    days = " and ".join(str(before) for before in kind.missing_days_before)
    lines = [
        f"{meeting.ref} is {say_moment(meeting.starts_at)}. {days} days before, a reminder comes where something is "
        "missing (your team's setting)."
    ]
    title = f"{document.title}: " if document else ""
    if kind.without_governor_clause:
        lines.append(f"{title}“{kind.without_governor_clause}”.")
    if kind.pre_meeting_clause:
        lines.append(f"{title}head teacher and adviser meet “{kind.pre_meeting_clause}”.")
    return tuple(lines)


RULE = Rule(NAME, Topic.MEETINGS, meeting_with_id, meeting_missing, words, why)
