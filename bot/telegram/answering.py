"""Where an answer is said, and what becomes of the message whose button was pressed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.arrivals import Heard, Me, Pressed
from bot.telegram.inert import clean_line, inert, length
from bot.telegram.outgoing import Edit, Job, Keys, Say, Toast
from bot.telegram.place import Place
from bot.telegram.questions import question_keyboard
from bot.telegram.render import PAGE, Sheet, sheets
from notifications.message import Answer, Audience, Message

TOAST = 200
"""Characters that a presser is shown at most."""
IN_OUR_CHAT = "I have answered you in our own chat."
ASKED_IN_OUR_CHAT = "I have a question for you in our own chat."
STEP = "✓ "
MOST_STEPS = 8
WAYS = ("Skip", "Back", "Cancel")
_PAGE = re.compile(r"\bpage \d+$")
_REFERENCE = re.compile(r"^[VAMPE]\d+(?=:)")


def sheets_of(message: Message) -> tuple[Sheet, ...]:
    """A message as sheets; a question has the keyboard that its kind of answer wants."""
    found = sheets(message)
    if not message.asks:
        return found
    *before, last = found
    return (*before, Sheet(last.html, question_keyboard(message), last.file))


def answer_jobs(heard: Heard, answer: Answer, me: Me, if_shut: Callable[[], None]) -> list[Job]:
    """All that goes out for an answer. `if_shut` is called when the asker of a group cannot be written to alone."""
    if heard.pressed is not None:
        return _after_a_press(heard, heard.pressed, answer, me, if_shut)
    if heard.place.is_group and answer.message.audience is Audience.ASKER:
        return _aside(heard, answer, if_shut, Say(heard.place, _word_in_the_group(heard, answer, me)))
    return [Say(heard.place, sheet) for sheet in sheets_of(answer.message)]


def how_to_start(heard: Heard, me: Me) -> Say:
    """What somebody reads in a group whom the bot may not write to yet."""
    words = (
        f"{inert(clean_line(heard.called))}, I may not write to you yet. Press the button, then Start, and ask again."
    )
    opens = InlineKeyboardButton("Open our own chat", url=f"https://t.me/{me.username}?start")
    return Say(heard.place, Sheet(words, InlineKeyboardMarkup([[opens]])))


def _aside(heard: Heard, answer: Answer, if_shut: Callable[[], None], *then: Job) -> list[Job]:
    first, *others = sheets_of(answer.message)
    alone = Place(heard.user)
    return [Say(alone, first, if_shut, then), *(Say(alone, sheet) for sheet in others)]


def _word_in_the_group(heard: Heard, answer: Answer, me: Me) -> Sheet:
    """What the others may see: that there was an answer, and which reference it is about if something was stored."""
    about = _REFERENCE.match(answer.message.title) if answer.changed else None
    said = ASKED_IN_OUR_CHAT if answer.message.asks else IN_OUR_CHAT
    words = f"{inert(clean_line(heard.called))}, {f'{about[0]} is stored. ' if about else ''}{said}"
    opens = InlineKeyboardButton("Open our own chat", url=f"https://t.me/{me.username}")
    return Sheet(words, InlineKeyboardMarkup([[opens]]))


def _after_a_press(heard: Heard, pressed: Pressed, answer: Answer, me: Me, if_shut: Callable[[], None]) -> list[Job]:
    place, message = heard.place, answer.message
    if not answer.understood and not message.buttons and len(message.title) <= TOAST and not message.lines:
        toast = Toast(place, pressed.query, clean_line(message.title), must_be_read=True)
        return [toast, *_without_keys(heard, pressed)]
    if place.is_group and message.audience is Audience.ASKER:
        said = ASKED_IN_OUR_CHAT if message.asks else IN_OUR_CHAT
        return [Toast(place, pressed.query, said), *_marked(heard, pressed, answer), *_aside(heard, answer, if_shut)]
    found = sheets_of(message)
    if _takes_the_place(heard, found):
        sheet = replace(found[0], html=_with_steps(pressed, found[0].html)) if message.asks else found[0]
        return [Toast(place, pressed.query), Edit(place, pressed.message_id, sheet)]
    return [
        Toast(place, pressed.query),
        *_marked(heard, pressed, answer),
        *(Say(place, sheet) for sheet in found),
    ]


def _takes_the_place(heard: Heard, found: Sequence[Sheet]) -> bool:
    """Whether the answer stands where the button was: a form's next question, its outcome, a list's other page."""
    says = heard.arrival.text
    return len(found) == 1 and found[0].file is None and (_is_answer(says) or _PAGE.search(says) is not None)


def _with_steps(pressed: Pressed, html: str) -> str:
    """A form's next question below what was answered so far, as long as that fits."""
    before = pressed.message.text_html.split("\n") if pressed.message is not None and pressed.message.text else []
    steps = [line for line in before if line.startswith(STEP)]
    asked = next((line for line in before if line and not line.startswith(STEP)), "")
    if asked and pressed.label and pressed.label not in WAYS:
        steps.append(f"{STEP}{asked.replace('<b>', '').replace('</b>', '')} <i>{inert(clean_line(pressed.label))}</i>")
    elif pressed.label == "Back":
        steps = steps[:-1]
    longer = "\n".join([*steps[-MOST_STEPS:], "", html]) if steps else html
    return longer if length(longer) <= PAGE else html


def _is_answer(says: str) -> bool:
    return says.startswith("answer D")


def _without_keys(heard: Heard, pressed: Pressed) -> list[Job]:
    """A question that is closed loses its buttons, unless others may still press them."""
    if heard.place.is_group or not _is_answer(heard.arrival.text):
        return []
    return [Keys(heard.place, pressed.message_id, None)]


def _marked(heard: Heard, pressed: Pressed, answer: Answer) -> list[Job]:
    """The pressed message says who decided what, and has no more buttons, once something was stored or answered."""
    if not (answer.changed or _is_answer(heard.arrival.text)) or pressed.message is None:
        return []
    who = inert(clean_line(heard.called))
    mark = f"✓ <i>{who}: {inert(clean_line(pressed.label))}</i>" if pressed.label else f"✓ <i>{who}</i>"
    before = pressed.message.text_html if pressed.message.text else pressed.message.caption_html
    html = f"{before}\n\n{mark}"
    if length(html) > PAGE:
        return [Keys(heard.place, pressed.message_id, None)]
    return [Edit(heard.place, pressed.message_id, Sheet(html), or_nothing=True)]
