"""What people type for the roles at and around a school, and for the council's services."""

from __future__ import annotations

import re

from storage.schools import ContactRole

CONTACT_ROLES: dict[ContactRole, tuple[str, ...]] = {
    ContactRole.HEAD: ("HT", "head", "head teacher", "headteacher", "principal"),
    ContactRole.ACTING_HEAD: ("acting head", "acting HT", "acting head teacher", "acting headteacher", "AHoS"),
    ContactRole.EXECUTIVE_HEAD: ("executive head", "exec head", "executive HT", "EHT", "executive head teacher"),
    ContactRole.CHAIR_OF_GOVERNORS: ("CoG", "chair of governors", "chair of govs", "governors' chair"),
    ContactRole.CLERK_TO_GOVERNORS: ("clerk to governors", "clerk to the governors", "governors' clerk"),
    ContactRole.TRUST: ("trust", "MAT", "CEO", "trust CEO", "CEO of the trust"),
    ContactRole.DIOCESE: ("diocese", "diocesan adviser"),
    ContactRole.SUPPORTING_SCHOOL: ("supporting school", "support school"),
}
"""Roles that a contact of the school may hold, with the words for them."""

SCHOOL_ROLES: dict[str, tuple[str, ...]] = {
    "deputy head teacher": ("DHT", "deputy", "deputy head", "deputy headteacher"),
    "assistant head teacher": ("AHT", "assistant head", "assistant headteacher"),
    "SENCo": ("SENDCo", "SEN coordinator", "SEND coordinator"),
    "school business manager": ("SBM", "business manager", "bursar"),
    "designated safeguarding lead": ("DSL",),
    "senior leaders": ("SLT", "senior leadership team", "leadership team"),
    "governors": ("governing body", "governing board", "GB", "the governors"),
    "educational psychologist": ("EP", "ed psych"),
}
"""Roles at a school for which no contact is kept: the role itself leads."""

_FREE_ROLE = re.compile(
    r"(?!.*\b(?:SIB|TAS|IRM)\b)[A-Za-z][\w &/'’-]{1,36} (?:lead|leader|leads|leaders|co-?ordinator|manager|teacher|"
    r"teachers|governor)|head of [\w &/'’-]{2,36}",
    re.IGNORECASE,
)
"""`phonics lead`, `Year 2 teacher`, `head of maths`: a role in somebody's own words."""

SERVICE_WORDS: dict[str, tuple[str, ...]] = {
    "education psychology": ("EP", "ed psych", "educational psychology", "educational psychologist", "EPS"),
    "eyfs": ("early years", "early years team"),
    "hr": ("human resources", "personnel"),
    "send": ("SEN", "SEND team", "inclusion"),
    "governor support": ("governor services",),
    "governor services": ("governor support",),
    "school improvement": ("SI team", "school improvement team"),
    "attendance": ("attendance team", "EWO", "education welfare"),
}
"""Further words for services, by the service's name in small letters; they count where the strategy has the service."""


def contact_role(said: str) -> ContactRole | None:
    """The role of a contact that is said, in any case of letters."""
    return next((role for role, words in CONTACT_ROLES.items() if said in _folded(str(role), *words)), None)


def school_role(said: str) -> str | None:
    """The role at a school that is said, for which no contact is kept; in small letters but for its initials."""
    for role, words in SCHOOL_ROLES.items():
        if said in _folded(role, *words):
            return role
    return None


def free_role(text: str) -> str | None:
    """A role in somebody's own words, as it was typed."""
    return text if _FREE_ROLE.fullmatch(text) else None


def service_called(said: str, services: tuple[str, ...]) -> str | None:
    """The council's service that is said, as the strategy spells it."""
    for service in services:
        if said in _folded(
            service, f"{service} team", f"{service} service", *SERVICE_WORDS.get(service.casefold(), ())
        ):
            return service
    return None


def _folded(*words: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)
