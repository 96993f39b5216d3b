"""Answers where they were asked for, each once: as a message, for one person alone, or through a response_url."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.slack.arrivals import Place
from bot.slack.fates import FAULTS, error_of, log_lost, outcome_of
from bot.slack.messenger import channel_of, files_of, find, post, upload
from bot.slack.render import Rendered, render
from notifications.message import Answer, Audience, Message
from notifications.messenger import Fate

REMEMBERED = 2000
NOT_THERE = frozenset({"not_in_channel", "channel_not_found", "user_not_in_channel", "is_archived"})
"""Where Slack lets nobody whisper: the answer then goes to the person's direct messages."""
LONGEST_PAUSE_SECONDS = 30.0
TRIES = 3
WAIT_SECONDS = 5
log = structlog.get_logger()


class Replies:
    """Says answers in one workspace."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._said: OrderedDict[str, None] = OrderedDict()

    async def once(self, place: Place, answer: Answer, key: str, since: datetime, *, may_be_repeat: bool) -> None:
        """Say an answer once, however often its event comes: what this process has said it knows, and what another one
        may have said since `since` is looked for by its mark. Raises one of FAULTS, so that the event comes again.
        """
        mark = mark_of(place.workspace, key)
        if mark in self._said:
            return
        self._remember(mark)
        try:
            if may_be_repeat and is_open(place, answer.message) and await self._stands_there(place, mark, since):
                return
            await self._say(place, answer.message, mark)
        except FAULTS:
            del self._said[mark]
            raise

    async def surely(self, place: Place, answer: Answer, key: str, now: datetime) -> None:
        """Say an answer that nobody asks for again: a few tries, and a look before each further one."""
        for number in range(1, TRIES + 1):
            try:
                await self.once(place, answer, key, now, may_be_repeat=number > 1)
            except FAULTS as fault:
                outcome = outcome_of(fault)
                if outcome.fate not in {Fate.LATER, Fate.UNCLEAR} or number == TRIES:
                    log_lost("answer not said", fault)
                    return
                pause = outcome.pause.total_seconds() if outcome.pause else number
                await asyncio.sleep(min(pause, LONGEST_PAUSE_SECONDS))
            else:
                return

    async def respond(self, response_url: str, body: Mapping[str, Any]) -> bool:
        """Answer the press or the command that brought this address; whether Slack took it."""
        webhook = AsyncWebhookClient(response_url, timeout=WAIT_SECONDS, retry_handlers=[])
        try:
            response = await webhook.send_dict(dict(body))
        except FAULTS as fault:
            log_lost("response not taken", fault)
            return False
        if response.status_code != 200:
            log.warning("response not taken", door="slack", status=response.status_code)
        return response.status_code == 200

    async def files(self, place: Place, message: Message, rendered: Rendered) -> None:
        """Share what comes with an answer, in the place if everybody there may see it, else with the person alone."""
        attachments = files_of(message, rendered)
        if not attachments:
            return
        try:
            channel = place.channel if is_open(place, message) else await channel_of(self._client, place.user)
        except FAULTS as fault:
            log_lost("file not shared", fault)
            return
        for attachment in attachments:
            await upload(self._client, attachment, channel, place.thread if channel == place.channel else None)

    async def _say(self, place: Place, message: Message, mark: str) -> None:
        rendered = render(message, hears_words=place.is_direct)
        if is_open(place, message):
            await post(self._client, place.channel, rendered, thread_ts=place.thread, mark=mark)
        else:
            await self._whisper(place, rendered, mark)
        await self.files(place, message, rendered)

    async def _whisper(self, place: Place, rendered: Rendered, mark: str) -> None:
        try:
            await self._client.chat_postEphemeral(
                channel=place.channel,
                user=place.user,
                text=rendered.text,
                blocks=rendered.blocks,
                thread_ts=place.thread,
                parse="none",
                link_names=False,
            )
        except SlackApiError as fault:
            if error_of(fault) not in NOT_THERE:
                raise
            await post(self._client, place.user, rendered, mark=mark)

    async def _stands_there(self, place: Place, mark: str, since: datetime) -> bool:
        channel = await channel_of(self._client, place.channel)
        return await find(self._client, channel, mark, since, place.thread) is not None

    def _remember(self, mark: str) -> None:
        self._said[mark] = None
        while len(self._said) > REMEMBERED:
            self._said.popitem(last=False)


def mark_of(workspace: str, key: str) -> str:
    """What tells the answer to one arrival from every other message."""
    return hashlib.sha256(f"answer|{workspace}|{key}".encode()).hexdigest()[:24]


def is_open(place: Place, message: Message) -> bool:
    """Whether an answer may stand where everybody in the place reads it."""
    return place.is_direct or place.channel == place.user or message.audience is Audience.PLACE


def as_response(rendered: Rendered, *, in_place_of_original: bool, for_all: bool = False) -> dict[str, Any]:
    """The body for a response_url."""
    return {
        "text": rendered.text,
        "blocks": rendered.blocks,
        "replace_original": in_place_of_original,
        "response_type": "in_channel" if for_all else "ephemeral",
    }
