"""A place on Telegram as the record knows it: `12345` is a chat, `-100123:7` a topic of a forum."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A private chat, whose number is the person's own; a group, whose number is below zero; or a topic in one."""

    chat: int
    topic: int | None = None

    @property
    def address(self) -> str:
        """As the record keeps it."""
        return str(self.chat) if self.topic is None else f"{self.chat}:{self.topic}"

    @property
    def is_group(self) -> bool:
        """Whether several people read what is said there."""
        return self.chat < 0


def place_at(address: str) -> Place:
    """The place of an address. Raises ValueError for one that Telegram cannot have."""
    chat, _, topic = address.partition(":")
    return Place(int(chat), int(topic) if topic else None)
