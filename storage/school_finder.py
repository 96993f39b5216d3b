"""Finding a school by what an adviser types on a phone: URN, alias, a part of the name, short forms, slips."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum

from storage.school_line import LineReader, in_town, quoted_starts
from storage.school_names import Fit, NamedSchool, SchoolNames
from storage.school_slips import OFFERS, Slips
from storage.school_words import plain_words, usual_words
from storage.schools import School, SchoolAlias

_READ = 300  # characters; no name is longer, and nobody means a school by more
_NUMBER = re.compile(r"\W*(?:urn\W*)?(\d{5,7})\W*|.*\burn\W*(\d{5,7})\b.*", re.IGNORECASE | re.DOTALL)


class Kind(Enum):
    """How sure it is which school was meant."""

    ONE = "one school"
    SEVERAL = "several schools, one of which must be chosen"
    SLIP = "no school, but these have nearly that name and may be offered"
    NONE = "no school"


@dataclass(frozen=True)
class Found:
    """The schools that a text may mean, the best first: one, several, up to three offers, or none.

    Closed schools come when no open one fits: look at `School.standing` before using one.
    """

    kind: Kind
    schools: tuple[School, ...] = ()


@dataclass(frozen=True)
class Located:
    """The school at the start of a line, the words taken for its name, and the line after them, unchanged."""

    found: Found
    said: str
    rest: str


class SchoolIndex:
    """The schools of a council and the aliases of a team, ready for questions. Pure: build once, ask often.

    Questions read the columns of the schools given and nothing from the database. No text makes them raise.
    """

    def __init__(self, schools: Sequence[School], aliases: Sequence[SchoolAlias] = ()) -> None:
        self._names = SchoolNames(schools, aliases)
        self._slips = Slips(self._names)
        self._lines = LineReader(self._names, self._slips)

    def find(self, text: str) -> Found:
        """The school that the whole text names.

        An alias wins, then a URN, a full name, a part of a name. A school is never guessed: words that fit several
        schools, or that fit one but for its stage or faith ("infant" of a junior school), are to be asked about.
        """
        read = text[:_READ]
        plain = plain_words(read)
        if number := _NUMBER.fullmatch(read):
            named = self._names.of_urn.get(int(number[1] or number[2]))
            if named is not None and tuple(usual_words(plain)) not in self._names.aliases:
                return _found((named,))
        if not plain:
            return Found(Kind.NONE)
        naming = self._names.named_by(plain)
        if naming is None:
            return self._found_in_town(plain) or _offered(self._slips.offers(plain))
        return _offered(naming.schools) if naming.fit is Fit.DOUBTFUL else _found(naming.schools)

    def locate(self, line: str) -> Located | None:
        """The school at the start of a command line, or None when no school is named or nearly named there.

        The longest leading run of words that names a school, with generic words that follow ("Blackwood primary
        yesterday"); quotation marks settle it. Of what follows the name only spaces, a comma, a closing bracket and a
        dash between spaces are dropped.
        """
        for said, rest_at in quoted_starts(line):
            found = self.find(said)
            if found.kind is not Kind.NONE:
                return Located(found, said.strip(), line[rest_at:])
        start = self._lines.start_of(line)
        if start is None:
            return None
        found = _found(start.schools) if start.certain else _offered(start.schools)
        return Located(found, line[: start.name_end].strip(" \"'“”‘’"), line[start.rest_at :])

    def suggest(self, text: str, limit: int = 25) -> tuple[School, ...]:
        """Schools to choose from while somebody types: open ones first, then those whose name begins with the text,
        then those that have its words or beginnings of them, by name. When there are none, those a slip away.
        """
        plain = plain_words(text[:_READ])
        typed = {plain, tuple(usual_words(plain)), (*usual_words(plain[:-1]), *plain[-1:])}
        ranked = [(tier, named) for named in self._names.schools if (tier := _tier(named, typed)) is not None]
        ranked.sort(key=lambda pair: (pair[1].standing, pair[0], pair[1].school.name.casefold(), pair[1].school.urn))
        suggested = [named for _, named in ranked] or self._slips.offers(plain)
        return tuple(named.school for named in suggested[:limit])

    def _found_in_town(self, plain: Sequence[str]) -> Found | None:
        """Schools named by all words but the last few, which are their town: "St Joseph's Epsom"."""
        for count in range(len(plain) - 1, max(0, len(plain) - 4), -1):
            naming = self._names.named_by(plain[:count])
            there = in_town(naming.schools, plain[count:]) if naming and naming.fit is not Fit.DOUBTFUL else ()
            if there:
                return _found(there)
        return None


def _found(named: Sequence[NamedSchool]) -> Found:
    return Found(Kind.ONE if len(named) == 1 else Kind.SEVERAL, tuple(each.school for each in named))


def _offered(named: Sequence[NamedSchool]) -> Found:
    schools = tuple(each.school for each in named[:OFFERS])
    return Found(Kind.SLIP, schools) if schools else Found(Kind.NONE)


def _tier(named: NamedSchool, typed: Collection[Sequence[str]]) -> int | None:
    """How the typed words (in any of these forms) begin the name: 0 its start, its alias or URN; 1 later words."""
    starts = (named.usual, named.plain, (str(named.school.urn),), *named.aliases)
    if any(_begins(start, words) for start in starts for words in typed):
        return 0
    return 1 if any(_has_beginnings(own, words) for own in (named.usual, named.plain) for words in typed) else None


def _begins(own: Sequence[str], typed: Sequence[str]) -> bool:
    """Whether the words begin with the typed ones, the last of which may be broken off."""
    if not typed:
        return True
    whole = len(typed) - 1
    return len(own) > whole and tuple(own[:whole]) == tuple(typed[:whole]) and own[whole].startswith(typed[whole])


def _has_beginnings(own: Sequence[str], typed: Sequence[str]) -> bool:
    """Whether each typed word begins a word of the name, in order."""
    rest = iter(own)
    return all(any(word.startswith(begun) for word in rest) for begun in typed)
