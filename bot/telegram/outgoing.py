"""Answers on their way out: each chat's in order, behind the listener's back, which waits for no network.

What an answer tells is stored already. It is repeated when Telegram asks for it or cannot be reached, and once when
nobody knows whether it arrived, since hearing something twice is better than not at all.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import structlog
from telegram import Bot, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.telegram.fate import fate_of, is_unchanged
from bot.telegram.inert import length
from bot.telegram.line import TooFast
from bot.telegram.place import Place
from bot.telegram.render import PAGE, Sheet
from bot.telegram.sending import edit_sheet, send_sheet
from notifications.messenger import Fate

TRIES = 8
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
BETWEEN = "\n\n➖\n\n"
log = structlog.get_logger()

Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True)
class Say:
    """A sheet to send. `then` goes out once it has arrived; `if_shut` is done when the chat takes nothing from us."""

    place: Place
    sheet: Sheet
    if_shut: Callable[[], None] | None = None
    then: tuple[Job, ...] = ()


@dataclass(frozen=True)
class Edit:
    """A sheet to put in the place of a message; where that cannot be, it is sent, unless `or_nothing`."""

    place: Place
    message_id: int
    sheet: Sheet
    or_nothing: bool = False


@dataclass(frozen=True)
class Keys:
    """Another keyboard, or none, under a message that keeps its words."""

    place: Place
    message_id: int
    keyboard: InlineKeyboardMarkup | None


@dataclass(frozen=True)
class Toast:
    """The end of the waiting mark on a pressed button, perhaps with a sentence for the presser alone."""

    place: Place
    query: str
    words: str = ""
    must_be_read: bool = False


Job = Say | Edit | Keys | Toast


class Outgoing:
    """All chats' queues. Nobody waits for them but the end of the process."""

    def __init__(self, bot: Bot, sleep: Sleep = asyncio.sleep) -> None:
        self._bot = bot
        self._sleep = sleep
        self._waiting: dict[int, deque[Job]] = {}
        self._at_work: dict[int, asyncio.Task[None]] = {}

    def put(self, *jobs: Job) -> None:
        """Let these go out in this order, after what is already on its way to the same chat."""
        for job in jobs:
            chat = job.place.chat
            self._waiting.setdefault(chat, deque()).append(job)
            if chat not in self._at_work:
                self._at_work[chat] = asyncio.create_task(self._work(chat), name=f"answers to {chat}")

    async def drain(self) -> None:
        """Return when all has gone out."""
        while self._at_work:
            await asyncio.wait(self._at_work.values())

    def close(self) -> None:
        """Drop what is still on its way."""
        for chat, task in self._at_work.items():
            log.warning("answers dropped at the end", chat=chat, number=len(self._waiting[chat]) + 1)
            task.cancel()

    async def _work(self, chat: int) -> None:
        waiting = self._waiting[chat]
        try:
            while waiting:
                await self._out(waiting.popleft(), waiting)
        finally:
            del self._waiting[chat], self._at_work[chat]

    async def _out(self, job: Job, behind: deque[Job]) -> None:
        """Try one job until it is done or hopeless. When Telegram wants a pause, what waits behind is joined to it."""
        unclear = 0
        for tries in range(1, TRIES + 1):
            try:
                await self._try(job)
                self.put(*(job.then if isinstance(job, Say) else ()))
                return
            except TelegramError as fault:
                outcome = fate_of(fault, job.place.address)
                unclear += outcome.fate is Fate.UNCLEAR
                if outcome.fate not in {Fate.LATER, Fate.UNCLEAR} or unclear > 1 or tries == TRIES:
                    self._give_up(job, fault, outcome.fate)
                    return
                await self._sleep(_pause(fault, tries))
                job = _joined(job, behind)
            except Exception as fault:
                log.error("answer failed", chat=job.place.chat, exc_info=fault)
                return

    async def _try(self, job: Job) -> None:
        match job:
            case Say():
                await send_sheet(self._bot, job.place, job.sheet)
            case Edit():
                await self._edit(job)
            case Keys():
                await self._keys(job)
            case Toast():
                words = job.words or None
                await self._bot.answer_callback_query(job.query, text=words, show_alert=job.must_be_read or None)

    async def _edit(self, job: Edit) -> None:
        try:
            await edit_sheet(self._bot, job.place, job.message_id, job.sheet)
        except BadRequest as fault:
            if is_unchanged(fault):
                return
            if job.or_nothing:
                log.info("not edited", chat=job.place.chat, because=fault.message)
                return
            await send_sheet(self._bot, job.place, job.sheet)

    async def _keys(self, job: Keys) -> None:
        try:
            await self._bot.edit_message_reply_markup(job.place.chat, job.message_id, reply_markup=job.keyboard)
        except BadRequest as fault:
            if not is_unchanged(fault):
                log.info("not edited", chat=job.place.chat, because=fault.message)

    def _give_up(self, job: Job, fault: TelegramError, fate: Fate) -> None:
        log.warning("not answered", chat=job.place.chat, what=type(job).__name__, fate=fate, fault=type(fault).__name__)
        is_shut = isinstance(fault, Forbidden) or fate is Fate.GONE
        if isinstance(job, Say) and is_shut and job.if_shut is not None:
            job.if_shut()


def _pause(fault: TelegramError, tries: int) -> float:
    if isinstance(fault, TooFast):
        return min(fault.pause.total_seconds(), LONGEST_PAUSE_SECONDS)
    return min(FIRST_PAUSE_SECONDS * 2.0 ** (tries - 1), LONGEST_PAUSE_SECONDS)


def _joined(job: Job, behind: deque[Job]) -> Job:
    """The job with the words of those that wait behind it, as far as they fit; the last one's keyboard stays."""
    while isinstance(job, Say) and behind:
        after = behind[0]
        if not (isinstance(after, Say) and after.place == job.place and not job.sheet.file and not after.sheet.file):
            break
        html = f"{job.sheet.html}{BETWEEN}{after.sheet.html}"
        if length(html) > PAGE:
            break
        behind.popleft()
        job = replace(after, sheet=Sheet(html, after.sheet.keyboard), then=(*job.then, *after.then))
    return job
