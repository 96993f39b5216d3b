"""`digest at`, `digest on`, `digest off`: whether and when one's own digest comes."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from commands.command import EVERYBODY, Command, Field, Request
from commands.kinds.clock_time import AClockTime
from notifications.digest_for import digest_due_at, digest_time
from notifications.message import Button, Message
from policy.refused import Refused
from policy.saying import london_day, say_moment, say_time
from storage.looking_again import look_at_digests_again

EARLIEST, LATEST = time(5, 0), time(21, 0)


def digest_at(request: Request, at: time) -> Message:
    """Let one's digest come at a time of one's own. Raises Refused for the night."""
    check_it_is_day(at, "digest at 7:45")
    person = request.person
    if person.digest_at == at and not person.digest_off:
        raise Refused(f"Your digest comes at {say_time(at)} already.")
    person.digest_at, person.digest_off = at, False
    _have_it_planned(request)
    lines = [_next_one(request)]
    hours = request.facts.working_time
    if not hours.opens <= at < hours.closes:
        lines.append("That is outside your team's hours; it comes all the same, as you asked for it.")
    return Message(f"Your digest comes at {say_time(at)}", tuple(lines), buttons=(Button("Show it now", "digest"),))


def check_it_is_day(at: time, example: str) -> None:
    """Raises Refused for a time at which nobody wants to be woken."""
    if not EARLIEST <= at <= LATEST:
        raise Refused(
            f"{say_time(at)} is in the night. Choose a time from {say_time(EARLIEST)} to {say_time(LATEST)}, for "
            f"example: {example}"
        )


def digest_off(request: Request) -> Message:
    """Let no digest come. Reminders still do."""
    if request.person.digest_off:
        raise Refused("Your digest is off already. “digest on” turns it on, “digest” shows it now.")
    request.person.digest_off = True
    return Message(
        "Your digest is off",
        ("Reminders still come. “digest” shows it whenever you ask.",),
        buttons=(Button("Turn it on", "digest on"),),
    )


def digest_on(request: Request) -> Message:
    """Let the digest come again, at the time it came before."""
    if not request.person.digest_off:
        at = say_time(digest_time(request.facts, request.person))
        raise Refused(f"Your digest is on already and comes at {at}. Another time: digest at 7:45")
    request.person.digest_off = False
    _have_it_planned(request)
    at = say_time(digest_time(request.facts, request.person))
    return Message(f"Your digest comes at {at}", (_next_one(request),), buttons=(Button("Show it now", "digest"),))


def _have_it_planned(request: Request) -> None:
    """Have the digest of today planned for its new time, where that is still to come."""
    if london_day(next_digest(request)) == london_day(request.now):
        look_at_digests_again(request.session, request.team.id, request.now)


def _next_one(request: Request) -> str:
    return f"On working days in term; the next one {say_moment(next_digest(request))}."


def next_digest(request: Request) -> datetime:
    """When the asker's next digest comes, as an aware moment."""
    day = london_day(request.now)
    while True:
        due = digest_due_at(request.facts, request.person, day)
        if due is not None and due > request.now:
            return due
        day += timedelta(days=1)


AT = Command(
    name="digest at",
    help="Have your digest at a time of your own.",
    example="digest at 7:45",
    fields=(Field("at", "At what time?", AClockTime("digest at 7:45"), help="7:45"),),
    allowed=EVERYBODY,
    run=digest_at,
)
OFF = Command(
    name="digest off",
    help="Have no digest; reminders still come.",
    example="digest off",
    fields=(),
    allowed=EVERYBODY,
    run=digest_off,
)
ON = Command(
    name="digest on",
    help="Have your digest again.",
    example="digest on",
    fields=(),
    allowed=EVERYBODY,
    run=digest_on,
)
