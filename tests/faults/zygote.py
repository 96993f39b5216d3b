"""A process that has imported the program once and forks a fresh copy of it for each run, which may be killed.

A line of JSON comes in for each run, and one with how the copy ended goes out. Forking before any thread or loop has
begun is safe, and takes a hundredth of the time of a new interpreter.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog

from storage.crash_points import arm
from storage.database import Database
from tests.faults.doors import HttpDoor, LookingHttpDoor
from tests.faults.scene import Clock, Program, Step

ROOT = Path(__file__).parents[2]


async def play(job: Mapping[str, Any]) -> None:
    """Play the steps of a story that are left; each that is over is noted in the file of progress.

    A button stands below an answer, so before a press the line above it is sent once more, under its old key.
    """
    clock = Clock()
    make = LookingHttpDoor if job["looks"] else HttpDoor
    doors = {name: make(name, job["port"], clock) for name in ("console", "email")}
    program = Program(Database(job["url"]), doors, clock)
    later = timedelta(seconds=job["later"])
    steps = [Step(**one) for one in job["steps"]]
    if job["first"] < len(steps) and steps[job["first"]].presses:
        await program.do(steps[job["first"] - 1], job["first"] - 1)
    for number, step in list(enumerate(steps))[job["first"] :]:
        await program.do(step, number, later)
        later = timedelta()
        with Path(job["progress"]).open("a", encoding="utf-8") as progress:
            progress.write(f"{number}\n")
    program.close()


class Zygote:
    """The parent's side."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.zygote"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, steps: Sequence[Step], *, crash_at: int | None = None, **job: object) -> tuple[int, str]:
        """Let a copy play; its exit status (below nought: the signal that killed it) and what it said in dying."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        job = {**job, "steps": [asdict(step) for step in steps], "crash_at": crash_at}
        self._process.stdin.write(f"{json.dumps(job)}\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        return answer["status"], answer["said"]

    def close(self) -> None:
        """Let it go."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(10)


def _fork(job: Mapping[str, Any]) -> tuple[int, str]:
    said = Path(job["progress"]).with_suffix(".said")
    child = os.fork()
    if child == 0:
        words = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(words, 2)
        os.dup2(words, 1)
        status = 1
        try:
            arm(str(job["crash_at"]) if job["crash_at"] else None)
            asyncio.run(play(job))
            status = 0
        except BaseException:  # noqa: BLE001 - a copy must never come back to the loop of the zygote
            sys.excepthook(*sys.exc_info())
            sys.stderr.flush()
        finally:
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(ended), said.read_text(encoding="utf-8")


def _main() -> None:
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.processors.add_log_level, plain])
    for line in sys.stdin:
        status, said = _fork(json.loads(line))
        sys.stdout.write(f"{json.dumps({'status': status, 'said': said})}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _main()
