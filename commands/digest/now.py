"""`digest`: what the digest says at this moment."""

from __future__ import annotations

from commands.command import EVERYBODY, Command, Request
from notifications.digest_for import digest_now
from notifications.message import Message


def digest(request: Request) -> Message:
    """The digest of now: one's own, for leads the team's."""
    return digest_now(request.session, request.facts, request.person, request.now)


COMMAND = Command(
    name="digest",
    help="Overdue, due today, this week and what is new; for leads the team's.",
    example="digest",
    fields=(),
    allowed=EVERYBODY,
    run=digest,
    changes=False,
)
