"""Questions that wait for an answer: one mechanism for forms, for names that mean two things, and for yes or no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commands.command import Command, Field, Likely, Option, Request
from commands.typed import Steps, Typed
from notifications.message import Button, Message
from policy.refused import Refused
from storage.drafts import KEPT_FOR, Draft, draft_numbered, listening_draft, stop_listening
from storage.references import next_reference

BACK, SKIP, STOP = "back", "skip", "stop"
MOST_DIGITS = 9
"""More than any number of a draft has, and no more than every database can hold."""


@dataclass(frozen=True)
class Ask:
    """A question about a command on its way, with what was typed so far."""

    command: str
    typed: Typed
    asks: str
    question: str
    options: tuple[Option, ...] = ()


def listening(request: Request) -> Draft | None:
    """The draft that a plain line of this person in this place answers."""
    return listening_draft(
        request.session, request.team.id, request.person.id, request.door, request.asks_in, request.now
    )


def stop_asking(request: Request) -> None:
    """Plain lines of this person in this place answer no earlier question any more; its buttons still do."""
    stop_listening(request.session, request.team.id, request.person.id, request.door, request.asks_in)


def draft_meant(request: Request, number: str) -> Draft:
    """The open question of the asker with this number, `7` or `D7`.

    Raises Refused where it is not open, not theirs, or so old that it has been forgotten.
    """
    digits = number.upper().removeprefix("D")
    is_number = digits.isdecimal() and len(digits) <= MOST_DIGITS
    draft = draft_numbered(request.session, request.team.id, int(digits)) if is_number else None
    if draft is None or draft.person_id != request.person.id or draft.asked_at + KEPT_FOR < request.now:
        raise Refused("That question is not open for you (any more). Please type the command again.")
    if draft.closed_at is not None:
        raise Refused("That question has been answered already. Please type the command again.")
    return draft


def keep_draft(request: Request, ask: Ask, lines: tuple[str, ...] = ()) -> Message:
    """Store the question and give it back as a message whose buttons answer it. Earlier questions give way to it."""
    stop_asking(request)
    typed = ask.typed.kept(request.now)
    draft = Draft(
        team_id=request.team.id,
        number=next_reference(request.session, request.team.id, "drafts"),
        person_id=request.person.id,
        door=request.door,
        channel=request.asks_in,
        command=ask.command,
        values=dict(typed.values),
        said_at={name: at.isoformat() for name, at in typed.said_at.items()},
        steps=_stored(typed.steps),
        asks=ask.asks,
        question=ask.question,
        options=[[option.label, option.value] for option in ask.options],
        asked_at=request.now,
    )
    request.session.add(draft)
    request.session.flush()
    return question_message(request, draft, lines)


def question_message(request: Request, draft: Draft, lines: tuple[str, ...] = ()) -> Message:
    """A draft's question with its options as buttons, numbered from 1; a form's questions can be left out, gone back
    from and dropped.
    """
    options = [
        Button(label, f"answer {draft.ref} {number}") for number, (label, _value) in enumerate(draft.options, start=1)
    ]
    asked = asked_field(request, draft)
    kind = asked.kind.form_kind if asked is not None else None
    buttons = (*options, *_ways_on(request, draft))
    likely = asked.kind.likely if asked is not None and isinstance(asked.kind, Likely) else ()
    return Message(draft.question, lines, buttons=buttons, asks=draft.ref, asks_for=kind, likely=likely)


def _ways_on(request: Request, draft: Draft) -> list[Button]:
    steps = typed_of(draft).steps
    if steps is None or not steps.asks_all:
        return []
    ways = [("Skip", SKIP, may_skip(request, draft)), ("Back", BACK, steps.before(draft.asks)), ("Cancel", STOP, True)]
    return [Button(label, f"answer {draft.ref} {word}") for label, word, there in ways if there]


def may_skip(request: Request, draft: Draft) -> bool:
    """Whether a form goes on without an answer: of a field that may be left out, unless the command asked for it."""
    steps, field = typed_of(draft).steps, asked_field(request, draft)
    return steps is not None and field is not None and not field.required and draft.asks not in steps.skipped


def asked_field(request: Request, draft: Draft) -> Field | None:
    """The field that a draft asks for; None where it asks for a yes."""
    command = command_of(request, draft)
    return field_named(command, draft.asks) if command is not None else None


def command_of(request: Request, draft: Draft) -> Command | None:
    """The command that a draft belongs to, if there still is one."""
    return next((command for command in request.commands if command.name == draft.command), None)


def field_named(command: Command, name: str) -> Field | None:
    """The field of a command with this name."""
    return next((field for field in command.fields if field.name == name), None)


def typed_of(draft: Draft) -> Typed:
    """What has been typed so far."""
    values = {str(name): str(text) for name, text in draft.values.items()}
    return Typed(
        values,
        {name: datetime.fromisoformat(at) for name, at in draft.said_at.items()},
        _steps(draft.steps) if draft.steps is not None else None,
    )


def close_draft(draft: Draft, now: datetime) -> None:
    """The question has had its answer."""
    draft.closed_at = now


def _stored(steps: Steps | None) -> dict[str, Any] | None:
    if steps is None:
        return None
    return {"asked": list(steps.asked), "skipped": sorted(steps.skipped), "asks_all": steps.asks_all}


def _steps(stored: Mapping[str, Any]) -> Steps:
    return Steps(tuple(stored["asked"]), frozenset(stored["skipped"]), bool(stored["asks_all"]))
