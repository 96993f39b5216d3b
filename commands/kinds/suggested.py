"""What may be meant while somebody types: schools, and the things that belong to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from commands.command import Request
from commands.forms import MOST_SUGGESTED, with_words
from policy.saying import london_day
from storage.advisers import advisers_on
from storage.schools import School

MOST_SCHOOLS = 4
_URN = re.compile(r"^\s*URN\s+", re.IGNORECASE)
ALL = 5_000
"""More schools than any council has."""

Pairs = tuple[tuple[str, str], ...]


def schools_meant(text: str, request: Request, most: int = MOST_SUGGESTED) -> tuple[School, ...]:
    """Schools whose name, short form or URN is being typed; of an empty text, those of the asker come first."""
    if text.strip():
        return request.schools.suggest(_URN.sub("", text[:200]), most)
    own = own_schools(request)
    others = (school for school in request.schools.suggest("", ALL) if school not in own)
    return (*own, *others)[:most]


def own_schools(request: Request) -> tuple[School, ...]:
    """The schools to which the asker is attached today."""
    attached = advisers_on(request.session, request.team.id, london_day(request.now))
    own = {school_id for school_id, person in attached.items() if person.id == request.person.id}
    return tuple(school for school in request.schools.suggest("", ALL) if school.id in own)


def things_meant(
    text: str,
    request: Request,
    *,
    named: tuple[str, str] | None,
    usual: Pairs,
    at_school: Callable[[School], Iterable[tuple[str, str]]],
) -> Pairs:
    """The thing whose reference is typed, the usual things whose label has what is typed, then those at the schools
    that it may name.
    """
    found = dict((*((named,) if named is not None else ()), *with_words(usual, text)))
    if text.strip():
        for school in schools_meant(text, request, MOST_SCHOOLS):
            found |= dict(at_school(school))
    return tuple(found.items())
