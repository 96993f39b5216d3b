"""What `rrp-bot doctor` says of Slack: tokens, permissions, channels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from slack_sdk import WebClient

from bot.doctor_of_delivery import Finding
from bot.settings import Settings
from bot.slack.fates import FAULTS, in_words
from bot.slack.manifest import APP_SCOPE, BOT_SCOPES
from bot.slack.tokens import APP, BOT, Tokens, tokens_named, tokens_of_settings
from policy.refused import Refused
from storage.channels import BoundChannel

WAIT_SECONDS = 15
AGAIN = "Paste the manifest again (rrp-bot manifest) and reinstall the app."


def slack_findings(
    settings: Settings, workspaces: Sequence[str], channels: Sequence[BoundChannel]
) -> tuple[Finding, ...]:
    """Ask Slack about each workspace: that of the settings and those of these names, with the channels bound there."""
    if settings.slack_bot_token is None:
        return (Finding(True, "Slack is not set up (SLACK_BOT_TOKEN): docs/setting-up-slack.md"),)
    findings: list[Finding] = []
    for name in ("", *workspaces):
        try:
            tokens = tokens_named(name, settings) if name else tokens_of_settings(settings)
        except Refused as refusal:
            findings.append(Finding(False, str(refusal)))
            continue
        assert tokens is not None
        findings += _workspace(tokens, settings.slack_api_url, channels)
    return tuple(findings)


def _workspace(tokens: Tokens, api_url: str, channels: Sequence[BoundChannel]) -> Iterator[Finding]:
    client = WebClient(tokens.bot.get_secret_value(), base_url=api_url, timeout=WAIT_SECONDS, retry_handlers=[])
    try:
        who = client.auth_test()
    except FAULTS as fault:
        yield Finding(False, f"Slack, {tokens.setting(BOT)}: {in_words(fault)}.")
        return
    team, place = str(who.get("team")), str(who["team_id"])
    yield Finding(True, f"Slack: {tokens.setting(BOT)} is that of {who.get('user')} in {team} ({place}).")
    yield _scopes(str(who.headers.get("x-oauth-scopes") or ""), team)
    if tokens.app is not None:
        yield _socket(tokens, client, team)
    else:
        yield Finding(True, f"Slack, {team}: Slack calls {tokens.path} here, signed. The address is set in the app.")
    for channel in channels:
        if channel.workspace == place:
            yield _channel(client, channel, team)


def _scopes(held: str, team: str) -> Finding:
    has = {scope.strip() for scope in held.split(",") if scope.strip()}
    lacks = sorted(set(BOT_SCOPES) - has)
    if has and lacks:
        reasons = "; ".join(f"{scope} ({BOT_SCOPES[scope]})" for scope in lacks)
        return Finding(False, f"Slack, {team}: the app lacks {reasons}. {AGAIN}")
    spare = sorted(has - set(BOT_SCOPES))
    more = f" It has more than it needs: {', '.join(spare)}." if spare else ""
    return Finding(True, f"Slack, {team}: the app may do what it needs.{more}")


def _socket(tokens: Tokens, client: WebClient, team: str) -> Finding:
    assert tokens.app is not None
    try:
        client.apps_connections_open(app_token=tokens.app.get_secret_value())
    except FAULTS as fault:
        return Finding(
            False, f"Slack, {team}, {tokens.setting(APP)}: {in_words(fault)}. It needs the scope {APP_SCOPE}."
        )
    return Finding(True, f"Slack, {team}: Socket Mode opens with {tokens.setting(APP)}.")


def _channel(client: WebClient, channel: BoundChannel, team: str) -> Finding:
    try:
        client.conversations_history(channel=channel.address, limit=1)
    except FAULTS as fault:
        return Finding(False, f"Slack, {team}, channel {channel.said}: {in_words(fault)}.")
    return Finding(True, f"Slack, {team}, channel {channel.said}: I am in it.")
