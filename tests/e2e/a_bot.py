"""The bot's process in a rehearsal, from its start to its end, however that comes."""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from policy.saying import LONDON

WEDNESDAY = datetime(2026, 11, 25, 10, 0, tzinfo=LONDON)
ROOT = Path(__file__).parents[2]


@dataclass
class TheBot:
    """The bot's process, which can be killed and started again on the same record."""

    folder: Path
    environment: dict[str, str]
    process: asyncio.subprocess.Process | None = None
    ahead: float = 0.0
    listens: str = "Slack"

    async def start(self) -> None:
        """Start it, and wait until it listens."""
        start = (WEDNESDAY + timedelta(seconds=self.ahead)).isoformat()
        self.ahead = 0.0
        (self.folder / "ahead").write_text("0", "utf-8")
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.e2e.the_bot", start, str(self.folder / "ahead")),
            env={**os.environ, **self.environment},
            cwd=ROOT,
            stderr=asyncio.subprocess.PIPE,
        )
        assert self.process.stderr is not None
        seen = b""
        async with asyncio.timeout(60):
            while f"Listening: {self.listens}.".encode() not in seen:
                line = await self.process.stderr.readline()
                assert line, f"the bot did not start: {seen.decode()}"
                seen += line
        self._rest = asyncio.create_task(self._keep(self.process.stderr))

    async def _keep(self, stream: asyncio.StreamReader) -> None:
        with (self.folder / "bot.log").open("ab") as file:
            while line := await stream.readline():
                file.write(line)

    def move_to(self, when: datetime) -> None:
        """Let its clock go on to `when`."""
        self.ahead = (when - WEDNESDAY).total_seconds()
        (self.folder / "ahead").write_text(str(self.ahead), "utf-8")

    async def die(self) -> None:
        """kill -9."""
        assert self.process is not None
        self.process.kill()
        await self.process.wait()

    async def stop(self) -> None:
        """SIGTERM; it must end in good order."""
        assert self.process is not None
        self.process.terminate()
        async with asyncio.timeout(20):
            assert await self.process.wait() == 0
