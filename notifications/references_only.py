"""What a team that wants it so says on one door: references, dates and times, and nothing else.

It is a list of what may pass, not of what may not: a school's name or a judgement that nobody thought of stays here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from notifications.message import Audience, Button, Message
from policy.saying import MONTHS, WEEKDAYS
from storage.teams import Team

_WEEKDAY = "|".join(f"{day}|{day[:3]}" for day in WEEKDAYS)
_MONTH = "|".join(f"{month}|{month[:3]}" for month in MONTHS)
_TIME = r"\b(?:[01]\d|2[0-3]):[0-5]\d\b"
_DAY = rf"\b(?:{_WEEKDAY}) \d{{1,2}} (?:{_MONTH})(?: \d{{4}})?\b"
_PASSES = re.compile(rf"(?P<reference>\b[VAMPE]\d{{1,9}}\b)|(?P<day>{_DAY})|(?P<time>{_TIME})")
_HARMLESS_LINE = re.compile(r"[a-z][a-z ]*(?: (?:[VAMPED]\d{1,9}|\d{1,4}))?")
"""A command with nothing after it but a reference, a page or the number of a change."""
OTHERWISE = "Reminder"
THE_REST = "The rest is for your other door or the terminal: your team says references only here."


def for_door(message: Message, door: str, team: Team) -> Message:
    """The message as this team wants it said on this door."""
    return references_only(message) if team.references_only_on == door else message


def references_only(message: Message) -> Message:
    """The references, days and times of a message, with the buttons that name nothing else. A question that waits for
    an answer, and what is said of a place itself, stay as they are.
    """
    if message.asks or message.audience is Audience.PLACE:
        return message
    title = " ".join(_passing(message.title)) or OTHERWISE
    lines = list(dict.fromkeys(" ".join(_passing(text)) for text in _texts(message)))
    kept = tuple(line for line in lines if line and line != title)
    return Message(title, (*kept, THE_REST), buttons=tuple(_buttons(message)), audience=message.audience)


def _texts(message: Message) -> Iterator[str]:
    yield from message.lines
    for row in message.table.rows if message.table is not None else ():
        yield " ".join(row)


def _passing(text: str) -> list[str]:
    """References first, then days and times as they stand."""
    found = list(_PASSES.finditer(text))
    references = dict.fromkeys(one[0] for one in found if one["reference"])
    return [*references, *(one[0] for one in found if not one["reference"])]


def _buttons(message: Message) -> Iterator[Button]:
    """A label may name a school; what it says, shorn of names, does not."""
    for button in message.buttons:
        if _HARMLESS_LINE.fullmatch(button.says):
            yield Button(f"{button.says[:1].upper()}{button.says[1:]}", button.says)
