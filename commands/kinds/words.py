"""Plain words: text, quoted names, e-mail addresses, and a choice among a few."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from commands.command import Request
from commands.line import outside_quotes, shorten
from notifications.message import FieldKind
from policy.refused import Refused

MOST_CHARACTERS = 20_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_QUOTED = re.compile(r'["“„]([^"“”„]+)["”]')
_EMAIL = re.compile(r"(?<!\S)<?(?:mailto:)?([^\s@<>|,;:\"()]+@[^\s@<>|]+\.[^\s@<>|]+?)(?:\|[^\s>]*)?>?(?=[\s,;]|$)")


_QUOTATION_MARKS = frozenset("\"'“”„‘’«»")


def _is_seen(character: str) -> bool:
    """Whether a reader sees this character as more than a space or an empty pair of quotation marks."""
    hidden = unicodedata.category(character) in {"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me"}
    return not hidden and character not in _QUOTATION_MARKS


class Text:
    """Whatever is left of the line, or what stands in quotation marks."""

    form_kind = FieldKind.TEXT
    most = 200

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """All of the line."""
        return line, ""

    def read(self, text: str, request: Request) -> str:
        """The text without control characters. Raises Refused when nothing or too much of it is left."""
        clean = _CONTROL.sub("", text).strip()
        quoted = _QUOTED.fullmatch(clean)
        clean = quoted[1].strip() if quoted else clean
        if not any(_is_seen(character) for character in clean):
            raise Refused("There is nothing in it. Please type a few words.")
        if len(clean) > self.most:
            raise Refused(
                f"That is {len(clean):,} characters long; {self.most:,} is the most that fits here. "
                "Nothing was stored: please shorten it and send it again."
            )
        return clean

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """Anything goes."""
        return ()


class Number:
    """A whole number from 1, with or without a word before it."""

    form_kind = FieldKind.TEXT

    def __init__(self, what: str, example: str) -> None:
        """`what` is the word that may stand before the number (`page`); `example` is shown when it is none."""
        self._what = what
        self._example = example

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """`page 2`, or a number alone."""
        words = line.casefold().removeprefix(self._what).strip()
        return (words, "") if words.isdecimal() else None

    def read(self, text: str, request: Request) -> int:
        """The number. Raises Refused for anything else."""
        if not re.fullmatch(r"[0-9]{1,9}", text.strip()) or int(text) < 1:
            raise Refused(f"“{shorten(text)}” is no {self._what}. For example: {self._example}")
        return int(text)

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """Anything goes."""
        return ()


class LongText(Text):
    """A text of several lines, such as a part of a note."""

    form_kind = FieldKind.LONG_TEXT
    most = MOST_CHARACTERS


class Name(Text):
    """A name, quoted or not."""

    most = 120

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """What stands in quotation marks, else all of the line."""
        match = _QUOTED.search(line)
        return (match[1], f"{line[: match.start()]} {line[match.end() :]}") if match else (line, "")

    def read(self, text: str, request: Request) -> str:
        """The name on one line, with single spaces."""
        name = " ".join(super().read(text, request).split()).strip("\"'“”")
        if not any(character.isalpha() for character in name):
            raise Refused(f"“{shorten(text)}” is not a name. For example: “Mrs J Smith”")
        return name


class QuotedName(Name):
    """A name in quotation marks, where other words of the line mean something else."""

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """What stands in quotation marks."""
        return super().find(line, request) if _QUOTED.search(line) else None


class Email:
    """An e-mail address, plain or as a chat marks it up."""

    form_kind = FieldKind.TEXT

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """The first address in the line."""
        match = _EMAIL.search(line)
        return (match[1], f"{line[: match.start()]} {line[match.end() :]}") if match else None

    def read(self, text: str, request: Request) -> str:
        """The address. Raises Refused when it is none."""
        match = _EMAIL.fullmatch(text.strip())
        if match is None or len(match[1]) > 254 or _CONTROL.search(match[1]):
            raise Refused(f"“{shorten(text)}” is not an e-mail address. It looks like head@oldhall.example")
        return match[1]

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """Anything goes."""
        return ()


class Choice:
    """One of a few values, each with the words people type for it."""

    form_kind = FieldKind.CHOICE

    def __init__(self, of: Callable[[Request], tuple[tuple[str, str, tuple[str, ...]], ...]], what: str) -> None:
        """`of` gives (value, label, words) for each choice; `what` is how a refusal calls them: `kind of visit`."""
        self._of = of
        self._what = what

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """The longest words in the line, outside quotation marks, that name a choice."""
        outside = outside_quotes(line)
        words = [(word, value) for value, _label, said in self._of(request) for word in (value, *said)]
        for word, value in sorted(words, key=lambda pair: -len(pair[0])):
            pattern = re.escape(word).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]?")
            for match in re.finditer(rf"(?<![\w@]){pattern}(?![\w@])", line, re.IGNORECASE):
                if outside[match.start()]:
                    return value, f"{line[: match.start()]} {line[match.end() :]}"
        return None

    def read(self, text: str, request: Request) -> str:
        """The value. Raises Refused with all that works."""
        said = " ".join(text.casefold().split())
        for value, label, words in self._of(request):
            if said in {value.casefold(), label.casefold(), *(word.casefold() for word in words)}:
                return value
        known = ", ".join(words[0] if words else value for value, _label, words in self._of(request))
        if not known:
            raise Refused(f"{request.framework.strategy} has no {self._what}.")
        raise Refused(f"“{shorten(text)}” is no {self._what}. There are: {known}.")

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """All of them."""
        return tuple((label, value) for value, label, _words in self._of(request))
