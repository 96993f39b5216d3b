"""Lengths of visits: `2h`, `90 mins`, `1h 30`, `half a day`. A working day counts as one day."""

import re
from dataclasses import dataclass
from datetime import timedelta

from policy.refused import Refused
from policy.tokens import Token, tokens_of
from policy.wording import SPELLINGS, plain

LONGEST = timedelta(days=20)
LONGEST_LINE = 1000
MOST_WORDS = 6
_EXAMPLE = "2h, 90 mins, 1h 30 or half a day"
_SHORT = {"h": "hour", "hr": "hour", "m": "minute", "d": "day"}
_AMOUNT = r"(?P<amount>\d{1,4}(?:\.\d{1,2})?|\.\d{1,2}|an?|(?:a )?couple(?: of)?)"
_FRACTION = r"(?P<fraction>(?:a )?half|(?:a )?quarter|3 quarters?|1/2|1/4|3/4)"
_UNIT = r"(?:full |whole )?(?P<unit>(?:working )?day|hour|minute)"
_SHARES = {"half": 0.5, "1/2": 0.5, "quarter": 0.25, "1/4": 0.25, "3 quarter": 0.75, "3 quarters": 0.75, "3/4": 0.75}
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_AMOUNT} {_UNIT}",
        r"(?P<amount>\d{1,2}|an?) (?P<unit>hour) (?:and )?(?P<minutes>\d{1,2})(?: minute)?",
        rf"(?P<amount>\d{{1,2}}) (?P<fraction>1/2|1/4|3/4) {_UNIT}",
        rf"(?P<amount>\d{{1,2}}|an?) and (?:a )?(?P<fraction>half|quarter|1/2|1/4|3/4) {_UNIT}",
        r"(?:(?P<amount>\d{1,2}|an?) )?(?P<unit>hour|day) and (?:a )?(?P<fraction>half|quarter)",
        rf"{_FRACTION}(?: of)?(?: an?)? (?P<unit>day|hour)",
        r"(?P<all>all|full|whole|a full|a whole|1 full|1 whole)(?P<amount>)? (?P<unit>day)",
        r"(?P<amount>\d{1,2}):(?P<minutes>\d\d)(?: hour)?(?P<unit>)",
    )
)


_A_TIME = re.compile(r"\d{1,2}:\d\d")
"""In a line, 14:00 is a time of day; alone, where a length is asked for, 1:30 is an hour and a half."""


@dataclass(frozen=True)
class LocatedLength:
    """A length in a line: the length, its words, and what stands before and after them."""

    length: timedelta
    text: str
    before: str
    after: str

    @property
    def rest(self) -> str:
        """What remains of the line without the length."""
        return " ".join(part for part in (self.before, self.after) if part)


def parse_length(phrase: str) -> timedelta:
    """The length that a whole phrase means, to the minute; a working day is one day, half of it 12 hours.

    Raises Refused for anything else, for no length at all and for more than 20 days.
    """
    length = _read(phrase)
    if length is None:
        raise Refused(f"I cannot read “{phrase.strip()[:80]}” as a length. Say it like {_EXAMPLE}.")
    return length


def locate_length(text: str) -> LocatedLength | None:
    """The one length in a line such as `core 2h`, and what remains; None where there is none.

    Raises Refused where there are two different lengths.
    """
    places = places_of_lengths(text)
    lengths = {parse_length(text[start:end]) for start, end in places}
    if len(lengths) > 1:
        first, second = (text[start:end] for start, end in places[:2])
        raise Refused(f"“{first}” and “{second}” are two lengths. Say only one, for example {first}.")
    if not places:
        return None
    start, end = places[0]
    (length,) = lengths
    return LocatedLength(length, text[start:end], text[:start].rstrip(" ,;-–—"), text[end:].lstrip(" ,;-–—"))


def places_of_lengths(text: str) -> list[tuple[int, int]]:
    """Where a line has lengths, also impossible ones such as `99h`: the start and the end of each, in order."""
    tokens = tokens_of(text[:LONGEST_LINE])
    places: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        counted_from_now = at > 0 and plain(tokens[at - 1].text) in ("in", "within", "last", "past", "next")
        size = 0 if counted_from_now else _longest_length(text, tokens[at : at + MOST_WORDS + 1])
        if size:
            places.append((tokens[at].start, tokens[at + size - 1].end))
        at += size or 1
    return places


def _longest_length(line: str, tokens: list[Token]) -> int:
    """How many of the first words are a length, be it an impossible one; 0 where they are none."""
    for size in range(min(MOST_WORDS, len(tokens)), 0, -1):
        last, after = tokens[size - 1], tokens[size : size + 1]
        if after and not last.loose and (last.text.isdigit() or plain(after[0].text) in ("ago", "before", "after")):
            continue  # 2h 30 pupils; 2 days ago
        words = line[tokens[0].start : last.end]
        if not _A_TIME.fullmatch(words) and _is_like_a_length(words):
            return size
    return 0


def _is_like_a_length(words: str) -> bool:
    try:
        return _read(words) is not None
    except Refused:
        return True


def _read(phrase: str) -> timedelta | None:
    if len(phrase) > 80:
        return None
    text = re.sub(r"(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)", " ", plain(phrase))
    words = (_SHORT.get(word, SPELLINGS.get(word, word)) for word in text.split())
    text = " ".join(words).removeprefix("for ").removeprefix("about ")
    for pattern in _FORMS:
        found = pattern.fullmatch(text)
        if found is not None:
            return _length(found, phrase)
    return None


def _length(found: re.Match[str], phrase: str) -> timedelta:
    said = {name: value for name, value in found.groupdict().items() if value}
    share = _SHARES.get(said.get("fraction", "").removeprefix("a "), 0.0)
    whole = 0.0 if share and " and " not in found[0] else 1.0  # half a day; a day and a half
    amount = share + (_amount(said["amount"]) if "amount" in said else whole)
    minutes = int(said.get("minutes", 0))
    unit = said.get("unit", "hour")
    if minutes > 59:
        raise Refused(f"There are 60 minutes in an hour. Say it like {_EXAMPLE}.")
    if unit.endswith("day"):
        length = timedelta(days=amount)
    else:
        length = timedelta(minutes=round(amount * (60 if unit == "hour" else 1)) + minutes)
    if not timedelta(0) < length <= LONGEST or (not unit.endswith("day") and length >= timedelta(hours=24)):
        raise Refused(f"“{phrase.strip()}” is no length of a visit. Say it like {_EXAMPLE}.")
    return length


def _amount(text: str) -> float:
    if "couple" in text:
        return 2.0
    return 1.0 if text in ("a", "an") else float(text)
