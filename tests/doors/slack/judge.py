"""Reads what the bot sends to Slack as Slack would: by Slack's own Python models, and by the rules that they leave out.

After slack_blocks_check.py, which came with the project's shared emulators; made into a function for tests.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

VIEW_KEYS = ("type", "title", "submit", "close", "blocks", "private_metadata", "callback_id")
LONGEST = {"label": 75, "value": 2000, "placeholder": 150, "text of an option": 75, "value of an option": 150}
MOST_OPTIONS = 100
MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100


def faults_of_blocks(blocks: Sequence[Mapping[str, Any]], most: int) -> Iterator[str]:
    """What Slack would refuse in these blocks."""
    if len(blocks) > most:
        yield f"{len(blocks)} blocks, limit {most}"
    ids = [block["block_id"] for block in blocks if block.get("block_id")]
    if len(ids) != len(set(ids)):
        yield "block_id used twice"
    for place, block in enumerate(blocks):
        model = Block.parse(dict(block))
        if model is None:
            yield f"block {place}: unknown type {block.get('type')!r}"
            continue
        try:
            model.to_dict()
        except SlackObjectFormationError as fault:
            yield f"block {place}: {fault}"
        if block.get("type") == "header" and block.get("text", {}).get("type") != "plain_text":
            yield f"block {place}: header text must be plain_text"
        yield from (f"block {place}: {fault}" for fault in _faults_inside(block))


def _faults_inside(block: Mapping[str, Any]) -> Iterator[str]:
    ids = [one["action_id"] for one in block.get("elements", ()) if "action_id" in one]
    if len(ids) != len(set(ids)):
        yield "action_id used twice"
    for one in every_object(block):
        if one.get("type") in {"plain_text", "mrkdwn", "text", "raw_text"} and not one.get("text"):
            yield "empty text"
        if one.get("type") == "mrkdwn":
            yield "mrkdwn, in which somebody's words may come alive"
        if one.get("type") == "button":
            yield from _too_long("label", one["text"]["text"])
            yield from _too_long("value", one.get("value", ""))
        if "placeholder" in one:
            yield from _too_long("placeholder", one["placeholder"]["text"])
        options = one.get("options")
        if options is not None and not 1 <= len(options) <= MOST_OPTIONS:
            yield f"{len(options)} options"
        for option in options or ():
            yield from _too_long("text of an option", option["text"]["text"])
            yield from _too_long("value of an option", option["value"])


def _too_long(what: str, text: str) -> Iterator[str]:
    if len(text.encode("utf-16-le")) // 2 > LONGEST[what]:
        yield f"{what} of {len(text)} characters"


def faults_of_message(sent: Mapping[str, Any]) -> list[str]:
    """What is wrong with a message: in its blocks, or that it says nothing to an alert or a screen reader."""
    found = list(faults_of_blocks(sent.get("blocks") or (), MESSAGE_BLOCKS))
    text = sent.get("text") or ""
    if not text.strip():
        found.append("no text for alerts and screen readers")
    if len(text) > 4000:
        found.append(f"text of {len(text)} characters")
    if any(sign in text for sign in ("<!", "<@", "<#", "<http")):
        found.append("the text holds something live")
    return found


def faults_of_view(view: Mapping[str, Any]) -> list[str]:
    """What is wrong with a modal or a home."""
    found = list(faults_of_blocks(view["blocks"], VIEW_BLOCKS))
    if view["type"] == "modal":
        if any(block.get("type") == "input" for block in view["blocks"]) and not view.get("submit"):
            found.append("modal has input blocks and no submit")
        for name in ("title", "submit", "close"):
            if name in view and len(view[name]["text"]) > 24:
                found.append(f"{name} of {len(view[name]['text'])} characters")
    if len(view.get("private_metadata", "")) > 3000:
        found.append("private_metadata too long")
    try:
        View(**{key: value for key, value in view.items() if key in VIEW_KEYS}).to_dict()
    except SlackObjectFormationError as fault:
        found.append(str(fault))
    return found


def faults_in(data: object) -> tuple[int, list[str]]:
    """How many messages and views there are in what was sent, and what is wrong with them."""
    checked, found = 0, []
    for one in every_object(data):
        if one.get("type") in {"modal", "home"} and isinstance(one.get("blocks"), list):
            checked, found = checked + 1, found + faults_of_view(one)
        elif isinstance(one.get("blocks"), list):
            checked, found = checked + 1, found + faults_of_message(one)
    return checked, found


def every_object(data: object) -> Iterator[Mapping[str, Any]]:
    """Every object in a piece of JSON, the outermost first."""
    if isinstance(data, Mapping):
        yield data
        for value in data.values():
            yield from every_object(value)
    elif isinstance(data, list):
        for value in data:
            yield from every_object(value)
