"""People of the team, and the roles they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commands.command import Option, Question, Request
from commands.forms import with_words
from commands.line import shorten
from notifications.message import FieldKind
from policy.refused import Refused
from storage.people import Person, Role

_BEFORE = r"(?:(?<!\w)(?:with|to|for)\s+)?"
_MENTION = re.compile(_BEFORE + r'(?:@"([^"]+)"|@([\w.’\'-]+))', re.IGNORECASE)


class APerson:
    """One member of the team, by mention, name, first name or initials."""

    form_kind = FieldKind.PERSON

    def __init__(self, asks: str = "person") -> None:
        self._asks = asks

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """An @mention anywhere in the line, or a colleague's name at its start or end; “with” may stand before it."""
        if match := _MENTION.search(line):
            return match[1] or match[2], f"{line[: match.start()]} {line[match.end() :]}"
        for person in request.colleagues:
            for name in (person.name, person.first_name):
                if match := re.match(rf'"?{re.escape(name)}"?(?!\w)', line, re.IGNORECASE):
                    return name, line[match.end() :]
                if match := re.search(rf'{_BEFORE}(?<!\w)"?{re.escape(name)}"?$', line, re.IGNORECASE):
                    return name, line[: match.start()]
        return None

    def read(self, text: str, request: Request) -> Person:
        """The person. Raises Question when several answer to the name, Refused when nobody does."""
        found = people_called(text, request.colleagues)
        if len(found) == 1:
            return found[0]
        if found:
            raise Question(
                f"{len(found)} people could be “{shorten(text)}”. Who is it?",
                asks=self._asks,
                options=tuple(Option(person.name, person.name) for person in found),
            )
        names = ", ".join(person.name for person in request.colleagues)
        raise Refused(f"Nobody in {request.team.name} is called “{shorten(text)}”. There are: {names}.")

    def suggest(self, text: str, request: Request) -> tuple[tuple[str, str], ...]:
        """Colleagues whose name or initials are being typed."""
        said = text.strip().strip('"@').casefold()
        by_initials = [(one.name, one.name) for one in request.colleagues if one.initials.casefold() == said]
        return tuple(dict((*by_initials, *with_words(self.choices(request), said))).items())

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """Everybody in the team."""
        return tuple((person.name, person.name) for person in request.colleagues)


def people_called(text: str, colleagues: Sequence[Person]) -> tuple[Person, ...]:
    """Who answers to a name: by full name, else by first name or initials."""
    said = text.strip().strip('"@').replace(".", " ").casefold().strip()
    exactly = tuple(person for person in colleagues if person.name.casefold() == said)
    if exactly:
        return exactly
    return tuple(p for p in colleagues if said in {p.first_name.casefold(), p.initials.casefold()})


class SomeRoles:
    """One or more roles of the team."""

    form_kind = FieldKind.CHOICE

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """The roles at the end of the line, else at its start: `adviser lead`, `adviser and lead`, `advisor`."""
        words = list(re.finditer(r"[^\s,]+", line))
        said = [match[0].casefold() for match in words]
        last = next((place for place in range(len(said) - 1, -1, -1) if said[place] not in _ROLE_LIST), -1)
        if last < len(said) - 1 and any(word in _ROLES for word in said[last + 1 :]):
            start = words[last + 1].start()
            return line[start:].strip(" ,"), line[:start]
        first = next((place for place, word in enumerate(said) if word not in _ROLE_LIST), 0)
        if first == 0:
            return None
        return line[: words[first].start()].strip(" ,"), line[words[first].start() :]

    def read(self, text: str, request: Request) -> frozenset[Role]:
        """The roles. Raises Refused for a word that is none."""
        words = [word for word in re.split(r"[\s,]+", text.casefold()) if word and word != "and"]
        unknown = [word for word in words if word not in _ROLES]
        if unknown or not words:
            raise Refused(
                f"“{shorten(text)}” is not a role. There are: {', '.join(Role)}; for example: "
                'team add "Amina Khan" adviser'
            )
        return frozenset(_ROLES[word] for word in words)

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """Every role."""
        return tuple((role.capitalize(), str(role)) for role in Role)


_ROLES = {**{str(role): role for role in Role}, "advisor": Role.ADVISER, "administrator": Role.ADMIN}
_ROLE_LIST = frozenset({*_ROLES, "and"})
