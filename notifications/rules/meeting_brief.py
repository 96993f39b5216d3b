"""The brief for a meeting on the working day before. Source: the team's setting; no document prints it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from notifications.message import Button, Message
from notifications.nudge import Looked, Occasion, Rule, TeamFacts, Topic
from notifications.rules.meeting_missing import missing
from notifications.rules.meeting_receivers import kind_of, known_at, looked, what
from policy.saying import london_day, say_moment
from storage.actions import open_actions
from storage.meetings import Attendance, Meeting, factors_to_check, meeting_with_id, meetings_of_school
from storage.people import Person

NAME = "meeting-brief"
MOST_FACTORS = 5
MOST_OF_A_FACTOR = 200


def meeting_brief(meeting: Meeting, facts: TeamFacts, now: datetime) -> Looked:
    """The brief on the last working afternoon before a meeting; it makes sense until the meeting begins."""
    if not meeting.is_to_come:
        return Looked()
    return looked(meeting, facts, now, occasions(meeting, facts), NAME)


def occasions(meeting: Meeting, facts: TeamFacts) -> tuple[Occasion, ...]:
    """The one afternoon, unless the meeting was booked or moved after it."""
    at = facts.brief(facts.working_time.previous_working_day(london_day(meeting.starts_at)))
    return (Occasion(at, meeting.starts_at, firm=True),) if at > known_at(meeting) else ()


def words(meeting: Meeting, facts: TeamFacts, receiver: Person, now: datetime) -> Message:
    """When it is, who has said they will come or cannot, and what is still missing."""
    kind = kind_of(meeting, facts)
    coming = [_who(row, facts, meeting) for row in meeting.members if row.confirmed is True]
    declined = [_who(row, facts, meeting) for row in meeting.members if row.confirmed is False]
    chair = facts.colleague(meeting.chair_id)
    lines = [f"{say_moment(meeting.starts_at)}, {kind.name}; {kind.chair}: {chair.name if chair else 'not named'}."]
    lines.append(f"Will come: {', '.join(coming) or 'nobody has said so'}.")
    lines += [f"Cannot come: {', '.join(declined)}."] if declined else []
    lines += [said for said, _ in missing(meeting, facts)]
    return Message(
        f"{what(meeting, facts)} is next",
        tuple(lines),
        buttons=(
            Button("Agenda", f"meeting agenda {meeting.ref}"),
            Button("Who comes?", f"meeting confirm {meeting.ref}"),
            Button("School card", f"school {meeting.school.urn}"),
            Button("Move it", f"meeting move {meeting.ref}"),
        ),
    )


def _who(row: Attendance, facts: TeamFacts, meeting: Meeting) -> str:
    member = kind_of(meeting, facts).member(row.role)
    place = member.says[0] if member else row.role
    return f"{row.name} ({place})" if row.name else place


def to_be_looked_at(session: Session, meeting: Meeting, facts: TeamFacts, now: datetime) -> tuple[str, ...]:
    """The key factors that come back, and how many actions are open. Source: V3-45."""
    if now >= meeting.starts_at:
        return ()
    factors = factors_to_check(meetings_of_school(session, meeting.team_id, meeting.school_id), meeting)
    actions = open_actions(session, meeting.team_id, school_id=meeting.school_id)
    lines = [f"To be checked: {_short(factor.text)}" for _, factor in factors[:MOST_FACTORS]]
    more = len(factors) - MOST_FACTORS
    lines += [f"On the agenda besides: {more} more."] if more > 0 else []
    late = sum(facts.is_overdue(action.due_on, london_day(now)) for action in actions)
    if actions:
        lines.append(f"Open actions: {len(actions)}{f', {late} of them overdue' if late else ''}.")
    return tuple(lines)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_OF_A_FACTOR else f"{line[: MOST_OF_A_FACTOR - 1]}…"


def why(meeting: Meeting, facts: TeamFacts) -> tuple[str, ...]:
    """Where the brief comes from."""
    if not meeting.is_to_come:
        return ()
    return (f"A brief comes at {facts.team.brief_at:%H:%M} on the working day before (your team's setting).",)


RULE = Rule(NAME, Topic.MEETINGS, meeting_with_id, meeting_brief, words, why, to_be_looked_at)
