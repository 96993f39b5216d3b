"""Draw docs/pictures/slack from what the bot really sends: python -m tests.doors.slack.pictures (needs Chromium)."""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bot.clockwork import Clockwork
from tests.commands.a_team import AMINA, CARYS, LEO, london
from tests.doors.slack.as_seen import message_page, view_page
from tests.doors.slack.bench import USERS, Bench, a_bench

FOLDER = Path(__file__).parents[3] / "docs" / "pictures" / "slack"
WIDTH = 640
DIRECT = f"D{USERS[AMINA][1:]}"
PASTED = """risk HT low, CoG medium, SIA 60
present all except CoG
factor: Writing at KS1
Moderate Y2 writing with Edgar Stammers | books show it | Sam Price | 11 Dec"""


async def everything() -> dict[str, str]:
    """Each picture's page by its name."""
    pages: dict[str, str] = {}
    async with a_bench() as bench:
        await _visits(bench, pages)
        await _notes(bench, pages)
        await _work(bench, pages)
        await _meetings(bench, pages)
        await _mornings(bench, pages)
        await _strategy(bench, pages)
    return pages


async def _visits(bench: Bench, pages: dict[str, str]) -> None:
    await bench.command("/visit")
    view = bench.last_view()
    pages["modal-1-visit"] = view_page(view)
    answers = {"school": "URN 104274", "kind": "support", "length": "ages", "when.words": "31 Feb", "note": "Up."}
    answer = await bench.submit(view, answers)
    shown = answers | {"school": "Old Hall School (Bloxwich, URN 104274)", "kind": "Targeted support visit"}
    pages["modal-2-mistakes"] = view_page(view, shown, answer["errors"])
    logged = await bench.command("/visit Old Hall yesterday 2pm support 2h: Attendance is up since September.")
    pages["message-01-visit-logged"] = message_page(logged, at="09:00", only_you=True)
    asked = await bench.command("/visit St Joseph's yesterday 10am core 1h")
    pages["message-02-which-school"] = message_page(asked, at="09:00", only_you=True)


async def _notes(bench: Bench, pages: dict[str, str]) -> None:
    await bench.command("/visit Blackwood today 8am core 45m: Phonics is taught every day.")
    await bench.command("/visit note V2")
    view = bench.last_view()
    block = view["blocks"][-1]["block_id"]
    pages["modal-3-note"] = view_page(view, {block: "Moderate Y2 writing, Sam, by 11 December"})


async def _work(bench: Bench, pages: dict[str, str]) -> None:
    line = '/action Old Hall "Moderate Y2 writing with Edgar Stammers" <@U04SAM|sam> by Friday week'
    pages["message-03-action"] = message_page(await bench.command(line), at="09:01", only_you=True)
    await bench.command('/action Blackwood "Review the phonics timetable" <@U01AMINA|amina> by tomorrow')
    pages["message-04-mine"] = message_page(await bench.command("/mine"), at="09:02", only_you=True)
    card = await bench.command("/school Old Hall")
    pages["message-05-school"] = message_page(card, at="09:02", only_you=True)


async def _meetings(bench: Bench, pages: dict[str, str]) -> None:
    booked = await bench.command("/tas book Short Heath 12 Feb 4pm", LEO)
    pages["message-06-meeting-booked"] = message_page(booked, at="09:03", only_you=True)
    await bench.command("/team here digest reminders outcomes", LEO)
    await bench.command("/tas book Old Hall today 11am", LEO)
    bench.stage.now = london("2026-11-25 14:00")
    await bench.event(bench.a_message(f"meeting outcome M2\n{PASTED}", CARYS))
    direct = bench.slack.messages[f"D{USERS[CARYS][1:]}"]
    pages["message-07-outcome-read"] = message_page(direct[-1], at="09:04")


async def _mornings(bench: Bench, pages: dict[str, str]) -> None:
    bench.stage.now = london("2026-11-26 08:30")
    clockwork = Clockwork(bench.stage.core, {"slack": bench.door.messenger}, monotonic=lambda: 0.0)
    await clockwork.tick(bench.stage.now)
    pages["message-08-digest-in-the-channel"] = message_page(bench.slack.messages["C01GEN"][-1], at="08:30")
    for minute in ("08:31", "15:00", "15:01"):
        bench.stage.now = london(f"2026-11-26 {minute}")
        await clockwork.tick(bench.stage.now)
    reminder = next(one for one in bench.slack.messages[DIRECT] if "note for Old Hall" in one["text"])
    pages["message-09-reminder"] = message_page(reminder, at="15:00")
    bench.slack.forget()
    await bench.press("visit sent V1", label="It has gone", message=reminder, channel=DIRECT)
    pages["message-10-reminder-pressed"] = message_page(bench.slack.responses[-1], at="15:00")
    await bench.event({"type": "app_home_opened", "user": USERS[LEO], "tab": "home", "channel": "D02LEO"})
    pages["home-of-a-lead"] = view_page(bench.last_view())


async def _strategy(bench: Bench, pages: dict[str, str]) -> None:
    """What the council's documents ask for, a concern with its steps, and Ofsted's call as a lead reads it."""
    await bench.command("/school adviser Old Hall <@U01AMINA|amina>", LEO)
    pages["message-11-board-of-a-school"] = message_page(
        await bench.command("/board Old Hall"), at="15:02", only_you=True
    )
    pages["message-12-board"] = message_page(await bench.command("/board", LEO), at="15:02", only_you=True)
    await bench.command("/concern raise Old Hall causing concern: results fell twice")
    step = await bench.command("/concern step E1 on 24 November: met the head teacher")
    pages["message-13-concern"] = message_page(step, at="15:03", only_you=True)
    await bench.command("/ofsted Old Hall tomorrow full")
    clockwork = Clockwork(bench.stage.core, {"slack": bench.door.messenger}, monotonic=lambda: 0.0)
    for minute in ("15:04", "15:05"):
        bench.stage.now = london(f"2026-11-26 {minute}")
        await clockwork.tick(bench.stage.now)
    called = next(one for one in bench.slack.messages[f"D{USERS[LEO][1:]}"] if "Ofsted has called" in one["text"])
    pages["message-14-ofsted-called"] = message_page(called, at="15:04")


def draw(name: str, html: str, chromium: str) -> None:
    """One picture, as high as its page."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{name}.html"
        measure = "<script>document.title = 'height ' + document.documentElement.scrollHeight</script>"
        file.write_text(html + measure, "utf-8")
        options = (
            chromium,
            "--headless",
            "--no-sandbox",
            "--hide-scrollbars",
            "--disable-gpu",
            f"--user-data-dir={folder}/p",
        )
        seen = _run(*options, f"--window-size={WIDTH},100", "--dump-dom", file.as_uri())
        height = int(re.search(r"<title>height (\d+)", seen)[1])  # type: ignore[index]
        picture = FOLDER / f"{name}.png"
        _run(*options, f"--window-size={WIDTH},{height}", f"--screenshot={picture}", file.as_uri())


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout


def main() -> int:
    """Draw them all; the exit status."""
    chromium = next(
        filter(None, (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if chromium is None:
        sys.stderr.write("Chromium is not there (sudo apt install chromium).\n")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, html in asyncio.run(everything()).items():
        draw(name, html, chromium)
        sys.stdout.write(f"{name}.png\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
