"""What happens with one thing that is typed, whether a person or a script typed it."""

from __future__ import annotations

import asyncio
import re
from uuid import uuid4

from bot.arrival import Arrival
from bot.console.backstage import Backstage
from bot.console.clock import Clock
from bot.console.clock_words import moment_meant
from bot.console.screen import Screen
from bot.console.speaker import person_meant, prompt, who_there_is
from bot.console.travel import travel
from notifications.message import Button
from policy.refused import Refused
from policy.saying import say_moment

# The terminal's own words are a few on one line: "as we agreed with the head teacher ..." is the text of a note.
_OWN_WORDS = re.compile(r"/?(?P<word>as|clock)(?: +(?P<rest>\S+(?: +\S+){0,3}))? *", re.IGNORECASE)


class Conversation:
    """One person at a time, talking with the bot at the terminal's clock.

    `lock` is held while the clock moves and while a tick runs, so that ticks of the process do not come in between.
    """

    def __init__(
        self, backstage: Backstage, clock: Clock, screen: Screen, speaker: str, lock: asyncio.Lock | None = None
    ) -> None:
        """Raises Refused when nobody in the team is called `speaker`."""
        self.speaker = person_meant(speaker, backstage.people())
        self.likely: tuple[Button, ...] = ()
        self._backstage = backstage
        self._clock = clock
        self._screen = screen
        self._lock = lock or asyncio.Lock()

    def prompt(self) -> str:
        """Who speaks, and when: `Amina · Tue 24 Nov 09:00 >`."""
        return prompt(self.speaker, self._backstage.people(), self._clock.now())

    async def hear(self, text: str) -> bool:
        """Do what was typed, show the answer, then what has become due. Whether it was understood."""
        try:
            own = _OWN_WORDS.fullmatch(text)
            if own is None:
                understood = await self._ask(text)
            elif own["word"].casefold() == "as":
                understood = self._change_speaker(own["rest"] or "")
            else:
                understood = await self._change_clock(own["rest"] or "")
        except Refused as refusal:
            self._screen.remarked(str(refusal))
            understood = False
        try:
            async with self._lock:
                await self._backstage.tick(self._clock.now())
        except Refused as trouble:
            self._screen.remarked(str(trouble))
            understood = False
        return understood

    async def _ask(self, text: str) -> bool:
        arrival = Arrival(
            door="console",
            workspace="local",
            user=self.speaker.casefold(),
            channel="terminal",
            text=text.encode(errors="replace").decode(),  # half a character, as a bad paste can leave it
            receipt_key=f"console-{uuid4()}",
            now=self._clock.now(),
            pressed=text in self._screen.offered,  # a terminal has no buttons to press: their lines are typed
        )
        answer = await self._backstage.handle(arrival)
        self._screen.answered(answer.message)
        self.likely = answer.message.buttons
        return answer.understood

    def _change_speaker(self, name: str) -> bool:
        people = self._backstage.people()
        if not name:
            self._screen.remarked(f"You speak as {self.speaker}. You can speak as {who_there_is(people)}.")
            return True
        self.speaker = person_meant(name, people)
        self.likely = ()
        roles = dict(people)[self.speaker]
        self._screen.remarked(f"You now speak as {self.speaker}{f', {roles}' if roles else ''}.")
        return True

    async def _change_clock(self, words: str) -> bool:
        if not words:
            self._screen.remarked(f"It is {say_moment(self._clock.now())}, in London.")
            return True
        if not self._clock.may_be_moved:
            raise Refused("The clock of a real team keeps the real time. “rrp-bot demo” shows what moving it would do.")
        async with self._lock:
            now = self._clock.now()
            target = moment_meant(words, now)
            if target < now:
                self._clock.go_on_from(target)
                self._screen.remarked(f"The clock goes back to {say_moment(target)}; nothing is sent twice.")
                return True
            before = self._screen.arrivals
            await travel(self._backstage, self._clock, target, watched=lambda: self._screen.watched)
            quiet = " Nothing arrived on the way." if self._screen.arrivals == before else ""
            self._screen.remarked(f"It is now {say_moment(target)}.{quiet}")
        return True
