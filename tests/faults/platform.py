"""A chat platform that answers as badly as it is told to, and a ledger of everything that it has accepted."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import threading
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from urllib.parse import parse_qs, urlsplit


class How(StrEnum):
    """How one request is answered. Whatever is not said to accept does not stand in the ledger afterwards."""

    WELL = "accepts and says so"
    TOO_FAST_1 = "429, Retry-After: 1"
    TOO_FAST_30 = "429, Retry-After: 30"
    TOO_FAST_ABSENT = "429 without Retry-After"
    TOO_FAST_NONSENSE = "429, Retry-After: soon"
    BROKEN = "500"
    BAD_GATEWAY = "502 with a page of HTML"
    HTML_ACCEPTED = "accepts and answers 200 with a page of HTML"
    HALF_ACCEPTED = "accepts and answers half a JSON"
    HANGS = "never answers"
    HANGS_ACCEPTED = "accepts and never answers"
    RESET = "resets the connection before it has accepted"
    RESET_ACCEPTED = "accepts and resets the connection"
    ARCHIVED = "403, the channel is archived"
    REVOKED = "401, the token is revoked"
    TOO_LONG = "400, the message is too long"


ACCEPTS = {How.WELL, How.HTML_ACCEPTED, How.HALF_ACCEPTED, How.HANGS_ACCEPTED, How.RESET_ACCEPTED}
RETRY_AFTER = {How.TOO_FAST_1: "1", How.TOO_FAST_30: "30", How.TOO_FAST_NONSENSE: "soon"}
STATUS = {
    **dict.fromkeys((How.TOO_FAST_1, How.TOO_FAST_30, How.TOO_FAST_ABSENT, How.TOO_FAST_NONSENSE), 429),
    How.BROKEN: 500,
    How.BAD_GATEWAY: 502,
    How.ARCHIVED: 403,
    How.REVOKED: 401,
    How.TOO_LONG: 400,
}
PAGE = b"<!doctype html><title>Bad gateway</title>"


@dataclass(frozen=True)
class Accepted:
    """One message that the platform took, at the instant that the sender's clock showed."""

    mark: str
    address: str
    title: str
    lines: tuple[str, ...]
    at: datetime


@dataclass
class Platform:
    """The ledger, how the next requests for each address are answered, and what was asked when."""

    ledger: list[Accepted] = field(default_factory=list)
    orders: defaultdict[str, deque[How]] = field(default_factory=lambda: defaultdict(deque))
    always: dict[str, How] = field(default_factory=dict)
    requests: list[tuple[str, datetime]] = field(default_factory=list)
    looks: int = 0

    def order(self, address: str, *how: How) -> None:
        """Answer the next requests for an address like this, one after the other, and well from then on."""
        self.orders[address].extend(how)

    def receive(self, message: Accepted) -> How:
        """Take a request as it was ordered; how it is to be answered."""
        self.requests.append((message.address, message.at))
        waiting = self.orders[message.address]
        how = waiting.popleft() if waiting else self.always.get(message.address, How.WELL)
        if how in ACCEPTS:
            self.ledger.append(message)
        return how

    def place_of(self, mark: str) -> str | None:
        """The platform's name for the message with this mark, if it has one."""
        self.looks += 1
        return next((f"m-{n}" for n, one in enumerate(self.ledger, 1) if one.mark == mark), None)


@asynccontextmanager
async def over_loopback(platform: Platform) -> AsyncIterator[int]:
    """The platform behind HTTP on 127.0.0.1, as long as the block lasts; its port."""
    serving: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        serving.add(task)
        try:
            await _serve(platform, reader, writer)
        finally:
            serving.discard(task)
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in tuple(serving):
            task.cancel()
        await asyncio.gather(*serving, return_exceptions=True)


class PlatformInAThread:
    """The platform over HTTP in a thread of its own: it goes on while the processes that talk to it die."""

    def __init__(self, platform: Platform) -> None:
        self.port = 0
        self._platform = platform
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._stop: asyncio.Event | None = None
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._run(),), daemon=True)

    async def _run(self) -> None:
        self._stop = asyncio.Event()
        async with over_loopback(self._platform) as self.port:
            self._ready.set()
            await self._stop.wait()

    def __enter__(self) -> PlatformInAThread:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._stop is not None
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)
        self._loop.close()


async def _serve(platform: Platform, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError, asyncio.IncompleteReadError):
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        method, target, _ = head.split(" ", 2)
        if method == "GET":
            mark = parse_qs(urlsplit(target).query)["mark"][0]
            _answer(writer, 200, json.dumps({"found": platform.place_of(mark)}).encode())
            await writer.drain()
            return
        length = int(next(line for line in head.split("\r\n") if line.lower().startswith("content-length")).split()[1])
        body = json.loads(await reader.readexactly(length))
        message = Accepted(
            body["mark"], body["address"], body["title"], tuple(body["lines"]), datetime.fromisoformat(body["at"])
        )
        await _say(platform.receive(message), len(platform.ledger), writer)


async def _say(how: How, number: int, writer: asyncio.StreamWriter) -> None:
    taken = json.dumps({"ok": True, "id": f"m-{number}"}).encode()
    if how in {How.HANGS, How.HANGS_ACCEPTED}:
        await asyncio.sleep(3600)
    elif how in {How.RESET, How.RESET_ACCEPTED}:
        sock = writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()
    elif how is How.HALF_ACCEPTED:
        _answer(writer, 200, taken[: len(taken) // 2], length=len(taken))
    elif how is How.HTML_ACCEPTED:
        _answer(writer, 200, PAGE)
    elif how in STATUS:
        page = PAGE if how is How.BAD_GATEWAY else json.dumps({"ok": False, "error": how}).encode()
        _answer(writer, STATUS[how], page, retry_after=RETRY_AFTER.get(how))
    else:
        _answer(writer, 200, taken)
    with suppress(ConnectionError):
        await writer.drain()


def _answer(
    writer: asyncio.StreamWriter, status: int, body: bytes, *, length: int | None = None, retry_after: str | None = None
) -> None:
    more = f"Retry-After: {retry_after}\r\n" if retry_after else ""
    head = f"HTTP/1.1 {status} So\r\nContent-Length: {length or len(body)}\r\n{more}Connection: close\r\n\r\n"
    writer.write(head.encode() + body)
