"""A morning in a council's Telegram, against a Telegram server that others wrote."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.setting_up import set_up_team
from storage.database import Database
from storage.migrating import migrate
from tests.doors.telegram.telegrams_html import words_of
from tests.e2e.a_bot import WEDNESDAY, TheBot
from tests.e2e.telegram_test_api import HERE, TOKEN, TelegramTestApi, a_telegram_server, plain

ALICE, BOB = 11, 12
GROUP = -1001
JUDGE = HERE / ".judge" / "bin" / "python"


@asynccontextmanager
async def a_morning(folder: Path) -> AsyncIterator[tuple[TelegramTestApi, TheBot]]:
    """A bot whose admin is Alice."""
    url = f"sqlite:///{folder / 'record.sqlite3'}"
    database = Database(url)
    migrate(database)
    with database.change() as session:
        set_up_team(
            session,
            name="Walsall School Improvement",
            framework="walsall",
            admin="Alice Adviser",
            la_code=None,
            now=WEDNESDAY - timedelta(days=100),
            known_as=[("telegram", "telegram", str(ALICE))],
        )
    database.close()
    async with a_telegram_server() as telegram:
        environment = {
            "DATABASE_URL": url,
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": telegram.url,
            "TICK_SECONDS": "1",
            "LOG_FORMAT": "plain",
        }
        bot = TheBot(folder, environment, listens="Telegram")
        await bot.start()
        yield telegram, bot
        await bot.stop()


async def test_a_morning(tmp_path: Path):
    async with a_morning(tmp_path) as (telegram, bot):
        await a_visit_by_a_line(telegram)
        await a_visit_by_a_form_with_a_kill_in_the_middle(telegram, bot)
        await its_note_with_markup(telegram)
        await bob_is_let_in(telegram)
        await an_action_and_its_end(telegram)
        await the_group(telegram)
        await killed_in_the_middle_of_commands(telegram, bot)
        await a_meeting_and_what_came_of_it(telegram, bot)
        await the_next_morning(telegram, bot)
    assert (
        (await judged(telegram.calls, tmp_path)).splitlines()[0].startswith(f"calls: {len(telegram.calls)}, faults: 0")
    )
    assert unchanged_edits(telegram.calls) == []
    for call in telegram.calls:
        words_of(call["params"].get("text") or call["params"].get("caption") or "")
    assert TOKEN not in (tmp_path / "bot.log").read_text("utf-8")


async def judged(calls: list[dict[str, Any]], folder: Path) -> str:
    """What aiogram's models say of every call."""
    file = folder / "calls.json"
    file.write_text(json.dumps(calls), "utf-8")
    judge = await asyncio.create_subprocess_exec(
        *(str(JUDGE), str(HERE / "telegram_calls_check.py"), str(file)), stdout=asyncio.subprocess.PIPE
    )
    said, _ = await judge.communicate()
    return said.decode()


def unchanged_edits(calls: list[dict[str, Any]]) -> list[str]:
    """Edits that would have been refused because they change nothing."""
    last: dict[tuple[str, str], dict[str, Any]] = {}
    found = []
    for call in calls:
        if call["method"].startswith("editMessage"):
            params = call["params"]
            shown = {name: params.get(name) for name in ("text", "caption", "reply_markup")}
            key = params["chat_id"], params["message_id"]
            if last.get(key) == shown:
                found.append(str(shown["text"]))
            last[key] = shown
    return found


async def a_visit_by_a_line(telegram: TelegramTestApi) -> None:
    await telegram.says(ALICE, "/visit Old Hall yesterday 2pm support 2h: attendance is up")
    said = await telegram.reads(ALICE, "V1: Old Hall School")
    assert "Tuesday 24 November 2026, 14:00 to 16:00" in plain(said["text"])


async def a_visit_by_a_form_with_a_kill_in_the_middle(telegram: TelegramTestApi, bot: TheBot) -> None:
    await telegram.says(ALICE, "/visit")
    await telegram.reads(ALICE, "Which school?")
    await telegram.says(ALICE, "Old Hall")
    await telegram.reads(ALICE, "What kind of visit?")
    await telegram.presses(ALICE, "Core offer visit")
    await telegram.reads(ALICE, "✓ What kind of visit? Core offer visit")
    await bot.die()
    await telegram.says(ALICE, "today 9am")
    await bot.start()
    await telegram.reads(ALICE, "How long")
    await telegram.says(ALICE, "ages")
    await telegram.reads(ALICE, "“ages”")
    await telegram.says(ALICE, "1h")
    while True:
        newest = telegram.shown[max(key for key in telegram.shown if key[0] == ALICE)]
        if "V2: Old Hall School" in plain(newest["text"]):
            break
        if "Skip" in str(newest.get("reply_markup")):
            await telegram.presses(ALICE, "Skip")
        await asyncio.sleep(0.2)


async def its_note_with_markup(telegram: TelegramTestApi) -> None:
    await telegram.says(ALICE, "/visit note V2")
    await telegram.reads(ALICE, "V2")
    await telegram.says(ALICE, "Writing at <b>KS1</b> & phonics: see https://evil.example or ask @here.")
    await telegram.reads(ALICE, "Next steps?")
    await telegram.says(ALICE, "Moderate Y2 writing, Alice, by 11 Dec")
    await telegram.reads(ALICE, "V2: note for Old Hall School is written, not sent")
    await telegram.presses(ALICE, "It has gone")
    await telegram.reads(ALICE, "V2: note sent to Old Hall School")


async def bob_is_let_in(telegram: TelegramTestApi) -> None:
    await telegram.says(BOB, "/mine")
    await telegram.reads(BOB, "I do not know you yet")
    await telegram.presses(BOB, "Ask to be let in")
    await telegram.reads(BOB, "Your team's admin has been asked to let you in.")
    await telegram.reads(ALICE, "Bob asks to be let in")
    await telegram.presses(ALICE, "Let in as adviser")
    await telegram.reads(ALICE, "Bob is let in")
    await telegram.reads(BOB, "Welcome to Walsall School Improvement, Bob")


async def an_action_and_its_end(telegram: TelegramTestApi) -> None:
    await telegram.says(ALICE, '/action Old Hall "Moderate Y2 writing" @bob by Friday week')
    agreed = await telegram.reads(ALICE, "A1: Old Hall School")
    assert "Lead: Bob" in plain(agreed["text"])
    await telegram.presses(ALICE, "Done")
    await telegram.says(ALICE, "moderation report seen, 82% agreed")
    await telegram.reads(ALICE, "A1: done")


async def the_group(telegram: TelegramTestApi) -> None:
    await telegram.says(ALICE, "/team_here digest reminders outcomes", GROUP)
    await telegram.reads(GROUP, "This channel now shows: digest, reminders and outcomes")
    await telegram.says(BOB, f"/visit@{'TestNameBot'} Old Hall today 9am core 1h", GROUP)
    await telegram.reads(BOB, "V3")
    said = await telegram.reads(GROUP, "in our own chat")
    assert "Old Hall" not in plain(said["text"])


async def killed_in_the_middle_of_commands(telegram: TelegramTestApi, bot: TheBot) -> None:
    for day in (2, 3, 4, 5, 6, 9, 10, 11):
        await telegram.says(ALICE, f"/visit Blackwood {day} Nov 9am support 30m: seen on {day} November")
    await telegram.until(lambda: "V5: Blackwood" in _all(telegram))
    await bot.die()
    await bot.start()
    await telegram.says(ALICE, "/visit list")
    await telegram.until(lambda: sum(f"V{n}: Blackwood" in _all(telegram) for n in range(4, 12)) == 8)


def _all(telegram: TelegramTestApi) -> str:
    return "\n".join(plain(one["params"].get("text", "")) for one in telegram.calls)


async def a_meeting_and_what_came_of_it(telegram: TelegramTestApi, bot: TheBot) -> None:
    await telegram.says(ALICE, "/tas book Short Heath today 11am")
    await telegram.reads(ALICE, "M1: TAS at Short Heath Junior School, booked")
    bot.move_to(WEDNESDAY.replace(hour=14))
    pasted = "risk HT low, CoG medium, SIA 60\npresent all\nfactor: Writing at KS1"
    await telegram.says(ALICE, f"/meeting outcome M1\n{pasted}")
    label = await telegram.until(
        lambda: next((one for one in _labels(telegram) if one.startswith(("Yes", "Store"))), "")
    )
    await telegram.presses(ALICE, label)
    await telegram.until(
        lambda: any(one["method"] == "sendDocument" for one in telegram.calls) or "M1" in _all(telegram)
    )


def _labels(telegram: TelegramTestApi) -> list[str]:
    boards = [(shown.get("reply_markup") or {}).get("inline_keyboard", []) for shown in telegram.shown.values()]
    return [one["text"] for board in reversed(boards) for row in board for one in row]


async def the_next_morning(telegram: TelegramTestApi, bot: TheBot) -> None:
    bot.move_to((WEDNESDAY + timedelta(days=1)).replace(hour=9, minute=30))
    await telegram.reads(GROUP, "Thursday 26 November 2026: ")
    await telegram.reads(ALICE, "Thursday 26 November 2026: ")
