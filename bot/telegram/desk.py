"""What is done with each update: translated, answered by `Core` in one transaction, and the answer sent on its way."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.core import Core
from bot.door import TELEGRAM_WORKSPACE
from bot.telegram import sentences
from bot.telegram.answering import answer_jobs, how_to_start
from bot.telegram.arrivals import (
    DOOR,
    Heard,
    Me,
    heard,
    heard_press,
    is_start,
    is_to_all,
    place_of,
    text_for,
)
from bot.telegram.inert import inert, length
from bot.telegram.outgoing import Keys, Outgoing, Say, Toast
from bot.telegram.place import Place
from bot.telegram.questions import NOTHING, month_keyboard
from bot.telegram.queue import NotStored
from bot.telegram.render import Sheet
from commands.finding import split_command
from commands.registry import COMMANDS
from policy.saying import london_day
from storage.database import RecordGone
from storage.destinations import used_destination
from storage.failed_arrivals import count_failure
from storage.moving import move_place
from storage.people import people_known_as
from storage.places import take_up_again

ALBUMS = 200
LONGEST = 4096
AT_ONE_GO = timedelta(seconds=3)
Context = ContextTypes.DEFAULT_TYPE
log = structlog.get_logger()


class Desk:
    """The handlers. Each returns when what the update asks for is stored, and waits for no network."""

    def __init__(self, core: Core, out: Outgoing, clock: Callable[[], datetime]) -> None:
        """`clock` gives the present, aware."""
        self.me = Me(0, "")
        self._core = core
        self._out = out
        self._clock = clock
        self._albums: OrderedDict[str, None] = OrderedDict()
        self._full: OrderedDict[tuple[int, int], datetime] = OrderedDict()
        self._told_of_trouble: set[int] = set()

    async def wrote(self, update: Update, _context: Context) -> None:
        """A message with words."""
        message = update.effective_message
        if message is None or (user := message.from_user) is None:
            return
        if user.is_bot or message.sender_chat is not None:
            self._who_is_that(message)
            return
        text = text_for(message, self.me)
        if text is None or (is_to_all(message) and not _is_ours(text)):
            return
        if self._goes_on(message, user.id):
            self._say(place_of(message), sentences.CUT_BY_TELEGRAM)
            return
        if message.forward_origin is not None or message.via_bot is not None:
            self._say(place_of(message), sentences.FORWARDED)
            return
        one = heard(message, user, text, self._key(update), self._clock())
        if is_start(text) and not one.place.is_group:
            await self._stored(lambda session: _is_reached_again(session, one.arrival.user, one.arrival.now))
        await self._answer(one)

    async def pressed(self, update: Update, _context: Context) -> None:
        """A button was pressed."""
        query = update.callback_query
        if query is None:
            return
        one = heard_press(query, self._key(update), self._clock())
        if one is None or one.pressed is None or one.arrival.text == NOTHING:
            self._out.put(Toast(Place(query.from_user.id), query.id))
            return
        shown = one.pressed.message.reply_markup if one.pressed.message is not None else None
        month = month_keyboard(one.arrival.text, shown, london_day(one.arrival.now))
        if month is not None:
            self._out.put(Toast(one.place, query.id), Keys(one.place, one.pressed.message_id, month))
            return
        await self._answer(one)

    async def edited(self, update: Update, _context: Context) -> None:
        """A message was changed after it was read: what is on record is not changed by that."""
        message = update.edited_message
        if message is None or message.from_user is None or message.from_user.is_bot or message.text is None:
            return
        if message.chat.id > 0 or (message.text.startswith("/") and text_for(message, self.me) is not None):
            self._say(place_of(message), sentences.EDITED)

    async def something_else(self, update: Update, _context: Context) -> None:
        """A picture, a voice message, a sticker: said once for an album, and only where nobody else is spoken to."""
        message = update.effective_message
        if message is None or message.chat.id < 0 or message.from_user is None or message.from_user.is_bot:
            return
        if message.media_group_id is not None:
            if message.media_group_id in self._albums:
                return
            self._albums[message.media_group_id] = None
            while len(self._albums) > ALBUMS:
                self._albums.popitem(last=False)
        self._say(place_of(message), sentences.for_what_is_no_text(message))

    async def moved(self, update: Update, _context: Context) -> None:
        """A group has become a supergroup, which has another number."""
        message = update.effective_message
        if message is None:
            return
        old, new = message.chat.id, message.migrate_to_chat_id
        if message.migrate_from_chat_id is not None:
            old, new = message.migrate_from_chat_id, message.chat.id
        if new is not None:
            now, addresses = self._clock(), (str(old), str(new))
            await self._stored(lambda session: move_place(session, DOOR, TELEGRAM_WORKSPACE, *addresses, now))

    async def member(self, update: Update, _context: Context) -> None:
        """The bot was let into a group, or somebody who had blocked it has let it in again."""
        change = update.my_chat_member
        if change is None:
            return
        is_there = change.new_chat_member.status in {"member", "administrator"}
        was_there = change.old_chat_member.status in {"member", "administrator"}
        if change.chat.id > 0 and is_there:
            user, now = str(change.from_user.id), self._clock()
            await self._stored(lambda session: _is_reached_again(session, user, now))
        elif is_there and not was_there:
            self._say(Place(change.chat.id), sentences.in_a_new_group(self.me.username))

    async def _answer(self, one: Heard) -> None:
        answer = await self._core.handle(one.arrival)
        if answer.again:
            self._tell_of_trouble(one)
            raise NotStored(answer.message.title)
        if answer.reference is not None and not await self._is_given_up(one, answer.reference):
            raise NotStored(f"reference {answer.reference}")
        self._told_of_trouble.discard(one.place.chat)
        shut = how_to_start(one, self.me)
        self._out.put(*answer_jobs(one, answer, self.me, lambda: self._out.put(shut)))

    async def failed(self, update: object, fault: Exception, now: datetime) -> None:
        """A handler itself went wrong: raises NotStored until it has been tried often enough; then the person is told
        the reference.
        """
        reference = uuid4().hex[:8]
        log.error("update failed", door=DOOR, reference=reference, exc_info=fault)
        if not isinstance(update, Update):
            return
        key = self._key(update)
        if not await self._stored(lambda session: count_failure(session, DOOR, key, reference, now)):
            raise NotStored(f"reference {reference}")
        message = update.effective_message
        if isinstance(message, Message) and message.chat.id > 0:
            self._say(place_of(message), sentences.failed(reference))

    async def _is_given_up(self, one: Heard, reference: str) -> bool:
        arrival = one.arrival
        now = self._clock()
        return bool(
            await self._stored(lambda session: count_failure(session, DOOR, arrival.receipt_key, reference, now))
        )

    async def _stored(self, work: Callable[[Session], Any]) -> Any:
        """Run one short change. Raises NotStored while the record cannot be used."""
        try:
            return await self._core.run_change(work)
        except (DBAPIError, RecordGone) as fault:
            raise NotStored(f"the record: {type(fault).__name__}") from fault

    def _tell_of_trouble(self, one: Heard) -> None:
        """Once in each chat that has to wait for the record."""
        if one.place.chat not in self._told_of_trouble:
            self._told_of_trouble.add(one.place.chat)
            self._say(one.place, sentences.RECORD_IN_TROUBLE)

    def _goes_on(self, message: Message, user: int) -> bool:
        """Whether this is the rest of a longer message, which Telegram's apps cut into full ones: it must not be taken
        for the answer to what was asked about the first part.
        """
        text, key = message.text or "", (message.chat.id, user)
        before = self._full.pop(key, None)
        if length(text) >= LONGEST:
            self._full[key] = message.date
        while len(self._full) > ALBUMS:
            self._full.popitem(last=False)
        return before is not None and message.date - before <= AT_ONE_GO and not text.startswith("/")

    def _who_is_that(self, message: Message) -> None:
        """Other bots are not answered; a person who writes as the group or as a channel is told why nothing happens."""
        is_person = message.sender_chat is not None and message.sender_chat.type != "channel"
        if is_person and text_for(message, self.me) is not None:
            self._say(place_of(message), sentences.ANONYMOUS)

    def _say(self, place: Place, words: str) -> None:
        self._out.put(Say(place, Sheet(inert(words))))

    def _key(self, update: Update) -> str:
        """Numbers of updates belong to a bot: another one counts from another number."""
        return f"{self.me.id}:{update.update_id}"


def _is_ours(text: str) -> bool:
    """Whether a command that names no bot is one that we know; other bots have others."""
    return split_command(text, COMMANDS) is not None or is_start(text) is not None


def _is_reached_again(session: Session, user: str, now: datetime) -> None:
    """Whoever writes to the bot alone can be written to."""
    for person in people_known_as(session, DOOR, TELEGRAM_WORKSPACE, user):
        place = used_destination(session, person.team_id, person.id, DOOR, TELEGRAM_WORKSPACE, user, now)
        session.flush()
        take_up_again(session, place.id, now)
