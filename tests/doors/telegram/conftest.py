"""A bot that listens at the tests' own Telegram, on a record with a team of people who are known there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select, text

from bot.settings import Settings
from bot.telegram.door import TelegramDoor
from storage.database import Database
from storage.people import Identity, Person
from tests.commands.a_team import AMINA, LEO, SAM, Stage, a_stage
from tests.doors.telegram.a_telegram import TOKEN, ATelegram, Call

LEO_ID, AMINA_ID, SAM_ID, EVE_ID = 1, 2, 3, 66
GROUP = -100123


class Chat:
    """The bot, its Telegram and its record together; a test writes, waits, and looks."""

    def __init__(self, telegram: ATelegram, stage: Stage, **more: Any) -> None:
        self.telegram = telegram
        self.stage = stage
        self.settings = Settings(
            _env_file=None, **{"telegram_bot_token": TOKEN, "telegram_api_url": telegram.url, **more}
        )
        self.door = TelegramDoor(self.settings, stage.core, lambda: stage.now)

    async def start(self) -> None:
        await self.door.start()

    async def stop(self) -> None:
        await self.door.stop_listening()
        async with asyncio.timeout(10):
            await self.door.drain()
        await self.door.close()

    async def restart(self) -> None:
        """End in good order and begin anew, as an upgrade does."""
        await self.stop()
        self.door = TelegramDoor(self.settings, self.stage.core, lambda: self.stage.now)
        await self.start()

    async def settled(self) -> None:
        """Wait until all that was written is confirmed and all answers are out."""
        async with asyncio.timeout(20):
            while self.telegram.updates:
                await asyncio.sleep(0.01)
            await self.door.drain()

    async def says(self, user: int, text: str, chat: int | None = None, **more: Any) -> list[Call]:
        """Somebody writes; what the bot sent because of it, to anybody."""
        before = len(self.telegram.sent())
        self.telegram.writes(user, text, chat, **more)
        await self.settled()
        return self.telegram.sent()[before:]

    async def presses(self, user: int, label: str) -> list[Call]:
        """Somebody presses; what the bot sent or changed because of it."""
        before = len(self.telegram.sent())
        self.telegram.presses(user, label)
        await self.settled()
        return self.telegram.sent()[before:]

    async def gives(self, update: dict[str, Any]) -> list[Call]:
        """Something else happens; what the bot sent because of it."""
        before = len(self.telegram.sent())
        self.telegram.gives(update)
        await self.settled()
        return self.telegram.sent()[before:]

    def toasts(self) -> list[str]:
        """What pressers were shown."""
        return [str(call.params.get("text", "")) for call in self.telegram.called("answerCallbackQuery")]


@contextmanager
def somebody_else_writes(database: Database) -> Iterator[None]:
    """Let another process hold the place of the writer, as each database has it."""
    with database.engine.connect() as connection:
        if database.is_sqlite:
            connection.connection.driver_connection.execute("BEGIN IMMEDIATE")  # type: ignore[union-attr]
        else:
            connection.execute(text("LOCK TABLE team_counter, receipt IN ACCESS EXCLUSIVE MODE"))
        try:
            yield
        finally:
            connection.connection.driver_connection.rollback()  # type: ignore[union-attr]


def enrol(stage: Stage, name: str, user: int) -> None:
    """Let a colleague be known on Telegram."""
    with stage.database.change() as session:
        person = session.scalars(select(Person).where(Person.team_id == stage.team_id, Person.name == name)).one()
        session.add(Identity(door="telegram", workspace="telegram", user=str(user), person_id=person.id))


@pytest.fixture
def stage(tmp_path: Any) -> Iterator[Stage]:
    with a_stage(file=tmp_path / "record.sqlite3") as stage:
        enrol(stage, LEO, LEO_ID)
        enrol(stage, AMINA, AMINA_ID)
        enrol(stage, SAM, SAM_ID)
        yield stage


@pytest_asyncio.fixture
async def telegram(stage: Stage) -> AsyncIterator[ATelegram]:
    platform = ATelegram(started={LEO_ID, AMINA_ID, EVE_ID}, groups={GROUP})
    platform.now = int(stage.now.astimezone(UTC).timestamp())
    async with platform.over_loopback():
        yield platform


@pytest_asyncio.fixture
async def chat(telegram: ATelegram, stage: Stage) -> AsyncIterator[Chat]:
    chat = Chat(telegram, stage)
    await chat.start()
    yield chat
    await chat.stop()
