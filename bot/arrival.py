"""What has come in at a door, before anybody has looked at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Arrival:
    """Who, where, what was typed or filled in, and the key that tells a repeat from a new one.

    `now` is aware. `team_id` is the team that the place belongs to, where the door knows it. `pressed`: the text is the
    line of a button, and not somebody's words. `name` is what the platform calls the user, for somebody whom no team
    has enrolled yet. `on_message` is the platform's id, as its Messenger gives it, of the message whose button was
    pressed: its door shows the answer in its place. `asks_all`: the door, which has no forms, wants every field of a
    bare command asked for, one at a time, with buttons to skip, to go back and to cancel. `asks_in` is where the asker
    will answer questions, if not where this was said, as others read along there. `reachable` says whether this shows
    that the user can be written to alone on this platform. `channel_name` is how people call the place, where known.
    """

    door: str
    workspace: str
    user: str
    channel: str
    text: str
    receipt_key: str
    now: datetime
    values: Mapping[str, str] | None = None
    shows_forms: bool = False
    team_id: int | None = None
    pressed: bool = False
    name: str = ""
    on_message: str | None = None
    asks_all: bool = False
    asks_in: str | None = None
    reachable: bool = True
    channel_name: str = ""
