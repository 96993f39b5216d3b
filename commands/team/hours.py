"""`team hours`, `team quiet`, `team morning`, `team brief`, `team last call`: when the team may be disturbed."""

from __future__ import annotations

from datetime import time, timedelta

from commands.command import Command, Field, Request
from commands.kinds.clock_time import AClockTime, ClockHours
from commands.kinds.times import ALength
from commands.team.setting import SETTERS, change_setting
from notifications.message import FieldKind, Message
from policy.lengths import parse_length
from policy.refused import Refused
from policy.saying import say_length, say_time
from storage.teams import Team

SHORTEST_DAY = timedelta(hours=2)
LEAST_CALL, MOST_CALL = 10, 240
"""Working minutes before a deadline at which the last call may come; ours."""


def team_hours(request: Request, hours: tuple[time, time]) -> Message:
    """Let the team be disturbed between two times on working days. Raises Refused for an end before the start."""
    opens, closes = hours
    if closes <= opens:
        raise Refused(
            f"{say_time(closes)} is not after {say_time(opens)}. For example: team hours 8:30 to 17:00, or for the "
            "quiet time: team quiet 17:00 to 8:30"
        )
    if timedelta(hours=closes.hour - opens.hour, minutes=closes.minute - opens.minute) < SHORTEST_DAY:
        raise Refused(f"From {say_time(opens)} to {say_time(closes)} is too short: two hours are the least.")
    team = request.team
    return change_setting(
        request,
        f"Reminders come between {say_time(opens)} and {say_time(closes)} on working days",
        f"{say_time(team.opens_at)} to {say_time(team.closes_at)}",
        *_outside(team, opens, closes),
        opens_at=opens,
        closes_at=closes,
    )


def _outside(team: Team, opens: time, closes: time) -> list[str]:
    """What the new hours do to reminders whose own time now falls into quiet time."""
    last = say_time(time(closes.hour - 1, closes.minute))
    lines = []
    if not opens <= team.morning_at < closes:
        lines.append(
            f"Morning reminders ({say_time(team.morning_at)}) now fall into quiet time: team morning {say_time(opens)}"
        )
    if not opens <= team.brief_at < closes:
        lines.append(f"The brief ({say_time(team.brief_at)}) now falls into quiet time: team brief {last}")
    return lines


def team_quiet(request: Request, quiet: tuple[time, time]) -> Message:
    """The same said the other way round: from when to when nothing may disturb the team."""
    starts, ends = quiet
    if starts <= ends:
        raise Refused(
            f"Quiet time runs over the night, so it starts later than it ends, for example: team quiet 17:00 to 8:30. "
            f"From {say_time(starts)} to {say_time(ends)} would be the day itself."
        )
    return team_hours(request, (ends, starts))


def team_morning(request: Request, at: time) -> Message:
    """When the reminders of the morning come."""
    _check_in_hours(request, at, "team morning 9:00")
    return change_setting(
        request,
        f"Morning reminders come at {say_time(at)}",
        say_time(request.team.morning_at),
        morning_at=at,
    )


def team_brief(request: Request, at: time) -> Message:
    """When the brief for the next day's visits and meetings comes."""
    _check_in_hours(request, at, "team brief 16:00")
    return change_setting(
        request, f"Briefs for the next day come at {say_time(at)}", say_time(request.team.brief_at), brief_at=at
    )


def _check_in_hours(request: Request, at: time, example: str) -> None:
    hours = request.facts.working_time
    if not hours.opens <= at < hours.closes:
        raise Refused(
            f"{say_time(at)} is in your team's quiet time ({say_time(hours.closes)} to {say_time(hours.opens)}). "
            f"For example: {example}"
        )


class Minutes(ALength):
    """A length in minutes: `60`, `90 minutes`, `1h`."""

    form_kind = FieldKind.LENGTH

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """All of the line."""
        return line, ""

    def read(self, text: str, request: Request) -> timedelta:
        """The length; a bare number is minutes. Raises Refused."""
        words = text.strip()
        return timedelta(minutes=int(words)) if words.isdecimal() and len(words) < 5 else parse_length(words)


def team_last_call(request: Request, length: timedelta) -> Message:
    """How much working time before a deadline the last call comes."""
    minutes = round(length.total_seconds() / 60)
    if not LEAST_CALL <= minutes <= MOST_CALL:
        raise Refused(
            f"The last call can come {LEAST_CALL} to {MOST_CALL} working minutes before a deadline, for example: "
            "team last call 60"
        )
    return change_setting(
        request,
        f"The last call comes {say_length(length)} of working time before a deadline",
        say_length(timedelta(minutes=request.team.last_call_minutes)),
        last_call_minutes=minutes,
    )


HOURS = Command(
    name="team hours",
    help="When the team may be disturbed, on working days.",
    example="team hours 8:30 to 17:00",
    fields=(Field("hours", "From when to when?", ClockHours("team hours 8:30 to 17:00"), help="8:30 to 17:00"),),
    allowed=SETTERS,
    run=team_hours,
)
QUIET = Command(
    name="team quiet",
    help="When nothing may disturb the team.",
    example="team quiet 17:00 to 8:30",
    fields=(Field("quiet", "From when to when?", ClockHours("team quiet 17:00 to 8:30"), help="17:00 to 8:30"),),
    allowed=SETTERS,
    run=team_quiet,
)
MORNING = Command(
    name="team morning",
    help="When the reminders of the morning come.",
    example="team morning 9:00",
    fields=(Field("at", "At what time?", AClockTime("team morning 9:00"), help="9:00"),),
    allowed=SETTERS,
    run=team_morning,
)
BRIEF = Command(
    name="team brief",
    help="When the brief for the next day comes.",
    example="team brief 16:00",
    fields=(Field("at", "At what time?", AClockTime("team brief 16:00"), help="16:00"),),
    allowed=SETTERS,
    run=team_brief,
)
LAST_CALL = Command(
    name="team last call",
    help="How many working minutes before a deadline the last call comes.",
    example="team last call 60",
    fields=(Field("length", "How long before?", Minutes(), help="60"),),
    allowed=SETTERS,
    run=team_last_call,
)
