"""Words as Telegram's HTML, in which nothing that a person typed can be pressed, opened or read as markup.

Telegram finds mentions, addresses, commands and hashtags in any text by itself, so escaping is not enough: a mark that
nobody sees and that Telegram takes for no part of a link, U+2060, stands in them.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape

APART = "\u2060"
_JOINERS = "\u200c\u200d"  # Persian and many emoji are spelt with them
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
_LIVE = re.compile(
    r"@(?=\w)"  # a mention, an e-mail address
    r"|[#$](?=\w)"  # a hashtag, a share
    r"|:(?=//)"  # an address with its scheme
    r"|(?<=[^\W_])\.(?=[^\W\d_]{2})"  # a domain
    r"|(?<=\d)\.(?=\d{1,3}\.\d)"  # the number of a machine
    r"|(?<![\w/])/(?=\w)"  # a command
)


def clean(text: str) -> str:
    """The same text without characters that nobody sees; every sort of line end is a newline, a tab four spaces."""
    text = _LINE_ENDS.sub("\n", text).replace("\t", "    ")
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return "".join(one for one in text if one == "\n" or one in _JOINERS or unicodedata.category(one) not in _UNSEEN)


def clean_line(text: str) -> str:
    """The same, on one line."""
    return " ".join(part for part in (part.strip() for part in clean(text).split("\n")) if part)


def inert(text: str) -> str:
    """Clean text as HTML that shows it and does nothing else."""
    return escape(_LIVE.sub(rf"\g<0>{APART}", text), quote=False)


def length(html: str) -> int:
    """How long Telegram may say that a text is: in halves of UTF-16, with its markup, so never too short."""
    return len(html.encode("utf-16-le")) // 2


def cut(text: str, most: int) -> list[str]:
    """Clean text in pieces of which none is longer than `most` as HTML, between words where that is possible."""
    pieces = []
    while length(inert(text)) > most:
        fits = _longest_start(text, most)
        space = text.rfind(" ", fits // 2, fits + 1)
        end = space if space > 0 else fits
        pieces.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [*pieces, text]


def _longest_start(text: str, most: int) -> int:
    """How many characters from the start of a text fit, one at least."""
    low, high = 1, min(len(text), most)
    while low < high:
        middle = (low + high + 1) // 2
        if length(inert(text[:middle])) <= most:
            low = middle
        else:
            high = middle - 1
    return low
