"""What an answer says: one of the options, yes or no, words for the field, or that the matter is dropped."""

from __future__ import annotations

from dataclasses import dataclass, replace

from commands.command import NO, Request
from commands.drafting import BACK, SKIP, asked_field, may_skip, question_message, typed_of
from commands.finding import STOP_WORDS
from commands.typed import SURE, Typed
from notifications.message import Message
from storage.drafts import Draft

YES_WORDS = frozenset({"yes", "y", "yes please", "ok", "okay", "yep", "aye"})
NO_WORDS = frozenset({"no", "n", "no thanks", "nope"})
MOST_OF_A_WORD = 200
"""No option and no word of ours is longer; a note need not be looked through for them."""


@dataclass(frozen=True)
class Dropped:
    """The matter ends here."""

    message: Message


@dataclass(frozen=True)
class Again:
    """The question stays open: that was no answer to it."""

    message: Message


def bare_words(said: str) -> str:
    """An answer as it is compared with options: small letters, single spaces, no stroke, full stop or exclamation."""
    return " ".join(said.split()).casefold().strip("/.!") if len(said) <= MOST_OF_A_WORD else ""


def is_a_word_of_ours(said: str) -> bool:
    """Whether an answer is no words for the field, but how to go on: stop, back, skip."""
    return bare_words(said) in STOP_WORDS | {BACK, SKIP}


def says_back(draft: Draft, said: str, *, named: bool) -> bool:
    """Whether an answer asks for the question before; said without the question's name it does so of a form only."""
    return bare_words(said) == BACK and (named or draft.steps is not None)


def hear_answer(request: Request, draft: Draft, said: str, *, named: bool) -> Typed | Again | Dropped:
    """What has been typed with this answer in it, unless it goes no further.

    `named`: the answer named its question, as buttons do (`answer D7 skip`); otherwise it was a plain line.
    """
    if not said.strip():
        return _again(request, draft, draft.question)
    words = bare_words(said)
    if words in STOP_WORDS:
        return Dropped(Message("Dropped. Nothing more was stored."))
    typed = typed_of(draft)
    if words == SKIP and may_skip(request, draft):
        return typed.skipping(draft.asks)
    field = asked_field(request, draft)
    if words == SKIP and field is not None and (named or typed.steps is not None):
        return _again(request, draft, f"{field.label} That needs an answer.")
    value = _chosen(draft, words)
    if value is None and draft.asks == SURE:
        return _again(request, draft, f"Please answer with a number, or yes or no: {draft.question}")
    if value == NO:
        return Dropped(Message("Left as it was. Nothing was stored."))
    if draft.asks == SURE:
        return typed.confirming(str(value))
    if value is not None and value == typed.values.get(draft.asks):
        return typed  # kept as it was said then
    return typed.saying(draft.asks, said.strip() if value is None else value, request.now)


def _again(request: Request, draft: Draft, title: str) -> Again:
    return Again(replace(question_message(request, draft), title=title))


def _chosen(draft: Draft, words: str) -> str | None:
    options = [(str(label).casefold(), str(value)) for label, value in draft.options]
    if words.isdecimal() and len(words) <= 3 and 1 <= int(words) <= len(options):
        return options[int(words) - 1][1]
    for label, value in options:
        if words in {label, value.casefold()} and words:
            return value
    refusing = [value for _label, value in options if value == NO]
    agreeing = [value for _label, value in options if value != NO]
    if words in YES_WORDS and len(agreeing) == 1:
        return agreeing[0]
    if words in NO_WORDS and refusing:
        return NO
    return None
