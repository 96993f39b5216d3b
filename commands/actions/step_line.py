"""One line of a note's next steps: what, who, by when, as far as it says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commands.command import Request
from commands.kinds.a_who import ALead, names_somebody
from commands.kinds.due_day import ADueDay, read_due
from policy.refused import Refused
from policy.saying import london_day

_BULLET = re.compile(r"^\s*(?:[-–—•*·▪◦]+|\(?\d{1,2}[.)]|[a-z]\))\s+", re.IGNORECASE)
_DOES = re.compile(
    r"(?P<who>[^,:;|]{2,60}?)\s*(?::\s+|\s(?:to|will|should|is to|agreed to)\s+)(?P<what>\S.*)", re.DOTALL
)
_BETWEEN = re.compile(r"\s*(?:\||;|\s[-–—]\s|,\s|\(|\))\s*")
MOST_STEPS = 30


@dataclass(frozen=True)
class Step:
    """A step in the words of the note; `lead` and `due` are what the line says of them, or None."""

    text: str
    lead: str | None
    due: str | None


def steps_of(text: str, request: Request) -> tuple[Step, ...]:
    """The steps of a note's part, one for each line with words in it, 30 at most."""
    lines = [_BULLET.sub("", line).strip() for line in text.splitlines()]
    return tuple(read_step(line, request) for line in lines if any(c.isalnum() for c in line))[:MOST_STEPS]


def read_step(line: str, request: Request) -> Step:
    """`HT to share the phonics plan by end of term`, `Moderate Year 2 writing, Amina, 4 December`."""
    rest, due, lead = line, None, None
    if found := ADueDay().find(line, request):
        due, rest = found
        due = due if _is_to_come(due, request) else None
        rest = rest if due is not None else line
    rest = rest.strip(" ,;|.–—-(")
    if (does := _DOES.fullmatch(rest)) and names_somebody(does["who"].strip(" @"), request):
        return Step(_capital(does["what"]), does["who"].strip(" @"), due)
    parts = [part for part in _BETWEEN.split(rest) if part and part.strip()]
    for part in (*reversed(parts[1:]), *parts[: len(parts) > 1]):
        if names_somebody(part.strip(" @."), request):
            return Step(_capital(_without(rest, part)), part.strip(" @."), due)
    if found := ALead().find(rest, request):
        lead, rest = found
    return Step(_capital(rest or line), lead if rest else None, due)


def _without(text: str, part: str) -> str:
    before, _, after = text.rpartition(part)
    return f"{before.rstrip(' ,;|–—-(')} {after.lstrip(' ,;|–—-)')}"


def _capital(text: str) -> str:
    words = " ".join(text.split()).strip(" ,;|–—-")
    return words[:1].upper() + words[1:]


def _is_to_come(text: str, request: Request) -> bool:
    try:
        return read_due(text, request).value >= london_day(request.now)
    except Refused:
        return False
