"""`team settings`: every setting, what it is now, and how it is changed."""

from __future__ import annotations

from datetime import timedelta

from commands.command import EVERYBODY, Command, Request
from notifications.message import Button, Message, Table
from policy.saying import london_day, say_day, say_length, say_time
from storage.channels import channels_of


def team_settings(request: Request) -> Message:
    """All settings with the line that changes each. None of these times is printed in a council's document: they are
    ours until the team chooses its own.
    """
    team = request.team
    daily = "every day" if team.nothing_due_daily else "on Mondays only"
    channels = channels_of(request.session, team.id)
    rows = (
        ("Strategy", request.framework.strategy, "the council's"),
        ("School terms", _terms(request), 'team terms "Telford and Wrekin"'),
        ("Go-live", say_day(team.go_live_on) if team.go_live_on else "none", "team go-live 1 Dec"),
        ("Hours", f"{say_time(team.opens_at)} to {say_time(team.closes_at)}, working days", "team hours 8:30 to 17:00"),
        ("Morning reminders", say_time(team.morning_at), "team morning 9:00"),
        ("Brief for the next day", say_time(team.brief_at), "team brief 16:00"),
        (
            "Last call",
            f"{say_length(timedelta(minutes=team.last_call_minutes))} of working time before",
            "team last call 60",
        ),
        ("Digest", f"{say_time(team.digest_at)}, working days in term", "team digest 8:30"),
        ("“Nothing is due”", daily, "team nothing due daily"),
        ("References only", _where(team.references_only_on), "team references only telegram"),
        ("Channels", ", ".join(channel.said for channel in channels) or "none", "team here digest"),
    )
    return Message(
        f"{team.name}: settings",
        (
            _deadline_line(request),
            "Hours and times are your team's own setting; no council's document prints them.",
        ),
        Table(("Setting", "Now", "Change it with"), rows),
        (Button("People", "team"), Button("Channels", "team channels")),
    )


def _where(door: str | None) -> str:
    return f"on {door.capitalize()}" if door is not None else "nowhere"


def _terms(request: Request) -> str:
    area = request.team.term_area or request.framework.area
    assumed = request.facts.calendar.assumption(london_day(request.now))
    return f"{area} ({assumed})" if assumed else area


def _deadline_line(request: Request) -> str:
    deadline = request.framework.note_deadline
    document = request.framework.document(deadline.document)
    source = f"from {document.title}" if document and deadline.clause else "your team's setting"
    return (
        f"A note is due {deadline.hours} hours after the visit ({source}); it counts as late once "
        f"{deadline.late_after_working_days} working days have passed as well (your team's setting)."
    )


COMMAND = Command(
    name="team settings",
    help="Every setting of the team, and how to change it.",
    example="team settings",
    fields=(),
    allowed=EVERYBODY,
    run=team_settings,
    changes=False,
)
