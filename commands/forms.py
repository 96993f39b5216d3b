"""A command as a form: all its questions at once, with what is in them, and suggestions while somebody types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commands.command import Command, Field, Request, Suggests
from notifications.message import Form, FormField

MOST_SUGGESTED = 25


def form_of(request: Request, command: Command, values: Mapping[str, str]) -> Form:
    """All questions of a command that can be asked at the start, with these values filled in."""
    fields = tuple(
        FormField(
            field.name,
            field.label,
            field.kind.form_kind,
            field.required,
            values.get(field.name, ""),
            field.help,
            field.kind.choices(request),
            isinstance(field.kind, Suggests),
        )
        for field in command.fields
        if not field.later
    )
    return Form(command.name, command.help, fields)


def said_back(field: Field, text: str, request: Request) -> str:
    """What was said to a field as people read it: the label of a choice, the name of a school."""
    labels = {value: label for label, value in field.kind.choices(request)}
    if text not in labels and isinstance(field.kind, Suggests):
        labels |= {value: label for label, value in field.kind.suggest(text, request)}
    return labels.get(text, text)


def suggestions(
    request: Request, command: str, field: str, text: str, commands: Sequence[Command]
) -> tuple[tuple[str, str], ...]:
    """The (label, value) pairs that may be meant by what is typed so far into one field of a command's form.

    None for a command that the asker may not use, and for a field that there is not.
    """
    asked = next((one for one in commands if command in one.names), None)
    if asked is None or not request.roles & asked.allowed:
        return ()
    wanted = next((one for one in asked.fields if one.name == field), None)
    return _suggested(wanted, text, request)[:MOST_SUGGESTED] if wanted is not None else ()


def _suggested(field: Field, text: str, request: Request) -> tuple[tuple[str, str], ...]:
    if isinstance(field.kind, Suggests):
        return field.kind.suggest(text, request)
    return with_words(field.kind.choices(request), text)


def with_words(pairs: Sequence[tuple[str, str]], text: str) -> tuple[tuple[str, str], ...]:
    """Those whose label has the beginnings of all words of the text, in any order; all of them for an empty text."""
    typed = text[:200].casefold().split()
    return tuple(pair for pair in pairs if all(any(w.startswith(t) for w in _words(pair[0])) for t in typed))


def _words(label: str) -> list[str]:
    return label.casefold().replace("(", "").split()
