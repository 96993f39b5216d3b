"""`snooze`: be reminded later, but never past a deadline in silence."""

from __future__ import annotations

from datetime import UTC, datetime

from commands.actions.snoozing import check_reminders_are_theirs, snooze_action
from commands.command import TEAM_OFFICE, Command, Field, Option, Question, Request
from commands.kinds.a_reference import AReference, Thing
from commands.kinds.times import AMoment, morning_moment
from commands.visits.rights import check_it_is_theirs, check_it_stands
from notifications.message import Message
from notifications.rules.visit_note_due import before_the_deadline
from policy.dates import Reading
from policy.refused import Refused
from policy.saying import london_day, say_moment
from storage.actions import Action
from storage.meetings import Meeting
from storage.people import Role
from storage.visits import Visit, VisitState


def snooze(request: Request, about: Thing, until: Reading | None) -> Message:
    """Put off reminders until a working moment; the last call before a deadline comes all the same."""
    _check_there_is_something(request, about)
    if until is None:
        raise Question("Until when?", asks="until", options=_offers(request))
    at, assumed = morning_moment(until, request)
    if at <= request.now:
        raise Refused(f"{say_moment(at)} has passed. For example: snooze {about.ref} tomorrow 9am")
    at = request.facts.working_time.next_working_moment(at)
    if isinstance(about, Action):
        at, lines = snooze_action(request, about, at)
    elif isinstance(about, Visit):
        at, lines = _snooze_visit(request, about, at)
    else:
        at, lines = _snooze_meeting(request, about, at)
    return Message(
        f"{about.ref}: no reminder before {say_moment(at)}", (*(f"Assumed: {words}." for words in assumed), *lines)
    )


def _check_there_is_something(request: Request, about: Thing) -> None:
    if isinstance(about, Action):
        check_reminders_are_theirs(request, about)
        return
    if isinstance(about, Visit):
        check_it_is_theirs(request, about)
        check_it_stands(about)
        if about.owes_a_note or about.state == VisitState.PLANNED:
            return
    if isinstance(about, Meeting) and (about.is_to_come or about.owes_minutes):
        return
    raise Refused(f"Nothing is open about {about.ref}, so there is nothing to put off.")


def _snooze_meeting(request: Request, about: Thing, at: datetime) -> tuple[datetime, tuple[str, ...]]:
    assert isinstance(about, Meeting)
    if about.is_to_come and request.now < about.starts_at < at:
        raise Refused(f"{about.ref} begins {say_moment(about.starts_at)}, before that. Choose an earlier time.")
    about.snoozed_until = at.astimezone(UTC)
    return at, ()


def _snooze_visit(request: Request, visit: Visit, at: datetime) -> tuple[datetime, tuple[str, ...]]:
    lines = []
    last_call = next((o.at for o in before_the_deadline(visit, request.facts) if o.firm and o.at > request.now), None)
    if visit.owes_a_note and last_call is not None and at > last_call:
        at = last_call
        lines.append("That is the last call before the 48 hours end; it comes all the same.")
    if visit.state == VisitState.PLANNED and request.now < visit.started_at < at:
        raise Refused(f"{visit.ref} begins {say_moment(visit.started_at)}, before that. Choose an earlier time.")
    visit.snoozed_until = at.astimezone(UTC)
    return at, tuple(lines)


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
    help="Be reminded of something later; the last call before a deadline comes all the same.",
    example="snooze V12 tomorrow 9am",
    fields=(
        Field("about", "About what?", AReference(), help="V12, A14, M3"),
        Field("until", "Until when?", AMoment("future"), required=False, help="tomorrow 9am"),
    ),
    allowed=TEAM_OFFICE | {Role.CHAIR},
    run=snooze,
)
