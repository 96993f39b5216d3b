"""`team references only`: a door on which nothing but references and dates is said."""

from __future__ import annotations

from commands.command import Command, Field, Request
from commands.kinds.words import Choice
from commands.team.setting import SETTERS, change_setting
from notifications.message import Message

OFF = "off"
_DOORS = (("telegram", "On Telegram", ("telegram", "on telegram")), ("slack", "On Slack", ("slack", "on slack")))
_WHERE = (*_DOORS, (OFF, "Nowhere", ("off", "nowhere", "no", "never")))


def references_only(request: Request, where: str) -> Message:
    """Say nothing but references, dates and times on one door; or everything everywhere again."""
    wanted = None if where == OFF else where
    lines = ("Questions and refusals stay as they are: they answer what was just typed there.",) if wanted else ()
    return change_setting(
        request, _said(wanted), _said(request.team.references_only_on), *lines, references_only_on=wanted
    )


def _said(door: str | None) -> str:
    return f"References only on {door.capitalize()}" if door is not None else "References only nowhere"


COMMAND = Command(
    name="team references only",
    help="A door on which only references and dates are said: telegram, slack, or off.",
    example="team references only telegram",
    fields=(Field("where", "On which door?", Choice(lambda request: _WHERE, "door"), help="telegram, slack or off"),),
    allowed=SETTERS,
    run=references_only,
)
