"""The whole bot as a process of its own, with a clock that a test can move: python -m tests.e2e.the_bot START FILE."""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime
from pathlib import Path

from bot.core import Core
from bot.door import Door
from bot.doors import door_names
from bot.logs import set_up_logs
from bot.opening import opened
from bot.process import Process
from bot.settings import Settings
from bot.slack.door import SlackDoor
from bot.slack.tokens import tokens_of_settings
from bot.stopping import until_told_to_stop
from bot.telegram.door import TelegramDoor
from tests.e2e.a_clock import AClock


async def run(settings: Settings, clock: AClock) -> None:
    """Run until told to stop."""
    with opened(settings, with_doors=True) as (database, _migrated):
        core = Core(database, door_names(settings))
        doors: list[Door] = []
        if (tokens := tokens_of_settings(settings)) is not None:
            doors.append(SlackDoor(core, (tokens,), settings.slack_api_url, clock))
        if settings.telegram_bot_token is not None:
            doors.append(TelegramDoor(settings, core, clock))
        try:
            await Process(core, doors, None, settings, clock).run(until_told_to_stop)
        finally:
            core.close()


if __name__ == "__main__":
    read = Settings()
    set_up_logs(read)
    asyncio.run(run(read, AClock(datetime.fromisoformat(sys.argv[1]), Path(sys.argv[2]))))
