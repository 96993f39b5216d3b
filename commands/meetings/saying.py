"""How a meeting is said back, whatever has just been done to it."""

from __future__ import annotations

from datetime import date, datetime

from commands.command import Request
from commands.meetings.fields import kind_of
from notifications.message import Button
from policy.saying import london, london_day, say_moment, say_time
from storage.meetings import Meeting, MeetingState


def title(meeting: Meeting, request: Request, what: str = "") -> str:
    """`M3: SIB at Short Heath Junior School`, and what has just been done."""
    done = f", {what}" if what else ""
    return f"{meeting.ref}: {kind_of(request, meeting).short} at {meeting.school.name}{done}"


def when_line(meeting: Meeting, request: Request) -> str:
    """`School Improvement Board, Friday 12 February 2027, 16:00 to 18:00; Chair of SIB: Carys Evans.`"""
    kind = kind_of(request, meeting)
    chair = meeting.chair.name if meeting.chair else "not named yet"
    return f"{kind.name}, {from_to(meeting)}; {kind.chair}: {chair}."


def from_to(meeting: Meeting) -> str:
    """`Friday 12 February 2027, 16:00 to 18:00`."""
    same_day = london_day(meeting.starts_at) == london_day(meeting.ends_at)
    return (
        f"{say_moment(meeting.starts_at)} to {say_time(meeting.ends_at) if same_day else say_moment(meeting.ends_at)}"
    )


def moment_words(at: datetime) -> str:
    """`2027-02-19 16:00`: a moment as buttons say it."""
    return f"{london(at):%Y-%m-%d %H:%M}"


def short_moment(at: datetime) -> str:
    """`Fri 12 Feb 2027, 16:00`: for tables and buttons, where the full form does not fit."""
    moment = london(at)
    return f"{moment:%a} {moment.day} {moment:%b %Y, %H:%M}"


def short_day(day: date) -> str:
    """`Fri 12 Feb 2027`."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def next_steps(meeting: Meeting, request: Request) -> tuple[Button, ...]:
    """What is likely to be done next with a meeting, as it stands now."""
    ref = meeting.ref
    if meeting.state == MeetingState.CANCELLED:
        return ()
    if meeting.is_to_come and meeting.starts_at > request.now:
        chair = (
            () if meeting.chair_id else (Button(f"Name the {kind_of(request, meeting).chair}", f"meeting chair {ref}"),)
        )
        agenda = () if meeting.agenda_sent_at else (Button("Agenda", f"meeting agenda {ref}"),)
        return (
            *chair,
            *agenda,
            Button("Who comes?", f"meeting confirm {ref}"),
            Button("Move it", f"meeting move {ref}"),
        )
    steps = [Button("Who came?", f"meeting attend {ref}")] if not any(one.presence for one in meeting.members) else []
    if meeting.outcome_posted_at is None:
        steps.append(Button("Outcome", f"meeting outcome {ref}"))
    elif meeting.minutes_sent_at is None:
        steps.append(Button("Minutes have gone", f"meeting minutes {ref} sent"))
    return tuple(steps)
