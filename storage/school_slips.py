"""Names of schools with a slip of the finger: one or two letters wrong, or a word broken off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from storage.school_names import Fit, NamedSchool, SchoolNames, core_of
from storage.school_words import LINE_WORDS, TRAILING, UNSAID, usual_words

OFFERS = 3
"""How many schools are offered for a slip."""

_LONGEST_PART = 5  # words; nobody types more of a name than that and misspells it
_GENERIC = sorted(TRAILING | UNSAID)

_Words = tuple[str, ...]


class Slips:
    """Finds what was meant by words that name no school. Nothing that it finds may be taken for certain."""

    def __init__(self, names: SchoolNames) -> None:
        self._names = names

    def offers(self, plain: Sequence[str]) -> tuple[NamedSchool, ...]:
        """Up to three schools that the plain words may have meant, the likeliest first; none when nothing is near."""
        usual = [self._generic_mended(word) for word in usual_words(plain)]
        key = tuple(word for word in usual if word not in UNSAID)
        core = core_of(key)
        if not core or all(word in LINE_WORDS for word in core):
            return ()
        mended = self._names.named_by(usual)
        if mended is not None and mended.fit is not Fit.DOUBTFUL:
            return mended.schools[:OFFERS]
        nearest = self._begun(core) or self._nearly(core)
        said = set(key) - set(core)
        saintly = [named for named in nearest if named.has_saint or "saint" not in said]
        wanted = [named for named in saintly if not named.contradicts(said)]
        standing = min((named.standing for named in wanted), default=0)
        likely = [named for named in wanted if named.standing == standing]
        likely.sort(key=lambda named: (not said.issubset(named.key), *named.order()))
        return tuple(likely[:OFFERS])

    def is_almost_generic(self, word: str) -> bool:
        """Whether a plain word is "school", "primary" or the like with a slip in it."""
        usual = usual_words([word])
        return usual != [self._generic_mended(each) for each in usual]

    def _generic_mended(self, word: str) -> str:
        if len(word) < 5 or self._names.knows(word) or word in LINE_WORDS or word in _GENERIC:
            return word
        best = process.extractOne(word, _GENERIC, scorer=OSA.distance, score_cutoff=1)
        return best[0] if best else word

    def _begun(self, core: _Words) -> set[NamedSchool]:
        """Schools in whose name these words stand, the last of them broken off: "edgar stam"."""
        if len(core[-1]) < (3 if len(core) > 1 else 4):
            return set()
        parts = (
            part
            for part in self._parts_of_length.get(len(core), ())
            if part[:-1] == core[:-1] and part[-1].startswith(core[-1])
        )
        return set().union(*(self._having[part] for part in parts))

    def _nearly(self, core: _Words) -> set[NamedSchool]:
        """Schools of which a part of the name differs least from these words, where that is little enough."""
        typed = "".join(core)
        near = process.extract(typed, self._joined_parts, scorer=OSA.distance, score_cutoff=2, limit=None)
        fits = [
            (int(distance), named)
            for joined, distance, _ in near
            for part in self._parts_of[joined]
            if _is_a_slip(core, part, int(distance))
            for named in self._having[part]
            if _is_enough_of(named, part, int(distance))
        ]
        least = min((distance for distance, _ in fits), default=0)
        return {named for distance, named in fits if distance == least}

    @cached_property
    def _having(self) -> dict[_Words, set[NamedSchool]]:
        """Runs of telling words in names and aliases -> the schools that have them."""
        having: dict[_Words, set[NamedSchool]] = defaultdict(set)
        for named in self._names.schools:
            for part in _parts(named.core):
                having[part].add(named)
        for alias, schools in self._names.aliases.items():
            if core := core_of(alias):
                having[core].update(schools)
        return having

    @cached_property
    def _parts_of(self) -> dict[str, list[_Words]]:
        parts_of: dict[str, list[_Words]] = defaultdict(list)
        for part in self._having:
            parts_of["".join(part)].append(part)
        return parts_of

    @cached_property
    def _joined_parts(self) -> list[str]:
        return list(self._parts_of)

    @cached_property
    def _parts_of_length(self) -> dict[int, list[_Words]]:
        lengths: dict[int, list[_Words]] = defaultdict(list)
        for part in self._having:
            lengths[len(part)].append(part)
        return lengths


def _parts(core: _Words) -> Iterable[_Words]:
    longest = min(_LONGEST_PART, len(core))
    return (core[at : at + length] for length in range(1, longest + 1) for at in range(len(core) - length + 1))


def _is_a_slip(typed: _Words, meant: _Words, distance: int) -> bool:
    """Whether so many letters are few enough for these words: a short name with two other letters is another name."""
    if distance == 0:
        return True  # a space too many or too few
    letters = len("".join(typed))
    same_start = typed[0][0] == meant[0][0]
    if len(typed) != len(meant):
        return distance == 1 and letters >= 9  # a letter beside the space bar: "holybtrinity"
    if distance == 1:
        return letters >= 5 or (same_start and (letters == 4 or letters == 3 != len("".join(meant))))
    apart = [(OSA.distance(one, other), min(len(one), len(other))) for one, other in zip(typed, meant, strict=True)]
    return letters >= 7 and same_start and all(wrong <= (2 if length >= 7 else 1) for wrong, length in apart)


def _is_enough_of(named: NamedSchool, part: _Words, distance: int) -> bool:
    """Whether a misspelt part may stand for the school: the whole name, its beginning, or a long word of it."""
    letters = len("".join(part))
    if part == named.core or part in named.aliases:
        return True
    if part == named.core[: len(part)] or len(part) > 1:
        return letters >= 5
    return distance <= 1 and letters >= 7
