"""The app manifest, which makes the Slack app in one paste: commands, shortcuts, events, and no scope too many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.slack.acting import AS_ACTION, AS_NOTE, LOG_VISIT
from commands.command import Command
from commands.registry import COMMANDS

APP_NAME = "School improvement"
ABOUT = "Visits and their notes, actions, plans and meetings of a school-improvement team"
EVERYTHING = "rrp"
SLACKS_OWN = frozenset({"help", "me", "status", "remind", "who", "search", "away", "dnd", "invite", "join", "leave"})
"""Names that Slack keeps for itself; such a command is reached by /rrp."""
MOST_IN_DESCRIPTION = 100
BOT_SCOPES = {
    "app_mentions:read": "hears @mentions in channels",
    "channels:history": "looks for its own message in a public channel when Slack's answer to a post was lost",
    "chat:write": "posts answers, reminders and digests",
    "commands": "has slash commands and shortcuts",
    "files:write": "attaches notes, papers and pictures",
    "groups:history": "the same as channels:history, in private channels",
    "im:history": "hears direct messages that are written to it",
    "im:write": "finds the direct messages with a person, to send a file there",
}
"""Every scope that the bot token needs, with its reason."""
APP_SCOPE = "connections:write"
EVENTS = ("app_home_opened", "app_mention", "message.im")
SHORTCUTS = (
    ("Use as visit note", "message", AS_NOTE, "Make this message the note of a visit"),
    ("Make an action", "message", AS_ACTION, "Agree an action with the words of this message"),
    ("Log a visit", "global", LOG_VISIT, "Log a visit to a school, or a call"),
)


def manifest(url: str | None = None, *, name: str = APP_NAME) -> dict[str, Any]:
    """The manifest: for Socket Mode, or for Slack calling `url`, a full address such as https://bot.example.org."""
    address = f"{url.rstrip('/')}" if url else None
    calls: dict[str, Any] = {"url": address} if address else {}
    interactivity: dict[str, Any] = {"is_enabled": True}
    events: dict[str, Any] = {"bot_events": list(EVENTS)}
    if address:
        interactivity |= {"request_url": address, "message_menu_options_url": address}
        events |= {"request_url": address}
    return {
        "display_information": {"name": name, "description": ABOUT, "background_color": "#1d3557"},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": name, "always_online": True},
            "shortcuts": [
                {"name": said, "type": kind, "callback_id": callback_id, "description": about}
                for said, kind, callback_id, about in SHORTCUTS
            ],
            "slash_commands": [{**command, **calls} for command in slash_commands()],
        },
        "oauth_config": {"scopes": {"bot": sorted(BOT_SCOPES)}},
        "settings": {
            "event_subscriptions": events,
            "interactivity": interactivity,
            "org_deploy_enabled": False,
            "socket_mode_enabled": address is None,
            "token_rotation_enabled": False,
        },
    }


def slash_commands() -> Iterator[dict[str, Any]]:
    """One for each noun, and the one that reaches all. Mentions come with their ids, so that @jane is Jane."""
    yield _slash(EVERYTHING, "Everything that I can do: type any command after it", "help")
    for word, command in sorted(_nouns().items()):
        yield _slash(word, command.help, command.example.removeprefix(word).strip())


def _nouns() -> dict[str, Command]:
    """The first word of each command with the command that explains it."""
    nouns: dict[str, Command] = {}
    for command in COMMANDS:
        first = [name.split()[0] for name in (command.name, *command.says) if name.split()[0] in {"sib", "tas"}]
        for word in (command.name.split()[0], *first):
            if word not in SLACKS_OWN and word != EVERYTHING:
                nouns.setdefault(word, command)
    return nouns


def _slash(word: str, about: str, hint: str) -> dict[str, Any]:
    described = {"command": f"/{word}", "description": about[:MOST_IN_DESCRIPTION], "should_escape": True}
    return described | ({"usage_hint": hint[:MOST_IN_DESCRIPTION]} if hint else {})
