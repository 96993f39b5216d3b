"""Lines from a stream, as they come, without stopping the bot while it waits for the next."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Iterable
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO, TextIO

_LINES_AHEAD = 100


@dataclass(frozen=True)
class NotText:
    """A line that is not UTF-8; its number counts from 1."""

    number: int


Line = str | NotText


async def given_lines(lines: Iterable[str]) -> AsyncIterator[Line]:
    """Lines that are there already, without their ends."""
    for line in lines:
        yield line.rstrip("\r\n")


async def incoming_lines(stream: TextIO) -> AsyncIterator[Line]:
    """The lines of a stream, without their ends, each as soon as it is there.

    A pipe is read by a thread of its own on a descriptor of its own: the bot can be stopped while no line comes.
    """
    try:
        source = open(os.dup(stream.fileno()), "rb")  # noqa: SIM115, PTH123 - the thread closes it
    except (OSError, ValueError):  # a stream in memory has no descriptor
        async for line in given_lines(stream):
            yield line
        return
    queue: asyncio.Queue[bytes | None] = asyncio.Queue(_LINES_AHEAD)
    loop = asyncio.get_running_loop()
    threading.Thread(target=_read_all, args=(source, queue, loop), name="terminal-lines", daemon=True).start()
    number = 0
    while (line_or_end := await queue.get()) is not None:
        number += 1
        yield _text(line_or_end, number)


def _read_all(source: BinaryIO, queue: asyncio.Queue[bytes | None], loop: asyncio.AbstractEventLoop) -> None:
    with source, suppress(OSError):  # a terminal that hangs up ends the lines
        for line in source:
            if not _put(line, queue, loop):
                return
    _put(None, queue, loop)


def _put(line: bytes | None, queue: asyncio.Queue[bytes | None], loop: asyncio.AbstractEventLoop) -> bool:
    """Hand one line over, when there is room for it. False when the bot has stopped meanwhile."""
    putting = queue.put(line)
    try:
        asyncio.run_coroutine_threadsafe(putting, loop).result()
    except CancelledError:  # the loop ended while the line waited for room
        return False
    except RuntimeError:  # the loop is closed
        putting.close()
        return False
    return True


def _text(line: bytes, number: int) -> Line:
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        return NotText(number)
