"""Slack's Bolt with our listeners in it. They translate and no more; each is answered by `Core` in one transaction."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import structlog
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.acting import AS_ACTION, AS_NOTE, LOG_VISIT, Acting
from bot.slack.desk import Desk
from bot.slack.filling import Filling
from bot.slack.modal import FORM, QUESTION
from bot.slack.typed import Typed

ANYTHING = re.compile(".*", re.DOTALL)
NOT_HERE = "I do not belong to this workspace, so I can do nothing here."
FAULT = "Something went wrong here. Please look before you try again; if it goes on, tell your admin the reference "
log = structlog.get_logger()


def bolt_app(desk: Desk, client: AsyncWebClient, *, bot_id: str, signing_secret: str | None) -> AsyncApp:
    """An app for one workspace; `client` has no token yet. Without a signing secret it is reached by Socket Mode alone.

    It acknowledges when a listener has ended: nothing is acknowledged that is not stored. Its `auth.test` was made at
    the start, and a payload from another workspace is let in by nobody.
    """

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        if team_id != desk.workspace:
            log.warning("another workspace", door="slack", workspace=team_id)
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=desk.bot_user,
            bot_id=bot_id,
            bot_token=desk.client.token,
        )

    app = AsyncApp(
        name="rrp-bot",
        logger=_quiet_logger(),
        client=client,
        authorize=authorize,  # type: ignore[arg-type] # Bolt takes None for: not here
        signing_secret=signing_secret or uuid4().hex,
        process_before_response=True,
        user_facing_authorize_error_message=NOT_HERE,
    )
    _listen(app, desk)
    app.error(_answer_faults)
    return app


def _listen(app: AsyncApp, desk: Desk) -> None:
    typed = Typed(desk)
    acting, filling = Acting(desk, typed), Filling(desk)

    async def on_message(event: dict[str, Any], req: AsyncBoltRequest) -> None:
        if event.get("channel_type") == "im":
            await typed.message(event, retried=_is_retry(req))

    async def on_mention(event: dict[str, Any], req: AsyncBoltRequest) -> None:
        await typed.message(event, retried=_is_retry(req))

    app.command(ANYTHING)(typed.command)
    app.event("message")(on_message)
    app.event("app_mention")(on_mention)
    app.event("app_home_opened")(typed.home)
    app.action(ANYTHING)(acting.press)
    app.message_shortcut(re.compile(f"{AS_NOTE}|{AS_ACTION}"))(acting.shortcut_on_message)
    app.global_shortcut(LOG_VISIT)(acting.shortcut)
    app.view(FORM)(filling.form)
    app.view(QUESTION)(filling.question)
    app.options(ANYTHING)(filling.suggest)


def _is_retry(req: AsyncBoltRequest) -> bool:
    """Whether Slack sends this once more; in Socket Mode the first time is numbered too, as 0."""
    return any(number not in {"", "0"} for number in req.headers.get("x-slack-retry-num", ()))


async def _answer_faults(error: Exception, body: Mapping[str, Any]) -> BoltResponse:
    """What a person hears when a listener failed: a sentence with a reference, where one can be shown. An event is not
    acknowledged, so that Slack sends it again.
    """
    reference = uuid4().hex[:8]
    log.error("listener failed", door="slack", reference=reference, exc_info=error)
    sentence = f"{FAULT}{reference}."
    if "command" in body:
        return BoltResponse(status=200, body={"response_type": "ephemeral", "text": sentence})
    if body.get("type") == "view_submission":
        inputs = [block["block_id"] for block in body["view"]["blocks"] if block.get("type") == "input"]
        return BoltResponse(status=200, body={"response_action": "errors", "errors": {inputs[0]: sentence}})
    return BoltResponse(status=500, body="")


def _quiet_logger() -> logging.Logger:
    """Bolt's own log, which must not hold what people write: it shows whole payloads when it is asked for details."""
    logger = logging.getLogger("slack_bolt.rrp_bot")
    logger.setLevel(logging.WARNING)
    return logger
