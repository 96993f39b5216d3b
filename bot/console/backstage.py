"""What the terminal needs from the rest of the bot, and nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.arrival import Arrival
from notifications.message import Answer


class Backstage(Protocol):
    """The bot as the terminal sees it: it answers, it lets time pass, and it knows some names. Instants are aware."""

    async def handle(self, arrival: Arrival) -> Answer:
        """Answer one arrival, after everything about it has been stored."""
        ...

    async def tick(self, now: datetime) -> None:
        """Plan and deliver what is due at `now`; deliveries for people here come through the terminal's messengers."""
        ...

    async def next_moment(self, after: datetime, until: datetime) -> datetime | None:
        """The earliest instant in (after, until] at which a tick could have something to do, or None."""
        ...

    def people(self) -> Sequence[tuple[str, str]]:
        """Name and roles in words of everybody in the team, in order: ("Amina Khan", "adviser")."""
        ...

    def commands(self) -> Sequence[tuple[str, str]]:
        """Name and help of every command, without a slash: ("visit note", "Write the note of a visit.")."""
        ...

    def takes_school(self, command: str) -> bool:
        """Whether a school is the first thing to say after this command."""
        ...

    def schools(self, text: str) -> Sequence[str]:
        """Names of schools that `text` may be the beginning of, the likeliest first; none when it says more."""
        ...

    def place(self) -> str:
        """Where the record is kept, for people to read."""
        ...

    def team_name(self) -> str:
        """Whose team this is."""
        ...
