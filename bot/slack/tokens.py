"""The secrets of one Slack app: those of the settings, or by name for a further workspace."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr

from bot.settings import Settings
from policy.refused import Refused

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
BOT, APP, SIGNING = "slack_bot_token", "slack_app_token", "slack_signing_secret"


@dataclass(frozen=True)
class Tokens:
    """One app's secrets. `name` is empty for the workspace of the settings. With an app token it uses Socket Mode."""

    bot: SecretStr
    app: SecretStr | None = None
    signing: SecretStr | None = None
    name: str = ""

    @property
    def path(self) -> str:
        """Where Slack calls this app over HTTP."""
        return f"/slack/events/{self.name}" if self.name else "/slack/events"

    @property
    def listens_over_http(self) -> bool:
        """Whether Slack is to call us: there is no app token."""
        return self.app is None

    def setting(self, which: str) -> str:
        """The name under which a secret of this app is looked for."""
        return f"{which}_{self.name}".upper().rstrip("_")


@dataclass(frozen=True)
class Secrets:
    """Where secrets by name are looked for: the environment, then the folder of secrets."""

    folder: Path | None = None
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)

    def secret(self, name: str) -> SecretStr | None:
        """The secret of this name, in whatever case of letters it is written, or None."""
        for known, value in self.environment.items():
            if known.lower() == name.lower() and value.strip():
                return SecretStr(value.strip())
        if self.folder is not None:
            for file in sorted(self.folder.iterdir()):
                if file.name.lower() == name.lower() and file.is_file() and (value := file.read_text("utf-8").strip()):
                    return SecretStr(value)
        return None


def tokens_of_settings(settings: Settings) -> Tokens | None:
    """The first workspace's secrets, or None when the settings hold no Slack. Raises Refused for half of them."""
    if settings.slack_bot_token is None:
        return None
    return checked(Tokens(settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret), settings)


def tokens_named(name: str, settings: Settings, secrets: Secrets | None = None) -> Tokens:
    """A further workspace's secrets, by its name. Raises Refused when they are not there."""
    found = secrets or Secrets(settings.rrp_secrets_dir)
    bot = found.secret(f"{BOT}_{name}")
    if bot is None:
        where = f", or a file {BOT}_{name} in {settings.rrp_secrets_dir}" if settings.rrp_secrets_dir else ""
        raise Refused(
            f"There is no bot token for the workspace {name}. Set {f'{BOT}_{name}'.upper()} in the environment{where}."
        )
    return checked(Tokens(bot, found.secret(f"{APP}_{name}"), found.secret(f"{SIGNING}_{name}"), name), settings)


def checked(tokens: Tokens, settings: Settings) -> Tokens:
    """The same tokens. Raises Refused when Slack could not reach us with them."""
    if not tokens.bot.get_secret_value().startswith("xoxb-"):
        raise Refused(f"{tokens.setting(BOT)} is not a bot token: it begins with xoxb-. The app's page has it.")
    if tokens.app is not None:
        if not tokens.app.get_secret_value().startswith("xapp-"):
            raise Refused(f"{tokens.setting(APP)} is not an app token: it begins with xapp-. The app's page has it.")
        return tokens
    if tokens.signing is None:
        raise Refused(
            f"Slack needs one more secret: {tokens.setting(APP)} for Socket Mode, which needs no public address; or "
            f"{tokens.setting(SIGNING)} and HTTP_PORT, for Slack to call you."
        )
    if settings.http_port is None:
        raise Refused(
            f"{tokens.setting(SIGNING)} means that Slack calls you over HTTP, so set HTTP_PORT as well; or set "
            f"{tokens.setting(APP)} for Socket Mode."
        )
    return tokens
