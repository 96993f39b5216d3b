"""Reading a typed line: which part belongs to which field. School and person are recognised before any date."""

from __future__ import annotations

import re

from commands.command import Command, Field, Request
from policy.refused import Refused

_COLON = re.compile(r":(?=\s|$)|:(?=[^\s\d/])")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'"})


def values_of_line(command: Command, line: str, request: Request) -> dict[str, str]:
    """The text of each field in a line, by the field's name; nothing of the line is passed over.

    Raises Refused when words are left that belong to no field.
    """
    values: dict[str, str] = {}
    rest = line.strip()
    for field in command.fields:
        if field.after_colon:
            rest, after = _cut_colon(rest)
            _keep(values, field, after)
    for field in command.fields:
        if field.opening:
            before, after = _cut_opening(rest, field.opening)
            said, left = (after.strip() and field.kind.find(after.strip(), request)) or (after, "")
            _keep(values, field, said)
            rest = f"{before} {left}"
    for field in command.fields:
        rest = rest.strip().lstrip(":").lstrip()
        if field.after_colon or field.opening or not rest:
            continue
        found = field.kind.find(rest, request)
        if found is not None:
            values[field.name], rest = found
    if rest := rest.strip(" \t\n,;.:"):
        _fill_what_is_missing(command, values, rest)
    return values


def _keep(values: dict[str, str], field: Field, text: str) -> None:
    if text.strip():
        values[field.name] = text.strip()


def _cut_colon(line: str) -> tuple[str, str]:
    outside = outside_quotes(line)
    colon = next((match for match in _COLON.finditer(line) if outside[match.start()]), None)
    first_break = line.find("\n")
    if first_break >= 0 and (colon is None or first_break < colon.start()):
        return line[:first_break], line[first_break + 1 :]
    return (line, "") if colon is None else (line[: colon.start()], line[colon.end() :])


def _cut_opening(line: str, word: str) -> tuple[str, str]:
    outside = outside_quotes(line)
    for match in re.finditer(rf"(?<!\S){re.escape(word)}(?!\S)", line, re.IGNORECASE):
        if outside[match.start()]:
            return line[: match.start()], line[match.end() :]
    return line, ""


def outside_quotes(line: str) -> list[bool]:
    """For each character whether it stands outside double quotation marks; a lone mark quotes nothing."""
    straight = line.translate(_QUOTES)
    outside, quoted = [True] * len(line), False
    closed = straight.count('"') // 2 * 2
    for place, character in enumerate(straight):
        if character == '"' and closed:
            quoted, closed = not quoted, closed - 1
        outside[place] = not quoted
    return outside


def _fill_what_is_missing(command: Command, values: dict[str, str], rest: str) -> None:
    """Words that nothing recognised belong to the first required field still empty, whose own reader will refuse them
    in its own words; where no such field is left, they are refused here.
    """
    for field in command.fields:
        if field.name not in values and field.required and not field.after_colon:
            values[field.name] = rest
            return
    words = f"I read everything except “{shorten(rest)}”."
    if any(field.after_colon for field in command.fields):
        raise Refused(f"{words} A remark goes after a colon, for example: {command.example}")
    raise Refused(f"{words} What works: {command.example}")


def shorten(text: str, most: int = 60) -> str:
    """Somebody's words as a reply can repeat them."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= most else f"{one_line[: most - 1]}…"


def capital(words: str) -> str:
    """The same words with a capital letter at the start."""
    return words[:1].upper() + words[1:]
