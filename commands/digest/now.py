"""`digest`: what the digest says at this moment; one that stands already is brought up to date."""

from __future__ import annotations

from dataclasses import replace

from commands.command import EVERYBODY, Command, Request
from notifications.digest_for import digest_now
from notifications.message import Audience, Message
from notifications.outdated import digest_is_outdated
from storage.channels import BoundChannel, Purpose, channel_at


def digest(request: Request) -> Message:
    """The digest of now: one's own, for leads the team's; in a channel that is bound for digests, the channel's.

    The one that was sent to the asker, or to the channel, today is brought up to date where it stands.
    """
    here = channel_at(request.session, request.team.id, request.door, request.workspace, request.channel)
    if here is not None and here.serves(Purpose.DIGEST):
        return _of_the_channel(request, here)
    digest_is_outdated(request.session, request.person, request.now)
    return digest_now(request.session, request.facts, request.person, request.now)


def _of_the_channel(request: Request, channel: BoundChannel) -> Message:
    if digest_is_outdated(request.session, channel, request.now):
        return Message("Today's digest stands above; it is brought up to date")
    said = digest_now(request.session, request.facts, channel, request.now)
    return replace(said, audience=Audience.PLACE)


COMMAND = Command(
    name="digest",
    help="Overdue, due today, this week and what is new; for leads the team's.",
    example="digest",
    fields=(),
    allowed=EVERYBODY,
    run=digest,
)
