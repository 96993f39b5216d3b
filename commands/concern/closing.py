"""`concern close` and `concern share`: a concern has ended; somebody else may see a restricted one."""

from __future__ import annotations

from commands.actions.fields import AReason
from commands.command import Command, Field, Request
from commands.concern.fields import ALLOWED, THE_CONCERN, check_open
from commands.kinds.a_person import APerson
from notifications.message import Button, Message
from policy.refused import Refused
from policy.saying import london_day, say_day
from storage.escalations import Escalation, EscalationReader, EscalationState
from storage.people import Person, roles_of


def concern_closed(request: Request, concern: Escalation, because: str) -> Message:
    """End a concern with a reason. Raises Refused where it has ended before."""
    check_open(concern)
    concern.state = EscalationState.CLOSED
    concern.closed_on, concern.closed_because = london_day(request.now), because
    request.session.flush()
    return Message(
        f"{concern.ref}: closed, {concern.school.name}",
        (f"{say_day(concern.closed_on)}: {because}",),
        buttons=(Button("Show it", f"concern {concern.ref}"),),
    )


def concern_shared(request: Request, concern: Escalation, who: Person) -> Message:
    """Let somebody else see a restricted concern. Raises Refused where everybody may, or they can already."""
    if not concern.restricted:
        raise Refused(f"{concern.ref} is not restricted: all advisers and leads can see it.")
    if any(reader.person_id == who.id for reader in concern.readers):
        raise Refused(f"{who.name} can see {concern.ref} already.")
    if not ALLOWED & roles_of(who, request.colleagues):
        raise Refused(f"{who.name} is no adviser and no lead, and so cannot open concerns.")
    concern.readers.append(EscalationReader(person_id=who.id))
    request.session.flush()
    return Message(
        f"{concern.ref}: {who.name} can see it from now on",
        (f"{concern.school.name}. They are not told of it by me.",),
        buttons=(Button("Show it", f"concern {concern.ref}"),),
    )


CLOSE = Command(
    name="concern close",
    help="End a concern, with the reason.",
    example="concern close E2 because the plan is in place and seen in books",
    fields=(THE_CONCERN, Field("because", "Why?", AReason())),
    allowed=ALLOWED,
    run=concern_closed,
)
SHARE = Command(
    name="concern share",
    help="Let a colleague see a restricted concern.",
    example="concern share E2 @sam",
    fields=(THE_CONCERN, Field("who", "With whom?", APerson("who"), help="@sam")),
    allowed=ALLOWED,
    run=concern_shared,
)
COMMANDS = (CLOSE, SHARE)
