"""The way in and the way out of a simulated year: lines are typed, time passes, and what is sent is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.arrival import Arrival
from bot.clockwork import Clockwork
from bot.core import Core
from bot.simulating.world import World
from notifications.message import Answer, Message
from notifications.messenger import Fate, Messenger, Outcome, Parcel
from notifications.nudge import facts_of
from notifications.rules import RULES
from policy.framework import Framework
from storage.database import Database
from storage.outbox import OutboxRow
from storage.people import Person
from storage.teams import Team

T = TypeVar("T")
DOOR = "console"


@dataclass(frozen=True)
class Sent:
    """One message that was sent: when, to whom, what it says, and why by each rule that speaks in it."""

    at: datetime
    receiver: str
    message: Message
    because: tuple[tuple[str, str], ...]


class _Post:
    """Takes everything and remembers it under a name of its own."""

    def __init__(self, door: str) -> None:
        self.door = door
        self.taken: list[tuple[str, Parcel]] = []

    async def send(self, parcel: Parcel) -> Outcome:
        """Take it."""
        name = f"{self.door}-{len(self.taken)}"
        self.taken.append((name, parcel))
        return Outcome(Fate.SENT, platform_id=name)


class Play:
    """A record, the real way in, the real clockwork, and a clock that stands until it is moved on."""

    def __init__(self, world: World) -> None:
        """Begin when the world does."""
        self.world = world
        self.now = world.began_at
        self.sent: list[Sent] = []
        self.refused: Counter[str] = Counter()
        self.typed = 0
        self._keys = count(1)
        self._posts = {door: _Post(door) for door in (DOOR, "email")}
        self._seen = dict.fromkeys(self._posts, 0)
        messengers: dict[str, Messenger] = dict(self._posts)
        self._core = Core(world.database, messengers, monotonic=lambda: 0.0)
        self._clockwork = Clockwork(self._core, messengers, monotonic=lambda: 0.0)

    @property
    def framework(self) -> Framework:
        """The council's strategy."""
        return self.world.framework

    async def say(self, who: Person, line: str) -> Answer:
        """What this person is answered who types a line now, a command with its stroke; a question that comes back is
        taken as it stands.
        """
        self.typed += 1
        answer = await self._core.handle(
            Arrival(
                door=DOOR,
                workspace="local",
                user=who.name.casefold(),
                channel=who.name.casefold(),
                text=line if line.startswith("answer ") else f"/{line}",
                receipt_key=f"line-{next(self._keys)}",
                now=self.now,
                team_id=self.world.team.id,
            )
        )
        if not answer.understood:
            self.refused[f"{line.split()[0]}: {answer.message.title}"] += 1
        return answer

    async def say_yes(self, who: Person, line: str, *labels: str) -> Answer:
        """Type a line and press, of what is asked, the buttons with these labels one after the other."""
        answer = await self.say(who, line)
        for label in labels:
            says = next((button.says for button in answer.message.buttons if button.label == label), None)
            if says is None:
                break
            answer = await self.say(who, says)
        return answer

    async def look(self, at: Callable[[Session], T]) -> T:
        """What a reader of the record sees now."""
        return await self._core.run_read(at)

    async def pass_until(self, moment: datetime) -> None:
        """Let the time pass to a moment, stopping wherever something is due."""
        while True:
            stop = await self._clockwork.next_moment(self.now, moment)
            self.now = stop if stop is not None and self.now < stop < moment else moment
            await self._clockwork.tick(self.now)
            await self._collect()
            if self.now >= moment:
                return

    async def _collect(self) -> None:
        for door, post in self._posts.items():
            new = post.taken[self._seen[door] :]
            self._seen[door] = len(post.taken)
            if new:
                because = await self._why([name for name, _ in new])
                self.sent += sorted(
                    (
                        Sent(self.now, parcel.receiver, parcel.message, tuple(because.get(name, ())))
                        for name, parcel in new
                    ),
                    key=lambda sent: (sent.receiver, sent.message.title),
                )

    async def _why(self, names: list[str]) -> dict[str, list[tuple[str, str]]]:
        return await self.look(lambda session: _reasons(session, self.world.team.id, names))

    def close(self) -> None:
        """Let the threads and the record go."""
        self._core.close()
        self.database.close()

    @property
    def database(self) -> Database:
        """The record."""
        return self.world.database


def _reasons(session: Session, team_id: int, names: list[str]) -> dict[str, list[tuple[str, str]]]:
    """By the name under which a message was taken: each rule that speaks in it, with the first words of its why."""
    facts = facts_of(session, session.get_one(Team, team_id))
    query = select(OutboxRow).where(OutboxRow.team_id == team_id, OutboxRow.platform_id.in_(names))
    found: dict[str, list[tuple[str, str]]] = {}
    for row in session.scalars(query.order_by(OutboxRow.id)):
        rule = RULES[row.rule]
        about = rule.find(session, row.about_id)
        words = rule.why(about, facts) if about is not None else ()
        found.setdefault(str(row.platform_id), []).append((row.rule, words[0] if words else ""))
    return found
