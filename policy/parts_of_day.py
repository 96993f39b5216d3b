"""Parts of a day: `tomorrow morning`, `Friday pm`, `first thing on Monday`, `tonight`."""

import re

_PART = r"(?P<part>morning|afternoon|evening|night|am|pm|lunchtime|lunch|1st thing|last thing)"
_FORMS = (
    re.compile(rf"(?P<day>this) {_PART}"),
    re.compile(r"(?P<part>tonight)(?P<day>)"),
    re.compile(rf"(?P<day>.+?) (?:at |in )?{_PART}(?: on)?"),
    re.compile(rf"{_PART} (?:on |of )?(?P<day>.+)"),
)
_HOURS = {
    "morning": (0, 12),
    "am": (0, 12),
    "lunchtime": (0, 15),
    "lunch": (0, 15),
    "1st thing": (0, 12),
    "afternoon": (12, 19),
    "pm": (12, 24),
    "evening": (16, 24),
    "night": (17, 24),
    "last thing": (12, 24),
}
_OF_CLOCK = ("morning", "afternoon", "evening", "night", "am", "pm")


def split_part(text: str) -> tuple[str, str] | None:
    """The part of the day that plain text names, and the day it leaves; None where it names none."""
    for pattern in _FORMS:
        found = pattern.fullmatch(text)
        if found is not None:
            part = "night" if found["part"] == "tonight" else found["part"]
            return part, "today" if found["day"] in ("", "this") else found["day"]
    return None


def decides_the_hour(part: str) -> bool:
    """Whether a part of the day beside a time says which half of the day it is in."""
    return part in _OF_CLOCK


def hours_of(part: str) -> tuple[int, int]:
    """The hour a part begins with and the hour it ends before."""
    return _HOURS[part]


def say_part(part: str) -> str:
    """A part as a person would write it."""
    return part.replace("1st", "first")
