"""Buttons that are pressed, and shortcuts: what they stand for is asked, and the answer goes where it belongs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.slack import arrivals
from bot.slack.arrivals import Place
from bot.slack.desk import Desk, view_of, wants_modal
from bot.slack.modal import MOST_IN_INPUT, message_view, waiting_view
from bot.slack.pressed import How, Press, below, instead, relation
from bot.slack.render import render
from bot.slack.replies import as_response, is_open
from bot.slack.text import cut, typed
from bot.slack.typed import Typed
from notifications.message import Answer, FieldKind, Message
from policy.saying import say_moment

Payload = Mapping[str, Any]
AS_NOTE, AS_ACTION, LOG_VISIT = "use_as_visit_note", "make_an_action", "log_a_visit"
"""The callback ids of the shortcuts."""
OLD_BUTTON = Answer(
    Message("This button is from an older version of me, and I no longer know what it stood for. Type: help"),
    understood=False,
)
NO_WORDS = Message(
    "There are no words in that message that I could use",
    ("Files and pictures are not read: paste the text into a message, then use the shortcut on that one.",),
)
NO_MODAL = Answer(
    Message("The form could not be opened just now; nothing was stored. Please press it again."), understood=False
)


class Acting:
    """Listens to what people press."""

    def __init__(self, desk: Desk, typed_words: Typed) -> None:
        self._desk = desk
        self._typed = typed_words

    async def press(self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        """A button. The answer is known before the acknowledgement, and shown right after it."""
        desk = self._desk
        says = str(action.get("value") or "").strip()
        if says:
            answer = await desk.core.handle(arrivals.of_press(body, says, desk.workspace, desk.clock()))
        else:
            answer = OLD_BUTTON
        view = body.get("view") or {}
        if view.get("type") == "modal":
            sheet = arrivals.sheet_of_view(body)
            desk.underway.later(desk.fill_modal(view["id"], view_of(answer, sheet.channel, sheet.thread)))
        elif view or wants_modal(answer):
            answer = await self._in_a_modal(body, answer)
            if view:
                desk.underway.later(self._typed.publish_home(body["user"]["id"]))
        if not view and (answer is NO_MODAL or not wants_modal(answer)):
            desk.underway.later(self._show(body, action, says, answer))
        await ack()

    async def shortcut_on_message(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """A shortcut on somebody's message: its words become a note or an action."""
        desk = self._desk
        message = body["message"]
        said = message.get("text") or ""
        text = typed(said, await desk.names_in(said)).strip()
        place = Place(desk.workspace, body["channel"]["id"], body["user"]["id"])
        if not text:
            answer = Answer(NO_WORDS, understood=False)
        elif body["callback_id"] == AS_NOTE:
            answer = await self._ask(body, place, f"visit note: {text}")
        else:
            answer = _with_words(await self._ask(body, place, "action"), text)
        await self._in_a_modal(body, answer)
        await ack()

    async def shortcut(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """The shortcut that is everywhere: log a visit."""
        place = Place(self._desk.workspace, body["user"]["id"], body["user"]["id"])
        await self._in_a_modal(body, await self._ask(body, place, "visit"))
        await ack()

    async def _ask(self, body: Payload, place: Place, line: str) -> Answer:
        now = self._desk.clock()
        return await self._desk.core.handle(
            arrivals.of_line(place, line, str(body["trigger_id"]), now, name=str(body["user"].get("username") or ""))
        )

    async def _in_a_modal(self, body: Payload, answer: Answer) -> Answer:
        """Open a modal for an answer; the answer, or another one when no modal opened."""
        desk = self._desk
        place = arrivals.place_of_press(body, desk.workspace)
        if wants_modal(answer):
            view_id = await desk.open_modal(body["trigger_id"], waiting_view())
            if view_id is not None:
                desk.underway.later(desk.fill_modal(view_id, view_of(answer, place.channel, place.thread)))
        else:
            view_id = await desk.open_modal(body["trigger_id"], message_view(answer.message, place.channel))
        return answer if view_id is not None else NO_MODAL

    async def _show(self, body: Payload, action: Payload, says: str, answer: Answer) -> None:
        """Update the message whose button was pressed, or answer beside it."""
        desk, now = self._desk, self._desk.clock()
        place = arrivals.place_of_press(body, desk.workspace)
        names = await desk.names((place.user,))
        who = names.get(place.user) or str(body["user"].get("name") or body["user"].get("username") or place.user)
        press = Press(who, say_moment(now), str((action.get("text") or {}).get("text") or ""), says)
        is_ephemeral = bool((body.get("container") or {}).get("is_ephemeral"))
        how = relation(says, answer, is_ephemeral=is_ephemeral)
        shows = is_ephemeral or is_open(place, answer.message)
        url = str(body.get("response_url") or "")
        if how is How.INSTEAD and shows:
            rendered = instead(answer, press)
            await desk.replies.respond(url, as_response(rendered, in_place_of_original=True))
        elif how is How.BESIDE or not body.get("message"):
            rendered = render(answer.message)
            beside = as_response(rendered, in_place_of_original=False, for_all=place.is_direct)
            await desk.replies.respond(url, beside)
        else:
            rendered = below(body["message"], answer, press, shows_answer=shows)
            await desk.replies.respond(url, as_response(rendered, in_place_of_original=True, for_all=True))
            if not shows:
                aside = as_response(render(answer.message), in_place_of_original=False)
                await desk.replies.respond(url, aside)
        await desk.replies.files(place, answer.message, rendered)


def _with_words(answer: Answer, text: str) -> Answer:
    """A form with these words in its field for them."""
    if answer.form is None:
        return answer
    fields = tuple(
        replace(field, value=cut(text, MOST_IN_INPUT)) if field.kind is FieldKind.LONG_TEXT else field
        for field in answer.form.fields
    )
    return replace(answer, form=replace(answer.form, fields=fields))
