"""The process with doors: what it opens, what it refuses, and the order in which it ends."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.core import Core
from bot.process import Process, serve
from bot.settings import Settings
from bot.ticks import Ticks
from notifications.messenger import Fate, Outcome, Parcel
from policy.refused import Refused
from storage.database import Database
from storage.destinations import used_destination
from tests.notifications.a_record import ARecord
from tests.people_and_schools import london

TUESDAY = london("2026-11-03 15:00")


class ADoor:
    """A door that writes down what is done with it, and at which anybody can knock."""

    def __init__(self, name: str, diary: list[str], refuses: str = "") -> None:
        self.messenger = AMessenger(name)
        self._diary, self._refuses, self._name = diary, refuses, name

    @property
    def routes(self) -> Sequence[web.AbstractRouteDef]:
        return [web.post(f"/{self._name}", self._knock)]

    async def _knock(self, _request: web.Request) -> web.Response:
        return web.Response(text=f"{self._name} is open")

    async def start(self) -> None:
        if self._refuses:
            raise Refused(self._refuses)
        self._diary.append(f"{self._name} starts")

    async def stop_listening(self) -> None:
        self._diary.append(f"{self._name} stops listening")

    async def drain(self) -> None:
        self._diary.append(f"{self._name} drains")

    async def close(self) -> None:
        self._diary.append(f"{self._name} closes")


class AMessenger:
    def __init__(self, door: str) -> None:
        self.door = door
        self.told: list[str] = []

    async def send(self, parcel: Parcel) -> Outcome:
        self.told.append(parcel.message.title)
        return Outcome(Fate.SENT, platform_id="1")


def settings(**values: Any) -> Settings:
    return Settings(_env_file=None, **{"tick_seconds": 1, **values})


@pytest.fixture
def core(database: Database) -> Iterator[Core]:
    core = Core(database, ("slack", "telegram"))
    yield core
    core.close()


def a_free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


async def test_doors_open_and_close_in_order(core: Core, capsys: pytest.CaptureFixture[str]):
    diary: list[str] = []
    process = Process(core, [ADoor("slack", diary), ADoor("telegram", diary)], None, settings(), lambda: TUESDAY)

    async def told_to_stop() -> None:
        while len(diary) < 2:
            await asyncio.sleep(0)

    await process.run(told_to_stop)
    assert diary == [
        *("slack starts", "telegram starts"),
        *("slack stops listening", "telegram stops listening"),
        *("slack drains", "telegram drains"),
        *("slack closes", "telegram closes"),
    ]
    assert capsys.readouterr().err == "Listening: Slack, Telegram.\n"


async def test_a_door_that_cannot_be_opened_does_not_keep_the_other_shut(
    core: Core, capsys: pytest.CaptureFixture[str]
):
    diary: list[str] = []
    shut = ADoor("slack", diary, refuses="Slack does not know this token.")
    process = Process(core, [shut, ADoor("telegram", diary)], None, settings(), lambda: TUESDAY)

    async def told_to_stop() -> None:
        while "telegram starts" not in diary:
            await asyncio.sleep(0)

    await process.run(told_to_stop)
    assert capsys.readouterr().err == "Slack does not know this token.\nListening: Telegram.\n"


async def test_without_any_door_the_process_ends_with_a_sentence(core: Core):
    shut = ADoor("slack", [], refuses="Slack does not know this token.")
    process = Process(core, [shut], None, settings(), lambda: TUESDAY)
    with pytest.raises(Refused, match="No door could be opened"):
        await process.run(asyncio.Event().wait)  # type: ignore[arg-type]


async def test_reminders_leave_by_a_door_of_the_process(database: Database, core: Core):
    record = ARecord(database)
    record.made("2026-11-03 15:00")
    with database.change() as session:
        used_destination(session, record.team_id, record.amina, "slack", "T01", "U01", TUESDAY)
    door = ADoor("slack", [])
    process = Process(core, [door], None, settings(), lambda: london("2026-11-04 09:00"))

    async def told_to_stop() -> None:
        while not door.messenger.told:
            await asyncio.sleep(0.05)

    await process.run(told_to_stop)
    assert door.messenger.told == ["V1: note for Oakfield Primary School, 1 day 6 hours left"]


async def test_the_web_server_answers_for_the_process_and_for_its_doors(core: Core):
    clock = [TUESDAY]
    port = a_free_port()
    process = Process(core, [ADoor("slack", [])], None, settings(http_port=port, tick_seconds=3600), lambda: clock[0])
    heard: list[tuple[int, str]] = []

    async def told_to_stop() -> None:
        while True:
            try:
                async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http:
                    async with http.post("/slack") as answer:
                        heard.append((answer.status, await answer.text()))
                    async with http.get("/healthz") as answer:
                        heard.append((answer.status, await answer.text()))
                    clock[0] += timedelta(hours=5)
                    async with http.get("/healthz") as answer:
                        heard.append((answer.status, await answer.text()))
                return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.01)

    await process.run(told_to_stop)
    assert heard == [(200, "slack is open"), (200, "well\n"), (503, "not well\n")]


async def test_a_port_that_is_taken_is_named(core: Core):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        process = Process(core, [ADoor("slack", [])], None, settings(http_port=port), lambda: TUESDAY)
        with pytest.raises(Refused, match=rf"Port {port} on 127\.0\.0\.1 cannot be listened on: .*Set HTTP_PORT"):
            await process.run(asyncio.Event().wait)  # type: ignore[arg-type]


async def test_a_record_without_a_team_says_how_to_begin(database: Database):
    with pytest.raises(Refused, match="There is no team on record yet: rrp-bot init --team NAME"):
        await serve(database, settings(slack_bot_token="xoxb-1"))


async def test_ticks_that_never_began_are_stopped_in_peace():
    async def never() -> None:
        raise AssertionError

    await Ticks(never, 1).stop()
