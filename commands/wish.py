"""What came in, before it is known what it means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from commands.finding import is_slashed
from commands.hearing import is_a_word_of_ours

WIDEST_GAP = 60
A_GAP = re.compile(rf"\s{{{WIDEST_GAP},}}")


class NeedsToWrite(Exception):  # noqa: N818 - a turn of the road, not a fault
    """A reading request came to a point where something must be stored, and must be run again as a change."""


@dataclass(frozen=True)
class Wish:
    """What came in: a line, or a form's values for a named command, and whether the door can show forms.

    A press and a form are commands whatever question is open, and never the words that it asks for.
    """

    text: str
    values: Mapping[str, str] | None = None
    shows_forms: bool = False
    may_write: bool = True
    pressed: bool = False
    asks_all: bool = False

    @property
    def is_a_command(self) -> bool:
        """Whether this can answer no question but the one it names. `/stop` is how some doors spell the word."""
        slashed = is_slashed(self.text) and not is_a_word_of_ours(self.text)
        return self.pressed or self.values is not None or slashed

    def harmless(self) -> Wish:
        """The same wish without what no database keeps, NULs and halves of characters from a bad paste, and without
        gaps so wide that looking over them takes long.
        """
        values = {name: _kept(text) for name, text in self.values.items()} if self.values is not None else None
        return replace(self, text=_kept(self.text), values=values)


def _kept(text: str) -> str:
    return A_GAP.sub(_narrow, text.replace("\x00", "").encode(errors="replace").decode())


def _narrow(gap: re.Match[str]) -> str:
    """A gap as wide as words are ever set apart; lines that it parts stay apart."""
    first, rest = gap[0][:WIDEST_GAP], gap[0][WIDEST_GAP:]
    return f"{first}\n" if "\n" in rest and "\n" not in first else first
