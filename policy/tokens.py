"""The words of a line with their places, so that the words of a date can be cut out of it."""

import re
from dataclasses import dataclass

_WORD = re.compile(r"\S+")
_AROUND = "\"“”„'‘’()[]{}<>,;:!?.…-–—*_|"
_LONG_DASH = re.compile(r"(?<!\d)[–—]|[–—](?!\d)")


@dataclass(frozen=True)
class Token:
    """One word of a line without the signs around it; `loose` is whether a sign stands between it and the next."""

    text: str
    start: int
    end: int
    loose: bool


def tokens_of(line: str) -> list[Token]:
    """The words of a line in order."""
    tokens = []
    for found in _WORD.finditer(_LONG_DASH.sub(" ", line)):
        word = found[0]
        start = found.start() + len(word) - len(word.lstrip(_AROUND))
        end = found.end() - (len(word) - len(word.rstrip(_AROUND)))
        if start < end:
            closed = line[end : found.end()] or line[found.end() : found.end() + 2].strip(" ")[:1] in tuple("–—")
            tokens.append(Token(line[start:end], start, end, bool(closed)))
    return tokens
