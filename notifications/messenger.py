"""How a message leaves: one Messenger per door, which tries once and says what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, runtime_checkable

from notifications.message import Message


class Fate(StrEnum):
    """What became of one attempt to send."""

    SENT = "sent"
    """The platform took it."""
    LATER = "later"
    """The platform did not take it and asks us to come back, or was not there."""
    REFUSED = "refused"
    """The platform will never take this message."""
    GONE = "gone"
    """The place takes nothing any more: channel archived, bot removed, no such address, token revoked."""
    UNCLEAR = "unclear"
    """It may have been taken: the answer was lost."""


@dataclass(frozen=True)
class Outcome:
    """The fate of one attempt, with the platform's name for the message and the pause that it asked for.

    With a pause, the whole place is left alone for so long, not this message only. `whole_door` says that it is not
    about this place but about every place of the workspace: a limit for the whole bot, a token that was revoked.
    `was_unclear` says that the answer was lost and the platform was asked since. `moved_to` is the place's new address,
    where the platform has given it one.
    """

    fate: Fate
    platform_id: str | None = None
    pause: timedelta | None = None
    because: str = ""
    whole_door: bool = False
    was_unclear: bool = False
    moved_to: str | None = None


@dataclass(frozen=True)
class Parcel:
    """One message ready to leave: where to, for whom in words, and what.

    `mark` is the same at every attempt to deliver the same thing and never used for another: a door hides it in what
    it sends, where the platform lets it, and finds it again by it.
    """

    door: str
    workspace: str
    address: str
    receiver: str
    message: Message
    mark: str = ""


@dataclass(frozen=True)
class Pace:
    """The pause between two messages to one place."""

    between: timedelta = timedelta()


class Messenger(Protocol):
    """One door's way out."""

    @property
    def door(self) -> str:
        """The door's name."""
        ...

    async def send(self, parcel: Parcel) -> Outcome:
        """Try once to deliver the parcel. Raises nothing that a platform can cause."""
        ...


@runtime_checkable
class CanLook(Protocol):
    """A Messenger that can ask its platform whether a parcel has arrived."""

    async def look(self, parcel: Parcel, since: datetime) -> Outcome | None:
        """SENT when a parcel with this mark stands there since `since` (aware), LATER when it surely does not.

        None when the platform cannot say now. Raises nothing that a platform can cause.
        """
        ...


@runtime_checkable
class CanEdit(Protocol):
    """A Messenger whose platform lets a message be changed after it was sent."""

    async def edit(self, parcel: Parcel, platform_id: str) -> Outcome:
        """Let the message that the platform calls `platform_id` read like this parcel. SENT also where it does already.

        Repeating it does no harm. Raises nothing that a platform can cause.
        """
        ...


@runtime_checkable
class KeepsPace(Protocol):
    """A Messenger whose platform limits how often something may be sent to one place."""

    def pace(self, address: str) -> Pace:
        """The limit at this address."""
        ...
