"""`meeting minutes`: the Record of Meeting, and that the minutes have gone."""

from __future__ import annotations

from datetime import UTC

from commands.command import Command, Field, Request
from commands.kinds.times import AMoment, closing_moment
from commands.kinds.words import Choice
from commands.meetings.agenda import SENT
from commands.meetings.fields import MEETING_PEOPLE, THE_MEETING, also, kind_of
from commands.meetings.papers import paper_name, record_text
from commands.meetings.rights import check_it_stands
from commands.meetings.saying import title
from notifications.message import Attachment, Button, Message
from policy.dates import Reading
from policy.refused import Refused
from policy.saying import london_day, say_moment
from storage.meetings import Meeting


def meeting_minutes(request: Request, meeting: Meeting, sent: str | None, when: Reading | None) -> Message:
    """Show the Record of Meeting; with `sent` record when the minutes went. Source: V3-43, "minuted"; W0-60."""
    check_it_stands(meeting)
    kind = kind_of(request, meeting)
    if meeting.is_to_come:
        raise Refused(
            f"It is not on record yet that {meeting.ref} took place. Say who came: meeting attend {meeting.ref} all"
        )
    if sent is None and when is None:
        text = record_text(request, meeting)
        gone = (
            () if meeting.minutes_sent_at else (Button("The minutes have gone", f"meeting minutes {meeting.ref} sent"),)
        )
        paper = Attachment(paper_name(meeting, kind.record_name), text)
        return Message(
            title(meeting, request, kind.record_name), tuple(text.splitlines()), buttons=gone, attachment=paper
        )
    at, assumed = closing_moment(when, request)
    if at > request.now or at < meeting.starts_at:
        raise Refused(
            f"The minutes cannot have gone {say_moment(at)}: the meeting was {say_moment(meeting.starts_at)} and it is "
            f"{say_moment(request.now)} now."
        )
    meeting.minutes_sent_at = at.astimezone(UTC)
    hours = request.facts.working_time
    due_on = hours.add_working_days(london_day(meeting.starts_at), kind.minutes_working_days)
    in_time = "within" if london_day(at) <= due_on else "after"
    return Message(
        title(meeting, request, "minutes sent"),
        (
            f"They went {say_moment(at)}, {in_time} {kind.minutes_working_days} working days (your team's setting).",
            *(f"Assumed: {words}." for words in assumed),
        ),
    )


COMMAND = Command(
    name="meeting minutes",
    help="The Record of Meeting; or say that the minutes have gone.",
    example="meeting minutes M3 sent",
    fields=(
        THE_MEETING,
        Field("sent", "Have they gone?", Choice(lambda request: SENT, "answer"), required=False, help="sent"),
        Field("when", "When did they go?", AMoment("past"), required=False, help="yesterday"),
    ),
    allowed=MEETING_PEOPLE,
    run=meeting_minutes,
    says=also("minutes"),
)
