"""What becomes of one attempt to post in Slack, over loopback against a Slack that misbehaves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.messenger import SlackMessenger
from notifications.message import Attachment, Message
from notifications.messenger import CanLook, Fate, KeepsPace, Outcome, Pace, Parcel
from tests.doors.slack.judge import faults_in
from tests.doors.slack.stub import TEAM, TOKEN, Bad, SlackStub, a_slack

MESSAGE = Message("V12: note for Old Hall School, 5 hours left", ("Due Thursday 26 November 2026, 14:00.",))
BEFORE = datetime.fromtimestamp(1_795_000_000, UTC) - timedelta(seconds=4)


def a_parcel(address: str = "C01GEN", message: Message = MESSAGE, mark: str = "mark-1") -> Parcel:
    return Parcel("slack", TEAM, address, "Amina Khan", message, mark)


@asynccontextmanager
async def a_messenger(seconds: float = 5) -> AsyncIterator[tuple[SlackStub, SlackMessenger]]:
    """A messenger with its Slack."""
    async with a_slack() as slack, aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=seconds)) as session:
        client = AsyncWebClient(TOKEN, base_url=f"{slack.url}api/", session=session, retry_handlers=[])
        yield slack, SlackMessenger({TEAM: client})


async def test_a_message_is_posted_with_its_text_its_blocks_and_its_mark():
    async with a_messenger() as (slack, messenger):
        assert await messenger.send(a_parcel()) == Outcome(Fate.SENT, "C01GEN:1795000000.000001")
        (sent,) = slack.called("chat.postMessage")
        assert sent["metadata"] == {"event_type": "rrp_bot_message", "event_payload": {"mark": "mark-1"}}
        assert sent["channel"] == "C01GEN"
        assert sent["text"] == "V12: note for Old Hall School, 5 hours left\nDue Thursday 26 November 2026, 14:00."
        assert faults_in(sent) == (1, [])


async def test_a_person_is_written_to_in_their_direct_messages():
    async with a_messenger() as (_slack, messenger):
        assert await messenger.send(a_parcel("U01ALICE")) == Outcome(Fate.SENT, "D01ALICE:1795000000.000001")


GONE = (Fate.GONE, False)
WHOLE = (Fate.GONE, True)


@pytest.mark.parametrize(
    ("bad", "fate"),
    [
        (Bad("not_in_channel"), GONE),
        (Bad("is_archived"), GONE),
        (Bad("channel_not_found"), GONE),
        (Bad("user_not_found"), GONE),
        (Bad("invalid_auth"), WHOLE),
        (Bad("token_revoked"), WHOLE),
        (Bad("account_inactive"), WHOLE),
        (Bad("missing_scope"), WHOLE),
        (Bad("invalid_blocks"), (Fate.REFUSED, False)),
        (Bad("msg_too_long"), (Fate.REFUSED, False)),
        (Bad("service_unavailable", status=503), (Fate.LATER, False)),
        (Bad("fatal_error"), (Fate.UNCLEAR, False)),
        (Bad("internal_error", status=500, accepts=True), (Fate.UNCLEAR, False)),
        (Bad(status=502, page="<h1>Bad gateway</h1>"), (Fate.UNCLEAR, False)),
        (Bad(page="<h1>Welcome to the hotel</h1>"), (Fate.UNCLEAR, False)),
        (Bad(reset=True), (Fate.UNCLEAR, False)),
        (Bad(reset=True, accepts=True), (Fate.UNCLEAR, False)),
    ],
    ids=str,
)
async def test_each_bad_answer_has_its_fate_and_is_asked_for_once(bad: Bad, fate: tuple[Fate, bool]):
    async with a_messenger() as (slack, messenger):
        await messenger.send(a_parcel())  # so that the connection is one that was used before
        slack.order("chat.postMessage", bad)
        outcome = await messenger.send(a_parcel())
        assert (outcome.fate, outcome.whole_door) == fate
        assert outcome.because
        assert len(slack.called("chat.postMessage")) == 2


@pytest.mark.parametrize(("said", "seconds"), [("1", 1), ("30", 30), (None, 30), ("soon", 30)])
async def test_a_limit_is_kept_for_as_long_as_slack_says(said: str | None, seconds: int):
    async with a_messenger() as (slack, messenger):
        slack.order("chat.postMessage", Bad("ratelimited", status=429, retry_after=said))
        assert await messenger.send(a_parcel()) == Outcome(
            Fate.LATER, pause=timedelta(seconds=seconds), because="Slack wants fewer messages"
        )


async def test_a_slack_that_does_not_answer_leaves_it_unclear():
    async with a_messenger(seconds=0.1) as (slack, messenger):
        slack.order("chat.postMessage", Bad(slow=1, accepts=True))
        assert (await messenger.send(a_parcel())).fate is Fate.UNCLEAR


async def test_a_slack_that_cannot_be_reached_is_tried_later():
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(TOKEN, base_url="http://127.0.0.1:9/api/", session=session, retry_handlers=[])
        outcome = await SlackMessenger({TEAM: client}).send(a_parcel())
    assert outcome == Outcome(Fate.LATER, because="Slack cannot be reached")


async def test_a_workspace_without_an_app_is_waited_for():
    outcome = await SlackMessenger({}).send(a_parcel())
    assert outcome == Outcome(Fate.LATER, because="no Slack app of this process is in the workspace, or not yet")


async def test_what_was_accepted_before_the_reset_is_found_by_its_mark():
    async with a_messenger() as (slack, messenger):
        slack.order("chat.postMessage", Bad(reset=True, accepts=True))
        await messenger.send(a_parcel("U01ALICE"))
        assert await messenger.look(a_parcel("U01ALICE"), BEFORE) == Outcome(Fate.SENT, "D01ALICE:1795000000.000001")
        (asked,) = slack.called("conversations.history")
        assert (asked["channel"], float(asked["oldest"])) == ("D01ALICE", BEFORE.timestamp() - 5)


async def test_what_was_never_accepted_is_not_there():
    async with a_messenger() as (slack, messenger):
        slack.order("chat.postMessage", Bad(reset=True))
        await messenger.send(a_parcel())
        await messenger.send(a_parcel(mark="another"))
        assert await messenger.look(a_parcel(), BEFORE) == Outcome(Fate.LATER, because="it is not there")


async def test_it_is_found_behind_many_others():
    async with a_messenger() as (_slack, messenger):
        for number in range(250):
            await messenger.send(a_parcel(mark=f"mark-{number}"))
        found = await messenger.look(a_parcel(mark="mark-0"), BEFORE)
        assert found == Outcome(Fate.SENT, "C01GEN:1795000000.000001")


@pytest.mark.parametrize("bad", [Bad("missing_scope"), Bad("ratelimited", status=429), Bad(reset=True)], ids=str)
async def test_a_look_that_fails_says_nothing(bad: Bad):
    async with a_messenger() as (slack, messenger):
        slack.always["conversations.history"] = bad
        assert await messenger.look(a_parcel(), BEFORE) is None


async def test_a_message_is_edited_in_its_place():
    async with a_messenger() as (slack, messenger):
        sent = await messenger.send(a_parcel())
        assert sent.platform_id is not None
        assert await messenger.edit(a_parcel(message=Message("Done")), sent.platform_id) == sent
        assert [message["text"] for message in slack.messages["C01GEN"]] == ["Done"]


@pytest.mark.parametrize("name", ["C01GEN:9.9", "console-1"])
async def test_an_edit_of_what_is_not_there_is_refused(name: str):
    async with a_messenger() as (_slack, messenger):
        assert (await messenger.edit(a_parcel(), name)).fate is Fate.REFUSED


async def test_a_file_comes_in_the_thread_of_its_message():
    message = Message("V12: the note", attachment=Attachment("note.txt", "Attendance is up."))
    async with a_messenger() as (slack, messenger):
        await messenger.send(a_parcel(message=message))
        (file,) = slack.files
        assert (file["title"], file["channel"], file["thread_ts"]) == ("note.txt", "C01GEN", "1795000000.000001")
        assert "Attendance is up." in file["content"]


async def test_a_file_that_cannot_be_shared_is_said_in_the_thread():
    message = Message("V12: the note", attachment=Attachment("note.txt", "Attendance is up."))
    async with a_messenger() as (slack, messenger):
        slack.always["files.getUploadURLExternal"] = Bad("missing_scope")
        assert (await messenger.send(a_parcel(message=message))).fate is Fate.SENT
        said = slack.messages["C01GEN"][1]
        assert said["text"].startswith("The file note.txt could not be attached: the Slack app lacks a permission")
        assert said["thread_ts"] == "1795000000.000001"


def test_it_can_look_and_keeps_a_pace():
    messenger = SlackMessenger({})
    assert isinstance(messenger, CanLook)
    assert isinstance(messenger, KeepsPace)
    assert messenger.pace("C01GEN") == Pace(timedelta(seconds=1))
