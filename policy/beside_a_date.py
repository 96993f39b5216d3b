"""Words beside a date in a line that make another date of it, or none: `not Friday`, `every Monday`, `tomorrow 4-6pm`.

A date that was found in a line is believed only where nothing directly beside it was left that may belong to it.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from policy.lookalikes import usable_words
from policy.refused import Refused
from policy.tokens import Token, tokens_of
from policy.wording import WEEKDAY_NUMBERS, plain, words

_BEFORE = frozenset(words("not never except excluding avoid avoiding maybe perhaps possibly after before or than"))
_BEFORE_A_BARE_DAY = frozenset(words("no every each any either alternate other without black easter"))
_LEADS = frozenset(words("by on until till before from since due for"))
_BEFORE_A_COUNT = frozenset(words("week fortnight month year half quarter"))
_COUNTS = frozenset(words("on a an from"))
_AFTER = frozenset(words("or except excluding ago hence today tonight tomorrow yesterday fortnight"))
_AFTER_AT_THE_END = frozenset(words("next last week month year"))
_AFTER_A_WEEKDAY = frozenset(words("before after following"))
_CLOCK = r"\d{1,2}(?:[:.]\d\d)?(?:[ap]m)?"
_A_TIME = re.compile(rf"{_CLOCK}(?:[-–—]{_CLOCK})?|[012]?\d[0-5]\d", re.IGNORECASE)


def check_beside(line: str, places: Sequence[tuple[int, int]]) -> None:
    """Raise Refused where a word directly beside the places that were read, and not read itself, changes the date."""
    tokens = tokens_of(line)
    usable = usable_words(line, tokens)
    read = [any(start <= token.start < end for start, end in places) for token in tokens]
    for at, (one, other) in enumerate(pairwise(tokens)):
        if one.loose or read[at] == read[at + 1]:
            continue
        ends = at + 2 == len(tokens) or other.loose or usable[at + 2]
        before = read[at + 1] and (_changes_what_follows(one, other) or (usable[at] and _is_a_time(one)))
        late = usable[at + 1] and ends and _is_a_time(other)
        after = read[at] and (late or _changes_what_precedes(one, other, ends))
        if before or after:
            raise Refused(
                f"“{line[one.start : other.end]}” may be another date, or none. "
                "Say only the day, and the time if there is one, for example Friday 2pm."
            )


def _changes_what_follows(word: Token, date: Token) -> bool:
    text = plain(word.text)
    following = date.text.lower()
    if text in _BEFORE_A_BARE_DAY:
        return following not in _LEADS
    return text in _BEFORE or (text in _BEFORE_A_COUNT and following in _COUNTS)


def _changes_what_precedes(date: Token, word: Token, ends: bool) -> bool:
    text = plain(word.text)
    if text in _AFTER_A_WEEKDAY:
        return plain(date.text) in WEEKDAY_NUMBERS
    return text in _AFTER or (ends and text in _AFTER_AT_THE_END)


def _is_a_time(word: Token) -> bool:
    return _A_TIME.fullmatch(word.text) is not None
