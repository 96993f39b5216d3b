"""`meeting agenda`: made from headings, key factors and open actions; and that it has gone."""

from __future__ import annotations

from datetime import UTC

from commands.command import Command, Field, Request
from commands.kinds.times import AMoment, closing_moment
from commands.kinds.words import Choice
from commands.meetings.fields import MEETING_PEOPLE, THE_MEETING, also, kind_of
from commands.meetings.papers import agenda_text, paper_name
from commands.meetings.rights import check_it_is_to_come, check_it_stands
from commands.meetings.saying import next_steps, title
from notifications.message import Attachment, Button, Message
from policy.dates import Reading
from policy.refused import Refused
from policy.saying import say_moment
from storage.meetings import Meeting, MeetingState

SENT = (("sent", "It has gone", ("sent", "gone", "has gone", "shared", "out")),)


def meeting_agenda(request: Request, meeting: Meeting, sent: str | None, when: Reading | None) -> Message:
    """Show the agenda as it would go out now; with `sent` record when it went to all members. Source: V3-43."""
    check_it_stands(meeting)
    text = agenda_text(request, meeting)
    paper = Attachment(paper_name(meeting, "Agenda"), text)
    if sent is None and when is None:
        if meeting.agenda_sent_at is not None:
            gone = (f"It went out {say_moment(meeting.agenda_sent_at)}.",)
            return Message(title(meeting, request, "agenda"), (*gone, *text.splitlines()), attachment=paper)
        buttons = (Button("It has gone", f"meeting agenda {meeting.ref} sent"),) if meeting.is_to_come else ()
        return Message(title(meeting, request, "agenda"), tuple(text.splitlines()), buttons=buttons, attachment=paper)
    check_it_is_to_come(meeting)
    at, assumed = closing_moment(when, request)
    if at > request.now:
        raise Refused(f"{say_moment(at)} is still to come. Say it once it has gone: meeting agenda {meeting.ref} sent")
    meeting.agenda_sent_at, meeting.state = at.astimezone(UTC), MeetingState.AGENDA_SENT
    days = (meeting.starts_at - at).days
    lines = (
        f"It went to all members {say_moment(at)}, {days} {'day' if days == 1 else 'days'} before the meeting.",
        *(f"Assumed: {words}." for words in assumed),
    )
    return Message(
        title(meeting, request, f"{kind_of(request, meeting).short} agenda sent"),
        lines,
        buttons=next_steps(meeting, request),
    )


COMMAND = Command(
    name="meeting agenda",
    help="The agenda of a meeting, made from the last key factors and the open actions; or say that it has gone.",
    example="meeting agenda M3",
    fields=(
        THE_MEETING,
        Field("sent", "Has it gone?", Choice(lambda request: SENT, "answer"), required=False, help="sent"),
        Field("when", "When did it go?", AMoment("past"), required=False, help="yesterday"),
    ),
    allowed=MEETING_PEOPLE,
    run=meeting_agenda,
    says=also("agenda"),
)
