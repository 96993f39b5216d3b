"""Where the terminal shows things, whatever it looks like."""

from __future__ import annotations

from typing import Protocol

from notifications.message import Message


class WatcherGone(Exception):  # noqa: N818 - nobody made an error
    """Nobody reads what is written any more: the pipe is closed."""


class Screen(Protocol):
    """Shows what is said, in the order in which it is said. Any text may be given: it is made harmless here.

    Every method may raise WatcherGone.
    """

    arrivals: int
    """How many deliveries it has shown."""
    offered: set[str]
    """The lines of all buttons that it has shown."""
    watched: bool
    """Whether there is still somebody to read it."""

    def asked(self, prompt: str, text: str) -> None:
        """What a person typed, after the prompt with their name and the time."""
        ...

    def answered(self, message: Message) -> None:
        """What the bot replies to that."""
        ...

    def arrived(self, heading: str, message: Message, remark: str = "") -> None:
        """What reaches somebody unasked; the heading says whom and when, the remark what to know about it."""
        ...

    def remarked(self, sentence: str) -> None:
        """A sentence of the terminal itself: the clock, who speaks, why something cannot be."""
        ...

    def narrated(self, text: str) -> None:
        """A line that tells the story between what people type."""
        ...
