"""`snooze`: be reminded later, but never past a deadline in silence."""

from __future__ import annotations

from datetime import UTC, datetime

from commands.command import ADVISERS, Command, Field, Option, Question, Request
from commands.kinds.times import AMoment, morning_moment
from commands.visits.fields import THE_VISIT
from commands.visits.rights import check_it_is_theirs, check_it_stands
from notifications.message import Message
from notifications.rules.visit_note_due import before_the_deadline
from policy.dates import Reading
from policy.refused import Refused
from policy.saying import london_day, say_moment
from storage.visits import Visit, VisitState


def snooze(request: Request, visit: Visit, until: Reading | None) -> Message:
    """Put off the reminders of a visit until a working moment; the last call before a deadline comes all the same."""
    check_it_is_theirs(request, visit)
    check_it_stands(visit)
    if not visit.owes_a_note and visit.state != VisitState.PLANNED:
        raise Refused(f"Nothing wants you about {visit.ref}, so there is nothing to put off.")
    if until is None:
        raise Question("Until when?", asks="until", options=_offers(request))
    at, assumed = morning_moment(until, request)
    if at <= request.now:
        raise Refused(f"{say_moment(at)} has passed. For example: snooze {visit.ref} tomorrow 9am")
    hours = request.facts.working_time
    at = hours.next_working_moment(at)
    lines = [f"Assumed: {words}." for words in assumed]
    last_call = next((o.at for o in before_the_deadline(visit, request.facts) if o.firm and o.at > request.now), None)
    if visit.owes_a_note and last_call is not None and at > last_call:
        at = last_call
        lines.append("That is the last call before the 48 hours end; it comes all the same.")
    if visit.state == VisitState.PLANNED and request.now < visit.started_at < at:
        raise Refused(f"{visit.ref} begins {say_moment(visit.started_at)}, before that. Choose an earlier time.")
    visit.snoozed_until = at.astimezone(UTC)
    return Message(f"{visit.ref}: no reminder before {say_moment(at)}", tuple(lines))


def _offers(request: Request) -> tuple[Option, ...]:
    hours = request.facts.working_time
    tomorrow = hours.next_working_day(london_day(request.now))
    later: tuple[tuple[str, datetime], ...] = (
        ("Next working morning", request.facts.morning(tomorrow)),
        ("Next working afternoon", hours.closing(tomorrow).replace(hour=14, minute=0)),
    )
    return tuple(Option(f"{label}, {say_moment(at)}", f"{at:%Y-%m-%d %H:%M}") for label, at in later)


COMMAND = Command(
    name="snooze",
    help="Be reminded of a visit later; the last call before a deadline comes all the same.",
    example="snooze V12 tomorrow 9am",
    fields=(THE_VISIT, Field("until", "Until when?", AMoment("future"), required=False, help="tomorrow 9am")),
    allowed=ADVISERS,
    run=snooze,
)
