"""Several things for one person at one time are one message."""

from __future__ import annotations

from collections.abc import Sequence

from notifications.message import Message
from notifications.nudge import Topic

MOST_BUTTONS = 5
TITLES = {
    Topic.NOTES: "visit notes are waiting",
    Topic.VISITS: "visits are waiting",
    Topic.LETTER: "letters",
    Topic.ACTIONS: "actions are waiting",
    Topic.PLANS: "plans are waiting",
    Topic.MEETINGS: "meetings are waiting",
    Topic.DIGEST: "digests",
    Topic.OUTCOMES: "outcomes",
    Topic.DUE: "lists of what is due",
    Topic.CATEGORIES: "categories are waiting",
    Topic.TIME: "tables of time",
    Topic.CONCERNS: "concerns are waiting",
    Topic.RESTRICTED: "restricted concerns are waiting",
    Topic.GOVERNANCE: "governance ratings are waiting",
    Topic.SUPPORT: "meetings have something to record",
    Topic.OFSTED: "calls of Ofsted",
    Topic.OFSTED_DUTIES: "inspections want something",
    Topic.BOT: "things about the bot",
}


def put_together(messages: Sequence[Message], topic: Topic) -> Message:
    """One message of them all: each keeps its title and lines, and its first button as long as there is room."""
    if len(messages) == 1:
        return messages[0]
    lines: list[str] = []
    for message in messages:
        lines += [message.title, *(f"  {line}" for line in message.lines)]
    firsts = tuple(message.buttons[0] for message in messages if message.buttons)[:MOST_BUTTONS]
    return Message(f"{len(messages)} {TITLES[topic]}", tuple(lines), buttons=firsts)
