"""`visit change`: another time, length or kind for a visit that is planned or made."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from commands.command import ADVISERS, Command, Field, Question, Request
from commands.kinds.times import Context, Heard, WhenInWords, hear
from commands.visits.clock import VisitTime, check_it_was, check_the_day, start_the_clock, visit_time
from commands.visits.fields import THE_KIND, THE_LENGTH, THE_VISIT, kind_of
from commands.visits.rights import check_it_is_theirs, check_it_stands
from commands.visits.saying import clock_lines, note_buttons, what_and_when
from notifications.message import Message
from policy.refused import Refused
from policy.saying import a_or_an, say_moment
from policy.visit_kinds import VisitKind
from storage.visits import Visit, VisitState


def visit_changed(
    request: Request, visit: Visit, kind: str | None, length: timedelta | None, when: str | None
) -> Message:
    """Move a visit, give it another length or kind; the clock of its note is worked out anew. Source: W2-01."""
    check_it_is_theirs(request, visit)
    check_it_stands(visit)
    if kind is None and length is None and when is None:
        raise Question("To when? For example 8 Dec 9am (“stop” leaves it as it is)", asks="when")
    if visit.note_sent_at is not None:
        raise Refused(f"The note of {visit.ref} has been sent, so its time stands.")
    chosen = kind_of(request, kind or visit.kind)
    if visit.note and any(part.field not in {one.key for one in chosen.parts} for part in visit.note):
        raise Refused(f"The note of {visit.ref} is begun, and {a_or_an(chosen.name)} has other parts. Its kind stands.")
    looks: Context = "future" if visit.state == VisitState.PLANNED else "past"
    time = _time(visit, hear(when, looks, request.as_said("when")) if when else None, length, chosen, request)
    if visit.state == VisitState.PLANNED:
        if time.started_at <= request.now:
            raise Refused(f"{say_moment(time.started_at)} has passed. If it happened then: visit made {visit.ref}")
        check_the_day(request, time)
    elif time.started_at > request.now:
        raise Refused(
            f"{visit.ref} is logged as made, and {say_moment(time.started_at)} is still to come. "
            f"A visit to come is a plan of its own: visit plan {visit.school.urn} {chosen.says[0]}"
        )
    else:
        check_it_was(request, time, chosen)
        visit.state = VisitState.ATTEMPTED if chosen.attempt else VisitState.MADE
    visit.kind, visit.note_duty = chosen.key, chosen.note
    visit.started_at, visit.ended_at = time.started_at, time.ended_at
    visit.snoozed_until = None
    start_the_clock(visit, request)
    request.session.flush()
    lines = (f"{what_and_when(visit, request)}.", *clock_lines(visit, request))
    assumed = tuple(f"Assumed: {words}." for words in time.assumed)
    return Message(f"{visit.ref}: changed, {visit.school.name}", lines + assumed, buttons=note_buttons(visit, request))


def _time(visit: Visit, when: Heard | None, length: timedelta | None, kind: VisitKind, request: Request) -> VisitTime:
    lasted = length or (visit.ended_at - visit.started_at)
    if when is None:
        return VisitTime(visit.started_at, visit.started_at + lasted, ())
    return visit_time(when, length if when.is_span else lasted, kind, request)


COMMAND = Command(
    name="visit change",
    help="Give a visit another time, length or kind.",
    example="visit change V12 to 8 Dec 9am",
    fields=(
        THE_VISIT,
        replace(THE_KIND, required=False),
        THE_LENGTH,
        Field("when", "When?", WhenInWords(), required=False, help="8 Dec 9am"),
    ),
    allowed=ADVISERS,
    run=visit_changed,
)
