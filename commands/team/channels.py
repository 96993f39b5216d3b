"""`team here`, `team channels`: which channels show the team's digest, reminders and outcomes."""

from __future__ import annotations

import re

from commands.command import EVERYBODY, Command, Field, Request
from commands.line import shorten
from commands.team.setting import SETTERS
from notifications.message import Audience, Button, FieldKind, Message, Table
from policy.refused import Refused
from policy.saying import say_day
from storage.channels import BoundChannel, Purpose, channel_at, channels_of

_WORDS = {
    **{str(purpose): purpose for purpose in Purpose},
    "reminder": Purpose.REMINDERS,
    "outcome": Purpose.OUTCOMES,
    "digests": Purpose.DIGEST,
}
_NOTHING = frozenset({"nothing", "none", "off", "no", "unbind", "remove"})
_EVERYTHING = frozenset({"all", "everything"})


class SomePurposes:
    """What a channel is for: `digest reminders outcomes`, `everything`, `nothing`."""

    form_kind = FieldKind.TEXT

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """All of the line."""
        return line, ""

    def read(self, text: str, request: Request) -> frozenset[Purpose]:
        """The purposes; none for `nothing`. Raises Refused for a word that is none."""
        words = [word for word in re.split(r"[\s,]+", text.casefold()) if word and word != "and"]
        if set(words) <= _NOTHING:
            return frozenset()
        if set(words) <= _EVERYTHING:
            return frozenset(Purpose)
        if unknown := [word for word in words if word not in _WORDS]:
            raise Refused(
                f"“{shorten(unknown[0])}” is nothing a channel can show. There are: {', '.join(Purpose)}; "
                "“team here nothing” lets a channel go."
            )
        return frozenset(_WORDS[word] for word in words)

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """Each of them, all, and nothing."""
        return (*((p.capitalize(), str(p)) for p in Purpose), ("Everything", "everything"), ("Nothing", "nothing"))


def team_here(request: Request, purposes: frozenset[Purpose]) -> Message:
    """Bind the channel in which this is said, change what it is for, or let it go."""
    workspace = request.workspace
    known = channel_at(request.session, request.team.id, request.door, workspace, request.channel)
    wanted = [str(purpose) for purpose in Purpose if purpose in purposes]
    if not wanted:
        if known is None:
            raise Refused("This channel shows nothing of the team's, so there is nothing to end.")
        request.session.delete(known)
        return Message("This channel shows nothing of the team's any more", buttons=_BUTTONS, audience=Audience.PLACE)
    if known is not None and known.purposes == wanted:
        raise Refused(f"This channel is for {_said(wanted)} already. “team here nothing” lets it go.")
    before = f"Before: {_said(known.purposes)}." if known else "It was not bound before."
    if known is None:
        request.session.add(
            BoundChannel(
                team_id=request.team.id,
                door=request.door,
                workspace=workspace,
                address=request.channel,
                name=request.channel_name or None,
                purposes=wanted,
                bound_by_id=request.person.id,
                bound_at=request.now,
            )
        )
    else:
        known.purposes = wanted
    return Message(
        f"This channel now shows: {_said(wanted)}",
        (
            before,
            "Before a deadline it shows school, reference and initials; of what is late only the number; nothing "
            "restricted.",
        ),
        buttons=_BUTTONS,
        audience=Audience.PLACE,
    )


_BUTTONS = (Button("All channels", "team channels"),)


def _said(purposes: list[str]) -> str:
    return purposes[0] if len(purposes) == 1 else f"{', '.join(purposes[:-1])} and {purposes[-1]}"


def team_channels(request: Request) -> Message:
    """Every channel that the team has bound, and for what."""
    found = channels_of(request.session, request.team.id)
    if not found:
        return Message(
            "No channel shows anything of the team's yet",
            ("In the channel, type: team here digest reminders outcomes",),
        )
    names = {person.id: person.name for person in request.colleagues}
    rows = tuple(
        (
            c.said,
            c.door.capitalize(),
            _said(c.purposes),
            f"{names.get(c.bound_by_id, 'a former colleague')}, {say_day(c.bound_at)}",
        )
        for c in found
    )
    return Message(
        f"{len(found)} {'channel' if len(found) == 1 else 'channels'}",
        table=Table(("Channel", "On", "Shows", "Bound by"), rows),
    )


HERE = Command(
    name="team here",
    help="What this channel shows of the team's: digest, reminders, outcomes.",
    example="team here digest reminders outcomes",
    fields=(Field("purposes", "What shall it show?", SomePurposes(), help="digest reminders outcomes"),),
    allowed=SETTERS,
    run=team_here,
)
CHANNELS = Command(
    name="team channels",
    help="Which channels show the team's digest, reminders and outcomes.",
    example="team channels",
    fields=(),
    allowed=EVERYBODY,
    run=team_channels,
    changes=False,
)
