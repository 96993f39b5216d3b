"""A late note is stored like any other; the reason is asked for afterwards, and nothing waits for it."""

from __future__ import annotations

from commands.command import TEAM_OFFICE, Command, Field, FollowUp, Request
from commands.kinds.words import Text
from commands.visits.fields import A_LATE_NOTE
from commands.visits.rights import check_it_was_made, check_they_may_say_it_went
from commands.visits.saying import sent_line
from notifications.message import Message
from notifications.note_clock import is_late
from policy.refused import Refused
from storage.visits import Visit


def was_late(visit: Visit, request: Request) -> bool:
    """Whether the note went when both the 48 hours and the working days had passed."""
    return visit.note_sent_at is not None and is_late(visit, request.facts, visit.note_sent_at)


def ask_why_late(visit: Visit, request: Request) -> FollowUp | None:
    """The question for the reason, when the note went late and nobody said why."""
    if not was_late(visit, request) or visit.late_because:
        return None
    question = f"The note of {visit.ref} went late. What kept it?"
    return FollowUp("visit reason", {"visit": visit.ref}, "because", question)


def visit_reason(request: Request, visit: Visit, because: str) -> Message:
    """Store why a note was late; a clerk who says that it went may say why. Source: W2-01, "normally": lateness needs a
    reason, not a block.
    """
    check_they_may_say_it_went(request, visit)
    check_it_was_made(visit)
    if not was_late(visit, request):
        raise Refused(f"The note of {visit.ref} is not late. {sent_line(visit, request)}")
    visit.late_because = because
    return Message(f"{visit.ref}: kept why the note was late", (because,))


COMMAND = Command(
    name="visit reason",
    help="Say why a note went late.",
    example="visit reason V12 waited for the attendance data",
    fields=(A_LATE_NOTE, Field("because", "What kept it?", Text())),
    allowed=TEAM_OFFICE,
    run=visit_reason,
)
