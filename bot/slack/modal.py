"""Forms, questions and messages as modals, and what was filled in back out of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    ExternalDataSelectElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.slack.blocks import heading, paragraph, plain, remark
from bot.slack.moments import WORDS, block_of, moment_blocks, moment_in
from bot.slack.render import render_in_view
from bot.slack.text import clean, cut
from notifications.message import FieldKind, Form, FormField, Message, Mistake

FORM, QUESTION, SHOWN, WAITING = "form", "question", "shown", "waiting"
"""The callback ids of our modals."""
ANSWER, SUGGESTED, CHOSEN = "answer", "suggested", "chosen"
MOST_IN_TITLE = 24
MOST_IN_LABEL = 2000
MOST_IN_OPTION = 75
MOST_IN_VALUE = 150
MOST_IN_INPUT = 3000
MOST_IN_PLACEHOLDER = 150
MOST_OPTIONS = 100
IN_ONE_LINE = frozenset({FieldKind.PERSON, FieldKind.MOMENT, FieldKind.REFERENCE})
"""What is answered in one line, which Enter sends off."""
MOST_IN_MISTAKE = 300
WAIT = "One moment ... If nothing comes, close this and press or type it again. Nothing has been stored."


@dataclass(frozen=True)
class Sheet:
    """What a modal must remember until it is submitted: what it fills in, and where it was asked for.

    `command` is a form's, `draft` a question's; `moments` are the fields of a form that have three blocks.
    """

    channel: str
    command: str = ""
    draft: str = ""
    moments: tuple[str, ...] = ()
    thread: str | None = None

    def kept(self) -> str:
        """As Slack keeps it."""
        return json.dumps(asdict(self))


def sheet_of(kept: str) -> Sheet:
    """What a modal of ours remembered; an empty one for a modal of an older version."""
    try:
        said = json.loads(kept or "{}")
    except ValueError:
        said = {}
    known = {name: said[name] for name in ("channel", "command", "draft", "thread") if name in said}
    return Sheet(**{"channel": "", **known}, moments=tuple(said.get("moments", ())))


def waiting_view() -> View:
    """Opened at once, so that the person sees something; it says what to do should it stay."""
    return View(
        type="modal", callback_id=WAITING, title=_title("One moment"), close=plain("Close", 24), blocks=[remark(WAIT)]
    )


def form_view(form: Form, channel: str, thread: str | None = None) -> View:
    """The form of a command: what it is for, and its fields in order."""
    moments = tuple(field.name for field in form.fields if field.kind is FieldKind.MOMENT)
    return View(
        type="modal",
        callback_id=FORM,
        title=_title(form.command.capitalize()),
        submit=plain("Save", 24),
        close=plain("Cancel", 24),
        private_metadata=Sheet(channel, form.command, moments=moments, thread=thread).kept(),
        blocks=[remark(form.title), *(block for field in form.fields for block in _blocks(field))],
    )


def question_view(message: Message, channel: str, typed: str = "", thread: str | None = None) -> View:
    """A question for free words, with what was typed the last time still in it.

    After something was done the question stands in the last line, else it is the title.
    """
    words = PlainTextInputElement(
        action_id=ANSWER,
        multiline=message.asks_for not in IN_ONE_LINE,
        max_length=MOST_IN_INPUT,
        initial_value=cut(typed, MOST_IN_INPUT) or None,
    )
    lines, asked = (message.lines[:-1], message.lines[-1]) if follows(message) else (message.lines, message.title)
    above = [*heading(message.title)] if follows(message) else []
    above += [block for block, _words in paragraph("\n".join(lines))]
    label = " ".join(clean(asked).split())
    return View(
        type="modal",
        callback_id=QUESTION,
        title=_title("One more thing"),
        submit=plain("Save", 24),
        close=plain("Not now", 24),
        private_metadata=Sheet(channel, draft=message.asks, thread=thread).kept(),
        blocks=[
            *above,
            InputBlock(block_id=f"{ANSWER}.{message.asks}", label=plain(label, MOST_IN_LABEL), element=words),
        ],
    )


def follows(message: Message) -> bool:
    """Whether a question comes after something that was done: there is something to undo, or a next step."""
    return bool(message.buttons) and bool(message.lines)


def message_view(message: Message, channel: str, thread: str | None = None) -> View:
    """A message to read, with its buttons."""
    return View(
        type="modal",
        callback_id=SHOWN,
        title=_title("School improvement"),
        close=plain("Close", 24),
        private_metadata=Sheet(channel, thread=thread).kept(),
        blocks=render_in_view(message),
    )


def filled_in(view: Mapping[str, Any]) -> tuple[dict[str, str], tuple[Mistake, ...]]:
    """What stands in the fields of a submitted form, by field, as a person would type it; empty ones are left out.

    A mistake is one that can be seen without asking anybody.
    """
    answers = {
        block: _value(action) for block, actions in view["state"]["values"].items() for action in actions.values()
    }
    values = {name: text for name, text in answers.items() if "." not in name and text}
    wrong = []
    for name in sheet_of(view.get("private_metadata", "")).moments:
        text, mistake = moment_in(name, answers)
        wrong += [mistake] if mistake is not None else []
        if text:
            values[name] = text
    return values, tuple(wrong)


def answer_in(view: Mapping[str, Any]) -> str:
    """What was written in answer to a question."""
    return next((_value(a[ANSWER]) for a in view["state"]["values"].values() if ANSWER in a), "")


def mistakes_beside(mistakes: Sequence[Mistake], view: Mapping[str, Any]) -> dict[str, str]:
    """What to say beside which block of a submitted modal."""
    moments = sheet_of(view.get("private_metadata", "")).moments
    inputs = [block["block_id"] for block in view["blocks"] if block.get("type") == "input"]
    beside: dict[str, str] = {}
    for mistake in mistakes:
        block = block_of(mistake.field, WORDS) if mistake.field in moments else mistake.field
        beside.setdefault(block if block in inputs else inputs[0], cut(mistake.sentence, MOST_IN_MISTAKE))
    return beside


def as_options(pairs: Sequence[tuple[str, str]]) -> list[Option]:
    """Choices as Slack takes them: each value once, and none that would not fit."""
    fitting = {value: label for label, value in pairs if label and 0 < len(value) <= MOST_IN_VALUE}
    return [Option(text=plain(label, MOST_IN_OPTION), value=value) for value, label in fitting.items()][:MOST_OPTIONS]


def _title(words: str) -> Any:
    return plain(words, MOST_IN_TITLE)


def _value(action: Mapping[str, Any]) -> str:
    """What one element holds."""
    chosen = action.get("selected_option")
    if chosen is not None:
        return str(chosen["value"])
    for name in ("value", "selected_date", "selected_time"):
        if action.get(name):
            return str(action[name]).strip()
    return ""


def _blocks(field: FormField) -> Iterator[Block]:
    if field.kind is FieldKind.MOMENT:
        yield from moment_blocks(field)
        return
    element = _select(field) or _words(field)
    is_select = not isinstance(element, PlainTextInputElement)
    yield InputBlock(
        block_id=field.name,
        label=plain(field.label, MOST_IN_LABEL),
        element=element,
        optional=not field.required,
        hint=plain(field.help, MOST_IN_LABEL) if field.help and is_select and not field.suggests else None,
    )


def _select(field: FormField) -> ExternalDataSelectElement | StaticSelectElement | None:
    chosen = next(((label, value) for label, value in field.choices if value == field.value), None)
    if field.suggests:
        if chosen is None and field.value:
            chosen = field.value, field.value
        return ExternalDataSelectElement(
            action_id=SUGGESTED,
            placeholder=_placeholder(field.help or "Type a part of it"),
            initial_option=next(iter(as_options([chosen])), None) if chosen else None,
            min_query_length=0,
        )
    if field.choices and field.kind is FieldKind.CHOICE:
        return StaticSelectElement(
            action_id=CHOSEN,
            placeholder=_placeholder("Choose"),
            options=as_options(field.choices),
            initial_option=next(iter(as_options([chosen])), None) if chosen else None,
        )
    return None


def _words(field: FormField) -> PlainTextInputElement:
    return PlainTextInputElement(
        action_id=ANSWER,
        multiline=field.kind is FieldKind.LONG_TEXT,
        max_length=MOST_IN_INPUT,
        placeholder=_placeholder(field.help),
        initial_value=cut(field.value, MOST_IN_INPUT) or None,
    )


def _placeholder(words: str) -> Any:
    return plain(words, MOST_IN_PLACEHOLDER) if words else None
