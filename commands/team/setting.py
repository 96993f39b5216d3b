"""What all settings of a team have in common: who may change them, and that everything open is looked at again."""

from __future__ import annotations

from commands.command import Request
from notifications.message import Button, Message
from policy.refused import Refused
from storage.looking_again import look_at_team_again
from storage.people import Role

SETTERS = frozenset({Role.ADMIN, Role.LEAD})


def change_setting(request: Request, title: str, before: str, *lines: str, **values: object) -> Message:
    """Store new values of the team's columns; what the setting was before stands in the answer.

    Raises Refused when nothing would change.
    """
    team = request.team
    if all(getattr(team, name) == value for name, value in values.items()):
        raise Refused(f"{title} already. “team settings” shows all settings.")
    for name, value in values.items():
        setattr(team, name, value)
    look_at_team_again(request.session, team.id, request.now)
    return Message(
        title,
        (f"Before: {before}.", *lines, "What is open in the team is reckoned anew within a minute."),
        buttons=(Button("All settings", "team settings"),),
    )
