"""`find`: words in notes, actions, plans and outcomes of the asker's team."""

from __future__ import annotations

from commands.command import EVERYBODY, Command, Field, Request
from commands.kinds.a_page import APage, page_of
from commands.kinds.words import Text
from commands.line import shorten
from commands.visits.list import short_day
from notifications.message import Button, Message, Table
from policy.refused import Refused
from storage.searching import Hit, find_words, folded

SHORTEST = 3
AROUND = 45
"""Characters shown on either side of the words."""


def find(request: Request, page: int | None, words: str) -> Message:
    """Where the words stand, the newest first, each with the lines around them. Capitals do not matter.

    Raises Refused for fewer than three letters or figures, which would find nearly everything.
    """
    if sum(character.isalnum() for character in words) < SHORTEST:
        raise Refused(f"Please type at least {SHORTEST} letters, for example: find phonics")
    found, more = find_words(request.session, request.team.id, words)
    if not found:
        return Message(f"“{shorten(words)}” stands in no note, action, plan or outcome of your team")
    shown = page_of(found, page, f"find {shorten(words, 30)}")
    again = f"find {words} page {shown.number + 1}"
    fits = shown.has_more and len(again.encode()) <= 64
    lines = ["There are more; further words narrow it down."] if more else []
    if shown.has_more and not fits:
        lines.append(f"The next page: the same line, then page {shown.number + 1}.")
    return Message(
        f"“{shorten(words)}”: {len(found)} {'place' if len(found) == 1 else 'places'}{shown.said}",
        tuple(lines),
        Table(("Ref", "School", "When", "Where", "Words"), tuple(_row(hit, words) for hit in shown.rows)),
        (Button("More", again),) if fits else (),
    )


def _row(hit: Hit, words: str) -> tuple[str, ...]:
    return (hit.ref, hit.school, short_day(hit.at).split(",")[0], hit.place, excerpt(hit.text, words))


def excerpt(text: str, words: str) -> str:
    """The words with what stands around them, on one line."""
    line = " ".join(text.split())
    place = line.casefold().find(words.casefold())
    if place < 0:
        place = max(folded(line).find(folded(words)), 0)
    start, end = max(0, place - AROUND), place + len(words) + AROUND
    return f"{'…' if start else ''}{line[start:end].strip()}{'…' if end < len(line) else ''}"


COMMAND = Command(
    name="find",
    help="Words in notes, actions, plans and outcomes.",
    example="find phonics",
    fields=(
        Field("page", "Which page?", APage("find phonics page 2"), required=False),
        Field("words", "Which words?", Text(), help="phonics"),
    ),
    allowed=EVERYBODY,
    run=find,
    changes=False,
)
