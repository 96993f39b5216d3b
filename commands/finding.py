"""From what was typed to the command that is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz, process

from commands.command import Command
from commands.line import shorten
from policy.refused import Refused

STOP_WORDS = frozenset({"stop", "cancel", "never mind", "nevermind", "forget it", "drop it"})
_PREFIX = re.compile(r"^(?:/?rrp\s+)?/?", re.IGNORECASE)
_NOUNS = {"V": "visit", "A": "action", "M": "meeting", "P": "plan", "E": "concern"}
_REFERENCE = re.compile(r"[A-Z]\s?\d{1,9}", re.IGNORECASE)


def split_command(text: str, commands: Sequence[Command]) -> tuple[Command, str] | None:
    """The command whose name is the longest start of the text, and the rest of the text, or None.

    A noun with nothing but a reference after it (`action A14`) is its `show`, and so is a reference alone. What follows
    `rrp` is a command, else a school or a plan.
    """
    typed = _PREFIX.sub("", text.strip(), count=1)
    if is_reference(typed):
        return _card_of(typed, commands)
    found = _named_first(typed, commands)
    if found is None and not _is_a_slip(typed, commands):
        found = _named_first(text.strip().removeprefix("/"), commands)
    if found is not None and _REFERENCE.fullmatch(found[1].strip()):
        shows = next((command for command in commands if command.name == f"{found[0].name} show"), found[0])
        return shows, found[1]
    return found


def is_reference(text: str) -> bool:
    """Whether a text is a reference and nothing else: V12. As the answer to a question it is an answer."""
    return re.fullmatch(r"[VAMPE]\d{1,9}", text.strip(" .!"), re.IGNORECASE) is not None


def _card_of(reference: str, commands: Sequence[Command]) -> tuple[Command, str] | None:
    """The command that shows what a reference names."""
    reference = reference.strip(" .!")
    noun = _NOUNS[reference[0].upper()]
    named = {command.name: command for command in commands}
    shows = named.get(f"{noun} show") or named.get(noun)
    return (shows, reference) if shows is not None else None


def _is_a_slip(typed: str, commands: Sequence[Command]) -> bool:
    """Whether the first word is nearly the first word of a command."""
    firsts = {name.split()[0] for command in commands for name in command.names}
    first = typed.split()[0].casefold()[:40] if typed.split() else ""
    return process.extractOne(first, firsts, scorer=fuzz.ratio, score_cutoff=80) is not None and first not in firsts


@cache
def _pattern(name: str) -> re.Pattern[str]:
    words = r"[\s_]+".join(re.escape(word) for word in name.split())
    return re.compile(rf"{words}(?![\w-])", re.IGNORECASE)


def _named_first(typed: str, commands: Sequence[Command]) -> tuple[Command, str] | None:
    names = sorted(((name, command) for command in commands for name in command.names), key=lambda p: -len(p[0]))
    for name, command in names:
        if match := _pattern(name).match(typed):
            return command, typed[match.end() :].lstrip(" \t")
    return None


def after_answer(text: str) -> str | None:
    """What follows the word answer, which buttons of questions press: `answer D7 2`; None for other lines."""
    match = re.match(r"^/?answer\s+(?=D\d)", text.strip(), re.IGNORECASE)
    return text.strip()[match.end() :] if match else None


def is_slashed(text: str) -> bool:
    """Whether a line is a command beyond doubt, by its stroke."""
    return text.lstrip().startswith("/")


def unknown_command(text: str, commands: Sequence[Command]) -> Refused:
    """What to say to words that start no command: the nearest one, or help."""
    words = _PREFIX.sub("", text.strip(), count=1)
    if words.casefold().strip(" .!") in STOP_WORDS | {"back", "skip"}:
        return Refused("There is no question open, so there is nothing to stop.")
    first = shorten(words.split()[0] if words.split() else text, 30)
    names = [command.name for command in commands]
    near = process.extractOne(words.casefold()[:40], names, scorer=fuzz.WRatio, score_cutoff=80)
    hint = f"Did you mean “{near[0]}”? " if near else ""
    return Refused(f"I do not know “{first}”. {hint}“help” shows all that I can do.")
