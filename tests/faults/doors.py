"""Doors to the platform of the tests: over HTTP, with and without a way to look, and within the process."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import datetime, timedelta

from notifications.messenger import Fate, Outcome, Parcel
from tests.faults.platform import ACCEPTS, RETRY_AFTER, STATUS, Accepted, How, Platform

Clock = Callable[[], datetime]
IF_NOT_SAID = timedelta(seconds=30)


class HttpDoor:
    """Sends over HTTP on 127.0.0.1, and cannot look."""

    def __init__(self, door: str, port: int, clock: Clock) -> None:
        self.door = door
        self._port = port
        self._clock = clock

    async def send(self, parcel: Parcel) -> Outcome:
        """Try once. Unclear from the first byte that has left until a whole answer is there."""
        body = json.dumps(
            {
                "mark": parcel.mark,
                "address": parcel.address,
                "title": parcel.message.title,
                "lines": parcel.message.lines,
                "at": self._clock().isoformat(),
            }
        ).encode()
        request = f"POST /send HTTP/1.1\r\nHost: stub\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        except OSError as fault:
            return Outcome(Fate.LATER, because=f"not there: {fault}")
        try:
            writer.write(request)
            await writer.drain()
            return _outcome(await reader.read(), self.door)
        except OSError as fault:
            return Outcome(Fate.UNCLEAR, because=f"the connection broke: {type(fault).__name__}")
        finally:
            writer.close()


class LookingHttpDoor(HttpDoor):
    """Sends over HTTP, and can look whether a message stands there."""

    async def look(self, parcel: Parcel, since: datetime) -> Outcome | None:
        """Ask the platform for the mark."""
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
            writer.write(f"GET /look?mark={parcel.mark} HTTP/1.1\r\nHost: stub\r\n\r\n".encode())
            await writer.drain()
            answer = await reader.read()
            writer.close()
        except OSError:
            return None
        found = json.loads(answer.partition(b"\r\n\r\n")[2])["found"]
        return Outcome(Fate.SENT, platform_id=found) if found else Outcome(Fate.LATER, because="it is not there")


class NearDoor:
    """The same platform without a network between."""

    def __init__(self, door: str, platform: Platform, clock: Clock) -> None:
        self.door = door
        self._platform = platform
        self._clock = clock

    async def send(self, parcel: Parcel) -> Outcome:
        """Try once."""
        message = parcel.message
        how = self._platform.receive(Accepted(parcel.mark, parcel.address, message.title, message.lines, self._clock()))
        if how in {How.HANGS, How.HANGS_ACCEPTED}:
            await asyncio.sleep(3600)
        if how is How.WELL:
            return Outcome(Fate.SENT, platform_id=f"m-{len(self._platform.ledger)}")
        if how in ACCEPTS or how is How.RESET:
            return Outcome(Fate.UNCLEAR, because=how)
        return _refusal(STATUS[how], RETRY_AFTER.get(how), how, self.door)


class LookingNearDoor(NearDoor):
    """The same, with a way to look."""

    async def look(self, parcel: Parcel, since: datetime) -> Outcome | None:
        """Ask the ledger for the mark."""
        found = self._platform.place_of(parcel.mark)
        return Outcome(Fate.SENT, platform_id=found) if found else Outcome(Fate.LATER, because="it is not there")


def _outcome(answer: bytes, door: str) -> Outcome:
    head, _, body = answer.partition(b"\r\n\r\n")
    if not head:
        return Outcome(Fate.UNCLEAR, because="the connection was closed without an answer")
    status = int(head.split()[1])
    if status == 200:
        try:
            return Outcome(Fate.SENT, platform_id=json.loads(body)["id"])
        except (ValueError, KeyError):
            return Outcome(Fate.UNCLEAR, because="the answer could not be read")
    headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
    return _refusal(status, headers.get("Retry-After"), f"status {status}", door)


def _refusal(status: int, retry_after: str | None, because: str, door: str) -> Outcome:
    if status == 429:
        pause = timedelta(seconds=int(retry_after)) if retry_after and retry_after.isdecimal() else IF_NOT_SAID
        return Outcome(Fate.LATER, pause=pause, because=because)
    if status in {401, 403}:
        return Outcome(Fate.GONE, because=because, whole_door=status == 401)
    return Outcome(Fate.REFUSED if status == 400 else Fate.LATER, because=because)
