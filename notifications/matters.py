"""Everything that wants somebody, in one form: a note owed, a visit planned, an action, a meeting.

Digests, `mine` and `overdue` are lists of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum, StrEnum

from notifications.note_clock import counts, is_late, time_left
from notifications.nudge import TeamFacts, at_time
from policy.refused import Refused
from policy.saying import london_day, say_day, say_moment, say_time
from storage.actions import Action
from storage.covers import Cover, deputy_of
from storage.meetings import Meeting
from storage.visits import Visit


class Urgency(IntEnum):
    """How soon it is wanted; the smaller, the sooner."""

    OVERDUE = 0
    TODAY = 1
    THIS_WEEK = 2
    LATER = 3


class Sort(StrEnum):
    """What sort of thing it is."""

    NOTE = "note"
    VISIT = "visit"
    ACTION = "action"
    MEETING = "meeting"


@dataclass(frozen=True)
class Matter:
    """One thing that wants somebody. `people` are those it wants; `who` names them as a colleague would, `short` as a
    channel may see it. `at` is the aware moment at which it is due or begins, `urgency` how that stands now. `what` is
    said beside a day, `says` alone; `off_chat` is whether its lead has to be chased by somebody else, `is_written`
    whether it is a note that only has to be sent.
    """

    sort: Sort
    ref: str
    school_id: int
    urn: int
    school: str
    who: str
    short: str
    people: frozenset[int]
    at: datetime
    urgency: Urgency
    what: str
    says: str
    off_chat: bool = False
    is_written: bool = False


def matters_of(
    facts: TeamFacts,
    now: datetime,
    *,
    visits: Sequence[Visit],
    actions: Sequence[Action],
    meetings: Sequence[Meeting],
) -> list[Matter]:
    """All matters of these open rows, the most urgent first."""
    found = [note_or_visit(visit, facts, now) for visit in visits]
    found += [action_matter(action, facts, now) for action in actions]
    found += [meeting_matter(meeting, facts, now) for meeting in meetings]
    return in_order(found)


def in_order(matters: Iterable[Matter]) -> list[Matter]:
    """Overdue before today before this week before later, and the earliest first."""
    return sorted(matters, key=lambda matter: (matter.urgency, matter.at, matter.ref))


def note_or_visit(visit: Visit, facts: TeamFacts, now: datetime) -> Matter:
    """A note that is owed, or a visit that is planned.

    A note is overdue once it is late; while only the 48 hours are over, it is wanted today. Source: W2-01.
    """
    people, who, short = {visit.adviser_id}, visit.adviser.name, visit.adviser.initials
    if visit.owes_a_note and visit.note_due_at is not None:
        late = is_late(visit, facts, now) or (now >= visit.note_due_at and not counts(visit, facts))
        sort, at = Sort.NOTE, visit.note_due_at
        what = says = f"{_note_name(visit, facts)}: {time_left(visit, facts, now)}"
    else:
        late = london_day(visit.ended_at) < london_day(now)
        sort, at = Sort.VISIT, visit.started_at
        what = visit_name(visit, facts)
        says = f"{what}, {_when(at, now)}"
        if late:
            what, says = f"{what}: did it happen?", f"did it happen? Planned for {say_moment(at)}"
        if visit.companion is not None:
            people.add(visit.companion.id)
            who, short = f"{who}, {visit.companion.name}", f"{short}, {visit.companion.initials}"
    return Matter(
        sort,
        visit.ref,
        visit.school_id,
        visit.school.urn,
        visit.school.name,
        who,
        short,
        frozenset(people),
        at,
        _urgency(at, late, facts, now),
        what,
        says,
        is_written=sort is Sort.NOTE and _is_written(visit, facts),
    )


def action_matter(action: Action, facts: TeamFacts, now: datetime) -> Matter:
    """An action that is still to be done. For a lead off the chat it wants the school's adviser, who chases it."""
    today = london_day(now)
    person = action.lead_person or facts.adviser_of(action.school_id, today)
    due = at_time(action.due_on, facts.team.closes_at)
    urgency = _urgency(due, action.due_on < today, facts, now)
    text = one_line(action.text)
    if action.due_on >= today:
        what, says = text, "due today" if action.due_on == today else f"due {say_day(action.due_on)}"
    elif urgency == Urgency.OVERDUE:
        what, says = f"overdue: {text}", f"overdue since {say_day(action.due_on)}"
    else:
        what = f"due before your go-live date: {text}"
        says = f"was due {say_day(action.due_on)}, before your go-live date"
    return Matter(
        Sort.ACTION,
        action.ref,
        action.school_id,
        action.school.urn,
        action.school.name,
        action.lead_name,
        action.lead_person.initials if action.lead_person else _office(action),
        frozenset({person.id} if person else ()),
        due,
        urgency,
        what,
        f"{says}: {text}",
        off_chat=action.lead_person is None,
    )


def _office(action: Action) -> str:
    """How a channel names a lead off the chat: by role or service, never by name."""
    return str(action.lead_contact.role) if action.lead_contact else action.lead_service or ""


def meeting_matter(meeting: Meeting, facts: TeamFacts, now: datetime) -> Matter:
    """A meeting that is to come, or that has passed without anybody saying what became of it."""
    people = {member.person_id for member in meeting.members} | {meeting.chair_id, meeting.booked_by_id}
    if (adviser := facts.adviser_of(meeting.school_id, london_day(now))) is not None:
        people.add(adviser.id)
    passed = meeting.ends_at <= now
    name = meeting_name(meeting, facts)
    what, says = name, f"{name}, {_when(meeting.starts_at, now)}"
    if passed:
        what, says = f"{name}: what came of it?", f"{name}: what came of it? Booked for {say_moment(meeting.starts_at)}"
    return Matter(
        Sort.MEETING,
        meeting.ref,
        meeting.school_id,
        meeting.school.urn,
        meeting.school.name,
        meeting.chair.name if meeting.chair else "",
        meeting.chair.initials if meeting.chair else "",
        frozenset(person for person in people if person is not None),
        meeting.starts_at,
        _urgency(meeting.starts_at, passed, facts, now),
        what,
        says,
    )


def meeting_name(meeting: Meeting, facts: TeamFacts) -> str:
    """The council's short name for the kind of meeting; the key where the strategy has dropped it."""
    try:
        return facts.framework.meeting_kind(meeting.kind).short
    except Refused:
        return meeting.kind


def _is_written(visit: Visit, facts: TeamFacts) -> bool:
    try:
        return bool(visit.note) and not facts.framework.visit_kind(visit.kind).missing_parts(visit.note_parts)
    except Refused:
        return False


def _note_name(visit: Visit, facts: TeamFacts) -> str:
    try:
        return facts.framework.visit_kind(visit.kind).note_name
    except Refused:
        return "note of visit"


def visit_name(visit: Visit, facts: TeamFacts) -> str:
    """The council's name for the kind of visit; the key where the strategy has dropped it."""
    try:
        return facts.framework.visit_kind(visit.kind).name
    except Refused:
        return visit.kind


def _when(at: datetime, now: datetime) -> str:
    return f"today {say_time(at)}" if london_day(at) == london_day(now) else say_moment(at)


def _urgency(at: datetime, missed: bool, facts: TeamFacts, now: datetime) -> Urgency:
    """How soon something due at `at` is wanted; what was missed before the go-live date wants no more haste than the
    rest of the week.
    """
    if missed:
        return Urgency.OVERDUE if facts.counts(london_day(at)) else Urgency.THIS_WEEK
    if at < at_time(london_day(now) + timedelta(days=1), time.min):
        return Urgency.TODAY
    return Urgency.THIS_WEEK if london_day(at) < next_monday(london_day(now)) else Urgency.LATER


def next_monday(day: date) -> date:
    """The first Monday after a day: where this week ends."""
    return day + timedelta(days=7 - day.weekday())


def one_line(text: str, most: int = 60) -> str:
    """Somebody's words on one line, cut where they are long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def receivers(matter: Matter, covers: Sequence[Cover]) -> frozenset[int]:
    """Whom a matter wants today: its people, and for those who are away their deputies."""
    return frozenset(
        deputy.id if (deputy := deputy_of(covers, person, matter.school_id)) else person for person in matter.people
    )


def count_of(matters: Sequence[Matter], sort: Sort) -> int:
    """How many are of this sort."""
    return sum(matter.sort == sort for matter in matters)


def in_words(matters: Sequence[Matter]) -> str:
    """`2 notes, 1 action`, in the order of the sorts; empty for none."""
    counts = [(count_of(matters, sort), sort) for sort in Sort]
    return ", ".join(many_of(count, sort) for count, sort in counts if count)


def many_of(count: int, noun: str) -> str:
    """`1 note`, `2 notes`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def with_chased(matter: Matter, words: str) -> str:
    """The words with the name of a lead off the chat, for lists that do not name the leads anyway."""
    return f"{words} (chase {matter.who})" if matter.off_chat else words
