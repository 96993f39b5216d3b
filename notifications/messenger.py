"""How a message leaves: one Messenger per door, which tries once and says what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from notifications.message import Message


class Fate(StrEnum):
    """What became of one attempt to send."""

    SENT = "sent"
    """The platform took it."""
    LATER = "later"
    """The platform did not take it and asks us to come back, or was not there."""
    REFUSED = "refused"
    """The platform will never take it: no such address, access withdrawn."""
    UNCLEAR = "unclear"
    """It may have been taken: the answer was lost."""


@dataclass(frozen=True)
class Outcome:
    """The fate of one attempt, with the platform's name for the message and the pause that it asked for."""

    fate: Fate
    platform_id: str | None = None
    pause: timedelta | None = None
    because: str = ""


@dataclass(frozen=True)
class Parcel:
    """One message ready to leave: where to, for whom in words, and what."""

    door: str
    workspace: str
    address: str
    receiver: str
    message: Message


class Messenger(Protocol):
    """One door's way out."""

    door: str

    async def send(self, parcel: Parcel) -> Outcome:
        """Try once to deliver the parcel. Raises nothing that a platform can cause."""
        ...
