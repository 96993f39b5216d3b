"""`meeting confirm`: who has said that they will come, so that "no governor confirmed" can be known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commands.command import Command, Field, Option, Question, Request
from commands.kinds.words import Choice, Text
from commands.line import shorten
from commands.meetings.fields import MEETING_PEOPLE, THE_MEETING, also, kind_of
from commands.meetings.rights import check_it_is_to_come
from commands.meetings.saying import title
from commands.meetings.seats import Seat, row_for, seats_called, table_of
from notifications.message import Button, Message
from policy.refused import Refused
from storage.meetings import Meeting

_ANSWERS = (
    ("yes", "Yes, will come", ("yes", "comes", "coming", "will come", "confirmed", "accepted")),
    (
        "no",
        "No, cannot come",
        ("no", "not coming", "cannot come", "can't come", "cannot", "can't", "declined", "apologies"),
    ),
)


def _places(request: Request) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    places = {seat.key: seat for kind in request.framework.meeting_kinds for seat in kind.members}
    return tuple((key, seat.label, seat.says) for key, seat in places.items())


class WhoComes(Text):
    """One or several names or places."""

    most = 400

    def read(self, text: str, request: Request) -> str:
        """The names as they were typed, quotation marks and all."""
        return " ".join(text.split()) or super().read(text, request)


class APlace(Choice):
    """A place at the table, given as an answer only."""

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """Nothing: a place in the line is who comes."""
        return None


def meeting_confirmed(
    request: Request, meeting: Meeting, answer: str | None, who: str | None, place: str | None
) -> Message:
    """Write down that somebody will or will not come. Raises Question for a name whose place is not known.

    Source: V3-42 for the governors; that people confirm beforehand is ours.
    """
    check_it_is_to_come(meeting)
    table = table_of(request, meeting)
    if who is None:
        raise _who(table, answer)
    if answer is None:
        options = tuple(Option(label, value) for value, label, _ in _ANSWERS)
        raise Question(f"Will {shorten(who)} come?", asks="answer", options=options)
    for name in re.split(r"\s*[,;&]\s*|\s+and\s+", who.strip(' "“”')):
        said = name.strip(' "“”')
        for seat, named in _seats(request, meeting, said, table, place):
            row_for(meeting, seat, named).confirmed = answer == "yes"
    request.session.flush()
    meeting.next_look_at = request.now
    return Message(
        title(meeting, request),
        confirmation_lines(request, meeting),
        buttons=(
            Button("Somebody else", f"meeting confirm {meeting.ref}"),
            Button("Agenda", f"meeting agenda {meeting.ref}"),
        ),
    )


def _seats(
    request: Request, meeting: Meeting, said: str, table: Sequence[Seat], place: str | None
) -> list[tuple[Seat, str | None]]:
    bracket = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", said)
    name, where = (bracket[1], bracket[2]) if bracket else (said, None)
    if found := seats_called(name, table):
        return [(seat, None) for seat in found]
    members = kind_of(request, meeting).members
    named = [s.member for s in seats_called(where, table)] if where else [m for m in members if m.key == place]
    if not named:
        governors_first = sorted(members, key=lambda member: not member.governor)
        options = tuple(Option(member.label, member.key) for member in governors_first)
        raise Question(f"As what does {shorten(said)} sit at {meeting.ref}?", asks="place", options=options)
    free = [seat for seat in table if seat.member is named[0] and seat.row is None]
    return [(free[0] if free else Seat(named[0]), name)]


def _who(table: Sequence[Seat], answer: str | None) -> Question:
    open_ones = [seat for seat in table if seat.row is None or seat.row.confirmed is None]
    if not open_ones:
        raise Refused("All have answered. To change an answer: meeting confirm M3 CoG no")
    options = tuple(Option(seat.words, seat.name or seat.member.says[0]) for seat in open_ones[:8])
    question = "Who will come?" if answer == "yes" else "Who cannot come?" if answer == "no" else "Who has answered?"
    return Question(f"{question} A name or a place (HT, CoG)", asks="who", options=options)


def confirmation_lines(request: Request, meeting: Meeting) -> tuple[str, ...]:
    """Who will come, who cannot, and whether a governor is among those who will."""
    table = table_of(request, meeting)
    coming = [seat.words for seat in table if seat.row is not None and seat.row.confirmed is True]
    not_coming = [seat.words for seat in table if seat.row is not None and seat.row.confirmed is False]
    lines = [f"Will come: {', '.join(coming) or 'nobody has said so yet'}"]
    lines += [f"Cannot come: {', '.join(not_coming)}"] if not_coming else []
    kind = kind_of(request, meeting)
    if kind.needs_governor and not any(row.is_governor and row.confirmed for row in meeting.members):
        clause = f" “{kind.without_governor_clause}”" if kind.without_governor_clause else ""
        lines.append(f"No governor has confirmed yet.{clause}")
    return tuple(lines)


COMMAND = Command(
    name="meeting confirm",
    help="Say who will come to a meeting, or cannot.",
    example='meeting confirm M3 "Mr Khan" yes',
    fields=(
        THE_MEETING,
        Field("answer", "Will they come?", Choice(lambda request: _ANSWERS, "answer"), required=False),
        Field("who", "Who?", WhoComes(), required=False, help="a name, HT, CoG"),
        Field("place", "As what do they sit there?", APlace(_places, "place at the table"), required=False),
    ),
    allowed=MEETING_PEOPLE,
    run=meeting_confirmed,
    says=also("confirm"),
)
