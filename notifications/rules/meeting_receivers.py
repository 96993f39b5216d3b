"""Who is reminded of a meeting, what each occasion is called, and what a snooze does to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from notifications.nudge import Looked, Nudge, Occasion, TeamFacts, Topic, what_is_due
from policy.meeting_kinds import MeetingKind
from policy.saying import london_day
from storage.meetings import Meeting
from storage.people import Person, Role, holders_of


def receivers(meeting: Meeting, facts: TeamFacts, on: date) -> tuple[Person, ...]:
    """The Chair of the meeting (the leads where none is named or left), the clerks, the attached adviser; each once."""
    chair = facts.colleague(meeting.chair_id)
    adviser = facts.adviser_of(meeting.school_id, on)
    people = [*((chair,) if chair else facts.leads), *holders_of(Role.CLERK, facts.colleagues)]
    people += [adviser] if adviser else []
    return tuple({person.id: person for person in people}.values())


def looked(
    meeting: Meeting, facts: TeamFacts, now: datetime, occasions: Sequence[Occasion], name: str, because: str = "ours"
) -> Looked:
    """What a rule of meetings answers: one nudge for each receiver of each occasion that has come.

    The key holds the start of the meeting, so that a moved one starts anew, and the local date. Nothing is said of a
    meeting before the go-live date.
    """
    if not facts.counts(london_day(meeting.starts_at)):
        return Looked()
    due, again_at = what_is_due(after_a_snooze(meeting, occasions), now)
    starts = f"{meeting.starts_at:%Y-%m-%dT%H:%MZ}"
    return Looked(
        tuple(
            Nudge(f"{name}:{meeting.id}:{starts}:{one.named}", person, because, Topic.MEETINGS, one)
            for one in due
            for person in receivers(meeting, facts, one.on)
        ),
        again_at,
    )


def after_a_snooze(meeting: Meeting, occasions: Sequence[Occasion]) -> tuple[Occasion, ...]:
    """The occasions as a snooze leaves them: one that it covers comes when it ends, if there is still sense in it."""
    until = meeting.snoozed_until
    if until is None:
        return tuple(occasions)
    covered = [one for one in occasions if one.at < until and (one.until is None or until < one.until)]
    later = [one for one in occasions if one.at >= until]
    return (*(replace(one, at=until, woken=True) for one in covered[-1:]), *later)


def known_at(meeting: Meeting) -> datetime:
    """Since when the meeting stands at its time: what would have come before was said by the answer to booking it."""
    return meeting.moved_at or meeting.booked_at


def kind_of(meeting: Meeting, facts: TeamFacts) -> MeetingKind:
    """The meeting's kind in the council's strategy."""
    return facts.framework.meeting_kind(meeting.kind)


def what(meeting: Meeting, facts: TeamFacts) -> str:
    """`M3: SIB at Short Heath Junior School`."""
    return f"{meeting.ref}: {kind_of(meeting, facts).short} at {meeting.school.name}"


def in_days(meeting: Meeting, now: datetime) -> str:
    """`today`, `tomorrow`, `in 14 days`."""
    days = (london_day(meeting.starts_at) - london_day(now)).days
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
