"""Questions that wait for an answer: one mechanism for forms, for names that mean two things, and for yes or no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commands.command import NO, Option, Request
from commands.finding import STOP_WORDS
from notifications.message import Button, Message
from storage.drafts import KEPT_FOR, Draft, listening_draft, stop_listening
from storage.references import next_reference

YES_WORDS = frozenset({"yes", "y", "yes please", "ok", "okay", "yep", "aye"})
NO_WORDS = frozenset({"no", "n", "no thanks", "nope"})


@dataclass(frozen=True)
class Ask:
    """A question about a command on its way, with the values so far."""

    command: str
    values: dict[str, str]
    asks: str
    question: str
    options: tuple[Option, ...]


def listening(request: Request) -> Draft | None:
    """The draft that a plain line of this person in this place answers."""
    return listening_draft(
        request.session, request.team.id, request.person.id, request.door, request.channel, request.now
    )


def stop_asking(request: Request) -> None:
    """Plain lines of this person in this place answer no earlier question any more; its buttons still do."""
    stop_listening(request.session, request.team.id, request.person.id, request.door, request.channel)


def keep_draft(request: Request, ask: Ask, lines: tuple[str, ...]) -> Message:
    """Store the question and give it back as a message whose buttons answer it. Earlier questions give way to it."""
    stop_asking(request)
    draft = Draft(
        team_id=request.team.id,
        number=next_reference(request.session, request.team.id, "drafts"),
        person_id=request.person.id,
        door=request.door,
        channel=request.channel,
        command=ask.command,
        values=ask.values,
        asks=ask.asks,
        question=ask.question,
        options=[[option.label, option.value] for option in ask.options],
        asked_at=request.now,
    )
    request.session.add(draft)
    request.session.flush()
    return question_message(draft, lines)


def question_message(draft: Draft, lines: tuple[str, ...] = ()) -> Message:
    """A draft's question with its options as buttons, numbered from 1."""
    buttons = tuple(
        Button(label, f"answer {draft.ref} {number}") for number, (label, _value) in enumerate(draft.options, start=1)
    )
    return Message(draft.question, lines, buttons=buttons, asks=draft.ref)


def close_draft(draft: Draft, now: datetime) -> None:
    """The question has had its answer."""
    draft.closed_at = now


def hear_answer(draft: Draft, said: str) -> dict[str, str] | Message:
    """The values of the command with this answer in them, or a message when it goes no further.

    A message with buttons asks again; one without ends the matter.
    """
    words = " ".join(said.split()).casefold().strip("/.!")
    if words in STOP_WORDS:
        return Message("Dropped. Nothing was stored.")
    value = _chosen(draft, words)
    if value is None and draft.asks == "sure":
        again = question_message(draft)
        return Message(
            f"Please answer with a number, or yes or no: {again.title}", buttons=again.buttons, asks=draft.ref
        )
    if value == NO:
        return Message("Left as it was. Nothing was stored.")
    values = {str(name): str(text) for name, text in draft.values.items()}
    if draft.asks == "sure":
        values["sure"] = f"{values.get('sure', '')} {value}".strip()
    else:
        values[draft.asks] = said.strip() if value is None else value
    return values


def _chosen(draft: Draft, words: str) -> str | None:
    options = [(str(label).casefold(), str(value)) for label, value in draft.options]
    if words.isdecimal() and 1 <= int(words) <= len(options):
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


def is_stale(draft: Draft, now: datetime) -> bool:
    """Whether a draft has been kept long enough."""
    return draft.asked_at + KEPT_FOR < now
