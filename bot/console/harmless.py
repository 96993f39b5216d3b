"""Text that came from people, made safe to show: nothing in it can command a terminal or turn the line around."""

from __future__ import annotations

import unicodedata

_JOINERS = "\u200c\u200d"  # Persian and many emoji are spelt with them
_LINE_ENDS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_LIVE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def harmless(text: str) -> str:
    """The same text with control characters, escapes, direction marks and unseen characters spelt out: `<U+202E>`.

    Every sort of line end becomes a newline, which is the only control character that stays; a tab becomes spaces.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").expandtabs(4)
    return "".join(map(_harmless_character, text))


def harmless_line(text: str) -> str:
    """The same, on one line."""
    return " ".join(part for part in harmless(text).split("\n") if part)


def _harmless_character(character: str) -> str:
    if character == "\n" or character in _LINE_ENDS:
        return "\n"
    if unicodedata.category(character) in _LIVE and character not in _JOINERS:
        return f"<U+{ord(character):04X}>"
    return character
