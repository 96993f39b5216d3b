"""Settings: read once at start from the environment, from `.env` and from a folder of secrets, then passed down."""

from __future__ import annotations

from difflib import get_close_matches
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from policy.refused import Refused

ENV_FILE = Path(".env")
SOURCES = SettingsConfigDict(
    env_file_encoding="utf-8", env_ignore_empty=True, frozen=True, hide_input_in_errors=True, extra="ignore"
)


def _in_capitals(value: object) -> object:
    return value.strip().upper() if isinstance(value, str) else value


def _in_small_letters(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


class _Folder(BaseSettings):
    """Where the secrets lie, which must be known before the rest is read."""

    model_config = SOURCES
    rrp_secrets_dir: Path | None = None


class Settings(BaseSettings):
    """Everything that a deployment chooses; outside this program the names are written in capitals.

    The environment goes before `.env`, and `.env` before the folder of secrets. An empty value is no value.
    """

    model_config = SettingsConfigDict(**{**SOURCES, "extra": "forbid"})

    database_url: str = Field("sqlite:///var/rrp-bot.sqlite3", repr=False, examples=["sqlite:///var/rrp-bot.sqlite3"])
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_in_capitals)] = Field(
        "INFO", examples=["INFO"]
    )
    log_format: Annotated[Literal["json", "plain"], BeforeValidator(_in_small_letters)] = Field(
        "json", examples=["json"]
    )
    tick_seconds: int = Field(15, ge=1, le=3600, examples=["15"])
    slack_bot_token: SecretStr | None = Field(None, examples=["xoxb-..."])
    slack_app_token: SecretStr | None = Field(None, examples=["xapp-..."])
    slack_signing_secret: SecretStr | None = Field(None, examples=["the signing secret"])
    slack_api_url: str = Field("https://slack.com/api/", examples=["https://slack.com/api/"])
    telegram_bot_token: SecretStr | None = Field(None, examples=["12345:ABC..."])
    telegram_api_url: str = Field("https://api.telegram.org", examples=["https://api.telegram.org"])
    telegram_webhook_url: str | None = Field(None, examples=["https://bot.example.org/telegram"])
    telegram_webhook_secret: SecretStr | None = Field(None, examples=["letters, digits, _ and -"])
    http_port: int | None = Field(None, ge=0, le=65_535, examples=["8080"])
    http_host: str = Field("127.0.0.1", examples=["127.0.0.1"])
    smtp_host: str | None = Field(None, examples=["mail.example.org"])
    smtp_port: int = Field(587, ge=1, le=65_535, examples=["587"])
    smtp_user: str | None = Field(None, examples=["rrp-bot"])
    smtp_password: SecretStr | None = Field(None, examples=["the password"])
    smtp_starttls: bool = Field(True, examples=["yes"])
    mail_from: str | None = Field(None, examples=["School improvement <rrp-bot@example.org>"])
    rrp_secrets_dir: Path | None = Field(None, examples=["/run/secrets"])

    @field_validator("database_url")
    @classmethod
    def _the_driver_by_its_name(cls, url: str) -> str:
        """Hosting services write postgres://, which SQLAlchemy calls postgresql://."""
        return f"postgresql://{url.removeprefix('postgres://')}" if url.startswith("postgres://") else url

    @field_validator("mail_from")
    @classmethod
    def _an_address(cls, sender: str | None) -> str | None:
        if sender is not None and "@" not in parseaddr(sender)[1].strip("@"):
            raise ValueError("this is no e-mail address")
        return sender


def read_settings(env_file: Path | None = ENV_FILE) -> Settings:
    """The settings of this process. Call it once, in `bot`, and pass the result down.

    Raises Refused for a value that cannot be used and for a name in `env_file` that is no setting. The sentences name
    the setting and what works; what stood there is not repeated, because it may be a secret in the wrong place.
    """
    sources: dict[str, Any] = {"_env_file": env_file}
    try:
        folder = _Folder(**sources).rrp_secrets_dir
        if folder is not None and not folder.is_dir():
            raise Refused(f"RRP_SECRETS_DIR is {folder}, which is no folder. {_works('rrp_secrets_dir')}")
        return Settings(**{**sources, "_secrets_dir": folder})
    except ValidationError as fault:
        sentences = [_sentence(error["loc"], error["type"], error["msg"], env_file) for error in fault.errors()]
    except UnicodeDecodeError:
        sentences = [f"{env_file} or a file in the folder of secrets is not text in UTF-8. Save it as UTF-8."]
    except OSError as fault:
        sentences = [f"The settings in {fault.filename} cannot be read: {fault.strerror}."]
    raise Refused("\n".join(sentences))


def _sentence(place: tuple[Any, ...], kind: str, reason: str, env_file: Path | None) -> str:
    """What is wrong with one setting, without its value."""
    name = str(place[0]).lower() if place else ""
    if kind == "extra_forbidden":
        near = get_close_matches(name, Settings.model_fields, n=1)
        hint = f"Did you mean {near[0].upper()}?" if near else "Every setting has its line in .env.example."
        return f"{name.upper()} in {env_file} is not a setting. {hint}"
    reason = reason.removeprefix("Value error, ").replace("Input should be", "it should be")
    return f"{name.upper()} cannot be used: {reason}. {_works(name)}"


def _works(name: str) -> str:
    field = Settings.model_fields[name]
    return f"What works: {name.upper()}={(field.examples or ['...'])[0]}"
