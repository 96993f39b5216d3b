"""Who somebody is on Slack and Telegram, as the command line is told it."""

from __future__ import annotations

import re

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.door import TELEGRAM_WORKSPACE
from bot.settings import Settings
from policy.refused import Refused

_SLACK = re.compile(r"(?:(?P<workspace>[TE][A-Z0-9]{4,20})/)?(?P<user>[UW][A-Z0-9]{4,20})")


def known_on_doors(settings: Settings, *, slack: str | None, telegram: str | None) -> tuple[tuple[str, str, str], ...]:
    """Door, workspace and user for each that is given. Raises Refused for what is no user there, and where Slack has to
    be asked for the workspace and cannot be.
    """
    found = []
    if slack is not None:
        match = _SLACK.fullmatch(slack.strip())
        if match is None:
            raise Refused(
                f"“{slack}” is no user of Slack. It looks like U01ALICE: in Slack, open your profile, then press "
                "“Copy member ID”."
            )
        found.append(("slack", match["workspace"] or _workspace(settings, slack), match["user"]))
    if telegram is not None:
        if not re.fullmatch(r"[1-9]\d{0,18}", telegram.strip()):
            raise Refused(
                f"“{telegram}” is no user of Telegram. It is a number such as 12345: start the bot, write to it, and "
                "it says yours."
            )
        found.append(("telegram", TELEGRAM_WORKSPACE, telegram.strip()))
    return tuple(found)


def _workspace(settings: Settings, user: str) -> str:
    """The workspace of the app whose token the settings hold."""
    if settings.slack_bot_token is None:
        raise Refused(
            f"Set SLACK_BOT_TOKEN first, so that Slack can say which workspace {user} belongs to; or write it with the "
            f"workspace: --slack T01TEAM/{user}"
        )
    try:
        who = WebClient(settings.slack_bot_token.get_secret_value(), base_url=settings.slack_api_url).auth_test()
    except (SlackClientError, OSError) as fault:
        raise Refused(
            f"Slack could not be asked for the workspace ({fault}). Or write: --slack T01TEAM/{user}"
        ) from fault
    return str(who["team_id"])
