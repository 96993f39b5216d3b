"""Many bookings in one paste: each line read as if it were typed alone, shown back, stored together on yes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from commands.command import Question, Request
from commands.meetings.pasting import STORE, ask_to_correct, ask_to_store, with_correction
from commands.meetings.saying import short_moment
from commands.meetings.times import MeetingTime, check_the_school_is_open, day_doubts, same_day
from notifications.message import Button, Message, Table
from policy.meeting_kinds import MeetingKind
from policy.pasted_lines import cells_of, plain_lines, says_something, without_bullet
from policy.pasted_outcome import Unread
from policy.refused import Refused
from policy.saying import london_day, say_moment
from storage.meetings import Meeting, meetings_of_school
from storage.people import Person
from storage.schools import School

_HEADING = re.compile(
    r"(?:(?:school|name|date|day|when|time|kind|meeting|type|chair|length|urn|sib|tas)\b[\s,/:]*)+", re.I
)


MOST_AT_ONCE = 40
"""So many meetings, with their audit and their reminders, are stored well within the time that a door waits."""


@dataclass(frozen=True)
class Booking:
    """One line that was read."""

    school: School
    kind: MeetingKind
    time: MeetingTime
    chair: Person | None


def many_booked(
    request: Request, text: str, correction: str | None, read_line: Callable[[str], Booking]
) -> Sequence[Booking]:
    """The bookings, once the person has said yes to them. Raises Question until then: to correct, or to confirm.

    Raises Refused when there are too many.
    """
    text, remarks = with_correction(text, correction)
    read: list[tuple[int, Booking, str]] = []
    unread: list[Unread] = []
    for number, line in enumerate(plain_lines(text), start=1):
        words = " ".join(cell for cell in cells_of(without_bullet(line)) if cell)
        if not says_something(line) or _HEADING.fullmatch(words):
            continue
        try:
            booking = read_line(words)
            read.append((number, booking, _doubt(request, booking, read)))
        except (Refused, Question) as stop:
            unread.append(Unread(number, words, str(stop)))
    if unread:
        raise ask_to_correct(unread, "school", text, remarks)
    if len(read) > MOST_AT_ONCE:
        raise Refused(
            f"That is {len(read)} meetings; {MOST_AT_ONCE} is the most that I can book at once. Nothing was stored: "
            "please paste them in parts."
        )
    if not read:
        raise Refused("There is no booking in it. One on each line, for example: Short Heath 12 Feb 4pm")
    if correction != STORE:
        count = "1 meeting" if len(read) == 1 else f"{len(read)} meetings"
        rows = tuple(
            (str(number), one.school.name, short_moment(one.time.starts_at), one.kind.short, _chair(one), doubt)
            for number, one, doubt in read
        )
        table = Table(("Line", "School", "When", "Kind", "Chair", "Look at"), rows)
        odd = sum(bool(doubt) for _, _, doubt in read)
        lines = (f"{odd} of them {'has' if odd == 1 else 'have'} something to look at.",) if odd else ()
        question = f"Book {'it' if len(read) == 1 else 'all'}: {count}?"
        raise ask_to_store(question, table, (*remarks, *lines), "school", text)
    return [one for _, one, _ in read]


def _chair(booking: Booking) -> str:
    return booking.chair.initials if booking.chair else ""


def _doubt(request: Request, booking: Booking, before: Sequence[tuple[int, Booking, str]]) -> str:
    """What is odd about a line, to be looked at. Raises Refused for what cannot be booked together with others."""
    starts_at, day = booking.time.starts_at, london_day(booking.time.starts_at)
    check_the_school_is_open(booking.school, starts_at)
    if starts_at <= request.now:
        raise Refused(f"{say_moment(starts_at)} has passed; a meeting that took place is logged on its own")
    for number, other, _ in before:
        if other.school is booking.school and other.time.starts_at == starts_at:
            raise Refused(f"line {number} says that already")
    doubts = [words for _, words in day_doubts(request, starts_at)]
    others = meetings_of_school(request.session, request.team.id, booking.school.id)
    if (other_meeting := same_day(others, day)) is not None:
        if other_meeting.starts_at == starts_at and other_meeting.kind == booking.kind.key:
            raise Refused(f"{other_meeting.ref} is booked for then already")
        doubts.append(f"{other_meeting.ref} is on that day too")
    doubts += [
        f"line {number} is on that day too"
        for number, other, _ in before
        if other.school is booking.school and london_day(other.time.starts_at) == day
    ]
    return "; ".join(doubts)


def bookings_message(request: Request, meetings: Sequence[Meeting]) -> Message:
    """What is said back of meetings that have just been booked together."""
    count = "1 meeting is" if len(meetings) == 1 else f"{len(meetings)} meetings are"
    rows = tuple(
        (one.ref, one.school.name, short_moment(one.starts_at), one.chair.name if one.chair else "") for one in meetings
    )
    return Message(
        f"{count} booked: {meetings[0].ref} to {meetings[-1].ref}" if len(meetings) > 1 else f"{count} booked",
        table=Table(("Meeting", "School", "When", "Chair"), rows),
        buttons=(Button("All that are booked", "meeting list next 90 days"),),
    )
