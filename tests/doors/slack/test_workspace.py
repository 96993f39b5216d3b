"""A workspace is opened by Socket Mode or over HTTP, now or when Slack is there; a broken one stays shut alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from bot.slack.door import SlackDoor, slack_door
from bot.slack.tokens import Secrets, Tokens, tokens_named, tokens_of_settings
from notifications.message import Message
from notifications.messenger import Fate, Parcel
from policy.refused import Refused
from storage.workspaces import add_workspace
from tests.commands.a_team import NOW, Stage, a_stage
from tests.doors.slack.bench import know_on_slack
from tests.doors.slack.stub import APP, TEAM, TOKEN, Bad, SlackStub, a_slack

SOCKET = Tokens(SecretStr(TOKEN), app=SecretStr("xapp-test-token"))
A_VISIT = {
    "command": "/visit",
    "text": "Old Hall yesterday 2pm support 2h: attendance is up",
    "team_id": TEAM,
    "channel_id": "C01GEN",
    "user_id": "U01AMINA",
    "user_name": "amina",
    "trigger_id": "trigger-1",
    "api_app_id": APP,
}


@asynccontextmanager
async def a_door(*tokens: Tokens) -> AsyncIterator[tuple[SlackStub, SlackDoor, Stage]]:
    """A door that is not open yet, and its Slack."""
    with a_stage() as stage:
        know_on_slack(stage)
        async with a_slack() as slack:
            door = SlackDoor(stage.core, tokens or (SOCKET,), f"{slack.url}api/", lambda: stage.now)
            yield slack, door, stage
            await door.stop_listening()
            await door.drain()
            await door.close()


async def envelope(slack: SlackStub, number: str, payload: dict[str, Any], **more: Any) -> None:
    """Slack sends an envelope."""
    socket = await slack.connected()
    kind = {"type": "slash_commands", "accepts_response_payload": True}
    await socket.send_json({"envelope_id": number, "payload": payload, **kind, **more})


async def test_a_command_by_socket_mode_is_acknowledged_with_its_answer():
    async with a_door() as (slack, door, stage):
        await door.start()
        assert door.routes == []
        await envelope(slack, "e1", A_VISIT)
        answer = await slack.acknowledgement("e1")
        assert answer["text"].startswith("V1: Old Hall School")
        assert len(stage.visits()) == 1


async def test_an_envelope_that_comes_on_two_sockets_has_one_effect():
    async with a_door() as (slack, door, stage):
        await door.start()
        for number in ("e1", "e2"):
            await envelope(slack, number, A_VISIT, retry_attempt=1)
        assert await slack.acknowledgement("e1") == await slack.acknowledgement("e2")
        assert len(stage.visits()) == 1


async def test_slack_may_ask_for_a_new_socket():
    async with a_door() as (slack, door, _stage):
        await door.start()
        socket = await slack.connected()
        await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})
        while len(slack.sockets) < 2:
            await asyncio.sleep(0.01)
        await envelope(slack, "e1", A_VISIT)
        assert (await slack.acknowledgement("e1"))["text"].startswith("V1: Old Hall School")


async def test_what_comes_after_the_end_has_begun_is_left_for_another_process():
    async with a_door() as (slack, door, stage):
        await door.start()
        await door.stop_listening()
        await envelope(slack, "e1", A_VISIT)
        await door.drain()
        assert (slack.acknowledged, stage.visits()) == ({}, [])


@pytest.mark.parametrize(
    ("method", "error", "which"),
    [
        ("auth.test", "invalid_auth", "SLACK_BOT_TOKEN: Slack does not know the token"),
        ("auth.test", "account_inactive", "SLACK_BOT_TOKEN: the Slack app was removed from the workspace"),
        ("apps.connections.open", "invalid_auth", "SLACK_APP_TOKEN: Slack does not know"),
        ("apps.connections.open", "missing_scope", "SLACK_APP_TOKEN: the Slack app lacks a permission"),
    ],
)
async def test_a_token_that_slack_does_not_take_is_refused_in_words(method: str, error: str, which: str):
    async with a_door() as (slack, door, _stage):
        slack.always[method] = Bad(error)
        with pytest.raises(Refused, match=f"Slack cannot be opened with {which}"):
            await door.start()


async def test_a_slack_that_cannot_be_reached_is_tried_until_it_can(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.slack.workspace.LONGEST_WAIT_SECONDS", 0.01)
    monkeypatch.setattr("bot.slack.workspace.FIRST_WAIT_SECONDS", 0.01)
    async with a_door() as (slack, door, _stage):
        slack.order("auth.test", Bad(status=503, page="<h1>Down</h1>"), Bad(reset=True))
        await door.start()
        parcel = Parcel("slack", TEAM, "C01GEN", "Amina Khan", Message("Hello"))
        assert (await door.messenger.send(parcel)).fate is Fate.LATER
        await slack.connected()
        assert (await door.messenger.send(parcel)).fate is Fate.SENT


async def test_a_broken_workspace_stays_shut_alone(capsys: pytest.CaptureFixture[str]):
    broken = Tokens(SecretStr("xoxb-broken"), app=SecretStr("xapp-broken"), name="sandwell")
    async with a_door(SOCKET, broken) as (slack, door, _stage):
        slack.order("auth.test", Bad("token_revoked"))
        slack.order("apps.connections.open")
        await door.start()
        assert "token_revoked" in capsys.readouterr().err
        await envelope(slack, "e1", A_VISIT)
        assert await slack.acknowledgement("e1")


def settings(**values: Any) -> Settings:
    return Settings(_env_file=None, **values)  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"slack_bot_token": "xoxb-1"}, "Slack needs one more secret: SLACK_APP_TOKEN for Socket Mode"),
        ({"slack_bot_token": "xoxb-1", "slack_signing_secret": "s"}, "so set HTTP_PORT as well"),
        ({"slack_bot_token": "xapp-1"}, "SLACK_BOT_TOKEN is not a bot token: it begins with xoxb-"),
        ({"slack_bot_token": "xoxb-1", "slack_app_token": "xoxb-1"}, "SLACK_APP_TOKEN is not an app token"),
    ],
)
def test_half_of_the_settings_is_refused_in_words(values: dict[str, str], refusal: str):
    with pytest.raises(Refused, match=refusal):
        tokens_of_settings(settings(**values))


def test_a_further_workspace_has_its_secrets_by_name():
    environment = {"SLACK_BOT_TOKEN_SANDWELL": "xoxb-2", "SLACK_APP_TOKEN_SANDWELL": "xapp-2"}
    found = tokens_named("sandwell", settings(), Secrets(environment=environment))
    assert (found.name, found.path, found.listens_over_http) == ("sandwell", "/slack/events/sandwell", False)
    assert found.bot.get_secret_value() == "xoxb-2"
    with pytest.raises(Refused, match="Set SLACK_BOT_TOKEN_DUDLEY in the environment"):
        tokens_named("dudley", settings(), Secrets(environment=environment))


def test_a_further_workspace_without_its_secrets_is_said_and_left_out(capsys: pytest.CaptureFixture[str]):
    with a_stage() as stage:
        with stage.database.change() as session:
            add_workspace(session, "slack", "dudley", "T02DUDLEY", NOW)
        door = slack_door(settings(slack_bot_token="xoxb-1", slack_app_token="xapp-1"), stage.core)
        assert door is not None
        assert "SLACK_BOT_TOKEN_DUDLEY" in capsys.readouterr().err


def test_without_a_token_there_is_no_slack():
    with a_stage() as stage:
        assert slack_door(settings(), stage.core) is None
