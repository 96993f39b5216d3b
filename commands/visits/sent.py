"""`visit sent`: the note of a visit has reached the head teacher by another way."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC

from commands.actions.steps import steps_button
from commands.command import TEAM_OFFICE, Command, Done, Field, Request
from commands.kinds.times import AMoment, closing_moment
from commands.kinds.words import Text
from commands.visits.fields import A_NOTE_OWED, A_REASON
from commands.visits.lateness import ask_why_late
from commands.visits.rights import check_they_may_say_it_went
from commands.visits.saying import sent_line
from commands.visits.send import check_the_note_can_go
from notifications.message import Message
from policy.dates import Reading, locate_when
from policy.refused import Refused
from policy.saying import say_moment
from storage.visits import Visit


class HowItWent(Text):
    """How a note went: by e-mail, by hand, on paper."""

    most = 57  # with the word by, what the record holds

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """The words up to the day or the time that may follow them: `e-mail yesterday`, `post on Monday`."""
        with suppress(Refused):
            located = locate_when(line, now=request.now, context="past", calendar=request.facts.calendar)
            how = located.before.strip(" ,;")
            if how and not located.after.strip() and not located.note:
                return how, located.reading.text
        return line, ""


def visit_sent(request: Request, visit: Visit, how: str | None, when: Reading | None, because: str | None) -> Done:
    """Stop the 48-hour clock of a visit at the moment a person says that the note went; now, when nobody says.

    Raises Refused when the note is still empty, was sent already, or would have gone before the visit or in the future.
    Source: W2-01.
    """
    check_they_may_say_it_went(request, visit)
    check_the_note_can_go(request, visit)
    at, assumed = closing_moment(when, request)
    if at > request.now:
        raise Refused(f"{say_moment(at)} is still to come. Say it once the note has gone: visit sent {visit.ref}")
    if at < visit.ended_at:
        raise Refused(f"The visit ended {say_moment(visit.ended_at)}; its note cannot have gone {say_moment(at)}.")
    visit.note_sent_at = at.astimezone(UTC)
    visit.note_sent_how = f"by {how}" if how else None
    visit.late_because = because
    visit.letter_failed_at = visit.letter_failed_because = None
    request.session.flush()
    lines = (sent_line(visit, request), *(f"Assumed: {words}." for words in assumed))
    return Done(
        Message(f"{visit.ref}: note sent to {visit.school.name}", lines, buttons=steps_button(visit, request)),
        ask_why_late(visit, request),
    )


COMMAND = Command(
    name="visit sent",
    help="Say that a visit note has reached the head teacher.",
    example="visit sent V12 yesterday by e-mail",
    fields=(
        A_NOTE_OWED,
        A_REASON,
        Field("how", "How did it go?", HowItWent(), required=False, opening="by", help="e-mail, by hand"),
        Field("when", "When did it go?", AMoment("past"), required=False, help="yesterday, today 3pm"),
    ),
    allowed=TEAM_OFFICE,
    run=visit_sent,
)
