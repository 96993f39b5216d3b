"""Asking for what a command still lacks, or once more for what it could not take: each leaves a draft."""

from __future__ import annotations

from dataclasses import replace

from commands.command import Command, Field, FollowUp, Option, Question, Request
from commands.drafting import Ask, keep_draft
from commands.forms import said_back
from commands.line import shorten
from commands.reading import question_for
from commands.typed import SURE, Typed
from commands.wish import NeedsToWrite, Wish
from notifications.message import Answer, Message
from policy.refused import Refused


def ask(request: Request, command: str, typed: Typed, question: Question, wish: Wish) -> Answer:
    """Ask what a command has to know before it goes on; what was typed so far is kept. Raises NeedsToWrite."""
    if not wish.may_write:
        raise NeedsToWrite
    kept = typed if question.asks == SURE else typed.without(question.asks)
    kept = replace(kept, values={**kept.values, **question.keeps})
    meant = next((one for one in request.commands if one.name == command), None)
    if kept.steps is not None and meant is not None:
        names = [field.name for field in meant.fields]
        steps = kept.steps.only(names)
        kept = replace(kept, steps=steps.asking(question.asks) if question.asks in names else steps)
    draft = Ask(command, kept, question.asks, question.text, question.options)
    return Answer(replace(keep_draft(request, draft, question.lines), table=question.table))


def ask_again(request: Request, command: Command, typed: Typed, field: Field, refusal: Refused, wish: Wish) -> Answer:
    """Refuse one field and keep the rest of what was typed: the next answer is for this field alone."""
    if not wish.may_write:
        raise NeedsToWrite
    kept = typed.without(field.name)
    message = Message(str(refusal))
    if kept.values or kept.steps is not None:
        options = question_for(request, field).options if kept.steps is not None and kept.steps.asks_all else ()
        message = keep_draft(request, Ask(command.name, kept, field.name, str(refusal), options))
        rest = "The rest is kept. " if kept.values else ""
        message = replace(message, lines=(*message.lines, f"{rest}{field.label} (“stop” drops it)"))
    return Answer(message, understood=False)


def ask_once_more(
    request: Request, command: Command, typed: Typed, field: Field, wish: Wish, because: Refused | None = None
) -> Answer:
    """Ask a question of a form again, with what was said to it as the first thing to choose."""
    if not wish.may_write:
        raise NeedsToWrite
    question = question_for(request, field)
    said = typed.values.get(field.name)
    keep = (Option(f"Keep “{shorten(said_back(field, said, request), 40)}”", said),) if said is not None else ()
    others = tuple(option for option in question.options if option.value != said)
    draft = Ask(command.name, typed.asking_anew(field.name), field.name, question.text, (*keep, *others))
    asked = keep_draft(request, draft)
    return Answer(asked if because is None else replace(asked, title=str(because), lines=(asked.title, *asked.lines)))


def with_follow_up(request: Request, message: Message, follow_up: FollowUp | None) -> Message:
    """A message with the question that its command asks once its own work is stored."""
    if follow_up is None:
        return message
    draft = Ask(follow_up.command, Typed(follow_up.values), follow_up.asks, follow_up.question, follow_up.options)
    asked = keep_draft(request, draft)
    return replace(
        message,
        lines=(*message.lines, asked.title, *asked.lines),
        buttons=(*asked.buttons, *message.buttons),
        asks=asked.asks,
        asks_for=asked.asks_for,
        likely=asked.likely,
    )
