"""`meeting cancel`: a meeting does not take place."""

from __future__ import annotations

from commands.command import Command, Request
from commands.meetings.fields import MEETING_PEOPLE, THE_MEETING, THE_REASON, also
from commands.meetings.rights import check_it_is_to_come
from commands.meetings.saying import title, when_line
from notifications.message import Button, Message
from storage.meetings import Meeting, MeetingState


def meeting_cancelled(request: Request, meeting: Meeting, because: str) -> Message:
    """Cancel a meeting; it stays on record with its reason, and nobody is reminded of it any more."""
    check_it_is_to_come(meeting)
    meeting.state, meeting.because = MeetingState.CANCELLED, because
    return Message(
        title(meeting, request, "cancelled"),
        (when_line(meeting, request), f"Because: {because}"),
        buttons=(Button("Book another", f"meeting book {meeting.school.urn} {meeting.kind}"),),
    )


COMMAND = Command(
    name="meeting cancel",
    help="Cancel a meeting, with the reason.",
    example="meeting cancel M3 because the head teacher is ill",
    fields=(THE_MEETING, THE_REASON),
    allowed=MEETING_PEOPLE,
    run=meeting_cancelled,
    says=also("cancel"),
)
