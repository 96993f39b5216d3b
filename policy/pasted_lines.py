"""A block of lines that somebody has pasted: made plain, split into cells, and corrected line by line. Pure."""

from __future__ import annotations

import re

from policy.refused import Refused

MOST_LINES = 200
_SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN = re.compile(r"[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u00ad]")
_BULLET = re.compile(r"^\s*(?:[•·▪◦‣●○*–—-]|o(?=\t)|\(?\d{1,2}[.)](?=\s)|\(?[a-z]\)(?=\s))\s*", re.IGNORECASE)
_RULE = re.compile(r"^[\s|:+=–—_-]*$")
_CORRECTION = re.compile(r"^\s*(?:line\s+)?(\d{1,3})\s*[:.)]\s*(.*)$", re.IGNORECASE)


def plain_lines(text: str) -> list[str]:
    """The lines as plain text, blank ones kept so that the numbers stay. Raises Refused when there are too many."""
    lines = [_UNSEEN.sub("", _SPACES.sub(" ", line)).rstrip() for line in re.split(r"\r\n|[\n\r\v\f]", text)]
    if len(lines) > MOST_LINES:
        raise Refused(
            f"That is {len(lines):,} lines; {MOST_LINES} is the most that I can read at once. "
            "Nothing was stored: please paste a part of it."
        )
    return lines


def says_something(line: str) -> bool:
    """Whether a line is more than blanks and the ruling of a table."""
    return not _RULE.fullmatch(line)


def without_bullet(line: str) -> str:
    """The line without a bullet, a dash or a number before it."""
    return _BULLET.sub("", line, count=1).strip()


def cells_of(line: str) -> list[str]:
    """The cells of a line of a table: between strokes, else between tabs, else between two or more semicolons."""
    for mark in ("|", "\t", ";"):
        if mark in line and (mark != ";" or line.count(";") > 1):
            cells = [" ".join(cell.split()) for cell in line.strip().split(mark)]
            if mark == "|" and line.strip().startswith("|"):
                cells = cells[1:]
            if mark == "|" and line.strip().endswith("|") and len(cells) > 1:
                cells = cells[:-1]
            return cells
    return [" ".join(line.split())]


def corrected(text: str, said: str) -> str:
    """The block with a correction in it: `4: action | HT | Friday` takes the place of line 4, `4:` takes it out, and
    anything of several lines without such numbers takes the place of all. Raises Refused for what is neither.
    """
    lines = plain_lines(text)
    found = [_CORRECTION.match(line) for line in said.strip().splitlines() if line.strip()]
    numbered = [match for match in found if match is not None and 1 <= int(match[1]) <= len(lines)]
    if len(numbered) == len(found) and numbered:
        for match in numbered:
            lines[int(match[1]) - 1] = match[2]
        return "\n".join(lines)
    if len(found) > 1:
        return said
    raise Refused("Say which line it is, for example: 4: Moderate Y2 writing | HT | Friday. Or paste all of it again.")
