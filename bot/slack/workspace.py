"""One workspace with its app: who we are there is found out at the start, then it is listened to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

import aiohttp
import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.core import Core
from bot.slack.app import bolt_app
from bot.slack.desk import Desk
from bot.slack.fates import FAULTS, WORKSPACE_IS_GONE, error_of, in_words, log_lost
from bot.slack.replies import Replies
from bot.slack.tokens import APP, BOT, Tokens
from bot.slack.underway import Underway
from policy.refused import Refused

ANSWER_SECONDS = 15
"""The longest that one call of Slack may take."""
FIRST_WAIT_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 60.0
PING_SECONDS = 10.0
log = structlog.get_logger()


class SlackWorkspace:
    """Opened by `start`; what goes on there is counted in `underway`."""

    def __init__(self, core: Core, tokens: Tokens, api_url: str, clock: Callable[[], datetime]) -> None:
        """`clock` gives aware instants."""
        self.tokens = tokens
        self.underway = Underway()
        self.client: AsyncWebClient | None = None
        self.workspace: str | None = None
        self._core = core
        self._api_url = api_url
        self._clock = clock
        self._app: AsyncApp | None = None
        self._session: aiohttp.ClientSession | None = None
        self._socket: _Socket | None = None
        self._opening: asyncio.Task[None] | None = None
        self._is_listening = True

    async def start(self) -> None:
        """Find out who we are and begin to listen. Raises Refused for a token that Slack does not take; a Slack that
        cannot be reached is tried again behind the scenes.
        """
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ANSWER_SECONDS), trust_env=True)
        self.client = self._client(self.tokens.bot.get_secret_value())
        try:
            await self._open()
        except SlackApiError as fault:
            if error_of(fault) in WORKSPACE_IS_GONE:
                await self.close()
                raise Refused(self._refusal(fault)) from fault
            self._opening = asyncio.create_task(self._keep_trying(fault))
        except FAULTS as fault:
            self._opening = asyncio.create_task(self._keep_trying(fault))

    async def over_http(self, request: web.Request) -> web.StreamResponse:
        """One signed request of Slack."""
        if self._app is None or not self._is_listening:
            return web.Response(status=503, text="not open yet\n")
        with self.underway.one():
            return await to_aiohttp_response(await self._app.async_dispatch(await to_bolt_request(request)))

    def stop_listening(self) -> None:
        """Take no new work; what is under way can still be acknowledged."""
        self._is_listening = False
        if self._opening is not None:
            self._opening.cancel()
        if self._socket is not None:
            self._socket.is_listening = False

    async def close(self) -> None:
        """Let go of the connections."""
        if self._opening is not None:
            self._opening.cancel()
        if self._socket is not None:
            await self._socket.close_async()  # type: ignore[no-untyped-call]
        if self._session is not None:
            await self._session.close()

    async def _open(self) -> None:
        assert self.client is not None
        if self._app is None:
            who = await self.client.auth_test()
            self.workspace = str(who["team_id"])
            desk = Desk(
                self._core,
                self.client,
                self.workspace,
                str(who["user_id"]),
                self._clock,
                Replies(self.client),
                self.underway,
            )
            signing = self.tokens.signing.get_secret_value() if self.tokens.signing else None
            self._app = bolt_app(desk, self._client(None), bot_id=str(who.get("bot_id") or ""), signing_secret=signing)
        if self.tokens.app is None or self._socket is not None:
            return
        token = self.tokens.app.get_secret_value()
        client = self._client(token)
        opened = await client.apps_connections_open(app_token=token)
        socket = _Socket(self._app, token, client, self.underway)
        socket.client.wss_uri = str(opened["url"])
        try:
            await socket.connect_async()  # type: ignore[no-untyped-call]
        except BaseException:
            await socket.close_async()  # type: ignore[no-untyped-call]
            raise
        self._socket = socket

    async def _keep_trying(self, fault: BaseException) -> None:
        """Try to open the workspace until it works, or until only a person can help."""
        wait = FIRST_WAIT_SECONDS
        while True:
            log_lost(f"workspace {self.tokens.name or 'of the settings'} not open yet", fault)
            await asyncio.sleep(wait)
            wait = min(2 * wait, LONGEST_WAIT_SECONDS)
            try:
                await self._open()
            except SlackApiError as refused:
                if error_of(refused) in WORKSPACE_IS_GONE:
                    log.error("workspace cannot be opened", door="slack", because=self._refusal(refused))
                    return
                fault = refused
            except FAULTS as again:
                fault = again
            else:
                log.info("workspace open", door="slack", workspace=self.workspace)
                return

    def _client(self, token: str | None) -> AsyncWebClient:
        return AsyncWebClient(token, base_url=self._api_url, session=self._session, retry_handlers=[])

    def _refusal(self, fault: SlackApiError) -> str:
        which = self.tokens.setting(APP if self._app is not None else BOT)
        return f"Slack cannot be opened with {which}: {in_words(fault)}."


class _Socket(AsyncSocketModeHandler):
    """Socket Mode whose envelopes are counted, and which takes no new ones once it is told so: Slack sends an event
    that was not acknowledged again, to another process or after the restart.
    """

    def __init__(self, app: AsyncApp, token: str, client: AsyncWebClient, underway: Underway) -> None:
        super().__init__(app, token, web_client=client, ping_interval=PING_SECONDS)
        self.is_listening = True
        self._underway = underway

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """One envelope."""
        if not self.is_listening:
            return
        with self._underway.one():
            await super().handle(client, req)
