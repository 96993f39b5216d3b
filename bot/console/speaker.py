"""Who speaks at the terminal, and how they are called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from policy.refused import Refused
from policy.saying import MONTHS, WEEKDAYS, london, say_time

People = Sequence[tuple[str, str]]


def person_meant(text: str, people: People) -> str:
    """The full name of the one person whom `text` names: full name, first name or initials, however written.

    Raises Refused, with everybody there is, when that is nobody or several people.
    """
    wanted = " ".join(text.split()).removeprefix("@").casefold()
    for called in (_full_name, _first_name, _initials):
        found = [name for name, _ in people if called(name) == wanted]
        if len(found) == 1:
            return found[0]
        if found:
            raise Refused(f"{_listed(found)} are all called “{text}”. Say the full name: as {found[0]}.")
    if not people:
        raise Refused('There is nobody in the team yet. Begin with: rrp-bot init --team NAME --admin "Jane Doe".')
    raise Refused(f"There is nobody called “{_short(text)}” here. You can speak as {who_there_is(people)}.")


def who_there_is(people: People) -> str:
    """Everybody, with their roles: `Amina Khan (adviser), Leo Marsh (lead) or Carys Hughes (chair)`."""
    return _listed([f"{name} ({roles})" if roles else name for name, roles in people], last="or")


def short_name(name: str, people: People) -> str:
    """The first name, or the full name where two people share the first."""
    alike = [other for other, _ in people if _first_name(other) == _first_name(name)]
    return name if len(alike) > 1 else name.split()[0]


def prompt(name: str, people: People, now: datetime) -> str:
    """`Amina · Tue 24 Nov 09:00 >`, in London time."""
    here = london(now)
    day = f"{WEEKDAYS[here.weekday()][:3]} {here.day} {MONTHS[here.month - 1][:3]}"
    return f"{short_name(name, people)} · {day} {say_time(now)} >"


def _full_name(name: str) -> str:
    return " ".join(name.split()).casefold()


def _first_name(name: str) -> str:
    return _full_name(name).split()[0]


def _initials(name: str) -> str:
    return "".join(word[0] for word in _full_name(name).split())


def _listed(things: Sequence[str], last: str = "and") -> str:
    if len(things) == 1:
        return things[0]
    return f"{', '.join(things[:-1])} {last} {things[-1]}"


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}..."
