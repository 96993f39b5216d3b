"""`visit excuse`: a lead says that a note need not come, or not in time."""

from __future__ import annotations

import re

from commands.command import Command, Field, Request
from commands.kinds.words import Text
from commands.visits.fields import A_NOTE_OWED
from commands.visits.rights import check_it_was_made
from commands.visits.saying import sent_line
from notifications.message import Message
from policy.refused import Refused
from storage.people import Role
from storage.visits import NoteDuty, Visit

_OPENING = re.compile(r"^[\s:,;–—-]*(?:because\b[\s:,;–—-]*)?", re.IGNORECASE)


class AReason(Text):
    """Why, with or without the word because, a colon or a dash before it."""

    def read(self, text: str, request: Request) -> str:
        """The reason without its opening word. Raises Refused when nothing follows it."""
        return super().read(_OPENING.sub("", text, count=1), request)


def visit_excused(request: Request, visit: Visit, because: str) -> Message:
    """Stop the reminders of a note and leave it out of the on-time rate. Source: W2-01, "normally"."""
    check_it_was_made(visit)
    if visit.note_duty == NoteDuty.NONE:
        raise Refused(f"No note is owed for {visit.ref}.")
    if visit.note_sent_at is not None:
        raise Refused(f"The note of {visit.ref} has gone already. {sent_line(visit, request)}")
    visit.excused_at = request.now
    visit.excused_because = because
    return Message(
        f"{visit.ref}: note excused, {visit.school.name}",
        (f"Because: {because}", f"{visit.adviser.name} is not reminded of it any more, and it counts as no late note."),
    )


COMMAND = Command(
    name="visit excuse",
    help="Excuse the note of a visit, with the reason (leads).",
    example="visit excuse V12 off sick",
    fields=(A_NOTE_OWED, Field("because", "Why?", AReason())),
    allowed=frozenset({Role.LEAD}),
    run=visit_excused,
)
