"""telegram-test-api, a Telegram server from npm, behind an adapter, and people who write and press there.

The adapter mends only what the server does not do as Telegram does: updates are given out until they are confirmed,
dates are in seconds, groups are groups, and methods that the server does not know (menus, files) are answered. It
writes down every call for the judges.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

HERE = Path(__file__).parent
TOKEN = "4242:a-token-of-the-rehearsal"
PATIENCE_SECONDS = 30.0
BOT_NAME = "TestNameBot"
Json = dict[str, Any]


class TelegramTestApi:
    """The server and its adapter; `url` is the bot's TELEGRAM_API_URL."""

    def __init__(self, server: str, http: aiohttp.ClientSession) -> None:
        self.url = ""
        self.calls: list[Json] = []
        self.shown: dict[tuple[int, int], Json] = {}
        self._server = server
        self._http = http
        self._updates: list[Json] = []
        self._files = 900_000

    # ---- people

    async def says(self, user: int, text: str, chat: int | None = None) -> None:
        """Somebody writes."""
        message: Json = {"from": _person(user), "chat": _chat(chat or user), "text": text, "date": int(time.time())}
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        await self._post("/sendCommand" if text.startswith("/") else "/sendMessage", {**message, "botToken": TOKEN})

    async def presses(self, user: int, label: str) -> None:
        """Somebody presses the button with this label, on the newest message that has it."""
        (chat, number), data = await self.until(lambda: self._button(label))
        message = {**self.shown[chat, number], "message_id": number, "chat": _chat(chat), "date": int(time.time())}
        message["from"] = {"id": 666, "is_bot": True, "first_name": "Test Name", "username": BOT_NAME}
        body = {"botToken": TOKEN, "from": _person(user), "data": data, "message": message, "chat_instance": "1"}
        await self._post("/sendCallback", body)

    async def until(self, there: Callable[[], Any]) -> Any:
        """What `there` gives as soon as it gives something."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not (found := there()):
                await asyncio.sleep(0.05)
        return found

    async def reads(self, chat: int, words: str) -> Json:
        """The newest message in a chat that has these words, as soon as it is there."""

        def there() -> Json | None:
            mine = sorted((key for key in self.shown if key[0] == chat), reverse=True)
            return next((self.shown[key] for key in mine if words in plain(self.shown[key]["text"])), None)

        found: Json = await self.until(there)
        return found

    def _button(self, label: str) -> tuple[tuple[int, int], str] | None:
        for key in sorted(self.shown, key=lambda one: -one[1]):
            for row in (self.shown[key].get("reply_markup") or {}).get("inline_keyboard", []):
                for one in row:
                    if one["text"] == label and "callback_data" in one:
                        return key, one["callback_data"]
        return None

    async def _post(self, path: str, body: Json) -> Json:
        async with self._http.post(f"{self._server}{path}", json=body) as answer:
            found: Json = await answer.json()
            return found

    # ---- the adapter

    async def called(self, request: web.Request) -> web.Response:
        """One call of the bot's."""
        method, params = request.match_info["method"], await _params(request)
        if method == "getUpdates":
            return web.json_response({"ok": True, "result": await self._given_out(params)})
        self.calls.append({"method": method, "params": params})
        return web.json_response({"ok": True, "result": await self._result(method, params)})

    async def _given_out(self, params: Json) -> list[Json]:
        offset, until = int(params.get("offset") or 0), time.monotonic() + min(float(params.get("timeout") or 0), 2)
        while True:
            fetched = await self._post(f"/bot{TOKEN}/getUpdates", {})
            known = (*self._updates, *map(_mended, fetched["result"]))
            self._updates = [one for one in known if one["update_id"] >= offset]
            if self._updates or time.monotonic() >= until:
                return self._updates
            await asyncio.sleep(0.1)

    async def _result(self, method: str, params: Json) -> Any:
        if method == "getMe":
            me = (await self._post(f"/bot{TOKEN}/getMe", {}))["result"]
            return {**me, "id": 4242, "is_bot": True, "can_join_groups": True, "can_read_all_group_messages": False}
        if method == "sendMessage":
            sent = (await self._post(f"/bot{TOKEN}/sendMessage", params))["result"]
            return self._show(int(params["chat_id"]), int(sent["message_id"]), params["text"], params)
        if method in {"sendDocument", "sendPhoto"}:
            self._files += 1
            return self._show(int(params["chat_id"]), self._files, params.get("caption", ""), params)
        if method.startswith("editMessage"):
            key = int(params["chat_id"]), int(params["message_id"])
            words = params.get("text", self.shown[key]["text"])
            if key[1] < 900_000:
                await self._post(f"/bot{TOKEN}/{method}", params)
            return self._show(*key, words, params)
        if method in {"answerCallbackQuery", "deleteWebhook"}:
            await self._post(f"/bot{TOKEN}/{method}", params)
        return [] if method == "getMyCommands" else True

    def _show(self, chat: int, number: int, html: str, params: Json) -> Json:
        board = params.get("reply_markup")
        shown = {"text": html, "reply_markup": board} if board else {"text": html}
        self.shown[chat, number] = shown
        return {"message_id": number, "date": int(time.time()), "chat": _chat(chat), **shown, "text": plain(html)}


def plain(html: str) -> str:
    """What people see."""
    from tests.doors.telegram.telegrams_html import words_of

    return words_of(html).replace("\u2060", "")


def _person(user: int) -> Json:
    return {"id": user, "is_bot": False, "first_name": {11: "Alice", 12: "Bob"}.get(user, "Eve")}


def _chat(chat: int) -> Json:
    return {"id": chat, "type": "private"} if chat > 0 else {"id": chat, "type": "supergroup", "title": "SIB Walsall"}


def _mended(update: Json) -> Json:
    query = update.get("callback_query")
    if query is not None:
        query.setdefault("chat_instance", "1")
        query["message"] = {**query["message"], "text": plain(query["message"]["text"])}
    for name in ("botToken", "entities") if query is None else ():
        if name in update:
            del update[name]
    return update


async def _params(request: web.Request) -> Json:
    found: Json = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            found[name] = f"<file {value.filename}>"
        elif isinstance(value, str) and value[:1] in "[{" and name not in {"text", "caption"}:
            found[name] = json.loads(value)
        else:
            found[name] = value
    return {name: value for name, value in found.items() if not str(value).startswith("attach:")}


@asynccontextmanager
async def a_telegram_server() -> AsyncIterator[TelegramTestApi]:
    """The server from npm on a free port, and the adapter before it."""
    from tests.e2e.local_slack import a_free_port

    port = a_free_port()
    script = HERE / "telegram_test_api_server.cjs"
    node = await asyncio.create_subprocess_exec(
        *("node", str(script), str(port)), cwd=HERE, stdout=asyncio.subprocess.PIPE
    )
    assert node.stdout is not None
    async with asyncio.timeout(30):
        assert b"listens" in await node.stdout.readline()
    async with aiohttp.ClientSession() as http:
        server = TelegramTestApi(f"http://127.0.0.1:{port}", http)
        app = web.Application(client_max_size=8 << 20)
        app.router.add_route("*", "/bot{token}/{method}", server.called)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield server
        finally:
            await runner.cleanup()
            node.terminate()
            await node.wait()
