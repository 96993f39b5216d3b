"""Modals that are submitted, and what is suggested while somebody types into them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.arrival import Arrival
from bot.slack import arrivals
from bot.slack.desk import Desk, view_of
from bot.slack.modal import answer_in, as_options, filled_in, message_view, mistakes_beside, question_view, sheet_of
from notifications.message import Answer, Mistake

Payload = Mapping[str, Any]


class Filling:
    """Listens to modals."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def form(self, ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        """A form: stored, or back with every mistake beside its field and nothing lost."""
        values, wrong = filled_in(view)
        if wrong:
            await ack(response_action="errors", errors=mistakes_beside(wrong, view))
            return
        desk = self._desk
        arrival = arrivals.of_form(body, values, desk.workspace, desk.clock())
        answer = await desk.core.handle(arrival)
        if answer.mistakes:
            await ack(response_action="errors", errors=mistakes_beside(answer.mistakes, view))
        elif answer.form is not None or answer.reference is not None:
            await ack(response_action="errors", errors=mistakes_beside((_first(answer),), view))
        else:
            await self._go_on(ack, body, arrival, answer)

    async def question(self, ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        """The answer to a question for free words."""
        desk = self._desk
        text = answer_in(view)
        arrival = arrivals.of_answer(body, text, desk.workspace, desk.clock())
        answer = await desk.core.handle(arrival)
        if answer.understood or (answer.message.asks and not answer.message.wants_words):
            await self._go_on(ack, body, arrival, answer)
        elif answer.message.asks:
            sheet = sheet_of(view["private_metadata"])
            again = question_view(answer.message, sheet.channel, text, sheet.thread)
            await ack(response_action="update", view=again)
        else:
            await ack(response_action="errors", errors=mistakes_beside((_first(answer),), view))

    async def suggest(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """What may be meant by what is typed so far."""
        desk = self._desk
        place = arrivals.place_of_press(body, desk.workspace)
        sheet = arrivals.sheet_of_view(body)
        line = arrivals.of_line(place, sheet.command, "suggest", desk.clock())
        text = str(body.get("value") or "")
        await ack(options=as_options(await desk.core.suggest(line, sheet.command, str(body["block_id"]), text)))

    async def _go_on(self, ack: AsyncAck, body: Payload, arrival: Arrival, answer: Answer) -> None:
        """The next question in the same modal; else the modal closes and the answer stands where it was asked for."""
        desk = self._desk
        place = arrivals.place_of_press(body, desk.workspace)
        if answer.message.asks:
            await ack(response_action="update", view=view_of(answer, place.channel, place.thread))
        elif not answer.understood:
            await ack(response_action="update", view=message_view(answer.message, place.channel, place.thread))
        else:
            desk.underway.later(desk.replies.surely(place, answer, arrival.receipt_key, arrival.now))
            await ack(response_action="clear")


def _first(answer: Answer) -> Mistake:
    """A refusal that belongs to no field stands beside the first."""
    return Mistake("", answer.message.title)
