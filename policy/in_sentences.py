"""The one date in a short sentence: which words are it, and which only look like it.

Schools, people and streets are called May Park, Friday Hill, June Whitfield and Noon Lane; classes, rooms and pages
have numbers; ages are written 3-11. What is not surely a date is left alone, and two dates are refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from policy.asked import Asked, at_clock
from policy.reading import read_plain
from policy.refused import Refused
from policy.saying import say_when
from policy.times_of_day import AT_START, read_time
from policy.tokens import Token, tokens_of
from policy.wording import MONTH_NUMBERS, WEEKDAY_NUMBERS, plain

LONGEST_WINDOW = 12

_WORDS = frozenset(
    [*WEEKDAY_NUMBERS, *MONTH_NUMBERS]
    + """
    today tonight tomorrow yesterday day week fortnight month year hour minute working school business calendar
    term half holiday autumn spring summer christmas easter academic financial bank boxing eve good maundy ash shrove
    pancake palm new whit whitsun bonfire night halloween
    a an at on by in of to for from within inside before after until no not later than or and due since as up last
    next this coming previous current past gone just ago now time hence start beginning end mid middle first back
    wc wb we commencing ending latest very or earlier sooner early late
    noon midday midnight cop cob eod eop close play quarter oclock ish about around approximately am pm morning
    afternoon evening couple following prior ahead same thing straight immediately hence lunchtime deadline
    h m
    """.split()
)
_NUMBER = re.compile(r"\d[\d:./-]*(?:st|nd|rd|th|am|pm|h|m)?")
_CORE = re.compile(
    rf"\b(?:{'|'.join([*WEEKDAY_NUMBERS, *MONTH_NUMBERS])}|today|tonight|tomorrow|yesterday|day|week|fortnight|month|year|"
    r"hour|minute|term|holiday|autumn|spring|summer|back|now|noon|midday|midnight|c[ou][bp]|cop|eod|eop|play|business|"
    r"half|quarter|oclock|\d+(?:st|nd|rd|th|am|pm|ish)|\d+[:./-]\d+|ish)\b|\d(?:am|pm)\b"
)
_COUNTED = r"(?! ?(?:days?|weeks?|months?|hours?|hrs?|mins?|minutes?|working|school|fortnights?|wks?)\b)"
_LABELS = re.compile(
    r"\b(?:(?:years?|yrs?|class(?:es)?|rooms?|pages?|pp|key stages?|priorit(?:y|ies)|actions?|items?|groups?|sets?|forms?|"
    r"phases?|grades?|levels?|points?|criteri(?:on|a)|no|numbers?|parts?|sections?|questions?|units?|stages?|tables?|"
    r"appendix|para(?:graph)?s?|steps?|objectives?|targets?|houses?|flats?|buildings?|blocks?|tiers?|bands?|strands?|"
    r"chapters?|version|draft|ages?|aged|lessons?|issue|ref|urn|snooze)\.? ?#?|(?:ks|[yqvampedr])\.?)\d+[a-z]?"
    r"(?:(?: ?(?:,|-|–|&|/| and | to | of | or ) ?)\d+[a-z]?\b(?!\s?(?:[ap]m|[:./]\d|st|nd|rd|th|of|jan|feb|mar|apr|may|ju[nl]|aug|sep|oct|nov|dec)))*(?![\w:./-])"
    + _COUNTED,
    re.IGNORECASE,
)
_AGES = re.compile(r"(?<![\w./-])\d{1,2} ?[-–—] ?\d{1,2}\b(?![-/.]?\d)")
_PLACES = frozenset(
    "hill lane park road street school schools primary infant infants junior juniors academy avenue nursery college house "
    "close way court green wood farm bridge cross church market drive crescent terrace square gardens meadow meadows "
    "field fields grove mount view hall heath common brook valley estate centre ward club fair rota fayre xi".split()
)
_AFTER_A_DATE = frozenset(
    "core visit call meeting at by for with about re on from in and to sib review phone learning walk drop-in training "
    "from until till note or is was due please pls then but because as if".split()
)
_PERSON_MONTHS = ("january", "april", "may", "june", "august")
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
_LOWER_CASE_WORDS = frozenset({"sat", "sun", "wed", "mon", "mar", "may", "march", "second", "eve", "thurs", "fr"})
_LEADING = frozenset("on by next last this until from before after coming due w/c since wc".split())


@dataclass(frozen=True)
class Piece:
    """Words of a line that were read: from where to where, and as what. A time without a day has `is_time`."""

    start: int
    end: int
    value: date
    is_time: bool
    assumed: tuple[str, ...]


@dataclass(frozen=True)
class Sighting:
    """The date of a line: its value, what was assumed, and the places of its words in order."""

    value: date
    assumed: tuple[str, ...]
    places: tuple[tuple[int, int], ...]


def sight(asked: Asked, line: str) -> Sighting | None:
    """The one date in a line, or None. Raises Refused where there is more than one, or one that is wrong."""
    pieces = list(_pieces(asked, line))
    days = [piece for piece in pieces if not piece.is_time]
    times = [piece for piece in pieces if piece.is_time]
    if len({piece.value for piece in days}) > 1 or (len({piece.value for piece in times}) > 1):
        first, second = (days if len(days) > 1 else times)[:2]
        raise Refused(
            f"There is more than one date: {say_when(first.value)} and {say_when(second.value)}. Say only the one you mean."
        )
    if not pieces:
        return None
    if not days:
        tokens = tokens_of(line)
        unread = _looks_like_a_day(tokens, _usable(line, tokens), pieces)
        if unread is not None:
            raise Refused(f"I read a time and no day; “{unread.text}” may belong to it. Say it like Friday 2pm.")
    chosen = days[:1] + times[:1]
    places = tuple(sorted((piece.start, piece.end) for piece in chosen))
    assumed = tuple(sentence for piece in chosen for sentence in piece.assumed)
    if len(chosen) == 1:
        return Sighting(chosen[0].value, assumed, places)
    day, time = (piece.value for piece in chosen)
    if isinstance(day, datetime) or not isinstance(time, datetime):
        raise Refused(f"There is a second time beside {say_when(day)}. Say only the one you mean.")
    return Sighting(at_clock(asked, day, time.hour, time.minute), assumed, places)


def _pieces(asked: Asked, line: str) -> Iterator[Piece]:
    tokens = tokens_of(line)
    usable = _usable(line, tokens)
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
    return None if value is None else Piece(start, end, value, False, tuple(asked.assumed))


def _usable(line: str, tokens: list[Token]) -> list[bool]:
    """Which words may belong to a date: words of the grammar that no label, age range or name has taken."""
    taken = [found.span() for pattern in (_LABELS, _AGES) for found in pattern.finditer(line)]
    usable = []
    for at, token in enumerate(tokens):
        free = not any(start < token.end and token.start < end for start, end in taken)
        words = plain(token.text).split()
        known = all(word in _WORDS or _NUMBER.fullmatch(word) for word in words)
        usable.append(free and known and not _is_name(tokens, at, words) and not _is_other_word(tokens, at))
    return usable


def _is_name(tokens: list[Token], at: int, words: list[str]) -> bool:
    """A month, weekday, season or number word that begins a name: Friday Hill, June Whitfield, Noon Lane, Second Avenue."""
    if tokens[at].loose or at + 1 == len(tokens) or not words or tokens[at].text[0].isdigit():
        return False
    following = tokens[at + 1].text
    if following.lower() in _PLACES and (_capital(following) or following.lower() not in _WORDS):
        return True
    if all(word in _WORDS or _NUMBER.fullmatch(word) for word in plain(following).split()):
        return False
    if at and tokens[at - 1].text[0].isdigit() and words[0] in MONTH_NUMBERS and words[0] not in _PERSON_MONTHS:
        return False
    lead = at > 0 and tokens[at - 1].text.lower() in _LEADING
    return _capital(tokens[at].text) and _capital(following) and not lead and words[0] not in _WORDS_OF_TIME


_WORDS_OF_TIME = frozenset("today tonight tomorrow yesterday week fortnight month term day at by on noon".split())


def _capital(word: str) -> bool:
    return word[:1].isupper() and word[1:2].islower()


def _is_other_word(tokens: list[Token], at: int) -> bool:
    """Short forms that are words of their own in small letters: `sat with Year 6`, `sun hats`, `may need`."""
    if tokens[at].text not in _LOWER_CASE_WORDS:
        return False
    near = [token.text.lower() for token in tokens[max(at - 2, 0) : at]]
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return not (set(near) & _LEADING or (near and near[-1][0].isdigit()) or following[:1].isdigit())


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
        raise Refused(f"“{last.text} {following}” may be a date or a count. Say the month too, or leave the number out.")
    if _ENDS_IN_NUMBER.search(text):
        return following in _AFTER_A_DATE or following[0] in "#@"
    return True


_ENDS_IN_NUMBER = re.compile(r"(?:^| )(?:\d{1,2}(?:st|nd|rd|th)?|\d{1,2}/\d{1,2})$")
_BARE_DAY_MONTH = re.compile(r"\d{1,2}/\d{1,2}")
_VISITS = frozenset({"core", "visit", "call", "meeting", "sib", "tas", "review"})


def _looks_like_a_day(tokens: list[Token], usable: list[bool], pieces: list[Piece]) -> Token | None:
    """A word outside the pieces that may be a day nobody could read: a month, a weekday, a number without its unit."""
    for at, token in enumerate(tokens):
        if any(piece.start <= token.start < piece.end for piece in pieces) or not usable[at]:
            continue
        words = plain(token.text)
        unit = plain(tokens[at + 1].text) if at + 1 < len(tokens) else ""
        counted = unit in ("hour", "minute", "day", "h", "m") or re.fullmatch(r"\d[\d.]*(?:h|m|d)\d*m?", words)
        if words in WEEKDAY_NUMBERS or words in MONTH_NUMBERS or (words[:1].isdigit() and not counted):
            return token
    return None
