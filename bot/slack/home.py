"""The home tab: what wants a person, their week, and for leads what is overdue in the team."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from bot.slack.blocks import remark, rows_of_buttons
from bot.slack.render import MOST_BLOCKS_IN_VIEW, render_in_view
from notifications.message import Button, Message

LINES = ("mine", "diary")
LINES_OF_LEADS = ("overdue", "meeting list")
"""The commands whose answers stand on the home; each has its own pages."""
STEPS = (
    Button("Log a visit", "visit"),
    Button("Plan a visit", "visit plan"),
    Button("Agree an action", "action"),
    Button("Help", "help"),
)


def home_view(messages: Sequence[Message], now_in_words: str) -> View:
    """The answers one below the other, within Slack's limit; the likeliest things to do above them."""
    blocks: list[Block] = [*rows_of_buttons(STEPS, main=True)]
    room = (MOST_BLOCKS_IN_VIEW - len(blocks) - 1) // max(1, len(messages)) - 1
    for message in messages:
        blocks += [DividerBlock(), *render_in_view(message, room, shows_main=False)]
    blocks.append(remark(f"As of {now_in_words}. Come back to this tab for a newer look."))
    return View(type="home", blocks=blocks)


def strangers_home(message: Message) -> View:
    """What somebody sees whom no team has enrolled."""
    return View(type="home", blocks=render_in_view(message))
