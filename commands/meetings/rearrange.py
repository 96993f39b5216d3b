"""`meeting rearrange`: another day for a meeting that met and does not count."""

from __future__ import annotations

from datetime import timedelta

from commands.command import Command, Field, Question, Request
from commands.kinds.times import Heard
from commands.meetings.book import booked_message
from commands.meetings.fields import MEETING_PEOPLE, THE_MEETING, also, kind_of
from commands.meetings.holding import rearranged_as, rearranging_buttons
from commands.meetings.new import new_meeting
from commands.meetings.times import AMeetingLength, AMeetingTime, check_the_day, meeting_time
from notifications.message import Message
from policy.refused import Refused
from policy.saying import say_moment
from storage.meetings import Meeting, MeetingState


def meeting_rearranged(request: Request, meeting: Meeting, length: timedelta | None, when: Heard | None) -> Message:
    """Book the meeting that takes the place of one without a governor, as long as that one was. Source: V3-42."""
    if meeting.state != MeetingState.TO_BE_REARRANGED:
        raise Refused(
            f"{meeting.ref} need not be rearranged: it is {meeting.state}. To move it: meeting move {meeting.ref}"
        )
    if (again := rearranged_as(request, meeting)) is not None:
        raise Refused(
            f"{meeting.ref} is rearranged already, as {again.ref}, {say_moment(again.starts_at)}. "
            f"To change that: meeting move {again.ref} to 19 Feb 4pm because ..."
        )
    if when is None:
        free = " or ".join(button.label for button in rearranging_buttons(request, meeting))
        raise Question(f"To when? Free at the school are {free}", asks="when")
    lasted = length or (meeting.ends_at - meeting.starts_at)
    time = meeting_time(when, None if when.is_span else lasted, kind_of(request, meeting))
    if time.starts_at <= request.now:
        raise Refused(
            f"{say_moment(time.starts_at)} has passed. For example: meeting rearrange {meeting.ref} 19 Feb 4pm"
        )
    check_the_day(request, meeting.school, time.starts_at, but=meeting)
    again = new_meeting(request, meeting.school, kind_of(request, meeting), time, meeting.chair, meeting)
    message = booked_message(request, again, list(time.assumed))
    return Message(message.title, (*message.lines, f"It takes the place of {meeting.ref}."), buttons=message.buttons)


COMMAND = Command(
    name="meeting rearrange",
    help="Book another day for a meeting that met without a governor.",
    example="meeting rearrange M3 19 Feb 4pm",
    fields=(
        THE_MEETING,
        Field("length", "How long?", AMeetingLength(), required=False, help="90m, 2h"),
        Field("when", "To when?", AMeetingTime(), required=False, help="19 Feb 4pm"),
    ),
    allowed=MEETING_PEOPLE,
    run=meeting_rearranged,
    says=also("rearrange"),
)
