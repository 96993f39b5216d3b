"""Reminders in a channel that was bound for them: before a deadline school, reference and initials, and nothing else.

What somebody was to do, how it goes and that it is late is said to people alone; of what is overdue the channel's
digest gives the number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from notifications.matters import Matter, Sort, action_matter, meeting_matter, note_or_visit
from notifications.message import Message
from notifications.nudge import Nudge, TeamFacts, at_time
from notifications.rules import action_due, meeting_brief, planned_visit, visit_note_due
from policy.saying import say_day, say_moment
from storage.actions import Action
from storage.channels import Purpose
from storage.meetings import Meeting
from storage.people import Person
from storage.visits import Visit

_MATTERS: Mapping[str, Callable[[Any, TeamFacts, datetime], Matter]] = {
    visit_note_due.NAME: note_or_visit,
    planned_visit.NAME: note_or_visit,
    action_due.NAME: action_matter,
    meeting_brief.NAME: meeting_matter,
}
SHOWN_IN_CHANNELS = frozenset(_MATTERS)
"""The rules that a channel hears of as well."""


def with_channels(nudges: Sequence[Nudge], rule: str, about: Any, facts: TeamFacts) -> tuple[Nudge, ...]:
    """The same nudges, and one for each channel bound for reminders on each of their occasions before the deadline."""
    channels = facts.channels_for(Purpose.REMINDERS)
    if rule not in SHOWN_IN_CHANNELS or not channels:
        return tuple(nudges)
    told = {nudge.key: nudge for nudge in nudges if isinstance(nudge.to, Person)}
    early = [nudge for nudge in told.values() if nudge.occasion.at < _deadline(about)]
    return (*nudges, *(replace(nudge, to=channel, instead_of=None) for nudge in early for channel in channels))


def channel_words(rule: str, about: Any, facts: TeamFacts, now: datetime, asked_as_of: datetime) -> Message | None:
    """What a channel reads; None where the deadline was over at the moment of which is asked."""
    if asked_as_of >= _deadline(about):
        return None
    matter = _MATTERS[rule](about, facts, now)
    who = f", {matter.short}" if matter.short else ""
    return Message(f"{matter.ref}: {matter.school}{who}", (f"{_WORDS[matter.sort]} {_when(matter)}.",))


_WORDS = {
    Sort.NOTE: "Note due",
    Sort.VISIT: "Visit",
    Sort.ACTION: "Action due",
    Sort.MEETING: "Meeting",
}


def _when(matter: Matter) -> str:
    return say_day(matter.at) if matter.sort is Sort.ACTION else say_moment(matter.at)


def _deadline(about: Visit | Action | Meeting) -> datetime:
    """From when on it is over: the end of the due day, the end of the 48 hours, the beginning of a visit or meeting."""
    if isinstance(about, Action):
        return at_time(about.due_on + timedelta(days=1), time.min)
    if isinstance(about, Visit) and about.owes_a_note and about.note_due_at is not None:
        return about.note_due_at
    return about.started_at if isinstance(about, Visit) else about.starts_at
