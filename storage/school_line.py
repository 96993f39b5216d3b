"""The school at the start of a command line: "Old Hall yesterday 2pm core 2h"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storage.school_names import Fit, NamedSchool, Naming, SchoolNames
from storage.school_slips import Slips
from storage.school_words import CONNECTING, GENERIC, LINE_WORDS, TRAILING, Token, tokens_of, usual_form

_READ = 300  # characters; the longest name of the register has 96
_LONGEST_NAME = 24  # words
_LONGEST_SLIP = 5  # words
_NUMBER = re.compile(r"\W*(?:urn\W*)?(\d{5,7})(?![^\W_])", re.IGNORECASE)
_NUMBER_BEHIND = re.compile(r"[(\[]?\s*(?:urn\s*)?(\d{5,7})(?![^\W_])", re.IGNORECASE)
_BREAK = re.compile(r"[:;\n]")
_AFTER_NAME = re.compile(r"[.)\]\"”’'°]*(?:[\s,]|[-–—](?=\s))*")
_QUOTES = {**dict.fromkeys('"“”„«»', '"“”«»'), **dict.fromkeys("'‘’`", "'’`")}


@dataclass(frozen=True)
class Start:
    """The schools named at the start of a line, and where the name and what parts it from the rest end."""

    schools: tuple[NamedSchool, ...]
    name_end: int
    rest_at: int
    certain: bool = True
    """False when the name was only nearly right, or was contradicted: these schools are offers."""


class LineReader:
    """Reads the school off the start of a line; the rest of the line is never taken for a part of the name."""

    def __init__(self, names: SchoolNames, slips: Slips) -> None:
        self._names = names
        self._slips = slips

    def start_of(self, line: str) -> Start | None:
        """The school or schools at the start of the line, by URN, alias, name, or a slip of these; else None."""
        tokens = tokens_of(line[:_READ])[:_LONGEST_NAME]
        if numbered := self._numbered(line):
            return numbered
        found = self._longest_name(line, tokens)
        if found is None:
            slip = self._slip(line, tokens, range(min(_LONGEST_SLIP, len(tokens)), 0, -1))
            return self._start(line, tokens, *slip, certain=False) if slip else None
        naming, count = found
        if naming.fit is Fit.DOUBTFUL:
            return self._start(line, tokens, naming.schools, count, certain=False)
        if better := self._slip_beyond(line, tokens, naming, count):
            return self._start(line, tokens, *better, certain=False)
        schools, count = self._with_town(line, tokens, naming.schools, count)
        return self._start(line, tokens, schools, count)

    def _start(
        self, line: str, tokens: list[Token], schools: tuple[NamedSchool, ...], count: int, *, certain: bool = True
    ) -> Start:
        name_end = tokens[count - 1].end
        rest_at = _after(line, name_end)
        if behind := _NUMBER_BEHIND.match(line, rest_at):  # "Old Hall School (URN 104274)", as we say it ourselves
            numbered = tuple(named for named in schools if named.school.urn == int(behind[1]))
            if numbered:
                return Start(numbered, name_end, _after(line, behind.end()))
        return Start(schools, name_end, rest_at, certain)

    def _numbered(self, line: str) -> Start | None:
        at = _NUMBER.match(line[:_READ])
        named = self._names.of_urn.get(int(at[1])) if at else None
        if at is None or named is None:
            return None
        rest_at = _after(line, at.end())
        again = self._longest_name(line[rest_at:], tokens_of(line[rest_at : rest_at + _READ])[:_LONGEST_NAME])
        if again is not None and named in again[0].schools:  # "104274 Old Hall School yesterday"
            tokens = tokens_of(line[rest_at : rest_at + _READ])
            rest_at = _after(line, rest_at + tokens[again[1] - 1].end)
        return Start((named,), at.end(), rest_at)

    def _longest_name(self, line: str, tokens: list[Token]) -> tuple[Naming, int] | None:
        """What the longest leading run of words names, and how many words that is.

        A name written in full is not stretched by a generic word that it lacks: "Leighswood School nursery visit".
        """
        best: tuple[Naming, int] | None = None
        for count in range(len(tokens), 0, -1):
            naming = self._named_by(line, tokens[:count])
            if naming is None:
                continue
            if naming.fit in {Fit.ALIAS, Fit.FULL_NAME}:
                return naming, count
            best = best or (naming, count)
            if best[0].fit is Fit.PART:
                return best
        return best

    def _named_by(self, line: str, run: list[Token]) -> Naming | None:
        naming = self._names.named_by([token.word for token in run])
        if naming is None or naming.fit in {Fit.ALIAS, Fit.FULL_NAME}:
            return naming
        last = usual_form(run[-1].word)
        stray = last in GENERIC - TRAILING and not any(named.has_in_order([last]) for named in naming.schools)
        says_little = all(_is_of_the_line(token.word) or usual_form(token.word) in CONNECTING for token in run)
        unfit = last in CONNECTING or stray or says_little or _is_broken(line, run)
        return None if unfit else naming

    def _with_town(
        self, line: str, tokens: list[Token], schools: tuple[NamedSchool, ...], count: int
    ) -> tuple[tuple[NamedSchool, ...], int]:
        """The schools of the town that follows the name, when one does: "St Joseph's Epsom"."""
        for more in range(min(3, len(tokens) - count), 0, -1):
            if _is_broken(line, tokens[: count + more]):
                continue
            there = in_town(schools, [token.word for token in tokens[count : count + more]])
            if there:
                return there, count + more
        return schools, count

    def _slip_beyond(
        self, line: str, tokens: list[Token], naming: Naming, count: int
    ) -> tuple[tuple[NamedSchool, ...], int] | None:
        """What a longer run nearly names, when the next word looks like more of the name: "Short Heth"."""
        if naming.fit in {Fit.ALIAS, Fit.FULL_NAME} or len(tokens) == count:
            return None
        if naming.complete and not self._slips.is_almost_generic(tokens[count].word):
            return None
        return self._slip(line, tokens, range(min(count + 2, len(tokens)), count, -1))

    def _slip(
        self, line: str, tokens: list[Token], counts: Sequence[int]
    ) -> tuple[tuple[NamedSchool, ...], int] | None:
        for count in counts:
            run = tokens[:count]
            last = run[-1].word
            generic = usual_form(last)
            stray = generic in GENERIC - TRAILING or generic in CONNECTING
            if stray or any(_is_of_the_line(token.word) for token in run[1:]) or _is_broken(line, run):
                continue
            if offers := self._slips.offers([token.word for token in run]):
                return offers, count
        return None


def quoted_starts(line: str) -> Iterator[tuple[str, int]]:
    """What stands in quotation marks at the start of the line, and where the rest begins; each way to close them."""
    begin = len(line) - len(line.lstrip())
    closers = _QUOTES.get(line[begin : begin + 1], "")
    for end in range(begin + 1, min(len(line), _READ)):
        after = line[end + 1 : end + 2]
        if line[end] in closers and (not after or after.isspace() or after in ",.:;"):
            yield line[begin + 1 : end], _after(line, end + 1)


def in_town(schools: Sequence[NamedSchool], plain: Sequence[str]) -> tuple[NamedSchool, ...]:
    """Those of the schools whose town or locality has all these words."""
    words = {usual_form(word) for word in plain}
    return tuple(named for named in schools if words <= named.place_words)


def _after(line: str, end: int) -> int:
    """Where the rest of the line begins: after spaces, a comma, a dash between spaces, a closing bracket."""
    gap = _AFTER_NAME.match(line, end)
    return gap.end() if gap else end


def _is_broken(line: str, run: list[Token]) -> bool:
    """Whether a colon or a line end parts the words, which only a name written in full may have."""
    return _BREAK.search(line, run[0].start, run[-1].end) is not None


def _is_of_the_line(word: str) -> bool:
    return usual_form(word) in LINE_WORDS or word[0].isdigit()
