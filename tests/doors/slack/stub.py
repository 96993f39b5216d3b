"""Slack's Web API on 127.0.0.1: it keeps what it is sent, metadata too, and answers as badly as it is told to."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiohttp import web

TEAM, BOT, APP = "T01WALSALL", "U0BOT", "A01APP"
TOKEN = "xoxb-test-token"
ALL_SCOPES = "chat:write,commands,im:history"


@dataclass(frozen=True)
class Call:
    """One call of a method, with its arguments as they were meant."""

    method: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True)
class Bad:
    """One bad answer. `accepts` says that the message stands in the channel all the same."""

    error: str = ""
    status: int = 200
    retry_after: str | None = None
    page: str | None = None
    reset: bool = False
    slow: float = 0.0
    accepts: bool = False


@dataclass
class SlackStub:
    """The workspace: the calls in order, the messages of each channel, the views."""

    calls: list[Call] = field(default_factory=list)
    messages: defaultdict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    files: list[dict[str, Any]] = field(default_factory=list)
    responses: list[dict[str, Any]] = field(default_factory=list)
    orders: defaultdict[str, deque[Bad]] = field(default_factory=lambda: defaultdict(deque))
    always: dict[str, Bad] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    scopes: str = ALL_SCOPES
    url: str = ""
    now: float = 1_795_000_000.0

    def __post_init__(self) -> None:
        self._numbers = count(1)
        self.sockets: list[web.WebSocketResponse] = []
        self.acknowledged: dict[str, dict[str, Any]] = {}
        self._heard = asyncio.Condition()

    def order(self, method: str, *bad: Bad) -> None:
        """Answer the next calls of a method like this, one after the other, and well from then on."""
        self.orders[method].extend(bad)

    def called(self, method: str) -> list[Mapping[str, Any]]:
        """The arguments of each call of a method."""
        return [call.arguments for call in self.calls if call.method == method]

    def forget(self) -> None:
        """Begin a new list of calls."""
        self.calls.clear()
        self.responses.clear()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One call of the Web API."""
        method = request.match_info["method"]
        arguments = await _arguments(request)
        self.calls.append(Call(method, arguments))
        waiting = self.orders[method]
        bad = waiting.popleft() if waiting else self.always.get(method)
        if bad is None:
            return web.json_response(self._answer(method, arguments), headers={"x-oauth-scopes": self.scopes})
        if bad.accepts:
            self._answer(method, arguments)
        if bad.slow:
            await asyncio.sleep(bad.slow)
        if bad.reset:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        headers = {"Retry-After": bad.retry_after} if bad.retry_after is not None else {}
        if bad.page is not None:
            return web.Response(text=bad.page, status=bad.status, content_type="text/html", headers=headers)
        return web.json_response({"ok": False, "error": bad.error}, status=bad.status, headers=headers)

    async def respond(self, request: web.Request) -> web.Response:
        """A response_url: what an answer to a press or a command comes to."""
        self.responses.append(await request.json())
        return web.Response(text="ok")

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        """Socket Mode: what is acknowledged is kept by its envelope."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self.sockets.append(socket)
        async with self._heard:
            self._heard.notify_all()
        async for message in socket:
            said = json.loads(message.data)
            async with self._heard:
                self.acknowledged[said["envelope_id"]] = said.get("payload", {})
                self._heard.notify_all()
        return socket

    async def connected(self) -> web.WebSocketResponse:
        """The newest socket, as soon as there is one that is open."""
        async with self._heard:
            await self._heard.wait_for(lambda: any(not socket.closed for socket in self.sockets))
        return next(socket for socket in reversed(self.sockets) if not socket.closed)

    async def acknowledgement(self, envelope_id: str) -> dict[str, Any]:
        """What an envelope was acknowledged with, as soon as it was."""
        async with self._heard:
            await self._heard.wait_for(lambda: envelope_id in self.acknowledged)
        return self.acknowledged[envelope_id]

    async def take_file(self, request: web.Request) -> web.Response:
        """What is uploaded, as it comes."""
        self.files.append({"content": (await request.read()).decode(errors="replace")})
        return web.Response(text="OK")

    def _answer(self, method: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        able = getattr(self, f"_{method.replace('.', '_')}", None)
        return {"ok": True} | (able(arguments) if able else {})

    def _auth_test(self, _arguments: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "team_id": TEAM,
            "team": "Walsall",
            "user_id": BOT,
            "bot_id": "B0BOT",
            "user": "rrpbot",
            "url": self.url,
        }

    def _apps_connections_open(self, _arguments: Mapping[str, Any]) -> dict[str, Any]:
        return {"url": f"{self.url}socket".replace("http", "ws", 1)}

    def _chat_postMessage(self, arguments: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's name
        channel = arguments["channel"]
        if channel in self.gone:
            return {"ok": False, "error": self.gone[channel]}
        channel = f"D{channel[1:]}" if channel.startswith("U") else channel
        message = {**arguments, "ts": f"{self.now:.0f}.{next(self._numbers):06d}", "user": BOT}
        self.messages[channel].append(message)
        return {"channel": channel, "ts": message["ts"], "message": message}

    def _chat_postEphemeral(self, _arguments: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802
        return {"message_ts": f"{self.now:.0f}.{next(self._numbers):06d}"}

    def _chat_update(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        for message in self.messages[arguments["channel"]]:
            if message["ts"] == arguments["ts"]:
                message.update(arguments)
                return {"channel": arguments["channel"], "ts": arguments["ts"]}
        return {"ok": False, "error": "message_not_found"}

    def _conversations_open(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        return {"channel": {"id": f"D{arguments['users'][1:]}"}}

    def _conversations_history(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        shows = str(arguments.get("include_all_metadata")).lower() in {"1", "true"}
        since = float(arguments.get("oldest", 0))
        found = [one for one in self.messages[arguments["channel"]] if float(one["ts"]) >= since]
        start, many = int(arguments.get("cursor") or 0), int(arguments.get("limit", 100))
        page = [one if shows else {**one, "metadata": {}} for one in reversed(found)][start : start + many]
        cursor = str(start + many) if start + many < len(found) else ""
        return {"messages": page, "response_metadata": {"next_cursor": cursor}}

    _conversations_replies = _conversations_history

    def _views_open(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        return {"view": {**arguments["view"], "id": f"VIEW{next(self._numbers)}", "hash": "1"}}

    _views_push = _views_open

    def _views_update(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        return {"view": {**arguments["view"], "id": arguments["view_id"]}}

    def _views_publish(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        return {"view": {**arguments["view"], "id": f"VIEW{next(self._numbers)}"}}

    def _files_getUploadURLExternal(self, arguments: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802
        return {"upload_url": f"{self.url}upload", "file_id": f"F{next(self._numbers)}"}

    def _files_completeUploadExternal(self, arguments: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802
        self.files[-1].update(channel=arguments.get("channel_id"), thread_ts=arguments.get("thread_ts"))
        self.files[-1].update(arguments["files"][0])
        return {"files": arguments["files"]}


async def _arguments(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        said: dict[str, Any] = await request.json()
    else:
        said = dict(await request.post()) | dict(request.query)
    return {name: _meant(value) for name, value in said.items() if name != "token"}


def _meant(value: Any) -> Any:
    """A list or an object that came as text."""
    if isinstance(value, str) and value[:1] in {"{", "["}:
        return json.loads(value)
    return value


@asynccontextmanager
async def a_slack() -> AsyncIterator[SlackStub]:
    """The stub, listening on 127.0.0.1 as long as the block lasts."""
    slack = SlackStub()
    app = web.Application()
    app.add_routes(
        [
            web.post("/upload", slack.take_file),
            web.get("/socket", slack.socket),
            web.post("/respond/{id}", slack.respond),
            web.route("*", "/api/{method}", slack.serve),
        ]
    )
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    yield slack
    await runner.cleanup()
