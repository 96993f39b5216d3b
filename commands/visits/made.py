"""`visit made`: a planned visit has happened; the clock of its note starts."""

from __future__ import annotations

from datetime import timedelta

from commands.command import ADVISERS, Command, Field, Request
from commands.kinds.times import AVisitTime, Heard
from commands.visits.clock import VisitTime, check_it_was, start_the_clock, visit_time
from commands.visits.fields import A_PLAN, THE_LENGTH, THE_NOTE, kind_of
from commands.visits.log import logged_message
from commands.visits.rights import check_it_is_theirs, check_it_stands
from notifications.message import Message
from policy.refused import Refused
from policy.saying import say_moment
from storage.visits import NotePart, Visit, VisitState


def visit_made(
    request: Request, visit: Visit, length: timedelta | None, when: Heard | None, note: str | None
) -> Message:
    """Log a planned visit as it was planned, or at the time that is given. Source: W2-01."""
    check_it_is_theirs(request, visit)
    check_it_stands(visit)
    if visit.state != VisitState.PLANNED:
        raise Refused(f"{visit.ref} is logged already, {say_moment(visit.started_at)}.")
    kind = kind_of(request, visit.kind)
    if when is not None:
        time = visit_time(when, length, kind, request)
    else:
        ended_at = visit.started_at + length if length else visit.ended_at
        time = VisitTime(visit.started_at, ended_at, ())
    if time.ended_at > request.now:
        raise Refused(
            f"{visit.ref} is planned until {say_moment(time.ended_at)}, which is still to come. "
            f"When was it? For example: visit made {visit.ref} today 9-11"
        )
    check_it_was(request, time, kind)
    visit.started_at, visit.ended_at = time.started_at, time.ended_at
    visit.state = VisitState.ATTEMPTED if kind.attempt else VisitState.MADE
    visit.snoozed_until = None
    if note and kind.parts:
        visit.note.append(NotePart(field=kind.parts[0].key, text=note))
    elif note:
        visit.purpose = note
    start_the_clock(visit, request)
    request.session.flush()
    return logged_message(visit, request, time.assumed)


COMMAND = Command(
    name="visit made",
    help="Say that a planned visit has happened; the 48 hours start at its end.",
    example="visit made V12 today 9-11: writing is moving",
    fields=(
        A_PLAN,
        THE_LENGTH,
        Field("when", "When was it?", AVisitTime("past"), required=False, help="as planned, if you leave it out"),
        THE_NOTE,
    ),
    allowed=ADVISERS,
    run=visit_made,
)
