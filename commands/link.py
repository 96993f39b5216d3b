"""`link`: join two doors, so that the bot knows one person on both."""

from __future__ import annotations

from commands.command import EVERYBODY, Command, Field, Request
from commands.kinds.words import Text
from notifications.message import Message
from policy.refused import Refused
from policy.saying import say_time
from storage.link_codes import LENGTH, SERVES_FOR, identities_of, matching_code, new_link_code

_DOORS = {"console": "the terminal", "slack": "Slack", "telegram": "Telegram", "email": "e-mail"}


def link(request: Request, code: str | None) -> Message:
    """A code for the asker to type on another door. A code typed where one is known already is refused in words."""
    if code is not None:
        raise Refused(_known_already(request, code))
    known = sorted({_DOORS.get(one.door, one.door) for one in identities_of(request.session, request.person.id)})
    fresh = new_link_code(request.session, request.person, request.now)
    minutes = int(SERVES_FOR.total_seconds() // 60)
    return Message(
        f"Your code: {fresh[: LENGTH // 2]}-{fresh[LENGTH // 2 :]}",
        (
            f"On the other door, in a message to me alone, type: link {fresh}",
            f"It works once, until {say_time(request.now + SERVES_FOR)} ({minutes} minutes). Show it to nobody.",
            f"I know you so far on: {', '.join(known) or 'no door'}.",
        ),
    )


def _known_already(request: Request, code: str) -> str:
    found = matching_code(request.session, code, request.now)
    if found is not None and found.person_id == request.person.id:
        return f"That is your own code. Type it on the other door, where I do not know you yet: link {code}"
    return f"I know you here already, as {request.person.name}. A code is for a door where I do not know you yet."


COMMAND = Command(
    name="link",
    help="Get a code that joins this door to another one you use.",
    example="link",
    fields=(Field("code", "Which code?", Text(), required=False, help="leave out to get one"),),
    allowed=EVERYBODY,
    run=link,
    bare_runs=True,
)
