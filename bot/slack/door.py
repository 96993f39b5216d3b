"""Slack as a door: one app for each workspace; one that is broken stays shut alone."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

import structlog
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.console.clock import real_time
from bot.core import Core
from bot.settings import Settings
from bot.slack.messenger import SlackMessenger
from bot.slack.tokens import Tokens, tokens_named, tokens_of_settings
from bot.slack.workspace import SlackWorkspace
from policy.refused import Refused
from storage.workspaces import workspaces_on

log = structlog.get_logger()


class SlackDoor:
    """All workspaces of this process."""

    def __init__(
        self, core: Core, tokens: Sequence[Tokens], api_url: str, clock: Callable[[], datetime] = real_time
    ) -> None:
        """`clock` gives aware instants."""
        self._workspaces = [SlackWorkspace(core, one, api_url, clock) for one in tokens]
        self.messenger = SlackMessenger(_Clients(self._workspaces))

    @property
    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Where Slack calls the apps that have no app token."""
        return [web.post(one.tokens.path, one.over_http) for one in self._workspaces if one.tokens.listens_over_http]

    async def start(self) -> None:
        """Open every workspace. Raises Refused when none can be opened; others than that are said and left shut."""
        outcomes = await asyncio.gather(*(one.start() for one in self._workspaces), return_exceptions=True)
        refusals = []
        for outcome in outcomes:
            if isinstance(outcome, Refused):
                refusals.append(str(outcome))
            elif outcome is not None:
                raise outcome
        if refusals and len(refusals) == len(self._workspaces):
            raise Refused("\n".join(refusals))
        for refusal in refusals:
            log.error("workspace stays shut", door="slack", because=refusal)
            sys.stderr.write(f"{refusal}\n")

    async def stop_listening(self) -> None:
        """Take no new work."""
        for one in self._workspaces:
            one.stop_listening()

    async def drain(self) -> None:
        """Return when all that was under way has been answered."""
        await asyncio.gather(*(one.underway.finished() for one in self._workspaces))

    async def close(self) -> None:
        """Let go of all connections."""
        for one in self._workspaces:
            await one.close()


class _Clients(Mapping[str, AsyncWebClient]):
    """The clients of those workspaces that Slack has named so far, by their ids."""

    def __init__(self, workspaces: Sequence[SlackWorkspace]) -> None:
        self._workspaces = workspaces

    def __getitem__(self, workspace: str) -> AsyncWebClient:
        for one in self._workspaces:
            if one.workspace == workspace and one.client is not None:
                return one.client
        raise KeyError(workspace)

    def __iter__(self) -> Iterator[str]:
        return (one.workspace for one in self._workspaces if one.workspace is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def slack_door(settings: Settings, core: Core) -> SlackDoor | None:
    """The door with the workspace of the settings and those that were added, or None where there is no Slack.

    Raises Refused when the settings hold half of what is needed; a workspace that was added and lacks something is
    said and left out.
    """
    first = tokens_of_settings(settings)
    if first is None:
        return None
    found = [first]
    with core.database.read() as session:
        names = [one.name for one in workspaces_on(session, "slack")]
    for name in names:
        try:
            found.append(tokens_named(name, settings))
        except Refused as refusal:
            log.error("workspace stays shut", door="slack", because=str(refusal))
            sys.stderr.write(f"{refusal}\n")
    return SlackDoor(core, found, settings.slack_api_url)
