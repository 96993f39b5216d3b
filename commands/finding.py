"""From what was typed to the command that is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from commands.command import Command
from commands.line import shorten
from policy.refused import Refused

_PREFIX = re.compile(r"^(?:/?rrp\s+)?/?", re.IGNORECASE)


def split_command(text: str, commands: Sequence[Command]) -> tuple[Command, str] | None:
    """The command whose name is the longest start of the text, and the rest of the text, or None."""
    typed = _PREFIX.sub("", text.strip(), count=1)
    names = sorted(((name, command) for command in commands for name in command.names), key=lambda p: -len(p[0]))
    for name, command in names:
        pattern = r"[\s_]+".join(re.escape(word) for word in name.split())
        if match := re.match(rf"{pattern}(?![\w-])", typed, re.IGNORECASE):
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
    first = shorten(words.split()[0] if words.split() else text, 30)
    names = [command.name for command in commands]
    near = process.extractOne(words.casefold()[:40], names, scorer=fuzz.WRatio, score_cutoff=80)
    hint = f"Did you mean “{near[0]}”? " if near else ""
    return Refused(f"I do not know “{first}”. {hint}“help” shows all that I can do.")
