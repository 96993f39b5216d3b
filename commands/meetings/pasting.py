"""A pasted block on its way: shown back, corrected line by line, stored on yes. The draft keeps the text."""

from __future__ import annotations

from collections.abc import Sequence

from commands.command import NO, Field, Option, Question, Request
from commands.kinds.words import LongText
from commands.line import shorten
from notifications.message import FieldKind, Table
from policy.pasted_lines import corrected
from policy.pasted_outcome import Unread
from policy.refused import Refused

STORE = "store"
MOST_SHOWN = 20


class ACorrection(LongText):
    """A line with its number, or all lines again; `store` when the block is right as it stands."""

    form_kind = FieldKind.LENGTH
    """So that a command which is typed instead is heard as one."""

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """Nothing: it comes as an answer only."""
        return None


THE_CORRECTION = Field(
    "correction", "Which line is to be put right, and how?", ACorrection(), required=False, later=True
)


def with_correction(text: str, correction: str | None) -> tuple[str, tuple[str, ...]]:
    """The block as it stands after the last answer, and what is to be said of an answer that is no correction."""
    if correction is None or correction == STORE:
        return text, ()
    try:
        return corrected(text, correction), ()
    except Refused as refusal:
        return text, (str(refusal),)


def ask_to_correct(unread: Sequence[Unread], block: str, text: str, remarks: Sequence[str]) -> Question:
    """The lines that cannot be read, with number and reason; nothing is stored. `block` names the value of the text."""
    count = "1 line cannot be read" if len(unread) == 1 else f"{len(unread)} lines cannot be read"
    first = unread[0]
    more = f" These are the first {MOST_SHOWN}." if len(unread) > MOST_SHOWN else ""
    question = Question(
        f"{count}, so nothing was stored yet.{more} Send the line again with its number, such as “{first.number}: ...” "
        f"(“{first.number}:” alone leaves it out), or all lines; “stop” drops it.",
        asks="correction",
    )
    rows = tuple((str(one.number), shorten(one.text, 60), one.why) for one in unread[:MOST_SHOWN])
    return (
        question.with_lines(*remarks).with_table(Table(("Line", "It says", "Why not"), rows)).keeping(**{block: text})
    )


def ask_to_store(question: str, table: Table | None, lines: Sequence[str], block: str, text: str) -> Question:
    """What was read, to be looked over before it is stored; a line may still be put right."""
    options = (Option("Yes, store it", STORE), Option("No, leave it", NO))
    asked = Question(question, asks="correction", options=options).with_table(table).with_lines(*lines)
    return asked.keeping(**{block: text})
