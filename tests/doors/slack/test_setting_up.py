"""What an IT colleague sees: the manifest, the doctor, and the workspaces of further councils."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.doctor_of_delivery import Finding
from bot.settings import Settings
from bot.slack import acting
from bot.slack.examining import slack_findings
from bot.slack.manifest import BOT_SCOPES, manifest
from bot.slack.workspaces import add, listed, remove
from policy.refused import Refused
from storage.channels import BoundChannel
from tests.commands.a_team import NOW, a_stage
from tests.doors.slack.stub import TEAM, Bad, a_slack

GUIDE = Path(__file__).parents[3] / "docs" / "setting-up-slack.md"
ALL_SCOPES = ",".join(sorted(BOT_SCOPES))


def settings(**values: Any) -> Settings:
    return Settings(_env_file=None, **values)  # type: ignore[call-arg]


def test_the_manifest_for_socket_mode_calls_no_address():
    made = manifest()
    assert made["settings"]["socket_mode_enabled"] is True
    assert "url" not in json.dumps(made)
    assert made["oauth_config"]["scopes"]["bot"] == sorted(BOT_SCOPES)


def test_the_manifest_for_http_names_one_address_everywhere():
    address = "https://bot.example.org/slack/events"
    made = manifest(address)
    assert made["settings"]["socket_mode_enabled"] is False
    assert {command["url"] for command in made["features"]["slash_commands"]} == {address}
    assert made["settings"]["event_subscriptions"]["request_url"] == address
    assert made["settings"]["interactivity"] == {
        "is_enabled": True,
        "request_url": address,
        "message_menu_options_url": address,
    }


def test_its_commands_are_names_that_slack_takes():
    commands = manifest()["features"]["slash_commands"]
    names = [command["command"] for command in commands]
    assert {"/rrp", "/visit", "/action", "/plan", "/meeting", "/sib", "/tas", "/school", "/mine"} <= set(names)
    assert len(names) == len(set(names)) <= 50
    assert [name for name in names if not re.fullmatch(r"/[a-z-]{1,31}", name)] == []
    assert "/help" not in names
    assert all(command["should_escape"] and command["description"] for command in commands)
    assert all(len(command.get("usage_hint", "")) <= 100 for command in commands)


def test_its_shortcuts_are_listened_to():
    shortcuts = {one["callback_id"] for one in manifest()["features"]["shortcuts"]}
    assert shortcuts == {acting.AS_NOTE, acting.AS_ACTION, acting.LOG_VISIT}
    assert all(len(one["name"]) <= 24 for one in manifest()["features"]["shortcuts"])


def test_the_guide_has_every_scope_with_its_reason():
    guide = GUIDE.read_text("utf-8")
    assert [scope for scope, reason in BOT_SCOPES.items() if f"| `{scope}` | {reason} |" not in guide] == []


def test_the_manifest_is_printed(capsys: pytest.CaptureFixture[str]):
    assert main(["manifest", "--url", "https://bot.example.org/", "--workspace", "sandwell"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["settings"]["event_subscriptions"]["request_url"] == ("https://bot.example.org/slack/events/sandwell")
    assert main(["manifest", "--url", "bot.example.org"]) == 1
    assert "It looks like https://bot.example.org" in capsys.readouterr().err


async def findings(slack: Any, *channels: str, **values: str) -> tuple[Finding, ...]:
    """What the doctor says of a workspace in which these channels are bound."""
    tokens = {"slack_bot_token": "xoxb-1", "slack_app_token": "xapp-1", "slack_api_url": f"{slack.url}api/"}
    bound = [BoundChannel(door="slack", workspace=TEAM, address=one, purposes=[]) for one in channels]
    return await asyncio.to_thread(slack_findings, settings(**(tokens | values)), (), bound)


async def test_the_doctor_finds_all_well():
    async with a_slack() as slack:
        slack.scopes = ALL_SCOPES
        assert await findings(slack, "C01GEN") == (
            Finding(True, f"Slack: SLACK_BOT_TOKEN is that of rrpbot in Walsall ({TEAM})."),
            Finding(True, "Slack, Walsall: the app may do what it needs."),
            Finding(True, "Slack, Walsall: Socket Mode opens with SLACK_APP_TOKEN."),
            Finding(True, "Slack, Walsall, channel C01GEN: I am in it."),
        )


async def test_the_doctor_says_what_is_missing_in_words():
    async with a_slack() as slack:
        slack.scopes = ALL_SCOPES.replace("files:write", "files:read")
        slack.order("apps.connections.open", Bad("invalid_auth"))
        slack.order("conversations.history", Bad("not_in_channel"))
        found = await findings(slack, "C01GEN")
    assert [finding.words for finding in found if not finding.is_well] == [
        "Slack, Walsall: the app lacks files:write (attaches notes, papers and pictures). Paste the manifest again "
        "(rrp-bot manifest) and reinstall the app.",
        "Slack, Walsall, SLACK_APP_TOKEN: Slack does not know the token (invalid_auth). "
        "It needs the scope connections:write.",
        "Slack, Walsall, channel C01GEN: I am not in the channel: invite me with /invite (not_in_channel).",
    ]


async def test_the_doctor_says_of_a_revoked_token_that_it_was_revoked():
    async with a_slack() as slack:
        slack.order("auth.test", Bad("token_revoked"))
        (found,) = await findings(slack)
    assert found == Finding(
        False, "Slack, SLACK_BOT_TOKEN: the bot token was revoked: install the Slack app again (token_revoked)."
    )


def test_without_slack_the_doctor_says_where_to_begin():
    assert slack_findings(settings(), (), ()) == (
        Finding(True, "Slack is not set up (SLACK_BOT_TOKEN): docs/setting-up-slack.md"),
    )


async def test_a_workspace_is_added_listed_and_left(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SLACK_BOT_TOKEN_SANDWELL", "xoxb-2")
    monkeypatch.setenv("SLACK_APP_TOKEN_SANDWELL", "xapp-2")
    with a_stage() as stage:
        async with a_slack() as slack:
            set_to = settings(slack_api_url=f"{slack.url}api/")

            def added() -> tuple[str, ...]:
                with stage.database.change() as session:
                    return add(session, set_to, "sandwell", NOW)

            assert (await asyncio.to_thread(added))[0] == f"sandwell: Walsall ({TEAM}), by Socket Mode."
            with pytest.raises(Refused, match="There is a workspace sandwell already"):
                await asyncio.to_thread(added)
        with stage.database.change() as session:
            assert listed(session) == (f"sandwell  {TEAM}  since 25 November 2026",)
            assert remove(session, "sandwell") == (
                "sandwell is left at the next start. What its people have written stays.",
            )
            with pytest.raises(Refused, match="There is no workspace sandwell"):
                remove(session, "sandwell")
        assert all("xoxb" not in str(row) for row in stage.rows())


@pytest.mark.parametrize("name", ["Sandwell", "sand well", "", "x" * 41])
def test_a_name_that_could_be_no_setting_is_refused(name: str):
    with a_stage() as stage, stage.database.change() as session, pytest.raises(Refused, match="is no name"):
        add(session, settings(), name, NOW)
