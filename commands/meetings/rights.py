"""What can still be done with a meeting."""

from __future__ import annotations

from commands.command import Request
from commands.meetings.fields import kind_of
from policy.refused import Refused
from policy.saying import say_moment
from storage.meetings import Meeting, MeetingState


def check_it_stands(meeting: Meeting) -> None:
    """Raises Refused for a meeting that was cancelled."""
    if meeting.state == MeetingState.CANCELLED:
        because = f" ({meeting.because})" if meeting.because else ""
        raise Refused(f"{meeting.ref} was cancelled{because}. Book another with “meeting book”.")


def check_it_is_to_come(meeting: Meeting) -> None:
    """Raises Refused for a meeting that was cancelled or of which it is on record that it took place."""
    check_it_stands(meeting)
    if not meeting.is_to_come:
        raise Refused(f"{meeting.ref} took place {say_moment(meeting.starts_at)} ({meeting.state}), so that stands.")


def check_it_has_begun(request: Request, meeting: Meeting) -> None:
    """Ask about a meeting that has not begun yet; Refused for one that was cancelled."""
    check_it_stands(meeting)
    if meeting.starts_at > request.now:
        request.confirm(
            "not-begun",
            f"{meeting.ref} ({kind_of(request, meeting).short} at {meeting.school.name}) begins only "
            f"{say_moment(meeting.starts_at)}. Write it down all the same?",
            "Yes, it has taken place",
        )
