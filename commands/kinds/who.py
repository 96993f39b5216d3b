"""Who leads an action: a colleague, a contact of the school, a role there, or one of the council's services."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commands.command import Option, Question, Request
from commands.kinds.a_person import people_called
from commands.kinds.role_words import contact_role, free_role, school_role, service_called
from commands.line import shorten
from policy.refused import Refused
from policy.saying import london_day
from storage.people import Person, Role, holders_of
from storage.schools import Contact, ContactRole, School, contacts_of

Lead = Person | Contact | str
"""A colleague, a contact of the school, or words: one of the council's services, or a role at the school for which no
contact is known (a role is a word and no contact: it has no address, no dates, and no place on the school's card).
"""

TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "rev", "revd", "sir", "dame", "prof", "cllr", "fr", "sr"})
MOST_NAMED = 6
_HEADS = (ContactRole.ACTING_HEAD, ContactRole.HEAD, ContactRole.EXECUTIVE_HEAD)
_MYSELF = frozenset({"me", "myself", "i"})


def lead_called(text: str, school: School, request: Request, asks: str = "lead") -> Lead:
    """Who is meant by a name, initials, a role (HT, CoG, SENCo) at this school, or the name of a council's service.

    Raises Question, for the field `asks`, when several are meant and for “chair” alone; Refused when nobody is.
    """
    words = " ".join(text.split()).strip(" \"'“”.,;()@")
    said = re.sub(r"^the ", "", words.casefold()).replace(".", "")
    if said in _MYSELF:
        return request.person
    if said in {"chair", "chairman", "chairperson", "chairwoman"}:
        raise _which_chair(request, school, asks)
    contacts = contacts_of(request.session, request.team.id, school.id, london_day(request.now))
    people: Sequence[Lead] = people_called(words, request.colleagues)
    found = [*people, *_in_a_role(said, contacts, request, school), *_named(said, contacts)]
    found = list({lead_words(lead): lead for lead in found}.values())
    if len(found) == 1:
        return found[0]
    if found:
        raise Question(
            f"{len(found)} people could be “{shorten(words)}”. Who is it?",
            asks=asks,
            options=tuple(Option(lead_words(lead), lead_value(lead)) for lead in found),
        )
    other = service_called(said, request.framework.services) or school_role(said) or free_role(words)
    if other is None:
        raise _nobody(words, school, contacts, request)
    return other


def lead_words(lead: Lead) -> str:
    """`Amina Khan`, `Mrs J Smith, head teacher`, `HR`."""
    if isinstance(lead, Contact):
        return f"{lead.name}, {lead.role}"
    return lead.name if isinstance(lead, Person) else lead


def lead_value(lead: Lead) -> str:
    """What `lead_called` reads as this lead again."""
    return lead if isinstance(lead, str) else lead.name


def role_in_words(role: ContactRole) -> str:
    """A role as the field writes it: head teacher, Chair of Governors."""
    return "Chair of Governors" if role == ContactRole.CHAIR_OF_GOVERNORS else str(role)


def _in_a_role(said: str, contacts: Sequence[Contact], request: Request, school: School) -> Sequence[Lead]:
    if said in _chairs(request):
        return holders_of(Role.CHAIR, request.colleagues)
    if said in {request.framework.adviser_short.casefold(), request.framework.adviser.casefold(), "adviser", "advisor"}:
        attached = request.facts.adviser_of(school.id, london_day(request.now))
        return (attached,) if attached else ()
    role = contact_role(said)
    if role is None:
        return ()
    order = _HEADS if role == ContactRole.HEAD else (role,)
    for wanted in order:
        if serving := [contact for contact in contacts if contact.role == wanted]:
            return serving
    return (role_in_words(role),)


def _chairs(request: Request) -> frozenset[str]:
    kinds = request.framework.meeting_kinds
    words = [word for kind in kinds for word in (kind.chair, f"chair of {kind.short}", f"chair of {kind.name}")]
    return frozenset(word.casefold() for word in (*words, *(f"{kind.short} chair" for kind in kinds)))


def _named(said: str, contacts: Sequence[Contact]) -> list[Contact]:
    """The contacts who answer to a name: in full, or by surname with or without a title and the initials."""
    plain = said.split(",")[0].strip()
    named = [contact for contact in contacts if contact.name.casefold().replace(".", "") == plain]
    asked = [word for word in plain.split() if word not in TITLES]
    if named or not asked or len(asked[-1]) < 2:
        return named
    return [contact for contact in contacts if _answers_to(contact.name, plain.split(), asked)]


def _answers_to(name: str, said: Sequence[str], asked: Sequence[str]) -> bool:
    own = name.casefold().replace(".", "").split()
    titled = [word for word in said if word in TITLES]
    first, given = own[1:-1] if own[0] in TITLES else own[:-1], list(asked[:-1])
    return (
        own[-1] == asked[-1]
        and all(title in own for title in titled)
        and all(any(one.startswith(word) or word.startswith(one) for one in first) for word in given)
    )


def _which_chair(request: Request, school: School, asks: str) -> Question:
    chairs = holders_of(Role.CHAIR, request.colleagues)
    boards = tuple(Option(f"{request.framework.meeting_kinds[0].chair}, {one.name}", one.name) for one in chairs)
    return Question(
        f"Which chair: the Chair of Governors of {school.name}, or the {request.framework.meeting_kinds[0].chair}?",
        asks=asks,
        options=(Option("Chair of Governors", "chair of governors"), *boards),
    )


def _nobody(words: str, school: School, contacts: Sequence[Contact], request: Request) -> Refused:
    names = _some(tuple(person.name for person in request.colleagues))
    known = _some(tuple(dict.fromkeys(contact.name for contact in contacts)))
    services = _some(request.framework.services)
    return Refused(
        f"I know nobody called “{shorten(words)}”. A colleague works ({names}), "
        + (f"a contact of {school.name} ({known}), " if known else "")
        + "a role at the school (HT, CoG, DHT, SENCo)"
        + (f" or one of the council's services ({services})." if services else ".")
    )


def _some(names: Sequence[str]) -> str:
    """The first few names, and that there are more."""
    return ", ".join(names[:MOST_NAMED]) + (" and others" if len(names) > MOST_NAMED else "")
