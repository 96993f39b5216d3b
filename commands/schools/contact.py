"""`school contact`: who is who at a school; the register carries no addresses."""

from __future__ import annotations

from datetime import timedelta

from commands.command import TEAM_OFFICE, Command, Field, Request
from commands.kinds.words import Choice, Email, Name
from commands.schools.fields import THE_SCHOOL
from notifications.message import Message
from policy.saying import london_day, say_day
from storage.built_on import built_on
from storage.schools import Contact, ContactRole, School, contacts_of

_WORDS: dict[ContactRole, tuple[str, ...]] = {
    ContactRole.HEAD: ("head", "HT", "headteacher", "head teacher", "principal"),
    ContactRole.ACTING_HEAD: ("acting head", "acting HT", "acting headteacher"),
    ContactRole.EXECUTIVE_HEAD: ("executive head", "exec head", "executive HT", "EHT"),
    ContactRole.CHAIR_OF_GOVERNORS: ("chair of governors", "CoG", "chair of govs"),
    ContactRole.CLERK_TO_GOVERNORS: ("clerk to governors", "clerk to the governors", "clerk"),
    ContactRole.TRUST: ("trust", "CEO"),
    ContactRole.DIOCESE: ("diocese",),
    ContactRole.SUPPORTING_SCHOOL: ("supporting school",),
}


def _roles(request: Request) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return tuple((str(role), role.capitalize(), words) for role, words in _WORDS.items())


def school_contact(request: Request, school: School, role: str, email: str | None, name: str) -> Message:
    """Store who serves in a role from today on; whoever served in it before served until yesterday.

    Somebody who was stored today was a slip, and goes without a trace; only where a note or an action names them the
    record keeps them, with no day on which they served.
    """
    today = london_day(request.now)
    lines = []
    for other in contacts_of(request.session, request.team.id, school.id, today):
        if other.role != role:
            continue
        yesterday = today - timedelta(days=1)
        if other.from_on < today:
            lines.append(f"{other.name} was {other.role} until {say_day(yesterday)}.")
        if other.from_on < today or built_on(request.session, other):
            other.until_on = yesterday
        else:
            request.session.delete(other)
    contact = Contact(
        team_id=request.team.id,
        school_id=school.id,
        role=role,
        name=name,
        email=email,
        from_on=today,
        added_at=request.now,
    )
    request.session.add(contact)
    address = email or "no e-mail address"
    return Message(f"{school.name}: {name} is {role}", (f"From {say_day(today)}, {address}.", *lines))


COMMAND = Command(
    name="school contact",
    help="Say who is head teacher, chair of governors or clerk to governors of a school.",
    example='school contact Old Hall head "Mrs J Smith" head@oldhall.example',
    fields=(
        THE_SCHOOL,
        Field("role", "In which role?", Choice(_roles, "role at a school")),
        Field("email", "Which e-mail address?", Email(), required=False, help="head@oldhall.example"),
        Field("name", "What is the name?", Name(), help="Mrs J Smith"),
    ),
    allowed=TEAM_OFFICE,
    run=school_contact,
)
