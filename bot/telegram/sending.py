"""One call to the Bot API for one sheet."""

from __future__ import annotations

from html import unescape
from re import sub

import structlog
from telegram import Bot, InputFile, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.telegram.fate import is_unreadable
from bot.telegram.place import Place
from bot.telegram.render import Sheet

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
PICTURES = (".png", ".jpg", ".jpeg")
NO_TEXT = "there is no text in the message to edit"
log = structlog.get_logger()


async def send_sheet(bot: Bot, place: Place, sheet: Sheet, reply_to: int | None = None) -> Message:
    """Send words, a picture or a document. HTML that Telegram cannot read goes once more as plain text, and is logged:
    the person shall have the words, and we have something to mend. Raises TelegramError.
    """
    try:
        return await _send(bot, place, sheet, ParseMode.HTML)
    except BadRequest as fault:
        if not is_unreadable(fault):
            raise
        log.error("html refused", because=fault.message)
        return await _send(bot, place, Sheet(without_markup(sheet.html), sheet.keyboard, sheet.file), None)


async def edit_sheet(bot: Bot, place: Place, message_id: int, sheet: Sheet) -> None:
    """Put a sheet's words and keyboard in the place of those of a message, below a file where it is one.

    Raises TelegramError, also for a message that says so already.
    """
    try:
        await bot.edit_message_text(
            sheet.html,
            place.chat,
            message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=sheet.keyboard,
            link_preview_options=NO_PREVIEW,
        )
    except BadRequest as fault:
        if NO_TEXT not in fault.message.casefold():
            raise
        await bot.edit_message_caption(
            place.chat, message_id, caption=sheet.html, parse_mode=ParseMode.HTML, reply_markup=sheet.keyboard
        )


def without_markup(html: str) -> str:
    """The words of our own HTML."""
    return unescape(sub(r"</?[bi]>", "", html))


async def _send(bot: Bot, place: Place, sheet: Sheet, parse_mode: str | None) -> Message:
    if sheet.file is None:
        return await bot.send_message(
            place.chat,
            sheet.html,
            parse_mode=parse_mode,
            reply_markup=sheet.keyboard,
            message_thread_id=place.topic,
            link_preview_options=NO_PREVIEW,
        )
    file = InputFile(sheet.file.content, filename=sheet.file.name)
    caption = sheet.html or None
    if sheet.file.name.casefold().endswith(PICTURES):
        return await bot.send_photo(
            place.chat,
            file,
            caption=caption,
            parse_mode=parse_mode,
            reply_markup=sheet.keyboard,
            message_thread_id=place.topic,
        )
    return await bot.send_document(
        place.chat,
        file,
        caption=caption,
        parse_mode=parse_mode,
        reply_markup=sheet.keyboard,
        message_thread_id=place.topic,
        disable_content_type_detection=True,
    )
