"""Words that look like dates and are none: names of schools and people, classes, pages, ages, counts."""

import re

from policy.tokens import Token, tokens_of
from policy.wording import MONTH_NUMBERS, WEEKDAY_NUMBERS, plain, words

_WORDS = frozenset(
    (
        *WEEKDAY_NUMBERS,
        *MONTH_NUMBERS,
        *words("today tonight tomorrow yesterday day week fortnight month year hour minute h m am pm"),
        *words("working school business calendar term half holiday autumn spring summer academic financial back"),
        *words(
            "christmas easter bank boxing good maundy ash shrove pancake palm new whit whitsun bonfire night halloween"
        ),
        *words(
            "a an at on by in of to for from within inside before after until no not later than or and due since as"
        ),
        *words(
            "up last next this coming previous current past gone just ago now time hence couple following prior ahead"
        ),
        *words("start beginning end mid middle first wc wb we commencing ending latest very earlier sooner early late"),
        *words(
            "noon midday midnight cop cob eod eop close play quarter oclock ish about around approximately deadline"
        ),
        *words("morning afternoon evening lunchtime same thing straight immediately"),
    )
)
_NUMBER = re.compile(r"\d[\d:./-]*(?:st|nd|rd|th|am|pm|h|m)?")
_RANGE = re.compile(r"[\d.:]+(?:am|pm)?-[\d.:]+(?:am|pm)?|-|all|h|hour")
_COUNTED = r"(?! ?(?:days?|weeks?|months?|hours?|hrs?|mins?|minutes?|working|school|fortnights?|wks?)\b)"
_MONTHS = "jan|feb|mar|apr|may|ju[nl]|aug|sep|oct|nov|dec"
_LABELS = re.compile(
    r"\b(?:(?:years?|yrs?|class(?:es)?|rooms?|pages?|pp|key stages?|priorit(?:y|ies)|actions?|items?|groups?|sets?|"
    r"forms?|phases?|grades?|levels?|points?|criteri(?:on|a)|no|numbers?|parts?|sections?|questions?|units?|stages?|"
    r"tables?|appendix|para(?:graph)?s?|steps?|objectives?|targets?|houses?|flats?|buildings?|blocks?|tiers?|bands?|"
    r"strands?|chapters?|version|draft|ages?|aged|lessons?|issue|ref|urn|snooze)\.? ?#?|(?:ks|[yqvampedr])\.?)\d+[a-z]?"
    r"(?:(?: ?(?:,|-|–|&|/| and | to | of | or ) ?)\d+[a-z]?\b"
    rf"(?!\s?(?:[ap]m|[:./]\d|st|nd|rd|th|of|{_MONTHS})))*(?![\w:./-])" + _COUNTED,
    re.IGNORECASE,
)
_TELEPHONE = re.compile(r"(?<![\w/-])\+?\d{3,6}(?: \d{3,8})+\b(?![-/:.]\d|[ap]m)")
_AGES = re.compile(r"(?<![\w./-])\d{1,2} ?[-–—] ?\d{1,2}\b(?![-/.]?\d)")
_PLACES = frozenset(
    words(
        "hill lane park road street school schools primary infant infants junior juniors academy avenue nursery "
        "college house close way court green wood farm bridge cross church market drive crescent terrace square "
        "gardens meadow meadows field fields grove mount view hall heath common brook valley estate centre ward "
        "club fair rota fayre xi"
    )
)
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "revd", "rev", "cllr", "st", "saint"})
_PERSON_MONTHS = ("january", "april", "may", "june", "august")
_LOWER_CASE_WORDS = frozenset({"sat", "sun", "wed", "mon", "mar", "may", "march", "second", "eve", "thurs", "fr"})
_AFTER_A_VERB = frozenset(
    words("with in on down beside by next alongside among through at was is hat hats cream safety awareness block")
)
_LEADING = frozenset(words("on by next last this until from before after coming due w/c since wc"))


def is_a_word_of_dates(text: str) -> bool:
    """Whether a word belongs to the grammar of dates and times, ranges such as 9-12 among them."""
    return all(word in _WORDS or _NUMBER.fullmatch(word) or _RANGE.fullmatch(word) for word in plain(text).split())


def usable_words(line: str, tokens: list[Token]) -> list[bool]:
    """Which words may belong to a date: words of the grammar that no label, age range or name has taken."""
    taken = [found.span() for pattern in (_LABELS, _AGES, _TELEPHONE) for found in pattern.finditer(line)]
    usable = []
    for at, token in enumerate(tokens):
        free = not any(start < token.end and token.start < end for start, end in taken)
        spelt = plain(token.text).split()
        known = all(word in _WORDS or _NUMBER.fullmatch(word) for word in spelt)
        usable.append(free and known and not _is_name(tokens, at, spelt) and not _is_other_word(tokens, at))
    return usable


def _is_name(tokens: list[Token], at: int, spelt: list[str]) -> bool:
    """A word of dates that begins a name: Friday Hill, June Whitfield, Noon Lane, Second Avenue, Mr March."""
    if tokens[at].loose or at + 1 == len(tokens) or not spelt or tokens[at].text[0].isdigit():
        return False
    if at and tokens[at - 1].text.lower() in _TITLES and _capital(tokens[at].text):
        return True
    following = tokens[at + 1].text
    if following.lower() in _PLACES and (_capital(following) or following.lower() not in _WORDS):
        return True
    if all(word in _WORDS or _NUMBER.fullmatch(word) for word in plain(following).split()):
        return False
    if at and tokens[at - 1].text[0].isdigit() and spelt[0] in MONTH_NUMBERS and spelt[0] not in _PERSON_MONTHS:
        return False
    lead = at > 0 and tokens[at - 1].text.lower() in _LEADING
    return _capital(tokens[at].text) and _capital(following) and not lead and spelt[0] not in _WORDS_OF_TIME


_WORDS_OF_TIME = frozenset(words("today tonight tomorrow yesterday week fortnight month term day at by on noon"))


def _capital(word: str) -> bool:
    return word[:1].isupper() and word[1:2].islower()


def _is_other_word(tokens: list[Token], at: int) -> bool:
    """Short forms that are words of their own: `sat with Year 6`, `sun hats`, `may need`, and `Sat with` in front."""
    if tokens[at].text in ("Sat", "Sun") and at + 1 < len(tokens) and not tokens[at].loose:
        beyond = tokens[at + 2].text if at + 2 < len(tokens) else ""
        return tokens[at + 1].text in _AFTER_A_VERB and not beyond[:1].isdigit()
    if tokens[at].text not in _LOWER_CASE_WORDS:
        return False
    near = [token.text.lower() for token in tokens[max(at - 2, 0) : at]]
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return not (set(near) & _LEADING or (near and near[-1][0].isdigit()) or following[:1].isdigit())


def unread_day(line: str, read: list[tuple[int, int]]) -> Token | None:
    """A word outside the places that were read that may be a day: a month, a weekday, a number without its unit."""
    tokens = tokens_of(line)
    usable = usable_words(line, tokens)
    for at, token in enumerate(tokens):
        if not usable[at] or any(start <= token.start < end for start, end in read):
            continue
        spelt = plain(token.text)
        unit = plain(tokens[at + 1].text) if at + 1 < len(tokens) else ""
        counted = unit in ("hour", "minute", "day", "h", "m") or re.fullmatch(r"\d[\d.]*(?:h|m|d)\d*m?", spelt)
        if spelt in WEEKDAY_NUMBERS or spelt in MONTH_NUMBERS or (spelt[:1].isdigit() and not counted):
            return token
    return None
