"""`rrp-bot workspace`: one app for each council's workspace; the record keeps its name, the environment its secrets."""

from __future__ import annotations

from datetime import datetime

from slack_sdk import WebClient
from sqlalchemy.orm import Session

from bot.settings import Settings
from bot.slack.fates import FAULTS, in_words
from bot.slack.tokens import BOT, NAME, tokens_named
from policy.refused import Refused
from storage.workspaces import add_workspace, remove_workspace, workspaces_on

DOOR = "slack"


def add(session: Session, settings: Settings, name: str, now: datetime) -> tuple[str, ...]:
    """Add a workspace whose secrets are there and which Slack knows; what to do next. Raises Refused otherwise."""
    if not NAME.fullmatch(name):
        raise Refused(f"“{name}” is no name of a workspace: small letters, digits and _, for example sandwell")
    known = workspaces_on(session, DOOR)
    if any(one.name == name for one in known):
        raise Refused(f"There is a workspace {name} already. See: rrp-bot workspace list")
    tokens = tokens_named(name, settings)
    client = WebClient(tokens.bot.get_secret_value(), base_url=settings.slack_api_url, retry_handlers=[])
    try:
        who = client.auth_test()
    except FAULTS as fault:
        raise Refused(f"Slack could not be asked with {tokens.setting(BOT)}: {in_words(fault)}.") from fault
    place = str(who["team_id"])
    if same := next((one for one in known if one.place == place), None):
        raise Refused(f"{who.get('team')} ({place}) is known already, as {same.name}.")
    add_workspace(session, DOOR, name, place, now)
    way = f"Slack calls {tokens.path}" if tokens.listens_over_http else "Socket Mode"
    return (
        f"{name}: {who.get('team')} ({place}), by {way}.",
        f'Next: rrp-bot init --team NAME --framework NAME --admin "Jane Doe" --slack {place}/U01ALICE',
        "Then start rrp-bot anew.",
    )


def listed(session: Session) -> tuple[str, ...]:
    """Every further workspace."""
    found = workspaces_on(session, DOOR)
    return tuple(f"{one.name}  {one.place}  since {one.added_at:%d %B %Y}" for one in found) or (
        "There is none beside that of the settings. Add one: rrp-bot workspace add NAME",
    )


def remove(session: Session, name: str) -> tuple[str, ...]:
    """Leave a workspace. Raises Refused when there is none of this name."""
    if not remove_workspace(session, DOOR, name):
        raise Refused(f"There is no workspace {name}. See: rrp-bot workspace list")
    return (f"{name} is left at the next start. What its people have written stays.",)
