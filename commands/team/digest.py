"""`team digest`, `team nothing due`: when the team's digest comes, and whether it comes with nothing in it."""

from __future__ import annotations

from datetime import time

from commands.command import Command, Field, Request
from commands.digest.when import check_it_is_day
from commands.kinds.clock_time import AClockTime
from commands.kinds.words import Choice
from commands.team.setting import SETTERS, change_setting
from notifications.message import Message
from policy.saying import say_time


def team_digest(request: Request, at: time) -> Message:
    """When the digest comes to channels and to everybody who has no time of their own."""
    check_it_is_day(at, "team digest 8:30")
    own = [f"{person.name} ({say_time(person.digest_at)})" for person in request.colleagues if person.digest_at]
    lines = [f"With a time of their own: {', '.join(own)}."] if own else []
    hours = request.facts.working_time
    if not hours.opens <= at < hours.closes:
        lines.append("That is outside the team's hours; the digest comes all the same.")
    return change_setting(
        request,
        f"The digest comes at {say_time(at)} on working days in term",
        say_time(request.team.digest_at),
        *lines,
        digest_at=at,
    )


_WHEN = (("daily", "Every day", ("daily", "every day")), ("mondays", "On Mondays", ("mondays", "on mondays", "weekly")))


def nothing_due(request: Request, when: str) -> Message:
    """Whether "nothing is due" is said every day or on Mondays only."""
    daily = when == "daily"
    return change_setting(
        request,
        f"“Nothing is due” is said {'every day' if daily else 'on Mondays only'}",
        "every day" if request.team.nothing_due_daily else "on Mondays only",
        nothing_due_daily=daily,
    )


DIGEST = Command(
    name="team digest",
    help="When the digest comes to channels and people.",
    example="team digest 8:30",
    fields=(Field("at", "At what time?", AClockTime("team digest 8:30"), help="8:30"),),
    allowed=SETTERS,
    run=team_digest,
)
NOTHING_DUE = Command(
    name="team nothing due",
    help="Whether the digest comes when nothing is due: daily, or on Mondays.",
    example="team nothing due daily",
    fields=(Field("when", "Daily or on Mondays?", Choice(lambda request: _WHEN, "choice")),),
    allowed=SETTERS,
    run=nothing_due,
)
