"""What comes in from Slack as an Arrival, and the place where it came in. Pure functions of Slack's payloads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.arrival import Arrival
from bot.slack.modal import Sheet, sheet_of
from bot.slack.text import mentioned, typed

DOOR = "slack"
NAMELESS = frozenset({"directmessage", "privategroup"})
"""What Slack calls a channel that has no name for us."""
Payload = Mapping[str, Any]
Names = Mapping[str, str]


@dataclass(frozen=True)
class Place:
    """Where something was said: a channel, perhaps a thread in it, and by whom."""

    workspace: str
    channel: str
    user: str
    thread: str | None = None

    @property
    def is_direct(self) -> bool:
        """Whether only this person and the bot are there."""
        return self.channel.startswith("D")


def ids_in(text: str) -> frozenset[str]:
    """Whom a text mentions."""
    return mentioned(text)


def place_of_command(command: Payload) -> Place:
    """Where a slash command was typed."""
    return Place(command["team_id"], command["channel_id"], command["user_id"])


def of_command(command: Payload, names: Names, now: datetime) -> Arrival:
    """A slash command with what follows it. Slack's trigger tells a repeat from a new one."""
    line = f"{command['command']} {typed(command.get('text') or '', names)}".strip()
    arrival = _arrival(
        place_of_command(command), line, command["trigger_id"], now, shows_forms=True, name=command.get("user_name", "")
    )
    channel = str(command.get("channel_name") or "")
    return replace(arrival, channel_name="" if channel in NAMELESS or not channel else f"#{channel}")


def place_of_message(event: Payload, workspace: str) -> Place:
    """Where a message was written."""
    return Place(workspace, event["channel"], event["user"], event.get("thread_ts"))


def of_message(event: Payload, workspace: str, bot_user: str, names: Names, now: datetime) -> Arrival:
    """A direct message, or one that mentions the bot. Channel and time stamp tell a repeat from a new one: Slack has
    been seen to repeat a message under another event id.
    """
    said = re.sub(rf"<@{re.escape(bot_user)}(?:\|[^<>]*)?>", " ", event.get("text") or "")
    text = typed(said, names).strip()
    return _arrival(place_of_message(event, workspace), text or "help", f"{event['channel']}:{event['ts']}", now)


def place_of_press(body: Payload, workspace: str) -> Place:
    """Where a button was pressed: of a modal or a home, the place that it remembers, else the direct messages."""
    channel = (body.get("channel") or {}).get("id")
    thread = (body.get("message") or {}).get("thread_ts") or (body.get("container") or {}).get("thread_ts")
    if channel is None:
        sheet = sheet_of_view(body)
        channel, thread = sheet.channel, sheet.thread
    return Place(workspace, channel or body["user"]["id"], body["user"]["id"], thread)


def of_press(body: Payload, says: str, workspace: str, now: datetime) -> Arrival:
    """A press of a button that stands for a line."""
    place, who = place_of_press(body, workspace), body["user"]
    key = body.get("trigger_id") or body["actions"][0]["action_ts"]
    return replace(
        _arrival(place, says, key, now, shows_forms=True, pressed=True, name=_name(who)), on_message=_message_of(body)
    )


def of_form(body: Payload, values: Mapping[str, str], workspace: str, now: datetime) -> Arrival:
    """A form that was submitted."""
    sheet = sheet_of_view(body)
    key = f"{body.get('trigger_id') or body['view']['id']}"
    return _arrival(place_of_press(body, workspace), sheet.command, key, now, shows_forms=True, values=values)


def of_answer(body: Payload, text: str, workspace: str, now: datetime) -> Arrival:
    """The answer to a question that stood in a modal."""
    key = f"{body.get('trigger_id') or body['view']['id']}"
    line = f"answer {sheet_of_view(body).draft} {text}"
    return _arrival(place_of_press(body, workspace), line, key, now, shows_forms=True)


def of_line(place: Place, line: str, key: str, now: datetime, *, name: str = "") -> Arrival:
    """A line that stands for something else than typing: a shortcut, a look at the home."""
    return _arrival(place, line, key, now, shows_forms=True, pressed=True, name=name)


def sheet_of_view(body: Payload) -> Sheet:
    """What the modal of a payload remembers."""
    return sheet_of(str((body.get("view") or {}).get("private_metadata") or ""))


def instant_of(ts: str) -> datetime:
    """The instant in one of Slack's time stamps."""
    return datetime.fromtimestamp(float(ts), UTC)


def _message_of(body: Payload) -> str | None:
    """The message whose button was pressed, as the messenger names it; none for what one person alone sees."""
    container = body.get("container") or {}
    if container.get("is_ephemeral") or not body.get("message"):
        return None
    return f"{body['channel']['id']}:{body['message']['ts']}"


def _name(user: Payload) -> str:
    return str(user.get("name") or user.get("username") or "")


def _arrival(
    place: Place,
    text: str,
    key: str,
    now: datetime,
    *,
    values: Mapping[str, str] | None = None,
    shows_forms: bool = False,
    pressed: bool = False,
    name: str = "",
) -> Arrival:
    return Arrival(
        door=DOOR,
        workspace=place.workspace,
        user=place.user,
        channel=place.channel,
        text=text,
        receipt_key=f"{place.workspace}:{key}"[:160],
        now=now,
        values=values,
        shows_forms=shows_forms,
        pressed=pressed,
        name=name,
    )
