"""`meeting attend`: who came, who sent apologies, who came in whose place."""

from __future__ import annotations

from commands.command import Command, Field, Option, Question, Request
from commands.kinds.words import Text
from commands.meetings.attendance import (
    EXAMPLE,
    UnknownGuest,
    attendance_lines,
    read_attendance,
    store_attendance,
)
from commands.meetings.fields import MEETING_PEOPLE, THE_MEETING, also, kind_of
from commands.meetings.holding import rearranging_buttons, rearranging_lines, settle_state
from commands.meetings.rights import check_it_has_begun
from commands.meetings.saying import next_steps, title
from commands.meetings.seats import table_of
from notifications.message import Message
from storage.meetings import Meeting, Presence


class WhoCame(Text):
    """Names and places, with their commas and brackets."""

    most = 2_000

    def read(self, text: str, request: Request) -> str:
        """The words on one line."""
        return super().read(" ".join(text.split()), request)


def meeting_attended(request: Request, meeting: Meeting, who: str) -> Message:
    """Write down who came. A meeting that needs a governor and had none does not count as held. Source: V3-42."""
    check_it_has_begun(request, meeting)
    try:
        came = read_attendance(who, table_of(request, meeting))
    except UnknownGuest as unknown:
        places = sorted(kind_of(request, meeting).members, key=lambda member: not member.governor)
        with_place = tuple(
            Option(seat.label, who.replace(unknown.said, f"{unknown.said} ({seat.says[0]})", 1)) for seat in places
        )
        raise Question(f"As what did “{unknown.said}” sit there?", asks="who", options=with_place) from unknown
    for row in meeting.members:
        row.presence = row.substitute = None
    store_attendance(meeting, came)
    settle_state(request, meeting, governor_there=any(one.is_governor_there for one in came))
    request.session.flush()
    must = [one for one in came if one.seat.member.must and one.presence in {Presence.ABSENT, Presence.APOLOGIES}]
    missing = tuple(f"{one.seat.member.label} must be there and was not: that stands in the record." for one in must)
    rearranging = rearranging_lines(request, meeting)
    return Message(
        title(meeting, request, str(meeting.state)),
        (*attendance_lines(came), *missing, *rearranging),
        buttons=(*rearranging_buttons(request, meeting), *next_steps(meeting, request)),
    )


COMMAND = Command(
    name="meeting attend",
    help="Say who came to a meeting; a meeting without a governor may have to be rearranged.",
    example="meeting attend M3 all except CoG, sub Mrs Khan",
    fields=(THE_MEETING, Field("who", "Who came?", WhoCame(), help=EXAMPLE)),
    allowed=MEETING_PEOPLE,
    run=meeting_attended,
    says=also("attend"),
)
