"""A morning in a council's Slack, against a Slack server that others wrote, in both of Slack's modes."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from slack_sdk.signature import SignatureVerifier

from bot.setting_up import set_up_team
from storage.database import Database
from storage.migrating import migrate
from tests.doors.slack.judge import faults_in
from tests.e2e.a_bot import WEDNESDAY, TheBot
from tests.e2e.local_slack import ALICE, APP_TOKEN, BOB, GENERAL, SIGNING, TEAM, TOKEN, LocalSlack, a_free_port
from tests.e2e.local_slack import a_local_slack as a_server


@asynccontextmanager
async def a_morning(folder: Path, mode: str) -> AsyncIterator[tuple[LocalSlack, TheBot]]:
    """A workspace and a bot in it, whose admin is Alice."""
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
            known_as=[("slack", TEAM, ALICE)],
        )
    database.close()
    port = a_free_port()
    async with a_server(folder, mode, f"http://127.0.0.1:{port}/slack/events") as slack:
        environment = {
            "DATABASE_URL": url,
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_API_URL": f"{slack.url}/api/",
            "HTTP_PORT": str(port),
            "TICK_SECONDS": "1",
            "LOG_FORMAT": "plain",
            **({"SLACK_APP_TOKEN": APP_TOKEN} if mode == "socket" else {"SLACK_SIGNING_SECRET": SIGNING}),
        }
        bot = TheBot(folder, environment)
        await bot.start()
        yield slack, bot
        await bot.stop()


@pytest.mark.parametrize("mode", ["socket", "events"])
async def test_a_morning(mode: str, tmp_path: Path):
    async with a_morning(tmp_path, mode) as (slack, bot):
        await a_visit_by_a_line_and_by_a_form(slack)
        await its_note(slack)
        if mode == "events":
            await a_message_becomes_an_action(slack, bot)
        await bob_is_let_in(slack)
        await an_action_and_its_end(slack)
        await the_channel_is_bound(slack)
        await killed_and_started_again(slack, bot)
        await a_meeting_and_what_came_of_it(slack, bot)
        await the_home(slack)
        await the_reminder_and_the_digest_of_the_next_morning(slack, bot)
        checked, faults = faults_in(await what_the_bot_sent(slack))
        assert faults == []
        assert checked > 20


def _changed(slack: LocalSlack, channel: str, ts: str) -> dict[str, Any] | None:
    """The message with this time stamp, once it says who pressed."""
    return next((one for one in slack.messages[channel] if one["ts"] == ts and "pressed" in str(one["blocks"])), None)


async def what_the_bot_sent(slack: LocalSlack) -> list[Any]:
    """Every payload of the bot in the log of the server."""
    sent = []
    for entry in await slack.log():
        if entry.get("direction", entry.get("dir")) != "from_bot":
            continue
        data = entry.get("payload", entry.get("data", entry.get("detail")))
        with suppress(ValueError):
            data = json.loads(data) if isinstance(data, str) else data
        sent.append(data)
    return sent


async def a_visit_by_a_line_and_by_a_form(slack: LocalSlack) -> None:
    await slack.types("/visit Old Hall yesterday 2pm support 2h: attendance is up")
    said = await slack.says(GENERAL, "V1: Old Hall School")
    assert "Tuesday 24 November 2026, 14:00 to 16:00" in said["text"]
    await slack.types("/visit")
    form = await slack.modal("form")
    answers = {"school": "URN 104274", "kind": "core", "length": "ages", "when.words": "today 9am"}
    await slack.submits(form, answers)
    errors = await slack.until(lambda: slack.errors)
    assert list(errors) == ["length"]
    await slack.submits(form, answers | {"length": "1h"})
    await slack.until(lambda: not slack.modals)
    await slack.says(GENERAL, "V2: Old Hall School")


async def its_note(slack: LocalSlack) -> None:
    await slack.types("/visit note V2")
    question = await slack.modal("question")
    block = question["blocks"][-1]["block_id"]
    await slack.submits(question, {block: "Writing at KS1 is not good enough yet."})
    following = await slack.until(lambda: _another(slack, block))
    await slack.submits(following, {following["blocks"][-1]["block_id"]: "Moderate Y2 writing, Bob, by 11 Dec"})
    written = await slack.says(GENERAL, "V2: note for Old Hall School is written, not sent")
    await slack.presses(written, "It has gone")
    await slack.says(GENERAL, "V2: note sent to Old Hall School")


async def a_message_becomes_an_action(slack: LocalSlack, bot: TheBot) -> None:
    """The page of local-slack has no shortcuts, so Slack's signed request is sent in its name, with the trigger of a
    command that has opened nothing.
    """
    await slack.types("/overdue")
    await slack.says(GENERAL, "Overdue in the team")
    payload = {
        "type": "message_action",
        "callback_id": "make_an_action",
        "team": {"id": TEAM},
        "user": {"id": ALICE, "username": "alice"},
        "channel": {"id": GENERAL, "name": "general"},
        "message": {"type": "message", "user": BOB, "ts": "1795000000.000001", "text": "Moderate Y2 &amp; Y3 writing"},
        "trigger_id": await slack.a_trigger(),
    }
    body = urlencode({"payload": json.dumps(payload)})
    stamp = str(int(time.time()))
    signed = {
        "X-Slack-Signature": str(SignatureVerifier(SIGNING).generate_signature(timestamp=stamp, body=body)),
        "X-Slack-Request-Timestamp": stamp,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    url = f"http://127.0.0.1:{bot.environment['HTTP_PORT']}/slack/events"
    async with aiohttp.ClientSession() as session, session.post(url, data=body.encode(), headers=signed) as answer:
        assert answer.status == 200
    form = await slack.modal("form")
    words = next(block for block in form["blocks"] if block.get("block_id") == "text")
    assert words["element"]["initial_value"] == "Moderate Y2 & Y3 writing"
    await slack.closes()


def _another(slack: LocalSlack, block: str) -> dict[str, Any] | None:
    top = slack.modals[-1] if slack.modals else {}
    view: dict[str, Any] = top.get("view") or top
    blocks = view.get("blocks") or []
    return view if blocks and blocks[-1].get("block_id") not in {None, block} else None


async def bob_is_let_in(slack: LocalSlack) -> None:
    await slack.types("/mine", BOB)
    stranger = await slack.says(GENERAL, "I do not know you yet")
    await slack.presses(stranger, "Ask to be let in", BOB)
    await slack.says(GENERAL, "Your team's admin has been asked to let you in.")
    direct = await slack.direct(ALICE)
    asked = await slack.says(direct, "")
    await slack.presses(asked, next(label for label in labels(asked) if "dviser" in label))
    await slack.until(lambda: "pressed" in str(slack.messages[direct][0]))


def labels(message: dict[str, Any]) -> list[str]:
    """The labels of the buttons of a message."""
    return [one["text"]["text"] for block in message["blocks"] for one in block.get("elements", ()) if "value" in one]


async def an_action_and_its_end(slack: LocalSlack) -> None:
    await slack.types(f'/action Old Hall "Moderate Y2 writing" <@{BOB}|bob> by Friday week')
    agreed = await slack.says(GENERAL, "A1: Old Hall School")
    assert "Lead: bob" in agreed["text"]
    await slack.presses(agreed, "Done")
    question = await slack.modal("question")
    await slack.submits(question, {question["blocks"][-1]["block_id"]: "moderation report seen, 82% agreed"})
    await slack.says(GENERAL, "A1: done")


async def the_channel_is_bound(slack: LocalSlack) -> None:
    await slack.types("/team here digest reminders outcomes")
    await slack.says(GENERAL, "This channel now shows: digest, reminders and outcomes")


async def killed_and_started_again(slack: LocalSlack, bot: TheBot) -> None:
    await slack.types("/visit Blackwood today 9am support 30m: seen")
    await bot.die()
    await bot.start()
    await slack.types("/visit list")
    listed = await slack.says(GENERAL, "")
    assert listed
    await slack.types("/mine")
    await slack.says(GENERAL, "You: ")


async def a_meeting_and_what_came_of_it(slack: LocalSlack, bot: TheBot) -> None:
    await slack.types("/tas book Short Heath today 11am")
    await slack.says(GENERAL, "M1: TAS at Short Heath Junior School, booked")
    bot.move_to(WEDNESDAY.replace(hour=14))
    await slack.types("/meeting outcome M1")
    question = await slack.modal("question")
    pasted = "risk HT low, CoG medium, SIA 60\npresent all\nfactor: Writing at KS1"
    await slack.submits(question, {question["blocks"][-1]["block_id"]: pasted})
    shown = await slack.modal("shown")
    yes = next(label for label in labels({"blocks": shown["blocks"]}) if label.lower().startswith(("yes", "store")))
    await presses_in_modal(slack, shown, yes)
    await slack.says(GENERAL, "M1")


async def presses_in_modal(slack: LocalSlack, view: dict[str, Any], label: str) -> None:
    """A button of an open modal."""
    await slack.presses({"channel": "", "ts": "", **view}, label)


async def the_home(slack: LocalSlack) -> None:
    home = await slack.opens_home()
    assert home["type"] == "home"
    assert "Log a visit" in str(home["blocks"])


async def the_reminder_and_the_digest_of_the_next_morning(slack: LocalSlack, bot: TheBot) -> None:
    bot.move_to((WEDNESDAY + timedelta(days=1)).replace(hour=9, minute=30))
    await slack.says(GENERAL, "Thursday 26 November 2026: ")
    bot.move_to((WEDNESDAY + timedelta(days=1)).replace(hour=15, minute=5))
    direct = await slack.direct(ALICE)
    reminder = await slack.says(direct, "V1: note for Old Hall School, 55 minutes left")
    await slack.presses(reminder, "It has gone")
    changed = await slack.until(lambda: _changed(slack, direct, reminder["ts"]))
    assert "Alice Adviser pressed “It has gone”, Thursday 26 November 2026, 15:0" in str(changed["blocks"])
    assert "V1: note sent to Old Hall School" in str(changed["blocks"])
