"""`meeting chair`: who leads a meeting."""

from __future__ import annotations

from commands.command import Command, Field, Request
from commands.kinds.a_person import APerson
from commands.meetings.fields import MEETING_PEOPLE, THE_MEETING, also, kind_of
from commands.meetings.rights import check_it_stands
from commands.meetings.saying import next_steps, title
from notifications.message import Message
from storage.meetings import Meeting
from storage.people import Person


def meeting_led_by(request: Request, meeting: Meeting, person: Person) -> Message:
    """Say who leads a meeting. Source: W0-05, W2-33, V3-42."""
    check_it_stands(meeting)
    before = meeting.chair
    meeting.chair_id, meeting.chair = person.id, person
    was = (f"It was {before.name}.",) if before is not None and before.id != person.id else ()
    words = f"{person.name} is {kind_of(request, meeting).chair}"
    return Message(title(meeting, request), (f"{words}.", *was), buttons=next_steps(meeting, request))


COMMAND = Command(
    name="meeting chair",
    help="Say who leads a meeting.",
    example="meeting chair M3 @carys",
    fields=(THE_MEETING, Field("person", "Who leads it?", APerson(), help="@carys")),
    allowed=MEETING_PEOPLE,
    run=meeting_led_by,
    says=also("chair"),
)
