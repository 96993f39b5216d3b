"""python-telegram-bot's Application with our handlers in it. They translate and no more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from telegram import Bot, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.telegram.desk import Desk
from bot.telegram.queue import NotStored, StoringQueue

WANTED = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]
"""The sorts of updates that Telegram is asked for."""
AnApplication = Application[Any, Any, Any, Any, Any, Any]


class Handling:
    """One update from its arrival to what is stored of it."""

    def __init__(self, bot: Bot, desk: Desk, clock: Callable[[], datetime]) -> None:
        self.queue = StoringQueue(self._handle)
        self.application: AnApplication = ApplicationBuilder().bot(bot).update_queue(self.queue).job_queue(None).build()
        self._desk = desk
        self._clock = clock
        self._faults: dict[int, Exception] = {}
        _listen(self.application, desk)
        self.application.add_error_handler(self._went_wrong)

    async def _handle(self, update: Update) -> None:
        """Raises NotStored, and nothing else. The application swallows what handlers raise, so it is kept aside."""
        await self.application.process_update(update)
        fault = self._faults.pop(update.update_id, None)
        if isinstance(fault, NotStored):
            raise fault
        if fault is not None:
            await self._desk.failed(update, fault, self._clock())

    async def _went_wrong(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        if isinstance(update, Update) and context.error is not None:
            self._faults[update.update_id] = context.error


def _listen(application: AnApplication, desk: Desk) -> None:
    application.add_handlers(
        [
            CallbackQueryHandler(desk.pressed),
            ChatMemberHandler(desk.member, ChatMemberHandler.MY_CHAT_MEMBER),
            MessageHandler(filters.UpdateType.EDITED_MESSAGE, desk.edited),
            MessageHandler(filters.StatusUpdate.MIGRATE, desk.moved),
            MessageHandler(filters.UpdateType.MESSAGE & filters.TEXT, desk.wrote),
            MessageHandler(filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL, desk.something_else),
        ]
    )
