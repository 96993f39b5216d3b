"""What an answer of Slack, or the lack of one, means for a message."""

from __future__ import annotations

from datetime import timedelta

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError

from notifications.messenger import Fate, Outcome

IF_NOT_SAID = timedelta(seconds=30)
"""How long to wait after a 429 that does not say."""

PLACE_IS_GONE = {
    "channel_not_found": "the channel is not there, or I am not in it: invite me with /invite",
    "not_in_channel": "I am not in the channel: invite me with /invite",
    "is_archived": "the channel is archived: bring it back, or bind another one with: team here",
    "user_not_found": "nobody there has this Slack account any more",
    "user_disabled": "this Slack account is deactivated",
    "users_not_found": "nobody there has this Slack account any more",
    "cannot_dm_bot": "this Slack account is a bot",
    "messages_tab_disabled": "my Messages tab is turned off in the settings of the Slack app",
    "restricted_action": "the workspace does not let me post in this channel",
    "restricted_action_read_only_channel": "the channel is read-only",
    "restricted_action_thread_only_channel": "the channel takes replies only",
    "is_inactive": "the channel is frozen",
}
WORKSPACE_IS_GONE = {
    "invalid_auth": "Slack does not know the token",
    "not_authed": "there is no bot token",
    "token_revoked": "the bot token was revoked: install the Slack app again",
    "token_expired": "the bot token has expired: install the Slack app again",
    "account_inactive": "the Slack app was removed from the workspace: install it again",
    "org_login_required": "the workspace is being moved by Slack",
    "missing_scope": "the Slack app lacks a permission: paste the manifest again (rrp-bot manifest) and reinstall it",
    "not_allowed_token_type": "SLACK_BOT_TOKEN is not a bot token: it begins with xoxb-",
    "access_denied": "the workspace does not let the Slack app in",
    "team_access_not_granted": "the Slack app may not act in this workspace",
}
PERHAPS_DONE = frozenset({"fatal_error", "internal_error"})
"""Slack says of these that some of it may have been done."""
NOT_NOW = frozenset({"service_unavailable", "request_timeout", "team_added_to_org", "external_channel_migrating"})
TOO_FAST = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
FAULTS = (SlackClientError, aiohttp.ClientError, TimeoutError, OSError)
"""All that a call of Slack's Web API raises for reasons that are not ours."""
log = structlog.get_logger()


class TooMuchToRead(SlackClientError):  # noqa: N818 - nothing is broken
    """So much was said in a place that it cannot be told whether a message is among it."""


def outcome_of(fault: BaseException) -> Outcome:
    """What became of a message whose call ended like this."""
    if isinstance(fault, SlackApiError):
        return _refusal(fault)
    if isinstance(fault, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return Outcome(Fate.LATER, because="Slack cannot be reached")
    return Outcome(Fate.UNCLEAR, because=f"Slack's answer was lost ({type(fault).__name__})")


def error_of(fault: SlackApiError) -> str:
    """The name that Slack gives the error, or nothing."""
    response = fault.response
    data = getattr(response, "data", response)
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def in_words(fault: BaseException) -> str:
    """Why a call failed, for a person."""
    if isinstance(fault, SlackApiError):
        return _because(error_of(fault), _status(fault))
    return "Slack cannot be reached" if isinstance(fault, OSError | aiohttp.ClientError) else type(fault).__name__


def log_lost(what: str, fault: BaseException) -> None:
    """Write down that Slack did not take something which nobody can send again."""
    log.warning(what, door="slack", because=in_words(fault))


def pause_of(fault: SlackApiError) -> timedelta:
    """How long Slack wants to be left alone."""
    headers = getattr(fault.response, "headers", None) or {}
    said = str(headers.get("Retry-After", "")).strip()
    return timedelta(seconds=int(said)) if said.isdecimal() else IF_NOT_SAID


def _status(fault: SlackApiError) -> int:
    response = fault.response
    return int(getattr(response, "status_code", None) or getattr(response, "status", None) or 0)


def _refusal(fault: SlackApiError) -> Outcome:
    error, status = error_of(fault), _status(fault)
    because = _because(error, status)
    if status == 429 or error in TOO_FAST:
        return Outcome(Fate.LATER, pause=pause_of(fault), because="Slack wants fewer messages")
    if error in PLACE_IS_GONE:
        return Outcome(Fate.GONE, because=because)
    if error in WORKSPACE_IS_GONE:
        return Outcome(Fate.GONE, because=because, whole_door=True)
    if error in NOT_NOW:
        return Outcome(Fate.LATER, because=because)
    if error in PERHAPS_DONE or not error:
        return Outcome(Fate.UNCLEAR, because=because)
    return Outcome(Fate.REFUSED, because=because)


def _because(error: str, status: int) -> str:
    known = PLACE_IS_GONE.get(error) or WORKSPACE_IS_GONE.get(error)
    if known is not None:
        return f"{known} ({error})"
    return f"Slack says {error}" if error else f"Slack's answer could not be read (status {status})"
