"""The way out to Slack: one attempt at a time, never repeated by a library, and looked for afterwards by its mark."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.fates import FAULTS, TooMuchToRead, in_words, log_lost, outcome_of
from bot.slack.render import Rendered, render
from notifications.message import Attachment, Message
from notifications.messenger import Fate, Outcome, Pace, Parcel

EVENT_TYPE = "rrp_bot_message"
CLOCKS_DIFFER = timedelta(seconds=5)
"""Slack's clock and ours may differ by so much."""
A_PAGE = 200
MOST_PAGES = 5
BETWEEN_MESSAGES = timedelta(seconds=1)
QUIETLY: Mapping[str, Any] = {"unfurl_links": False, "unfurl_media": False, "parse": "none", "link_names": False}


class SlackMessenger:
    """Posts by `chat.postMessage` in the workspaces whose clients it is given; their ids are the keys."""

    door: ClassVar[str] = "slack"

    def __init__(self, clients: Mapping[str, AsyncWebClient]) -> None:
        """The clients must repeat nothing by themselves: `retry_handlers=[]`."""
        self._clients = clients

    def pace(self, address: str) -> Pace:
        """One message a second to one channel or person."""
        return Pace(BETWEEN_MESSAGES)

    async def send(self, parcel: Parcel) -> Outcome:
        """Try once. The file of a message comes in its thread, and a message without its file was sent all the same."""
        client = self._clients.get(parcel.workspace)
        if client is None:
            return Outcome(Fate.LATER, because="no Slack app of this process is in the workspace, or not yet")
        rendered = render(parcel.message)
        try:
            channel, ts = await post(client, parcel.address, rendered, mark=parcel.mark)
        except FAULTS as fault:
            return outcome_of(fault)
        for attachment in files_of(parcel.message, rendered):
            await upload(client, attachment, channel, ts)
        return Outcome(Fate.SENT, platform_id=f"{channel}:{ts}")

    async def edit(self, parcel: Parcel, platform_id: str) -> Outcome:
        """Put the parcel's message in the place of one that was sent before; `platform_id` is how `send` named it."""
        client = self._clients.get(parcel.workspace)
        channel, _, ts = platform_id.partition(":")
        if client is None or not ts:
            return Outcome(Fate.REFUSED, because="it cannot be told which message that was")
        rendered = render(parcel.message)
        try:
            await client.chat_update(channel=channel, ts=ts, text=rendered.text, blocks=rendered.blocks, parse="none")
        except FAULTS as fault:
            return outcome_of(fault)
        return Outcome(Fate.SENT, platform_id=platform_id)

    async def look(self, parcel: Parcel, since: datetime) -> Outcome | None:
        """Whether a message with the parcel's mark stands there since `since`; None when Slack does not say."""
        client = self._clients.get(parcel.workspace)
        if client is None or not parcel.mark:
            return None
        try:
            channel = await channel_of(client, parcel.address)
            found = await find(client, channel, parcel.mark, since)
        except FAULTS as fault:
            log_lost("look failed", fault)
            return None
        if found is None:
            return Outcome(Fate.LATER, because="it is not there")
        return Outcome(Fate.SENT, platform_id=f"{channel}:{found}")


async def post(
    client: AsyncWebClient, address: str, rendered: Rendered, *, thread_ts: str | None = None, mark: str = ""
) -> tuple[str, str]:
    """Post once to a channel, or to a person by their id; the channel and the time stamp of the message.

    Raises one of FAULTS.
    """
    posted = await client.chat_postMessage(
        channel=address,
        text=rendered.text,
        blocks=rendered.blocks,
        thread_ts=thread_ts,
        metadata={"event_type": EVENT_TYPE, "event_payload": {"mark": mark}} if mark else None,
        **QUIETLY,
    )
    return str(posted["channel"]), str(posted["ts"])


async def upload(client: AsyncWebClient, attachment: Attachment, channel: str, thread_ts: str | None) -> bool:
    """Share a file in a channel; whether that worked. Where it did not, the thread says so."""
    name = " ".join(attachment.name.split()) or "file.txt"
    try:
        await client.files_upload_v2(
            filename=name, title=name, content=attachment.text or "\n", channel=channel, thread_ts=thread_ts
        )
    except FAULTS as fault:
        log_lost("file not shared", fault)
        words = Message(f"The file {name} could not be attached: {in_words(fault)}.")
        try:
            await post(client, channel, render(words), thread_ts=thread_ts)
        except FAULTS as silence:
            log_lost("file not shared, and nobody told", silence)
        return False
    return True


def files_of(message: Message, rendered: Rendered) -> tuple[Attachment, ...]:
    """The files that come with a message: its own, and all of it where it was too long."""
    return tuple(one for one in (message.attachment, rendered.rest) if one is not None)


async def channel_of(client: AsyncWebClient, address: str) -> str:
    """The channel behind an address: a person's id leads to the direct messages with them. Raises one of FAULTS."""
    if not address.startswith(("U", "W")):
        return address
    opened = await client.conversations_open(users=address)
    return str(opened["channel"]["id"])


async def find(
    client: AsyncWebClient, channel: str, mark: str, since: datetime, thread_ts: str | None = None
) -> str | None:
    """The time stamp of the message with this mark since `since`, or None. Raises one of FAULTS."""
    async for message in _messages(client, channel, since, thread_ts):
        metadata = message.get("metadata") or {}
        if metadata.get("event_type") == EVENT_TYPE and metadata.get("event_payload", {}).get("mark") == mark:
            return str(message["ts"])
    return None


async def _messages(
    client: AsyncWebClient, channel: str, since: datetime, thread_ts: str | None
) -> AsyncIterator[Mapping[str, Any]]:
    asked: dict[str, Any] = {
        "channel": channel,
        "oldest": f"{(since - CLOCKS_DIFFER).timestamp():.6f}",
        "include_all_metadata": True,
        "limit": A_PAGE,
    }
    for _ in range(MOST_PAGES):
        page = await (
            client.conversations_replies(ts=thread_ts, **asked) if thread_ts else client.conversations_history(**asked)
        )
        for message in page.get("messages") or ():
            yield message
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return
        asked["cursor"] = cursor
    raise TooMuchToRead(f"more than {MOST_PAGES * A_PAGE} messages")
