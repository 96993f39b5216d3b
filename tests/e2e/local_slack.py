"""local-slack, a Slack server from npm, and people who type, press and submit in it as its web page does."""

from __future__ import annotations

import asyncio
import json
import re
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

BINARY = Path(__file__).parent / "node_modules" / "local-slack-linux-x64" / "bin" / "local-slack"
TEAM, BOT, APP = "T01TEST", "U0BOT", "A01APP"
ALICE, BOB = "U01ALICE", "U02BOB"
GENERAL = "C01GEN"
TOKEN, APP_TOKEN, SIGNING = "xoxb-test-token", "xapp-test-token", "test-signing-secret"
PATIENCE_SECONDS = 30.0
Json = dict[str, Any]


def a_free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def workspace(mode: str, request_url: str) -> Json:
    """The workspace of the rehearsal: two people and a channel. `mode` is socket or events."""
    return {
        "workspace": {"name": "Moortown Test", "domain": "moortown-test", "teamId": TEAM},
        "apps": [
            {
                "appId": APP,
                "botUserId": BOT,
                "botName": "rrpbot",
                "botToken": TOKEN,
                "appToken": APP_TOKEN,
                "signingSecret": SIGNING,
                "mode": mode,
                "requestUrl": request_url,
            }
        ],
        "users": [
            {"id": ALICE, "name": "alice", "real_name": "Alice Adviser", "tz": "Europe/London"},
            {"id": BOB, "name": "bob", "real_name": "Bob Officer", "tz": "Europe/London"},
        ],
        "channels": [{"id": GENERAL, "name": "general", "members": [ALICE, BOB, BOT]}],
    }


class LocalSlack:
    """What stands in the workspace, kept up to date as its web page does, and what people do there."""

    def __init__(self, url: str, page: aiohttp.ClientWebSocketResponse, state: Json) -> None:
        self.url = url
        self.messages: dict[str, list[Json]] = state.get("messages") or {}
        self.channels: list[Json] = state["channels"]
        self.modals: list[Json] = state.get("modalStack") or []
        self.errors: Json = {}
        self.homes: Json = state.get("homeViews") or {}
        self._page = page
        self._news = asyncio.Condition()

    async def follow(self) -> None:
        """Keep up with the page, until it is closed."""
        async for frame in self._page:
            said = json.loads(frame.data)
            async with self._news:
                self._take(said)
                self._news.notify_all()

    async def until(self, there: Callable[[], Any]) -> Any:
        """What `there` gives as soon as it gives something."""
        async with asyncio.timeout(PATIENCE_SECONDS), self._news:
            while not (found := there()):
                await self._news.wait()
            return found

    async def says(self, channel: str, beginning: str, after: int = 0) -> Json:
        """The message of the bot that begins like this, as soon as it stands in the channel (behind `after` others)."""

        def there() -> Json | None:
            found = [one for one in self.messages.get(channel, []) if str(one.get("text", "")).startswith(beginning)]
            return found[after] if len(found) > after else None

        try:
            found: Json = await self.until(there)
        except TimeoutError:
            stands = "\n".join(str(one.get("text", "")).split("\n")[0] for one in self.messages.get(channel, []))
            raise AssertionError(f"nothing in {channel} begins with {beginning!r}. There stands:\n{stands}") from None
        return found

    async def modal(self, callback_id: str) -> Json:
        """The modal with this callback id, as soon as it is open."""

        def there() -> Json | None:
            top = self.modals[-1] if self.modals else None
            view = (top or {}).get("view") or top
            return view if view and view.get("callback_id") == callback_id else None

        found: Json = await self.until(there)
        return found

    async def types(self, line: str, who: str = ALICE, channel: str = GENERAL) -> None:
        """A slash command."""
        command, _, text = line.partition(" ")
        await self._do("slash_command", appId=APP, channel=channel, user=who, command=command, text=text)

    async def writes(self, text: str, who: str = ALICE, channel: str = GENERAL, thread: str | None = None) -> None:
        """A message."""
        await self._do("post_message", channel=channel, user=who, text=text, thread_ts=thread)

    async def presses(self, message: Mapping[str, Any], label: str, who: str = ALICE) -> None:
        """A button of a message."""
        for block in message["blocks"]:
            for element in (*block.get("elements", ()), *filter(None, (block.get("accessory"),))):
                if element.get("type") == "button" and element["text"]["text"] == label:
                    action = {
                        "type": "button",
                        "block_id": block.get("block_id"),
                        **{key: element[key] for key in ("action_id", "value", "text")},
                    }
                    await self._do(
                        "block_action",
                        channel=message["channel"],
                        messageTs=message["ts"],
                        user=who,
                        action=action,
                        appId=APP,
                    )
                    return
        raise AssertionError(f"there is no button {label!r}")

    async def submits(self, view: Mapping[str, Any], answers: Mapping[str, str], who: str = ALICE) -> None:
        """The open modal, with these answers by block."""
        values: Json = {}
        for block in (one for one in view["blocks"] if one["type"] == "input"):
            element, said = block["element"], answers.get(block["block_id"])
            values[block["block_id"]] = {element["action_id"]: _state(element["type"], said)}
        assert set(answers) <= set(values)
        self.errors = {}
        await self._do("view_submit", user=who, values=values)

    async def closes(self, who: str = ALICE) -> None:
        """The open modal, without submitting it."""
        await self._do("view_close", user=who)
        await self.until(lambda: not self.modals)

    async def opens_home(self, who: str = ALICE) -> Json:
        """The home tab."""
        await self._do("open_home", appId=APP, user=who)
        view: Json = await self.until(lambda: (self.homes.get(who) or {}).get(APP))
        return view

    async def direct(self, who: str) -> str:
        """The channel of somebody's direct messages with the bot."""

        def there() -> str | None:
            return next((c["id"] for c in self.channels if c.get("is_im") and who in c.get("members", ())), None)

        return str(await self.until(there))

    async def log(self) -> list[Json]:
        """All traffic so far."""
        async with aiohttp.ClientSession() as session, session.get(f"{self.url}/_control/log") as answer:
            entries: list[Json] = (await answer.json())["log"]
            return entries

    async def a_trigger(self) -> str:
        """The trigger that the server gave out last: it opens a modal for the person who was given it."""
        given = re.findall(r"trigger_id\W{1,6}([\w.-]+)", json.dumps(await self.log()))
        return str(given[-1])

    async def _do(self, what: str, **more: Any) -> None:
        await self._page.send_json({"t": what, **{key: value for key, value in more.items() if value is not None}})

    def _take(self, said: Json) -> None:
        kind = said["t"]
        if kind == "message":
            self.messages.setdefault(said["message"]["channel"], []).append(said["message"])
        elif kind == "message_update":
            new = said["message"]
            stands = self.messages.setdefault(new["channel"], [])
            stands[:] = [new if one["ts"] == new["ts"] else one for one in stands]
        elif kind == "message_delete":
            stands = self.messages.setdefault(said["channel"], [])
            stands[:] = [one for one in stands if one["ts"] != said["ts"]]
        elif kind == "channel":
            self.channels.append(said["channel"])
        elif kind == "view":
            self.modals = said.get("stack") or []
        elif kind == "view_errors":
            self.errors = said.get("errors") or {}
        elif kind == "home":
            self.homes.setdefault(said["user"], {})[said["appId"]] = said["view"]


def _state(kind: str, said: str | None) -> Json:
    if kind in {"external_select", "static_select"}:
        option = {"text": {"type": "plain_text", "text": said}, "value": said} if said else None
        return {"type": kind, "selected_option": option}
    if kind == "datepicker":
        return {"type": kind, "selected_date": said}
    if kind == "timepicker":
        return {"type": kind, "selected_time": said}
    return {"type": kind, "value": said}


@asynccontextmanager
async def a_local_slack(folder: Path, mode: str, request_url: str) -> AsyncIterator[LocalSlack]:
    """The server as a process, as long as the block lasts."""
    config, port = folder / "local-slack.json", a_free_port()
    config.write_text(json.dumps(workspace(mode, request_url)), "utf-8")
    files = folder / "files"
    files.mkdir(exist_ok=True)
    process = await asyncio.create_subprocess_exec(
        *(str(BINARY), "--config", str(config), "--port", str(port), "--base-host", "127.0.0.1"),
        *("--files-dir", str(files)),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        async with aiohttp.ClientSession() as session:
            page = await _until_there(lambda: session.ws_connect(f"{url}/ui"))
            state = (await page.receive_json(timeout=PATIENCE_SECONDS))["state"]
            slack = LocalSlack(url, page, state)
            following = asyncio.create_task(slack.follow())
            yield slack
            following.cancel()
            await page.close()
    finally:
        process.kill()
        await process.wait()


async def _until_there(
    connect: Callable[[], Awaitable[aiohttp.ClientWebSocketResponse]],
) -> aiohttp.ClientWebSocketResponse:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            try:
                return await connect()
            except aiohttp.ClientConnectorError:
                await asyncio.sleep(0.1)
