"""The way out to Telegram: one message tried once, and what became of it. Nobody can look on Telegram afterwards."""

from __future__ import annotations

from collections import OrderedDict
from datetime import timedelta

import structlog
from telegram import Bot, Message
from telegram.error import TelegramError

from bot.telegram.fate import fate_of, is_unchanged
from bot.telegram.place import Place, place_at
from bot.telegram.render import Sheet, sheets
from bot.telegram.sending import edit_sheet, send_sheet
from notifications.messenger import Fate, Outcome, Pace, Parcel

IN_A_CHAT = timedelta(seconds=1)
IN_A_GROUP = timedelta(seconds=3)
"""Telegram takes 20 messages a minute in a group."""
MOST_HALVES = 200
log = structlog.get_logger()


class TelegramMessenger:
    """Delivers what the clockwork claims. Its bot repeats nothing by itself: pauses and repeats are the outbox's."""

    door = "telegram"

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._halves: OrderedDict[str, int] = OrderedDict()

    def pace(self, address: str) -> Pace:
        """A message a second in a chat, one in three seconds in a group."""
        return Pace(IN_A_GROUP if place_at(address).is_group else IN_A_CHAT)

    async def send(self, parcel: Parcel) -> Outcome:
        """Try once. A message of two sheets of which only one was taken goes on with the other at the next attempt."""
        place = place_at(parcel.address)
        all_of_it = sheets(parcel.message, most_pages=1)
        begun = self._halves.pop(parcel.mark, 0) if parcel.mark else 0
        sent: Message | None = None
        for number, sheet in enumerate(all_of_it[begun:], begun):
            try:
                sent = await send_sheet(self._bot, place, sheet)
            except TelegramError as fault:
                outcome = fate_of(fault, parcel.address)
                if number and outcome.fate is Fate.LATER:
                    self._remember(parcel.mark, number)
                return outcome
        return Outcome(Fate.SENT, platform_id=f"{sent.chat_id}:{sent.message_id}" if sent else None)

    async def edit(self, parcel: Parcel, platform_id: str) -> Outcome:
        """Put the parcel's message in the place of one that was delivered. One that says so already is done."""
        chat, _, message_id = platform_id.partition(":")
        sheet: Sheet = sheets(parcel.message, most_pages=1)[-1]
        try:
            await edit_sheet(self._bot, Place(int(chat)), int(message_id), sheet)
        except TelegramError as fault:
            if is_unchanged(fault):
                return Outcome(Fate.SENT, platform_id=platform_id)
            return fate_of(fault, parcel.address)
        return Outcome(Fate.SENT, platform_id=platform_id)

    def _remember(self, mark: str, sent: int) -> None:
        self._halves[mark] = sent
        while len(self._halves) > MOST_HALVES:
            self._halves.popitem(last=False)
