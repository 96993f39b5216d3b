"""The texts of a command's fields, typed or filled in, as values; and everything that stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commands.command import Command, Field, Option, Question, Request
from notifications.message import Mistake
from policy.refused import Refused


@dataclass(frozen=True)
class Trouble:
    """Why one field has no value yet: its text is refused, means several things, or is not there (`is_missing`)."""

    field: Field
    stop: Refused | Question
    is_missing: bool = False


def read_fields(
    request: Request, command: Command, values: Mapping[str, str]
) -> tuple[dict[str, object], tuple[Trouble, ...]]:
    """The values of all fields, and the trouble with every field that has none though it needs one, in their order."""
    read: dict[str, object] = {}
    troubles: list[Trouble] = []
    for field in command.fields:
        text = values.get(field.name, "").strip()
        read[field.name] = None
        if text:
            try:
                read[field.name] = field.kind.read(text, request)
            except (Refused, Question) as stop:
                troubles.append(Trouble(field, stop))
        elif field.required:
            troubles.append(Trouble(field, question_for(request, field), is_missing=True))
    return read, tuple(troubles)


def question_for(request: Request, field: Field) -> Question:
    """The question that a field is asked for with."""
    choices = tuple(Option(label, value) for label, value in field.kind.choices(request))
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
