"""The texts of a command's fields, typed or filled in, as values; and everything that stands in the way."""

from __future__ import annotations

from dataclasses import dataclass

from commands.command import Command, Field, Offers, Option, Question, Request
from commands.typed import Typed
from notifications.message import Mistake
from policy.refused import Refused


@dataclass(frozen=True)
class Trouble:
    """Why one field has no value yet: its text is refused, means several things, or is not there (`is_missing`)."""

    field: Field
    stop: Refused | Question
    is_missing: bool = False

    @property
    def turn(self) -> int:
        """What a form asks about first: what has just been typed, then what is needed, then what may be left out."""
        return 0 if not self.is_missing else 1 if self.field.required else 2


def read_fields(request: Request, command: Command, typed: Typed) -> tuple[dict[str, object], tuple[Trouble, ...]]:
    """The values of all fields, each read at the moment it was said, and the trouble with every field that has none
    though it needs one or a form asks for it: what cannot be read before what has to be asked, else in the order of
    the fields; for a form in the order of their turn.
    """
    read: dict[str, object] = {}
    troubles: list[Trouble] = []
    for field in command.fields:
        text = typed.values.get(field.name, "").strip()
        read[field.name] = None
        if text:
            try:
                read[field.name] = field.kind.read(text, request.as_said(field.name))
            except (Refused, Question) as stop:
                troubles.append(Trouble(field, stop))
        elif field.required or _is_asked_for(field, typed):
            one_at_a_time = typed.steps is not None and typed.steps.asks_all
            troubles.append(Trouble(field, question_for(request, field, offers=one_at_a_time), is_missing=True))
    if typed.steps is not None:
        troubles.sort(key=lambda trouble: trouble.turn)
    else:
        troubles.sort(key=lambda trouble: isinstance(trouble.stop, Question))
    return read, tuple(troubles)


def _is_asked_for(field: Field, typed: Typed) -> bool:
    steps = typed.steps
    return steps is not None and steps.asks_all and not field.later and field.name not in steps.skipped


def question_for(request: Request, field: Field, *, offers: bool = False) -> Question:
    """The question that a field is asked for with. With `offers`, what is usual is offered where there is no choice to
    show: the asker's own schools.
    """
    pairs = field.kind.choices(request)
    if offers and isinstance(field.kind, Offers):
        pairs = field.kind.offers(request)
    choices = tuple(Option(label, value) for label, value in pairs)
    return Question(f"{field.label}{f' ({field.help})' if field.help else ''}", asks=field.name, options=choices)


def mistakes(troubles: tuple[Trouble, ...]) -> tuple[Mistake, ...]:
    """What is to be put right in a form. A name that means several things is no mistake: it is asked about."""
    return tuple(
        Mistake(trouble.field.name, _please_fill_in(trouble.field) if trouble.is_missing else str(trouble.stop))
        for trouble in troubles
        if trouble.is_missing or isinstance(trouble.stop, Refused)
    )


def _please_fill_in(field: Field) -> str:
    return f"Please fill this in{f': {field.help}' if field.help else ''}."
