"""The one date in a short sentence: which words are it, and which only look like it.

Schools, people and streets are called May Park, Friday Hill, June Whitfield and Noon Lane; classes, rooms and pages
have numbers; ages are written 3-11. What is not surely a date is left alone, and two dates are refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from policy.asked import Asked, at_clock
from policy.beside_a_date import check_beside
from policy.lookalikes import unread_day, usable_words
from policy.reading import read_plain
from policy.refused import Refused
from policy.saying import say_when
from policy.times_of_day import AT_START, read_time
from policy.tokens import Token, tokens_of
from policy.wording import MONTH_NUMBERS, WEEKDAY_NUMBERS, plain, words

LONGEST_WINDOW = 12

_CORE = re.compile(
    rf"\b(?:{'|'.join([*WEEKDAY_NUMBERS, *MONTH_NUMBERS])}|today|tonight|tomorrow|yesterday|day|week|fortnight|month|"
    r"year|hour|minute|term|holiday|autumn|spring|summer|back|now|noon|midday|midnight|c[ou][bp]|cop|eod|eop|play|business|"
    r"half|quarter|oclock|\d+(?:st|nd|rd|th|am|pm|ish)|\d+[:./-]\d+|ish)\b|\d(?:am|pm)\b"
)
_AFTER_A_DATE = frozenset(
    words(
        "core visit call meeting at by for with about re on from in and to sib review phone learning walk drop-in "
        "training from until till note or is was due please pls then but because as if"
    )
)
_LEAD = r"(?:by|on|until|from|before|after|due|since|no later than|on or before|for)"
_TOO_LITTLE = tuple(
    re.compile(pattern)
    for pattern in (
        r"\d{1,2}(?:st|nd|rd|th)(?: of month)?",
        rf"(?:{_LEAD} )?\d{{1,2}}[-.]\d{{1,2}}",
        r"(?:this |next |last )?(?:(?:autumn|spring|summer) )?(?:half )?term(?: [12])?",
        r"(?:autumn|spring|summer)(?: [12])?",
        r"now|this minute|this moment",
        rf"(?:{_LEAD} )?\d{{4,8}}",
        r"[\d.]+",
    )
)
_SURE_TIME = re.compile(r".*(?:\d[ap]m|\d\d:\d\d|cop|cob|eod|eop|close of|end of)\b.*|(?:at|by|before|around|about) .+")


@dataclass(frozen=True)
class Piece:
    """Words of a line that were read: from where to where, and as what. A time without a day has `is_time`."""

    start: int
    end: int
    value: date
    is_time: bool
    assumed: tuple[str, ...]
    year_said: bool = False


@dataclass(frozen=True)
class Sighting:
    """The date of a line: its value, what was assumed, the places of its words in order, whether its year was said."""

    value: date
    assumed: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    year_said: bool


def sight(asked: Asked, line: str) -> Sighting | None:
    """The one date in a line, or None. Raises Refused where there is more than one, or one that is wrong."""
    pieces = list(_pieces(asked, line))
    days = [piece for piece in pieces if not piece.is_time]
    times = [piece for piece in pieces if piece.is_time]
    if len({piece.value for piece in days}) > 1 or (len({piece.value for piece in times}) > 1):
        first, second = (days if len(days) > 1 else times)[:2]
        raise Refused(
            f"There is more than one date: {say_when(first.value)} and {say_when(second.value)}. "
            "Say only the one you mean."
        )
    if not pieces:
        return None
    if not days:
        unread = unread_day(line, [(piece.start, piece.end) for piece in pieces])
        if unread is not None:
            raise Refused(f"I read a time and no day; “{unread.text}” may belong to it. Say it like Friday 2pm.")
    chosen = days[:1] + times[:1]
    places = tuple(sorted((piece.start, piece.end) for piece in chosen))
    check_beside(line, [(piece.start, piece.end) for piece in pieces])
    assumed = tuple(sentence for piece in chosen for sentence in piece.assumed)
    year_said = chosen[0].year_said
    if len(chosen) == 1:
        return Sighting(chosen[0].value, assumed, places, year_said)
    day, time = (piece.value for piece in chosen)
    if isinstance(day, datetime) or not isinstance(time, datetime):
        raise Refused(f"There is a second time beside {say_when(day)}. Say only the one you mean.")
    return Sighting(at_clock(asked, day, time.hour, time.minute), assumed, places, year_said)


def _pieces(asked: Asked, line: str) -> Iterator[Piece]:
    tokens = tokens_of(line)
    usable = usable_words(line, tokens)
    at = 0
    refused: Refused | None = None
    found_any = False
    while at < len(tokens):
        size, piece, refusal = _longest_piece(asked, line, tokens, usable, at)
        refused = refused or refusal
        if piece is not None:
            found_any = True
            yield piece
        at += size
    if refused is not None and not found_any:
        raise refused


def _longest_piece(
    asked: Asked, line: str, tokens: list[Token], usable: list[bool], at: int
) -> tuple[int, Piece | None, Refused | None]:
    """The longest date that begins with one word: how many words to go on by, the date, or why it is none."""
    longest = 0
    while longest < LONGEST_WINDOW and at + longest < len(tokens) and usable[at + longest]:
        longest += 1
    for size in range(longest, 0, -1):
        words = line[tokens[at].start : tokens[at + size - 1].end]
        text = plain(words)
        if not _CORE.search(text) or not _may_stand(tokens, at, size, text):
            continue
        own = replace(asked, assumed=[], year_said=False)
        try:
            piece = _read_piece(own, text, tokens[at].start, tokens[at + size - 1].end)
            if piece is not None and not piece.is_time:
                own.check_side(piece.value)
        except Refused as refusal:
            if any(sign.isdigit() for sign in text) or any(day in text for day in WEEKDAY_NUMBERS):
                raise
            return size, None, refusal
        if piece is not None:
            return size, piece, None
    return 1, None, None


def _read_piece(asked: Asked, text: str, start: int, end: int) -> Piece | None:
    words = AT_START.fullmatch(text)
    time = read_time(words, beside_a_day=False) if words else None
    if time is not None:
        if not _SURE_TIME.fullmatch(text):
            return None
        assumed = (time.assumed,) if time.assumed else ()
        return Piece(start, end, at_clock(asked, asked.today, time.hour, time.minute), True, assumed)
    value = read_plain(asked, text, bare_counts=False)
    return None if value is None else Piece(start, end, value, False, tuple(asked.assumed), asked.year_said)


def _may_stand(tokens: list[Token], at: int, size: int, text: str) -> bool:
    """Whether these words are enough for a date in the middle of others."""
    last = tokens[at + size - 1]
    if any(pattern.fullmatch(text) for pattern in _TOO_LITTLE):
        return False
    if at + size == len(tokens) or last.loose:
        return not _BARE_DAY_MONTH.fullmatch(text)
    following = tokens[at + size].text.lower()
    if following == "of":
        return False
    if _BARE_DAY_MONTH.fullmatch(text):
        return following in _VISITS
    if text in WEEKDAY_NUMBERS and re.fullmatch(r"[0-3]?\d", following):
        raise Refused(
            f"“{last.text} {following}” may be a date or a count. Say the month too, or leave the number out."
        )
    if _ENDS_IN_NUMBER.search(text):
        return following in _AFTER_A_DATE or following[0] in "#@"
    return True


_ENDS_IN_NUMBER = re.compile(r"(?:^| )(?:\d{1,2}(?:st|nd|rd|th)?|\d{1,2}/\d{1,2})$")
_BARE_DAY_MONTH = re.compile(r"\d{1,2}/\d{1,2}")
_VISITS = frozenset({"core", "visit", "call", "meeting", "sib", "tas", "review"})
