"""Four threads write, the clockwork ticks, and a verb of the command line writes beside them: nobody meets a lock.

Counted, not timed. RRP_FAULTS_COMMANDS says how many commands; `make faults` asks for 10,000.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from collections import Counter
from datetime import timedelta
from pathlib import Path

from storage.database import Database
from tests.faults.doors import NearDoor
from tests.faults.platform import Platform
from tests.faults.scene import SAM, Clock, Program, london, put_scene, put_visit

COMMANDS = int(os.environ.get("RRP_FAULTS_COMMANDS", "300"))
VISITS = 30
NINE = london("2026-11-04 09:00")
ROOT = Path(__file__).parents[2]
VERB = """
import select
import sys
import time
from datetime import UTC, datetime
from sqlalchemy.exc import OperationalError
from storage.audit import begin_change
from storage.database import VERBS_WAIT_MS, Database

database, faults, done = Database(sys.argv[1], wait_ms=VERBS_WAIT_MS), 0, 0
sys.stdout.write("ready\\n")
sys.stdout.flush()
while not select.select([sys.stdin], [], [], 0)[0]:
    try:
        with database.change() as session:
            begin_change(session, 1, None, "command line", datetime.now(UTC))
            session.connection()
        done += 1
        time.sleep(0.002)
    except OperationalError:
        faults += 1
sys.stdout.write(f"{done} {faults}\\n")
"""


def test_no_command_meets_a_lock(on_file: Database):
    put_scene(on_file)
    for _ in range(VISITS):
        put_visit(on_file, "2026-11-03 15:00")
    put_visit(on_file, "2026-11-03 15:00", who=SAM)
    platform, clock = Platform(), Clock()
    program = Program(on_file, {"console": NearDoor("console", platform, clock)}, clock)
    verb = subprocess.Popen(
        [sys.executable, "-c", VERB, str(on_file.engine.url)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert verb.stdout is not None
    assert verb.stdout.readline() == "ready\n"
    answers: Counter[str] = Counter()
    over = threading.Event()

    def write(thread: int) -> None:
        async def written() -> None:
            for number in range(COMMANDS // 4):
                at = NINE + timedelta(seconds=number)
                answer = await program.say(f"snooze V{1 + number % VISITS} tomorrow 9am", at, f"{thread}-{number}")
                answers["said" if answer.understood else answer.message.title] += 1

        asyncio.run(written())

    def tick() -> None:
        async def ticked() -> None:
            at = NINE
            while not over.is_set():
                await program.tick(at)
                at = min(at + timedelta(seconds=15), NINE + timedelta(hours=1))
                await asyncio.sleep(0.05)

        asyncio.run(ticked())

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    ticker = threading.Thread(target=tick)
    for thread in (*threads, ticker):
        thread.start()
    for thread in threads:
        thread.join()
    over.set()
    ticker.join()
    words, _ = verb.communicate("stop\n", timeout=30)
    done, faults = (int(word) for word in words.split())
    program.close()
    assert answers == {"said": COMMANDS // 4 * 4}
    assert faults == 0
    assert done > 0
    assert [one.address for one in platform.ledger if one.address == SAM.casefold()] == [SAM.casefold()]
