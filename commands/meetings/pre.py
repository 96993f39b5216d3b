"""`meeting pre`: the pre-meeting of head teacher and adviser before an Improvement Review Meeting."""

from __future__ import annotations

from datetime import UTC, timedelta

from commands.command import Command, Field, Question, Request
from commands.kinds.times import Heard
from commands.meetings.fields import MEETING_PEOPLE, THE_MEETING, also, kind_of
from commands.meetings.rights import check_it_is_to_come
from commands.meetings.saying import next_steps, title
from commands.meetings.times import AMeetingTime, meeting_time
from notifications.message import Message
from policy.refused import Refused
from policy.saying import say_moment
from storage.meetings import Meeting


def pre_meeting(request: Request, meeting: Meeting, when: Heard | None) -> Message:
    """Write down when the pre-meeting is or was; asks where that is less than a week before. Source: W2-36."""
    kind = kind_of(request, meeting)
    check_it_is_to_come(meeting)
    if kind.pre_meeting_days is None:
        with_one = [other.short for other in request.framework.meeting_kinds if other.pre_meeting_days is not None]
        which = f" It has one before: {', '.join(with_one)}." if with_one else ""
        raise Refused(f"{request.framework.strategy} has no pre-meeting before a {kind.short}.{which}")
    latest = meeting.starts_at - timedelta(days=kind.pre_meeting_days)
    if when is None:
        raise Question(f"When do they meet? By {say_moment(latest)}, for example 5 Feb 9am", asks="when")
    time = meeting_time(when, timedelta(hours=1), kind)
    if time.starts_at >= meeting.starts_at:
        raise Refused(f"{meeting.ref} begins {say_moment(meeting.starts_at)}; its pre-meeting comes before that.")
    if time.starts_at > latest:
        words = f", “{kind.pre_meeting_clause}”" if kind.pre_meeting_clause else ""
        request.confirm(
            "late-pre-meeting",
            f"{say_moment(time.starts_at)} is less than {kind.pre_meeting_days} days before {meeting.ref}{words}: the "
            f"latest is {say_moment(latest)}. Book it all the same?",
            "Yes, book it",
        )
    meeting.pre_meeting_at = time.starts_at.astimezone(UTC)
    timely = "in time" if time.starts_at <= latest else f"later than {say_moment(latest)}"
    return Message(
        title(meeting, request, "pre-meeting"),
        (
            f"Head teacher and adviser meet {say_moment(time.starts_at)}, {timely}.",
            *(f"Assumed: {words}." for words in when.assumed),
        ),
        buttons=next_steps(meeting, request),
    )


COMMAND = Command(
    name="meeting pre",
    help="Say when head teacher and adviser have their pre-meeting.",
    example="meeting pre M3 5 Feb 9am",
    fields=(THE_MEETING, Field("when", "When do they meet?", AMeetingTime(), required=False, help="5 Feb 9am")),
    allowed=MEETING_PEOPLE,
    run=pre_meeting,
    says=also("pre"),
)
