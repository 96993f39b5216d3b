"""The words of a school's name as people write them: usual short forms, apostrophes, accents, words that say little."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_APOSTROPHES = "'’‘`´ʼʹ′＇"
_TOKEN = re.compile(rf"[&+]|(?:[^\W_]|[\u0300-\u036f])+(?:[{_APOSTROPHES}](?:[^\W_]|[\u0300-\u036f])+)*")
_POSSESSIVE = re.compile(rf"(?<=s)[{_APOSTROPHES}]s$", re.IGNORECASE)

_SHORT_FORMS = {
    "&": "and",
    "+": "and",
    "6th": "sixth",
    "acad": "academy",
    "ave": "avenue",
    "cath": "catholic",
    "ce": "cofe",
    "center": "centre",
    "coe": "cofe",
    "coll": "college",
    "comm": "community",
    "gram": "grammar",
    "gt": "great",
    "inf": "infant",
    "jnr": "junior",
    "jr": "junior",
    "jun": "junior",
    "ln": "lane",
    "mt": "mount",
    "nurs": "nursery",
    "pk": "park",
    "prep": "preparatory",
    "prim": "primary",
    "rc": "catholic",
    "rd": "road",
    "sch": "school",
    "sec": "secondary",
    "spec": "special",
    "ss": "saint",
    "st": "saint",
    "sts": "saint",
}

_PHRASES: dict[tuple[str, ...], tuple[str, ...]] = {
    ("church", "of", "england"): ("cofe",),
    ("c", "of", "e"): ("cofe",),
    ("cof", "e"): ("cofe",),
    ("c", "ofe"): ("cofe",),
    ("c", "e"): ("cofe",),
    ("roman", "catholic"): ("catholic",),
    ("r", "c"): ("catholic",),
    ("pupil", "referral", "unit"): ("pru",),
    ("university", "technical", "college"): ("utc",),
    ("jmi",): ("junior", "mixed", "infant"),
    ("j", "m", "i"): ("junior", "mixed", "infant"),
    ("j", "m", "and", "i"): ("junior", "mixed", "infant"),
    ("j", "and", "i"): ("junior", "infant"),
    ("i", "and", "n"): ("infant", "nursery"),
    ("n", "and", "i"): ("nursery", "infant"),
    ("j", "i", "and", "n"): ("junior", "infant", "nursery"),
}

_ENDING_IN_S = frozenset(
    {"agnes", "barnabas", "charles", "francis", "giles", "james", "matthias", "nicholas", "thomas"}
)

CONNECTING = frozenset({"a", "and", "at", "for", "in", "of", "s", "the", "with"})
"""Words that count for nothing and that no name ends with."""

UNSAID = CONNECTING | {"school"}
"""Words that a name is the same with and without."""

TRAILING = frozenset(
    {"academy", "catholic", "cofe", "college", "infant", "junior", "nursery", "primary", "pru", "school", "secondary"}
)
"""Words that belong to the school when they follow a name that lacks them: "Blackwood primary" is Blackwood School."""

GENERIC = (TRAILING - {"school"}) | {
    *("aided", "c", "centre", "community", "comprehensive", "controlled", "county", "cp", "endowed", "first", "form"),
    *("foundation", "grammar", "high", "independent", "methodist", "middle", "mixed", "preparatory", "saint", "senior"),
    *("sixth", "special", "specialist", "utc", "va", "vc", "voluntary"),
}
"""Words that many names share, which alone name no school."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text in plain small letters, and where it stands: `text[start:end]`."""

    word: str
    start: int
    end: int


def tokens_of(text: str) -> list[Token]:
    """The words of the text in order: without case, accents, apostrophes and other punctuation."""
    return [Token(word, at.start(), at.end()) for at in _TOKEN.finditer(text) if (word := _plain(at.group()))]


def plain_words(text: str) -> tuple[str, ...]:
    """The words of `tokens_of` alone: two names with the same plain words are written alike."""
    return tuple(word for found in _TOKEN.findall(text) if (word := _plain(found)))


@lru_cache(maxsize=8192)
def _plain(word: str) -> str:
    word = _POSSESSIVE.sub("", word)
    if not word.isascii():
        word = "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))
    return "".join(letter for letter in word if letter not in _APOSTROPHES).casefold()


@lru_cache(maxsize=8192)
def usual_form(word: str) -> str:
    """One plain word written out and without its plural or possessive s: "jnr" and "juniors" are both "junior"."""
    if word in _SHORT_FORMS:
        return _SHORT_FORMS[word]
    if word[:-1] in _ENDING_IN_S:  # "St Jamess" for St James's
        word = word[:-1]
    single = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
    return _SHORT_FORMS.get(single, single)


LINE_WORDS = frozenset(
    usual_form(word)
    for word in (
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekend"),
        *("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"),
        *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
        *("november", "december", "jan", "feb", "mar", "apr", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
        *("today", "yesterday", "tomorrow", "now", "just", "ago", "at", "on", "by", "from", "until", "since", "to"),
        *("last", "this", "next", "morning", "afternoon", "evening", "noon", "midday", "lunchtime", "am", "pm"),
        *("half", "day", "week", "fortnight", "month", "term", "year", "hour", "hr", "minute", "min", "mins"),
        *("core", "call", "visit", "phone", "phoned", "meeting", "note", "plan", "head", "governors"),
    )
)
"""What comes after the school in a command: never taken for the school itself, nor for a slip of its name."""


def usual_words(plain: Sequence[str]) -> list[str]:
    """Plain words in the form in which names are compared: "St Anne's C of E Jnr" -> saint anne cofe junior.

    Initials that stand apart are joined ("T P Riley" and "T.P. Riley" and "TP Riley"), and only the first of several
    saints is kept ("SS Peter and Paul", "St Peter and St Paul").
    """
    words = _initials_joined(_phrases_replaced([usual_form(word) for word in plain]))
    if words.count("saint") > 1:
        first = words.index("saint")
        words = [word for at, word in enumerate(words) if word != "saint" or at == first]
    return words


_PHRASE_STARTS = {phrase[0] for phrase in _PHRASES}
_LONGEST_PHRASE = max(map(len, _PHRASES))


def _phrases_replaced(words: list[str]) -> list[str]:
    if _PHRASE_STARTS.isdisjoint(words):
        return words
    replaced: list[str] = []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
            if whole := _PHRASES.get(tuple(words[at : at + length])):
                replaced.extend(whole)
                at += length
                break
        else:
            replaced.append(words[at])
            at += 1
    return replaced


def _initials_joined(words: list[str]) -> list[str]:
    joined: list[str] = []
    in_initials = False
    for word in words:
        initial = len(word) == 1 and word.isalpha()
        if initial and in_initials:
            joined[-1] += word
        else:
            joined.append(word)
        in_initials = initial
    return joined
