"""The terminal without a person: lines are read, answered and written down, one after the other."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Iterable
from typing import TextIO

from bot.console.backstage import Backstage
from bot.console.clock import Clock
from bot.console.conversation import Conversation
from bot.console.incoming import Line, NotText, given_lines, incoming_lines
from bot.console.screen import Screen, WatcherGone


async def piped(backstage: Backstage, clock: Clock, screen: Screen, *, speaker: str, stdin: TextIO) -> int:
    """Answer the lines of `stdin` as `speaker` to the end. The exit status: 0 only if every line was understood.

    Blank lines and lines that begin with # are skipped; a line that ends with a backslash goes on in the next.
    Raises Refused when nobody in the team is called `speaker`.
    """
    conversation = Conversation(backstage, clock, screen, speaker)
    return await _play(conversation, screen, incoming_lines(stdin), narrate=False)


async def recited(backstage: Backstage, clock: Clock, screen: Screen, *, speaker: str, lines: Iterable[str]) -> int:
    """The same for lines that are given, as a story: lines that begin with # are told in between."""
    conversation = Conversation(backstage, clock, screen, speaker)
    return await _play(conversation, screen, given_lines(lines), narrate=True)


async def _play(conversation: Conversation, screen: Screen, lines: AsyncIterable[Line], *, narrate: bool) -> int:
    all_understood = True
    try:
        async for text in _joined(lines):
            if isinstance(text, NotText):
                screen.remarked(
                    f"Line {text.number} is not UTF-8 text, so nothing was done with it. "
                    "Save the file as UTF-8 and try again."
                )
                all_understood = False
            elif text.startswith("#"):
                if narrate:
                    screen.narrated(text.lstrip("# "))
            elif text:
                screen.asked(conversation.prompt(), text)
                all_understood &= await conversation.hear(text)
    except WatcherGone:
        return 1
    return 0 if all_understood else 1


async def _joined(lines: AsyncIterable[Line]) -> AsyncIterator[Line]:
    """Each text with all its lines, joined by newlines. One line that is not text spoils the text it is in."""
    parts: list[str] = []
    spoilt: NotText | None = None
    async for line in lines:
        if isinstance(line, NotText):
            spoilt = spoilt or line
        elif line.endswith("\\") and (parts or not line.lstrip().startswith("#")):
            parts.append(line[:-1])
            continue
        else:
            parts.append(line)
        yield spoilt or "\n".join(parts).strip()
        parts, spoilt = [], None
    if parts:
        yield spoilt or "\n".join(parts).strip()
