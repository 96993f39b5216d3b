"""Who leads, found in a line as words: only the command knows the school at which HT or CoG is somebody."""

from __future__ import annotations

import re

from commands.command import Request
from commands.forms import with_words
from commands.kinds.role_words import CONTACT_ROLES, SCHOOL_ROLES, SERVICE_WORDS, free_role, service_called
from commands.line import outside_quotes
from notifications.message import FieldKind

_MENTION = re.compile(r'(?<!\w)@"([^"]+)"|(?<!\w)@([\w.’\'-]+)')
_MARKED = re.compile(r"(?<!\w)(?:led by|lead by|lead|leader|who|owner)\s*:?\s+(?=\S)", re.IGNORECASE)
_TITLED = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Revd?|Sir|Dame|Prof|Cllr|Fr|Sr)\.? (?:[A-Z]\.? ?)*[A-Z][\w’'-]+"
_NOT_AFTER = re.compile(
    r"\b(?:to|with|of|for|the|a|an|and|or|from|by|at|in|on|about|via|through|between|new|each|every|&)\s*$",
    re.IGNORECASE,
)
_AND = re.compile(r"(?:\band|&|,)\s*$", re.IGNORECASE)
_DOES = re.compile(r"(?P<who>\S.{1,58}?)\s+(?:to|will|should|is to)\s+(?P<what>\S.*)", re.DOTALL)
_BY = re.compile(r"\bby\s*$", re.IGNORECASE)


class ALead:
    """The words for who leads: `@jane`, `lead HT`, or a name or role at the end of the line."""

    form_kind = FieldKind.PERSON

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """An @mention outside quotation marks; else what follows “lead” or “led by”; else the whole line if it names
        somebody, in any case of letters; else a name or a role as it is written, at the end of the line or, before
        “to”, at its start.
        """
        outside = outside_quotes(line)
        mentions = [match for match in _MENTION.finditer(line) if outside[match.start()]]
        if mentions and not (len(mentions) > 1 and _AND.search(line[: mentions[-1].start()])):
            return _cut_mention(line, mentions[-1])
        for match in _MARKED.finditer(line):
            words = line[match.end() :].strip(" ,;.")
            if outside[match.start()] and names_somebody(words, request):
                return words, line[: match.start()]
        bare = line.strip(" ,;.()-–—")
        if names_somebody(bare, request):
            return bare, ""
        return self._at_the_end(line, request) or self._at_the_start(line, request)

    def _at_the_end(self, line: str, request: Request) -> tuple[str, str] | None:
        text = line.rstrip(" ,;.)")
        set_apart = re.search(r"(?:[,;(|]|\s[-–—]\s)\s*([^,;(|]+)$", text)
        if set_apart is not None and names_somebody(set_apart[1], request):
            return set_apart[1], text[: set_apart.start()]
        for pattern in _as_written(request):
            match = re.search(rf"(?<![\w@])(?:{pattern})$", text)
            if match is None:
                continue
            before = line[: match.start()]
            if _BY.search(before):
                return match[0], _BY.sub("", before).rstrip()
            if not _NOT_AFTER.search(before):
                return match[0], before.rstrip(" ,;(-–—")
        return None

    def _at_the_start(self, line: str, request: Request) -> tuple[str, str] | None:
        match = _DOES.fullmatch(line.strip())
        return (match["who"], match["what"]) if match and names_somebody(match["who"], request) else None

    def read(self, text: str, request: Request) -> str:
        """The words themselves; `lead_called` knows who that is at a school."""
        return text

    def suggest(self, text: str, request: Request) -> tuple[tuple[str, str], ...]:
        """Colleagues, the roles at a school, and the council's services."""
        if not text.strip():
            return self.choices(request)
        colleagues = [(person.name, person.name) for person in request.colleagues]
        roles = [(role_words(str(role), words), words[0]) for role, words in CONTACT_ROLES.items()]
        roles += [(role_words(role, words), words[0]) for role, words in SCHOOL_ROLES.items()]
        services = [(service, service) for service in request.framework.services]
        return with_words((*colleagues, *roles, *services), text)

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """The asker, the usual people of a school, and the colleagues."""
        own, others = request.person, [person for person in request.colleagues if person.id != request.person.id]
        return (
            (own.name, own.name),
            ("Head teacher", "HT"),
            ("Chair of Governors", "CoG"),
            *((person.name, person.name) for person in others[:5]),
        )


def role_words(role: str, words: tuple[str, ...]) -> str:
    """A role with the usual short form behind it: `head teacher (HT)`."""
    return f"{role} ({words[0]})"


def _cut_mention(line: str, match: re.Match[str]) -> tuple[str, str]:
    """The name and the line without it; a name in the middle of a sentence stays in the sentence."""
    name = match[1] or match[2]
    before, after = line[: match.start()], line[match.end() :]
    inside = any(c.isalnum() for c in before) and any(c.isalnum() for c in after)
    return name, f"{before}{name if inside else ' '}{after}"


def names_somebody(words: str, request: Request) -> bool:
    """Whether words alone are a name or a role that somebody can be called by, in any case of letters."""
    said = re.sub(r"^the ", "", words.casefold().strip(" \"'“”@"))
    if not said or len(said) > 60:
        return False
    names = {name.casefold() for person in request.colleagues for name in (person.name, person.first_name)}
    initials = {person.initials.casefold() for person in request.colleagues}
    roles = {word.casefold() for table in (CONTACT_ROLES, SCHOOL_ROLES) for words in table.values() for word in words}
    roles |= {str(role).casefold() for role in (*CONTACT_ROLES, *SCHOOL_ROLES)}
    return (
        said in names | initials | roles | {"me", "myself", "chair", "adviser", "advisor"}
        or said == request.framework.adviser_short.casefold()
        or said in {kind.chair.casefold() for kind in request.framework.meeting_kinds}
        or service_called(said, request.framework.services) is not None
        or (free_role(words.strip()) is not None and len(words.split()) <= 4)
        or re.fullmatch(_TITLED, words.strip(), re.IGNORECASE) is not None
    )


def _as_written(request: Request) -> list[str]:
    """Patterns of what names somebody beyond doubt where it ends a sentence, longer words before shorter ones."""
    names = [name for person in request.colleagues for name in (person.name, person.first_name)]
    tables = [(str(role), *words) for table in (CONTACT_ROLES, SCHOOL_ROLES) for role, words in table.items()]
    roles = [word for words in tables for word in words if " " in word or not word.islower()]
    chairs = [kind.chair for kind in request.framework.meeting_kinds]
    short = [word for words in SERVICE_WORDS.values() for word in words if word.isupper() and word != "SEN"]
    exact = sorted((*names, *chairs, request.framework.adviser_short), key=len, reverse=True)
    loose = sorted({*roles, *short, "HR", "headteacher"}, key=len, reverse=True)
    return [
        _TITLED,
        "|".join(map(re.escape, exact)),
        "|".join(re.escape(word) if word.isupper() else f"(?i:{re.escape(word)})" for word in loose),
    ]
