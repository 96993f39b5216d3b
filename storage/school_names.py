"""Which schools a few words name: exactly, by a part of the name, or almost, against what the words say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from storage.school_words import GENERIC, UNSAID, plain_words, usual_words
from storage.schools import School, SchoolAlias, Standing

_STAGES = {
    **{word: word for word in ("nursery", "infant", "first", "primary", "junior", "middle", "secondary")},
    **dict.fromkeys(("high", "grammar", "senior", "comprehensive", "sixth"), "secondary"),
}
_APART = {
    frozenset(pair)
    for pair in (
        *(("nursery", "junior"), ("nursery", "middle"), ("nursery", "secondary"), ("infant", "junior")),
        *(("infant", "middle"), ("infant", "secondary"), ("first", "junior"), ("first", "middle")),
        *(("first", "secondary"), ("primary", "secondary"), ("junior", "secondary")),
    )
}
_FAITHS = frozenset({"catholic", "cofe"})


class NamedSchool:
    """A school with its name made ready for comparing."""

    def __init__(self, school: School) -> None:
        self.school = school
        self.plain = plain_words(school.name)
        self.usual = tuple(usual_words(self.plain))
        self.key = tuple(word for word in self.usual if word not in UNSAID)
        self.core = core_of(self.key)
        self.has_saint = "saint" in self.key
        self.aliases: list[tuple[str, ...]] = []
        self.standing = 0 if school.is_open else 2 if school.standing == Standing.CLOSED else 1
        """0 open, 1 proposed to open, 2 closed."""

    @cached_property
    def stages(self) -> frozenset[str]:
        """The stages of schooling that the name tells, or else the register's phase."""
        told = frozenset(_STAGES[word] for word in self.key if word in _STAGES)
        phase = {"Primary": "primary", "Secondary": "secondary"}.get(self.school.phase or "")
        return told or frozenset({phase} if phase else ())

    @cached_property
    def faiths(self) -> frozenset[str]:
        """Of Catholic and Church of England, what the name tells, or else the register."""
        told = _FAITHS.intersection(self.key)
        return told or _FAITHS.intersection(usual_words(plain_words(self.school.religious_character or "")))

    @cached_property
    def place_words(self) -> frozenset[str]:
        """The words of its town and locality."""
        return frozenset(usual_words(plain_words(f"{self.school.town or ''} {self.school.locality or ''}")))

    def has_in_order(self, words: Sequence[str]) -> bool:
        """Whether the words stand in the name in this order. Street may be written like Saint: "Pinfold St"."""
        rest = iter(self.key)
        return all(any(word == own or (word == "saint" and own == "street") for own in rest) for word in words)

    def contradicts(self, generic: Iterable[str]) -> bool:
        """Whether the words say another stage or another faith than this school's: "infant" of a junior school."""
        stages = {_STAGES[word] for word in generic if word in _STAGES}
        faiths = _FAITHS.intersection(generic)
        other_faith = bool(faiths and self.faiths) and faiths.isdisjoint(self.faiths)
        pairs = [frozenset({said, own}) for said in stages for own in self.stages]
        return other_faith or (bool(pairs) and all(pair in _APART for pair in pairs))

    def order(self) -> tuple[int, int, str, int]:
        """For sorting the best first: open, then with the fewest words besides, then by name."""
        return self.standing, len(self.core), self.school.name.casefold(), self.school.urn


def core_of(key: Iterable[str]) -> tuple[str, ...]:
    """The words that tell one school from another."""
    return tuple(word for word in key if word not in GENERIC)


class Fit(Enum):
    """How well words name schools, the best first."""

    ALIAS = "the team's own short form"
    FULL_NAME = "the name as it is written"
    PART = "words of the name"
    LOOSE = "the beginning of the name, and a generic word that it lacks"
    DOUBTFUL = "words of the name, and a generic word that it lacks or that speaks against it"


@dataclass(frozen=True)
class Naming:
    """The schools that words name, the best first, and how well."""

    fit: Fit
    schools: tuple[NamedSchool, ...]
    complete: bool = False
    """The words leave out none that tell one of these schools from others."""


class SchoolNames:
    """The schools and a team's aliases, ready to be compared with words. An alias of another school is left out."""

    def __init__(self, schools: Sequence[School], aliases: Sequence[SchoolAlias]) -> None:
        self.schools = tuple(NamedSchool(school) for school in schools)
        self.of_urn = {named.school.urn: named for named in self.schools}
        self._written: dict[tuple[str, ...], list[NamedSchool]] = defaultdict(list)
        self._keyed: dict[tuple[str, ...], list[NamedSchool]] = defaultdict(list)
        self._with_word: dict[str, set[NamedSchool]] = defaultdict(set)
        for named in self.schools:
            self._written[named.plain].append(named)
            self._keyed[named.key].append(named)
            for word in named.core:
                self._with_word[word].add(named)
        of_id = {named.school.id: named for named in self.schools}
        self.aliases: dict[tuple[str, ...], list[NamedSchool]] = defaultdict(list)
        for alias in aliases:
            words = tuple(usual_words(plain_words(alias.alias)))
            if words and alias.school_id in of_id:
                self.aliases[words].append(of_id[alias.school_id])
                of_id[alias.school_id].aliases.append(words)

    def knows(self, word: str) -> bool:
        """Whether the word, in its usual form, tells schools apart here."""
        return word in self._with_word

    def named_by(self, plain: Sequence[str]) -> Naming | None:
        """The schools that all these plain words name, or None.

        Open schools before closed ones: a closed one is among several only when its words fit better than theirs.
        """
        usual = tuple(usual_words(plain))
        if usual in self.aliases:
            return Naming(Fit.ALIAS, _best_first(self.aliases[usual]), complete=True)
        key = tuple(word for word in usual if word not in UNSAID)
        exact = self._written.get(tuple(plain), []), self._keyed.get(key, []) if key else []
        for fit, same in zip((Fit.FULL_NAME, Fit.PART), exact, strict=True):
            if any(named.standing == 0 for named in same):
                return Naming(fit, _preferred(same), complete=True)
        core = core_of(key)
        if core:
            return self._named_by_part(key, core, exact[0])
        return Naming(Fit.FULL_NAME, _preferred(exact[0]), complete=True) if exact[0] else None

    def _named_by_part(self, key: tuple[str, ...], core: tuple[str, ...], written: list[NamedSchool]) -> Naming | None:
        having = set.intersection(*(self._with_word.get(word, set()) for word in core))
        ordered = tuple(word for word in key if word in {"saint", *core})
        before = set(key[: key.index(core[0])])  # the first word of "High Heath" is no description
        having = {named for named in having if named.has_in_order(ordered) and before.issubset(named.key)}
        said = set(key) - set(ordered)
        fitting = {named for named in having if said.issubset(named.key)}
        others = having - fitting
        loose = {named for named in others if named.core[: len(core)] == core and not named.contradicts(said)}
        if open_ones := {named for named in fitting if named.standing == 0}:
            is_sure = len(open_ones) == 1 and all(named.core[: len(core)] == core for named in open_ones)
            closed = [] if is_sure else written  # "Bloxwich Primary" may be the closed one or Little Bloxwich
            return _part(Fit.PART, core, (*open_ones, *closed))
        if fitting:
            open_loose = [named for named in loose if named.standing == 0]
            return _part(Fit.PART, core, (*open_loose, *(_preferred(written or fitting))))
        if loose:
            return _part(Fit.LOOSE, core, _preferred(loose))
        return _part(Fit.DOUBTFUL, core, _preferred(others)) if others else None


def _part(fit: Fit, core: tuple[str, ...], schools: Iterable[NamedSchool]) -> Naming:
    ordered = _best_first(schools)
    return Naming(fit, ordered, complete=any(named.core == core for named in ordered))


def _best_first(schools: Iterable[NamedSchool]) -> tuple[NamedSchool, ...]:
    return tuple(sorted(set(schools), key=NamedSchool.order))


def _preferred(schools: Iterable[NamedSchool]) -> tuple[NamedSchool, ...]:
    """The open ones; or else the proposed; or else the closed."""
    ordered = _best_first(schools)
    return tuple(named for named in ordered if named.standing == ordered[0].standing)
