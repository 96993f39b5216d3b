"""A Telegram of the tests' own on 127.0.0.1: chats, updates, and a Bot API that refuses what the real one refuses.

People write and press here, the bot calls here, and every call can be answered as badly as it is ordered.
"""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from aiohttp import web

from tests.doors.telegram.telegrams_html import BadHtml, words_of

TOKEN = "123456:A-token-of-the-tests"
BOT = {"id": 123456, "is_bot": True, "first_name": "Reminders", "username": "rrp_test_bot"}
AT = 1_795_600_000
"""When everything is said, by Telegram's clock."""


class How(StrEnum):
    """How one call is answered. Only what says so in its name was accepted."""

    WELL = "accepts and says so"
    TOO_FAST = "429, retry after 7"
    TOO_FAST_ABSENT = "429, and not for how long"
    BROKEN = "500"
    BAD_GATEWAY = "502 with a page of HTML"
    HTML_ACCEPTED = "accepts and answers 200 with a page of HTML"
    HALF_ACCEPTED = "accepts and answers half a JSON"
    HANGS_ACCEPTED = "accepts and never answers"
    RESET = "resets the connection before it has accepted"
    RESET_ACCEPTED = "accepts and resets the connection"
    BLOCKED = "403, the bot was blocked by the user"
    KICKED = "403, the bot was kicked from the group"
    NOT_FOUND = "400, chat not found"
    NO_RIGHTS = "400, not enough rights"
    MIGRATED = "400, the group has become the supergroup -100555"
    UNAUTHORIZED = "401"
    UNREADABLE = "400, can't parse entities"
    TOO_LONG = "400, message is too long"


ACCEPTS = {How.WELL, How.HTML_ACCEPTED, How.HALF_ACCEPTED, How.HANGS_ACCEPTED, How.RESET_ACCEPTED}
REFUSALS: dict[How, tuple[int, str, dict[str, Any]]] = {
    How.TOO_FAST: (429, "Too Many Requests: retry after 7", {"retry_after": 7}),
    How.TOO_FAST_ABSENT: (429, "Too Many Requests", {}),
    How.BROKEN: (500, "Internal Server Error", {}),
    How.BLOCKED: (403, "Forbidden: bot was blocked by the user", {}),
    How.KICKED: (403, "Forbidden: bot was kicked from the group chat", {}),
    How.NOT_FOUND: (400, "Bad Request: chat not found", {}),
    How.NO_RIGHTS: (400, "Bad Request: not enough rights to send text messages to the chat", {}),
    How.MIGRATED: (400, "Bad Request: group chat was upgraded", {"migrate_to_chat_id": -100555}),
    How.UNAUTHORIZED: (401, "Unauthorized", {}),
    How.UNREADABLE: (400, "Bad Request: can't parse entities: unsupported start tag", {}),
    How.TOO_LONG: (400, "Bad Request: message is too long", {}),
}
PAGE = "<!doctype html><title>Bad gateway</title>"


class Refusal(Exception):  # noqa: N818 - what the Bot API says
    """A call that the Bot API does not take."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


@dataclass(frozen=True)
class Call:
    """One call of the bot's: the method, and its parameters as the Bot API reads them."""

    method: str
    params: dict[str, Any]

    @property
    def chat(self) -> int:
        """Where to."""
        return int(self.params["chat_id"])

    @property
    def words(self) -> str:
        """What people see of it, without the marks that take links apart."""
        html = self.params.get("text") or self.params.get("caption") or ""
        return (words_of(html) if self.params.get("parse_mode") == "HTML" else html).replace("\u2060", "")

    @property
    def rows(self) -> list[list[tuple[str, str]]]:
        """The keyboard: label, and what a press brings back, an address it opens, or what it copies."""
        board = (self.params.get("reply_markup") or {}).get("inline_keyboard", [])
        return [[(one["text"], _of_button(one)) for one in row] for row in board]

    @property
    def labels(self) -> list[str]:
        """The words on its buttons."""
        return [label for row in self.rows for label, _ in row]


def _of_button(button: dict[str, Any]) -> str:
    return str(button.get("callback_data") or button.get("url") or button.get("copy_text", {}).get("text"))


@dataclass
class ATelegram:
    """The platform: what the bot called, what people see, and what waits for the bot."""

    calls: list[Call] = field(default_factory=list)
    accepted: list[Call] = field(default_factory=list)
    polls: list[dict[str, Any]] = field(default_factory=list)
    orders: defaultdict[str, deque[How]] = field(default_factory=lambda: defaultdict(deque))
    me: dict[str, Any] = field(
        default_factory=lambda: {**BOT, "can_join_groups": True, "can_read_all_group_messages": False}
    )
    started: set[int] = field(default_factory=set)
    groups: set[int] = field(default_factory=set)
    updates: list[dict[str, Any]] = field(default_factory=list)
    messages: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)
    url: str = ""
    now: int = AT
    _last_message: int = 100
    _last_update: int = 5000
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    # ---- people

    def writes(self, user: int, text: str, chat: int | None = None, **more: Any) -> int:
        """Somebody writes; the number of the update."""
        return self.gives({"message": self.message_of(user, text, chat, **more)})

    def message_of(self, user: int, text: str | None, chat: int | None = None, **more: Any) -> dict[str, Any]:
        """A message as Telegram gives it to the bot."""
        place = self._chat(user if chat is None else chat, user)
        self._last_message += 1
        message = {"message_id": self._last_message, "date": self.now, "chat": place, "from": person(user), **more}
        if text is not None:
            message["text"] = text
            word = text.split(maxsplit=1)[0] if text.strip() else ""
            if word.startswith("/"):
                message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(word)}]
        return message

    def presses(self, user: int, label: str, call: Call | None = None) -> int:
        """Somebody presses the button with this label on the newest message that has it; the number of the update."""
        for (chat, number), message in sorted(self.messages.items(), key=lambda one: -one[0][1]):
            for row in (message.get("reply_markup") or {}).get("inline_keyboard", []):
                for button in row:
                    if button["text"] == label and "callback_data" in button:
                        return self.presses_data(user, button["callback_data"], chat, number)
        raise AssertionError(f"no button says {label!r}")

    def presses_data(self, user: int, data: str, chat: int, message_id: int) -> int:
        """Somebody presses a button of this message, which may be an old one."""
        message = self.messages.get((chat, message_id)) or {
            "message_id": message_id,
            "date": self.now,
            "chat": self._chat(chat, user),
            "from": BOT,
            "text": "an old message",
        }
        query = {"id": str(self._last_update + 1), "from": person(user), "chat_instance": "1", "data": data}
        return self.gives({"callback_query": {**query, "message": message}})

    def gives(self, update: dict[str, Any]) -> int:
        """Let an update wait for the bot; its number."""
        self._last_update += 1
        self.updates.append({"update_id": self._last_update, **update})
        self._news.set()
        return self._last_update

    def order(self, key: str | int, *how: How) -> None:
        """Answer the next calls of a method, or to a chat, like this, one after the other."""
        self.orders[str(key)].extend(how)

    # ---- what the tests look at

    def sent(self, chat: int | None = None) -> list[Call]:
        """What was accepted of messages, edits and files, to one chat or to all."""
        shown = [one for one in self.accepted if one.method.startswith(("send", "edit"))]
        return [one for one in shown if chat is None or one.chat == chat]

    def called(self, method: str) -> list[Call]:
        """The calls of one method."""
        return [one for one in self.calls if one.method == method]

    def text_at(self, chat: int, message_id: int) -> str:
        """What stands there now."""
        return str(self.messages[chat, message_id].get("text"))

    # ---- the server

    @asynccontextmanager
    async def over_loopback(self) -> AsyncIterator[ATelegram]:
        """Listen as long as the block lasts; `url` is what TELEGRAM_API_URL has to be."""
        app = web.Application(client_max_size=8 << 20)
        app.router.add_route("*", "/bot{token}/{method}", self._called)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()

    async def _called(self, request: web.Request) -> web.StreamResponse:
        method, params = request.match_info["method"], await _params(request)
        if request.match_info["token"] != TOKEN:
            return _answer(REFUSALS[How.UNAUTHORIZED])
        if method == "getUpdates":
            return await self._polled(params)
        call = Call(method, params)
        self.calls.append(call)
        how = self._how(call)
        if how in REFUSALS:
            return _answer(REFUSALS[how])
        if how is How.BAD_GATEWAY:
            return web.Response(status=502, text=PAGE, content_type="text/html")
        if how is How.RESET:
            return _reset(request)
        try:
            result = METHODS.get(method, _unknown)(self, call)
        except Refusal as refusal:
            return _answer((refusal.status, str(refusal), {}))
        except BadHtml as refusal:
            return _answer((400, f"Bad Request: {refusal}", {}))
        self.accepted.append(call)
        return await _said(how, request, {"ok": True, "result": result})

    def _how(self, call: Call) -> How:
        for key in (call.method, str(call.params.get("chat_id"))):
            if self.orders[key]:
                return self.orders[key].popleft()
        return How.WELL

    async def _polled(self, params: dict[str, Any]) -> web.StreamResponse:
        self.polls.append(params)
        how = self.orders["getUpdates"].popleft() if self.orders["getUpdates"] else How.WELL
        if how in REFUSALS:
            return _answer(REFUSALS[how])
        if how is How.BAD_GATEWAY:
            return web.Response(status=502, text=PAGE, content_type="text/html")
        offset = int(params.get("offset") or 0)
        self.updates = [one for one in self.updates if one["update_id"] >= offset]
        if not self.updates:
            self._news.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), min(float(params.get("timeout") or 0), 5.0))
        found = [one for one in self.updates if one["update_id"] >= offset][: int(params.get("limit") or 100)]
        return web.json_response({"ok": True, "result": found})

    # ---- what the Bot API does

    def _chat(self, chat: int, user: int) -> dict[str, Any]:
        if chat > 0:
            return {"id": chat, "type": "private", "first_name": person(user)["first_name"]}
        return {"id": chat, "type": "supergroup" if str(chat).startswith("-100") else "group", "title": "SIB Walsall"}

    def _may_write_to(self, chat: int) -> None:
        if chat > 0 and chat not in self.started:
            raise Refusal(403, "Forbidden: bot can't initiate conversation with a user")
        if chat < 0 and chat not in self.groups:
            raise Refusal(400, "Bad Request: chat not found")

    def put(self, call: Call, **content: Any) -> dict[str, Any]:
        """Store a message of the bot's."""
        self._may_write_to(call.chat)
        _check_keyboard(call)
        self._last_message += 1
        message = {
            "message_id": self._last_message,
            "date": self.now,
            "chat": self._chat(call.chat, call.chat),
            "from": BOT,
            "reply_markup": call.params.get("reply_markup"),
            **content,
        }
        self.messages[call.chat, self._last_message] = message
        return _without_nothing(message)


def person(user: int) -> dict[str, Any]:
    """Somebody on Telegram."""
    names = {1: "Leo", 2: "Amina", 3: "Sam"}
    return {"id": user, "is_bot": False, "first_name": names.get(user, f"User {user}")}


def _check_keyboard(call: Call) -> None:
    for row in call.rows:
        for label, data in row:
            if not label or not 1 <= len(data.encode()) <= (64 if not data.startswith("http") else 2048):
                raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")


def _check_words(words: str, most: int) -> str:
    if len(words.encode("utf-16-le")) // 2 > most:
        raise Refusal(400, "Bad Request: message is too long")
    return words


def _words(call: Call, name: str, most: int) -> str:
    html = str(call.params.get(name) or "")
    return _check_words(words_of(html) if call.params.get("parse_mode") == "HTML" else html, most)


def _send_message(telegram: ATelegram, call: Call) -> dict[str, Any]:
    words = _words(call, "text", 4096)
    if not words.strip():
        raise Refusal(400, "Bad Request: message text is empty")
    return telegram.put(call, text=words)


def _send_document(telegram: ATelegram, call: Call) -> dict[str, Any]:
    file = call.params["document"]
    return telegram.put(
        call,
        caption=_words(call, "caption", 1024),
        document={"file_id": "f", "file_unique_id": "u", "file_name": file[0]},
    )


def _send_photo(telegram: ATelegram, call: Call) -> dict[str, Any]:
    size = {"file_id": "f", "file_unique_id": "u", "width": 10, "height": 10}
    return telegram.put(call, caption=_words(call, "caption", 1024), photo=[size])


def _edit(telegram: ATelegram, call: Call, name: str, most: int) -> dict[str, Any]:
    known = telegram.messages.get((call.chat, int(call.params["message_id"])))
    if known is None:
        raise Refusal(400, "Bad Request: message to edit not found")
    if name == "text" and known.get("text") is None:
        raise Refusal(400, "Bad Request: there is no text in the message to edit")
    _check_keyboard(call)
    new = {"reply_markup": call.params.get("reply_markup")}
    if name:
        new[name] = _words(call, name, most)
    if all(known.get(key) == value for key, value in new.items()):
        raise Refusal(400, "Bad Request: message is not modified: specified new message content is the same")
    known.update(new)
    return _without_nothing(known)


def _without_nothing(message: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in message.items() if value is not None}


def _unknown(_telegram: ATelegram, call: Call) -> Any:
    raise Refusal(404, f"Not Found: {call.method}")


Method = Callable[[ATelegram, Call], Any]
METHODS: dict[str, Method] = {
    "getMe": lambda telegram, _call: telegram.me,
    "sendMessage": _send_message,
    "sendDocument": _send_document,
    "sendPhoto": _send_photo,
    "editMessageText": lambda telegram, call: _edit(telegram, call, "text", 4096),
    "editMessageCaption": lambda telegram, call: _edit(telegram, call, "caption", 1024),
    "editMessageReplyMarkup": lambda telegram, call: _edit(telegram, call, "", 0),
    **dict.fromkeys(
        ("answerCallbackQuery", "deleteWebhook", "setWebhook", "setMyCommands", "sendChatAction"),
        lambda _telegram, _call: True,
    ),
    "getWebhookInfo": lambda telegram, _call: {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(telegram.updates),
    },
    "getMyCommands": lambda telegram, call: next(
        (
            one.params["commands"]
            for one in reversed(telegram.called("setMyCommands"))
            if one.params.get("scope") == call.params.get("scope")
        ),
        [],
    ),
}


async def _params(request: web.Request) -> dict[str, Any]:
    params: dict[str, Any] = {}
    for key, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            params[key] = (value.filename, value.file.read())
        elif isinstance(value, str) and value[:1] in "[{" and key not in ("text", "caption"):
            params[key] = json.loads(value)
        else:
            params[key] = value
    return _with_attached_files(params)


def _with_attached_files(params: dict[str, Any]) -> dict[str, Any]:
    return {
        key: params.get(value.removeprefix("attach://"), value) if isinstance(value, str) else value
        for key, value in params.items()
    }


async def _said(how: How, request: web.Request, answer: dict[str, Any]) -> web.StreamResponse:
    if how is How.RESET_ACCEPTED:
        return _reset(request)
    if how is How.HANGS_ACCEPTED:
        await asyncio.sleep(3600)
    if how is How.HTML_ACCEPTED:
        return web.Response(text=PAGE, content_type="text/html")
    text = json.dumps(answer)
    if how is How.HALF_ACCEPTED:
        return web.Response(text=text[: len(text) // 2], content_type="application/json")
    return web.Response(text=text, content_type="application/json")


def _answer(refusal: tuple[int, str, dict[str, Any]]) -> web.Response:
    status, words, parameters = refusal
    body = {"ok": False, "error_code": status, "description": words} | (
        {"parameters": parameters} if parameters else {}
    )
    return web.json_response(body, status=status)


def _reset(request: web.Request) -> web.Response:
    assert request.transport is not None
    sock = request.transport.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.transport.abort()
    return web.Response()
