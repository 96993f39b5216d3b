"""Telegram's HTML, read as strictly as Telegram reads it: what it refuses raises BadHtml."""

from __future__ import annotations

import re
from html import unescape

TAGS = frozenset({"b", "strong", "i", "em", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler"})
ENTITIES = frozenset({"lt", "gt", "amp", "quot"})
_TOKEN = re.compile(r"<(?P<end>/?)(?P<tag>[a-z-]+)(?P<rest>[^<>]*)>|&(?P<entity>[^;\s&<]*);?|(?P<loose>[<>])|[^<>&]+")


class BadHtml(ValueError):  # noqa: N818 - the words of the Bot API
    """What the Bot API answers with 400: can't parse entities."""


def words_of(html: str) -> str:
    """The text that people see."""
    open_tags: list[str] = []
    words = []
    for token in _TOKEN.finditer(html):
        if token["loose"] == "<":
            raise BadHtml(f"can't parse entities: unsupported start tag at byte offset {token.start()}")
        if token["tag"]:
            _step(open_tags, token)
        elif token["entity"] is not None:
            entity = token["entity"]
            if entity not in ENTITIES and not re.fullmatch(r"#(\d+|x[0-9a-f]+)", entity):
                raise BadHtml(f"not an entity of Telegram's: {token[0]!r}")
            words.append(unescape(token[0]))
        else:
            words.append(token[0])
    if open_tags:
        raise BadHtml(f"can't parse entities: can't find end tag corresponding to start tag {open_tags[-1]}")
    return "".join(words)


def _step(open_tags: list[str], token: re.Match[str]) -> None:
    if token["tag"] not in TAGS:
        raise BadHtml(f"can't parse entities: unsupported start tag {token['tag']!r}")
    if not token["end"]:
        open_tags.append(token["tag"])
    elif not open_tags or open_tags.pop() != token["tag"]:
        raise BadHtml(f"can't parse entities: unmatched end tag {token['tag']!r}")
