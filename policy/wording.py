"""The words people write dates in, brought to one spelling before any form is tried.

`plain` gives lower case, digits for number words, whole names for months and weekdays, units in the singular, and
leaves out what carries no meaning (`the`, commas, brackets, apostrophes). Forms are written for plain text only.
"""

import re
from functools import lru_cache

from policy.saying import MONTHS, WEEKDAYS


def words(text: str) -> list[str]:
    """The words of a list that is written as running text."""
    return text.split()


WEEKDAY_NUMBERS = {name.lower(): number for number, name in enumerate(WEEKDAYS)}
MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(MONTHS, 1)}

_SPELT = {
    "monday": "mon",
    "tuesday": "tue tues",
    "wednesday": "wed weds wensday wednsday",
    "thursday": "thu thur thurs thrs",
    "friday": "fri",
    "saturday": "sat saterday",
    "sunday": "sun",
    "january": "jan",
    "february": "feb febuary",
    "march": "mar",
    "april": "apr",
    "june": "jun",
    "july": "jul",
    "august": "aug",
    "september": "sep sept septemeber",
    "october": "oct",
    "november": "nov novemeber",
    "december": "dec decemeber",
    "today": "tday",
    "tomorrow": "tmrw tmw tomo 2moro 2morrow 2mrw tommorow tomorow tommorrow tomoro",
    "yesterday": "yest yday",
    "tonight": "2nite tonite 2night",
    "minute": "minutes mins min",
    "hour": "hours hrs hr",
    "day": "days",
    "week": "weeks wks wk",
    "month": "months mths mth",
    "year": "years yrs yr",
    "fortnight": "fortnights",
    "term": "terms",
    "half term": "halfterm",
    "holiday": "holidays hols vacation break breaks",
    "spring": "spr",
    "autumn": "aut",
    "christmas": "xmas",
    "commencing": "comm commences",
    "beginning": "begining begins",
    "before": "b4",
    "until": "till til untill",
    "end": "ends",
    "start": "starts",
    "quarter": "qtr",
    "morning": "mornin morn",
    "afternoon": "aft arvo",
    "evening": "evenings",
    "working": "wkg",
    "30": "thirty",
    "40": "forty",
    "50": "fifty",
    "60": "sixty",
    "90": "ninety",
    "30th": "thirtieth",
}
_CARDINALS = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_ORDINALS = words(
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_LONG_WORDS = ("tomorrow", "yesterday", "fortnight", "christmas")
_UNSAID = frozenset({"the", "please", "pls", "sharp", "prompt"})


def ordinal(number: int) -> str:
    """`1st`, `22nd`, `13th`."""
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def _slips(word: str) -> set[str]:
    """The usual slips of the finger in a long word: one letter left out, doubled, or changed with its neighbour."""
    inner = range(1, len(word))
    left_out = {word[:at] + word[at + 1 :] for at in inner}
    doubled = {word[:at] + word[at] + word[at:] for at in range(len(word))}
    exchanged = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in inner if at + 1 < len(word)}
    return left_out | doubled | exchanged


def _spellings() -> dict[str, str]:
    slips: dict[str, set[str]] = {}
    names = [name for name in (*WEEKDAY_NUMBERS, *MONTH_NUMBERS) if len(name) >= 6]
    for word in (*names, *_LONG_WORDS):
        for slip in _slips(word):
            slips.setdefault(slip, set()).add(word)
    spellings = {slip: words.pop() for slip, words in slips.items() if len(words) == 1}
    for word, others in _SPELT.items():
        spellings.update(dict.fromkeys(others.split(), word))
    spellings.update({word: str(number) for number, word in enumerate(_CARDINALS)})
    spellings.update({word: ordinal(number) for number, word in enumerate(_ORDINALS)})
    spellings.update({name: name for name in (*WEEKDAY_NUMBERS, *MONTH_NUMBERS)})
    return spellings


SPELLINGS = _spellings()
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_UNITS = {word: (number, "") for number, word in enumerate(_CARDINALS[:10]) if number}
_UNITS |= {word: (number, "th") for number, word in enumerate(_ORDINALS[:10]) if number}
_COMPOUND = re.compile(rf"\b({'|'.join(_TENS)})[ -]({'|'.join(_UNITS)})\b")
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("‘’‛ʼ`´'′", ""),
        **dict.fromkeys('“”"„‟,;()[]*_<>', " "),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u2007\u202f\u2009\u200a\u2002\u2003\t\r\n", " "),
        **dict.fromkeys("\u200b\u200c\u200d\ufeff\u00ad", ""),
        "…": " ",
        "@": " at ",
        "½": ".5",
        "¼": ".25",
        "¾": ".75",
        "&": " and ",
        "~": " about ",
    }
)
_REWRITES = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"[\s.,;:!?-]+$|^[\s.,;:!?-]+(?!\d)|^\s+", ""),
        (r"\bw\s?[/.]\s?([cbe])\b\.?", r"w\1"),  # w/c, w/b, w/e
        (r"(?<![a-z])([ap])\.\s?m\b\.?", r"\1m"),  # p.m.
        (r"\b([ce])\.o\.([pbd])\b\.?", r"\1o\2"),  # c.o.p.
        (r"(?<=\d)\s+([ap]m)\b", r"\1"),  # 2 pm
        (r"(?<=\d)\s?:\s?(?=\d\d\b)", ":"),  # 14 : 30
        (r"(?<=\d)\s*/\s*(?=\d)", "/"),  # 20 / 11
        (r"\b(five|ten) to\b", r"\1 minute to"),  # in digits it may be from 10 to 12
        (r"\bo clock\b", "oclock"),
        (r"\bmid[ -]day\b", "midday"),
        (r"(?<=[a-z])[./](?![a-z\d])", " "),  # Sept.
        (r"(?<=[a-z])[./-](?=\d)", " "),  # Sept.4
        (r"\b(\d+)(st|nd|rd|th)?[./-]?(?=[a-z]{3})(?!(?<=\b2)(?:moro|morrow|mrw|nite|night|day)\b)", r"\1\2 "),  # 12Feb
        (r"(?<=\d)(?=(?:wk|hr|yr)\b)|(?<=\bwk)(?=\d)|(?<=\bweek)(?=\d)", " "),  # 1wk, wk1
        (r"\b((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)(?=\d)", r"\1 "),  # Nov2026
        (r"(?<=[a-z])[/.-](?=[a-z])", " "),  # mid-March
        (r"(?<=\s)-(?=\s)|-(?=\s)(?<=[a-z]-)|(?<=\s)-(?=[a-z])", " "),
    )
)
_UNUSUAL = re.compile(
    r"[^a-z0-9 :]|\d\s+[ap]m|\d[a-z]{3}|\d[why][rk]|k\d|[a-z]{3}\d|^ | $|o clock|mid day|(?:five|ten) to|:$|\d :|: \d"
)


@lru_cache(maxsize=4096)
def plain(phrase: str) -> str:
    """The phrase in plain spelling: `by Weds. 2nd of Dec.,` is `by wednesday 2nd of december`."""
    text = phrase.lower()
    if _UNUSUAL.search(text):
        text = text.translate(_SIGNS)
        for pattern, put in _REWRITES:
            text = pattern.sub(put, text)
    if "ty" in text:
        text = _COMPOUND.sub(_compound, text)
    return " ".join([SPELLINGS.get(word, word) for word in text.split() if word not in _UNSAID])


def _compound(found: re.Match[str]) -> str:
    """`twenty five` and `thirty-first` in digits."""
    unit, suffix = _UNITS[found[2]]
    number = _TENS[found[1]] + unit
    return ordinal(number) if suffix else str(number)
