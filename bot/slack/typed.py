"""Slash commands, direct messages, mentions and the home: what is typed, and what is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.slack import arrivals
from bot.slack.arrivals import Place
from bot.slack.desk import Desk, view_of, wants_modal
from bot.slack.fates import FAULTS, log_lost, outcome_of
from bot.slack.home import LINES, LINES_OF_LEADS, home_view, strangers_home
from bot.slack.modal import waiting_view
from bot.slack.render import render
from commands.finding import split_command
from commands.registry import COMMANDS
from notifications.message import Answer, Audience, Message
from notifications.messenger import Fate
from policy.saying import say_moment

Payload = Mapping[str, Any]
NO_FORM = "The form could not be opened just now; nothing was stored. It works in one line as well: /rrp {example}"
NOT_WORDS = "I read words, not files"


class StillBusy(Exception):  # noqa: N818 - nothing is broken
    """Nothing was stored just now; Slack is to send it again."""


class Typed:
    """Listens to what people type."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def command(self, ack: AsyncAck, command: dict[str, Any]) -> None:
        """A slash command: acknowledged with its answer, after the commit."""
        desk = self._desk
        names = await desk.names_in(command.get("text") or "")
        place = arrivals.place_of_command(command)
        answer = await desk.core.handle(arrivals.of_command(command, names, desk.clock()))
        if wants_modal(answer):
            view_id = await desk.open_modal(command["trigger_id"], waiting_view())
            if view_id is None:
                await ack(**_in_line(answer))
                return
            desk.underway.later(desk.fill_modal(view_id, view_of(answer, place.channel)))
            await ack()
            return
        rendered = render(answer.message)
        desk.underway.later(desk.replies.files(place, answer.message, rendered))
        for_all = answer.message.audience is Audience.PLACE
        await ack(text=rendered.text, blocks=rendered.blocks, response_type="in_channel" if for_all else "ephemeral")

    async def message(self, event: dict[str, Any], *, retried: bool) -> None:
        """A direct message or a mention. Answered before it is acknowledged: what fails comes again, as `retried`."""
        desk = self._desk
        if not _is_said_by_a_person(event):
            return
        place = arrivals.place_of_message(event, desk.workspace)
        if event.get("channel_type") != "im" and place.thread is None:
            place = Place(place.workspace, place.channel, place.user, event["ts"])
        if event.get("files") and not (event.get("text") or "").strip():
            answer = Answer(_about_files(), understood=False)
            arrival_key = f"{event['channel']}:{event['ts']}"
        else:
            names = await desk.names_in(event.get("text") or "")
            arrival = arrivals.of_message(event, desk.workspace, desk.bot_user, names, desk.clock())
            answer, arrival_key = await desk.core.handle(arrival), arrival.receipt_key
            if answer.again and not retried:
                raise StillBusy
        try:
            await desk.replies.once(place, answer, arrival_key, arrivals.instant_of(event["ts"]), may_be_repeat=retried)
        except FAULTS as fault:
            if outcome_of(fault).fate in {Fate.LATER, Fate.UNCLEAR}:
                raise
            log_lost("answer not said", fault)

    async def home(self, event: dict[str, Any]) -> None:
        """The home tab was opened."""
        if event.get("tab", "home") == "home":
            await self.publish_home(event["user"])

    async def publish_home(self, user: str) -> None:
        """Show the home as it is now."""
        desk = self._desk
        now = desk.clock()
        place = Place(desk.workspace, user, user)
        lines = (*LINES, *(LINES_OF_LEADS if await desk.leads(user) else ()))
        key = f"home:{user}:{now.timestamp()}"
        answers = [await desk.core.handle(arrivals.of_line(place, line, f"{key}:{line}", now)) for line in lines]
        if not answers[0].understood:
            view = strangers_home(answers[0].message)
        else:
            view = home_view([answer.message for answer in answers if answer.understood], say_moment(now))
        try:
            await desk.client.views_publish(user_id=user, view=view)
        except FAULTS as fault:
            log_lost("home not shown", fault)


def _is_said_by_a_person(event: Payload) -> bool:
    """No other bot, no edit, no joining; a file that was shared counts."""
    return (
        event.get("subtype") in {None, "file_share", "thread_broadcast"}
        and not event.get("bot_id")
        and bool(event.get("user"))
    )


def _about_files() -> Message:
    return Message(
        NOT_WORDS,
        (
            "Please paste the text of the file into a message. A long note may be as long as 20,000 characters; the "
            "shortcut “Use as visit note” on that message then makes a note of it.",
        ),
    )


def _in_line(answer: Answer) -> dict[str, Any]:
    """What to say where no modal opens: the question itself, or how the command is typed."""
    if answer.form is None:
        rendered = render(answer.message)
        return {"text": rendered.text, "blocks": rendered.blocks}
    wanted = split_command(answer.form.command, COMMANDS)
    example = wanted[0].example if wanted is not None else answer.form.command
    rendered = render(Message(NO_FORM.format(example=example)))
    return {"text": rendered.text, "blocks": rendered.blocks}
