"""The ways out that end on this terminal: what arrives, for whom and when."""

from __future__ import annotations

from bot.console.clock import Clock
from bot.console.screen import Screen, WatcherGone
from notifications.messenger import Fate, Outcome, Parcel
from policy.saying import say_moment


class ConsoleMessenger:
    """Delivers by showing, with the name of the receiver and the time on the terminal's clock."""

    door = "console"

    def __init__(self, screen: Screen, clock: Clock) -> None:
        self._screen = screen
        self._clock = clock
        self._sent = 0

    async def send(self, parcel: Parcel) -> Outcome:
        """Show the parcel. Later, when nobody watches any more: what was not seen was not sent."""
        try:
            self._show(parcel)
        except WatcherGone:
            return Outcome(Fate.LATER, because="nobody watches the terminal any more")
        self._sent += 1
        return Outcome(Fate.SENT, platform_id=f"{self.door}-{self._sent}")

    def _show(self, parcel: Parcel) -> None:
        self._screen.arrived(f"to {parcel.receiver}, {say_moment(self._clock.now())}", parcel.message)


class EmailOnScreen(ConsoleMessenger):
    """For rehearsals: shows the e-mail that would have gone out."""

    door = "email"

    def _show(self, parcel: Parcel) -> None:
        heading = f"e-mail to {parcel.receiver} <{parcel.address}>, {say_moment(self._clock.now())}"
        self._screen.arrived(heading, parcel.message, remark="not really sent: this is the terminal")
