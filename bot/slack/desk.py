"""What every listener of one workspace works with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.core import Core
from bot.slack.arrivals import DOOR, ids_in
from bot.slack.fates import FAULTS, log_lost
from bot.slack.modal import form_view, message_view, question_view
from bot.slack.replies import Replies
from bot.slack.underway import Underway
from notifications.message import Answer
from storage.people import Person, Role, people_known_as


@dataclass(frozen=True)
class Desk:
    """One workspace: its id, the bot's own user there, the way to Slack, and the clock, which gives aware instants."""

    core: Core
    client: AsyncWebClient
    workspace: str
    bot_user: str
    clock: Callable[[], datetime]
    replies: Replies
    underway: Underway = field(default_factory=Underway)

    async def names_in(self, text: str) -> Mapping[str, str]:
        """The names of those people mentioned in a text whom a team knows."""
        return await self.names(ids_in(text))

    async def names(self, ids: Collection[str]) -> Mapping[str, str]:
        """The names of those users whom a team knows."""
        if not ids:
            return {}
        people = await self.core.run_read(
            lambda session: {one: people_known_as(session, DOOR, self.workspace, one) for one in ids}
        )
        return {user: known[0].name for user, known in people.items() if known}

    async def leads(self, user: str) -> bool:
        """Whether somebody leads a team."""
        known: list[Person] = list(
            await self.core.run_read(lambda session: people_known_as(session, DOOR, self.workspace, user))
        )
        return any(Role.LEAD in person.role_names for person in known)

    async def open_modal(self, trigger: str, view: View) -> str | None:
        """Open a modal; its id, or None when Slack does not."""
        try:
            opened = await self.client.views_open(trigger_id=trigger, view=view)
        except FAULTS as fault:
            log_lost("modal not opened", fault)
            return None
        return str(opened["view"]["id"])

    async def fill_modal(self, view_id: str, view: View) -> None:
        """Put a view in the place of one that is open. One that was closed meanwhile stays closed."""
        try:
            await self.client.views_update(view_id=view_id, view=view)
        except FAULTS as fault:
            log_lost("modal not filled", fault)


def wants_modal(answer: Answer) -> bool:
    """Whether an answer is best given in a modal: a form, or a question for free words."""
    return (answer.form is not None and not answer.mistakes) or answer.message.wants_words


def view_of(answer: Answer, channel: str, thread: str | None = None) -> View:
    """An answer as a modal."""
    if answer.form is not None:
        return form_view(answer.form, channel, thread)
    if wants_modal(answer):
        return question_view(answer.message, channel, thread=thread)
    return message_view(answer.message, channel, thread)
