"""`meeting move`: another time for a meeting that is to come; moves are counted."""

from __future__ import annotations

from datetime import timedelta

from commands.command import Command, Field, Question, Request
from commands.kinds.times import Heard
from commands.meetings.fields import MEETING_PEOPLE, THE_MEETING, THE_REASON, also, kind_of
from commands.meetings.holding import rearranging_buttons, rearranging_lines
from commands.meetings.rights import check_it_is_to_come
from commands.meetings.saying import next_steps, title, when_line
from commands.meetings.times import AMeetingLength, AMeetingTime, check_the_day, meeting_time
from notifications.message import Message
from policy.refused import Refused
from policy.saying import say_moment
from storage.meetings import Meeting, MeetingState


def meeting_moved(
    request: Request, meeting: Meeting, because: str, length: timedelta | None, when: Heard | None
) -> Message:
    """Move a meeting; who had said they will come is asked again, and the agenda goes again. Source: W2-33."""
    if meeting.state == MeetingState.TO_BE_REARRANGED:
        return Message(
            title(meeting, request, "met, to be rearranged"),
            rearranging_lines(request, meeting),
            buttons=rearranging_buttons(request, meeting),
        )
    check_it_is_to_come(meeting)
    if when is None:
        raise Question("To when? For example 19 Feb 4pm (“stop” leaves it as it is)", asks="when")
    kind = kind_of(request, meeting)
    time = meeting_time(when, None if when.is_span else length or (meeting.ends_at - meeting.starts_at), kind)
    if time.starts_at == meeting.starts_at and time.ends_at == meeting.ends_at:
        raise Refused(f"{meeting.ref} is {say_moment(meeting.starts_at)} already.")
    if time.starts_at <= request.now:
        raise Refused(f"{say_moment(time.starts_at)} has passed. For example: meeting move {meeting.ref} to 19 Feb 4pm")
    check_the_day(request, meeting.school, time.starts_at, but=meeting)
    before, again = say_moment(meeting.starts_at), _to_do_again(meeting)
    meeting.starts_at, meeting.ends_at = time.starts_at, time.ends_at
    meeting.state, meeting.agenda_sent_at, meeting.snoozed_until = MeetingState.BOOKED, None, None
    meeting.pre_meeting_at = None if _is_too_late(meeting, kind.pre_meeting_days) else meeting.pre_meeting_at
    meeting.moves, meeting.moved_at, meeting.because = meeting.moves + 1, request.now, because
    for row in meeting.members:
        row.confirmed = None
    request.session.flush()
    times = "the first move" if meeting.moves == 1 else f"move number {meeting.moves}"
    lines = (when_line(meeting, request), f"It was {before}; {times}, because {because}", *again)
    assumed = tuple(f"Assumed: {words}." for words in time.assumed)
    return Message(title(meeting, request, "moved"), lines + assumed, buttons=next_steps(meeting, request))


def _is_too_late(meeting: Meeting, days: int | None) -> bool:
    pre = meeting.pre_meeting_at
    return pre is not None and days is not None and pre > meeting.starts_at - timedelta(days=days)


def _to_do_again(meeting: Meeting) -> tuple[str, ...]:
    lines = []
    if meeting.agenda_sent_at is not None:
        lines.append("Its agenda has to go again, with the new date.")
    if any(row.confirmed is not None for row in meeting.members):
        lines.append("Who comes is asked anew: nobody has confirmed the new date yet.")
    return tuple(lines)


COMMAND = Command(
    name="meeting move",
    help="Move a meeting to another day, with the reason.",
    example="meeting move M3 to 19 Feb 4pm because no governor could come",
    fields=(
        THE_MEETING,
        THE_REASON,
        Field("length", "How long?", AMeetingLength(), required=False, help="90m, 2h"),
        Field("when", "To when?", AMeetingTime(), required=False, help="19 Feb 4pm"),
    ),
    allowed=MEETING_PEOPLE,
    run=meeting_moved,
    says=also("move"),
)
