"""Text as Slack counts it, cuts it, escapes it and hands it over."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|([^<>]*))?>")
_ENTITY = re.compile(r"<([^<>]*)>")


def size(text: str) -> int:
    """How long Slack takes a text to be: in UTF-16 units, so that an emoji counts twice."""
    return len(text.encode("utf-16-le", "replace")) // 2


def clean(text: str) -> str:
    """The text without control characters, which would show as boxes or not at all."""
    return _CONTROL.sub("", text)


def cut(text: str, most: int) -> str:
    """At most `most` units of a text, with a mark where something is missing."""
    if size(text) <= most:
        return text
    return f"{_beginning(text, most - 1).rstrip()}…"


def pieces(text: str, most: int) -> Iterator[str]:
    """The whole text in pieces of at most `most` units, cut between lines or words where there are any."""
    while size(text) > most:
        begin = _beginning(text, most)
        end = max(begin.rfind("\n"), 0) or max(begin.rfind(" "), 0) or len(begin)
        yield text[:end]
        text = text[end:].lstrip("\n ")
    if text:
        yield text


def _beginning(text: str, most: int) -> str:
    """The longest beginning of at most `most` units; no character is cut in two."""
    begin = text[:most]
    while size(begin) > most:
        begin = begin[: -max(1, (size(begin) - most) // 2)]
    return begin


def escape(text: str) -> str:
    """What makes no mention, no link and no command of anything in a text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mentioned(text: str) -> frozenset[str]:
    """The ids of the people whom a text from Slack mentions."""
    return frozenset(match[1] for match in _MENTION.finditer(text))


def typed(text: str, names: Mapping[str, str]) -> str:
    """A text from Slack as the person typed it: people by name, links by what they show, signs as signs.

    `names` gives the names of mentioned people whom the bot knows; others keep what Slack calls them.
    """

    def person(match: re.Match[str]) -> str:
        name = names.get(match[1]) or match[2] or match[1]
        return f'@"{name.replace(chr(34), "")}"' if " " in name else f"@{name}"

    return html.unescape(_ENTITY.sub(_shown, _MENTION.sub(person, text)))


def _shown(match: re.Match[str]) -> str:
    target, _, label = match[1].partition("|")
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!subteam^"):
        return label or "@group"
    if target.startswith("!date^"):
        return label
    if target.startswith("!"):
        return f"@{label.removeprefix('@') or target[1:]}"
    if target.startswith("mailto:"):
        return label or target.removeprefix("mailto:")
    if re.match(r"[a-z][a-z0-9+.-]*:", target, re.IGNORECASE):
        return label if label and label in target else f"{label} {target}".strip()
    return match[0]
