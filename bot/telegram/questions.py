"""The keyboard under a question: its choices, a day out of a month, and the ways on.

A month is shown and turned without the record: what it needs stands in the buttons themselves.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.keyboard import keyboard
from notifications.message import FieldKind, Message
from policy.saying import MONTHS

MONTH = re.compile(r"~month (?P<draft>D\d+) (?P<month>\d{4}-\d\d|-)")
"""What turns the page of a calendar; the door answers it alone, as nothing is decided by it."""
NOTHING = "~nothing"
"""A square of the calendar without a day."""
_A_DAY = re.compile(r"answer D\d+ \d{4}-\d\d-\d\d")
EARLIEST, LATEST = 2000, 2099
NEAR_DAYS = ("yesterday", "today", "tomorrow")
WAYS_ON = ("skip", "back", "stop")
Row = Sequence[InlineKeyboardButton]


def question_keyboard(message: Message) -> InlineKeyboardMarkup | None:
    """The question's own buttons; where a day is asked for, also the likely ones and the way to a month."""
    ways_on = [one for one in message.buttons if one.says in {f"answer {message.asks} {way}" for way in WAYS_ON}]
    choices = keyboard([one for one in message.buttons if one not in ways_on])
    rows: list[Row] = list(choices.inline_keyboard) if choices is not None else []
    if message.asks_for is FieldKind.MOMENT:
        likely = message.likely or NEAR_DAYS
        rows.append([_button(word[:1].upper() + word[1:], f"answer {message.asks} {word}") for word in likely])
        rows.append([_button("📅 Another day", f"~month {message.asks} -")])
    if ways_on:
        rows.append([_button(one.label, one.says) for one in ways_on])
    return InlineKeyboardMarkup(rows) if rows else None


def month_keyboard(says: str, shown: InlineKeyboardMarkup | None, today: date) -> InlineKeyboardMarkup | None:
    """The keyboard with the month that a press asks for, above the question's other buttons; None for another press."""
    asked = MONTH.fullmatch(says)
    if asked is None:
        return None
    first = today.replace(day=1) if asked["month"] == "-" else _first(asked["month"], today)
    kept = [row for row in (shown.inline_keyboard if shown is not None else ()) if not _is_of_a_month(row)]
    return InlineKeyboardMarkup([*_month(asked["draft"], first, today), *kept])


def _first(month: str, today: date) -> date:
    year, number = int(month[:4]), int(month[5:])
    if not (EARLIEST <= year <= LATEST and 1 <= number <= 12):
        return today.replace(day=1)
    return date(year, number, 1)


def _month(draft: str, first: date, today: date) -> list[Row]:
    before = date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)
    after = date(first.year + (first.month == 12), first.month % 12 + 1, 1)
    rows: list[Row] = [
        [
            _button("‹", f"~month {draft} {before:%Y-%m}"),
            _button(f"{MONTHS[first.month - 1]} {first.year}", NOTHING),
            _button("›", f"~month {draft} {after:%Y-%m}"),
        ],
        [_button(day, NOTHING) for day in ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")],
    ]
    for week in calendar.Calendar().monthdatescalendar(first.year, first.month):
        rows.append([_day(day, draft, today) if day.month == first.month else _button("·", NOTHING) for day in week])
    return rows


def _day(day: date, draft: str, today: date) -> InlineKeyboardButton:
    label = f"[{day.day}]" if day == today else str(day.day)
    return _button(label, f"answer {draft} {day:%Y-%m-%d}")


def _is_of_a_month(row: Row) -> bool:
    return all(isinstance(one.callback_data, str) and _is_calendars(one.callback_data) for one in row)


def _is_calendars(says: str) -> bool:
    return says == NOTHING or MONTH.fullmatch(says) is not None or _A_DAY.fullmatch(says) is not None


def _button(label: str, says: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=says)
