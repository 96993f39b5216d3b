"""One place where what was asked is found, allowed, read and run. Deny by default.

A command that has to ask first leaves a draft; one that refuses leaves nothing behind but the draft of what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from commands.command import Command, Done, Field, FollowUp, Question, Request
from commands.drafting import Ask, close_draft, hear_answer, keep_draft, listening, stop_asking
from commands.finding import after_answer, is_slashed, split_command, unknown_command
from commands.forms import form_of
from commands.line import values_of_line
from commands.reading import Trouble, mistakes, question_for, read_fields
from notifications.message import Answer, Button, FieldKind, Message
from policy.refused import Refused
from storage.audit import Change
from storage.drafts import Draft, draft_numbered
from storage.people import Role, holders_of

SURE = "sure"
A_NUMBER_OR_NOTHING = re.compile(r"[0-9]{0,9}[\s.!]*")
A_REFERENCE = re.compile(r"[VAMPE]\d+(?!\w)", re.IGNORECASE)


class NeedsToWrite(Exception):  # noqa: N818 - a turn of the road, not a fault
    """A reading request came to a point where something must be stored, and must be run again as a change."""


@dataclass(frozen=True)
class Wish:
    """What came in: a line, or a form's values for a named command, and whether the door can show forms.

    A press and a form are commands whatever question is open, and never the words that it asks for.
    """

    text: str
    values: Mapping[str, str] | None = None
    shows_forms: bool = False
    may_write: bool = True
    pressed: bool = False

    @property
    def is_a_command(self) -> bool:
        """Whether this can answer no question but the one it names."""
        return self.pressed or self.values is not None or is_slashed(self.text)

    def harmless(self) -> Wish:
        """The same wish without what no database keeps: NULs, and halves of characters from a bad paste."""
        values = {name: _kept(text) for name, text in self.values.items()} if self.values is not None else None
        return replace(self, text=_kept(self.text), values=values)


def _kept(text: str) -> str:
    return text.replace("\x00", "").encode(errors="replace").decode()


def dispatch(request: Request, wish: Wish, commands: Sequence[Command]) -> Answer:
    """The answer to a wish. Everything that a refused command began to change is taken back."""
    try:
        return _answer(request, wish.harmless(), commands)
    except Refused as refusal:
        return Answer(Message(str(refusal)), understood=False)


def _answer(request: Request, wish: Wish, commands: Sequence[Command]) -> Answer:
    """An open question gives way to a typed command that changes something. It stays open for what is pressed or filled
    in, as that may belong to another message, and gives way only if a newer question comes of it.
    """
    if (rest := after_answer(wish.text)) is not None:
        answered, said = _draft_of_answer(request, rest)
        return _continue(request, answered, said, wish, commands)
    wanted = split_command(wish.text, commands)
    draft = None if wish.is_a_command else listening(request)
    if draft is not None and not _is_command_beyond_doubt(wanted, draft, commands):
        return _continue(request, draft, wish.text, wish, commands)
    if wanted is None:
        raise unknown_command(wish.text, commands)
    command, rest = wanted
    if wish.may_write and not wish.pressed and wish.values is None:
        stop_asking(request)
    _check_allowed(request, command)
    if wish.values is not None:
        return _filled_in(request, command, dict(wish.values), wish)
    if not rest.strip() and command.fields and not command.bare_runs:
        return _form(request, command, wish)
    return _run(request, command, values_of_line(command, rest, request), wish)


def _draft_of_answer(request: Request, rest: str) -> tuple[Draft, str]:
    number, _, said = rest.strip().partition(" ")
    digits = number.upper().removeprefix("D")
    draft = draft_numbered(request.session, request.team.id, int(digits)) if digits.isdecimal() else None
    if draft is None or draft.person_id != request.person.id:
        raise Refused("That question is not open for you (any more). Please type the command again.")
    if draft.closed_at is not None:
        raise Refused("That question has been answered already. Please type the command again.")
    return draft, said


def _is_command_beyond_doubt(wanted: tuple[Command, str] | None, draft: Draft, commands: Sequence[Command]) -> bool:
    """Whether a line without its stroke is a command although a question is open: it begins like one, and either the
    question asks for no free words, or a reference follows (`action done A1`), or it is whole: `mine`, `undo 4`.
    """
    if wanted is None:
        return False
    command, rest = wanted
    is_whole = (command.bare_runs or not command.fields) and A_NUMBER_OR_NOTHING.fullmatch(rest) is not None
    return is_whole or not _wants_words(draft, commands) or A_REFERENCE.match(rest) is not None


def _wants_words(draft: Draft, commands: Sequence[Command]) -> bool:
    """Whether a draft asks for free words, which may look like a command and are none."""
    command = next((command for command in commands if command.name == draft.command), None)
    asked = next((field for field in command.fields if field.name == draft.asks), None) if command else None
    return asked is not None and asked.kind.form_kind in {FieldKind.TEXT, FieldKind.LONG_TEXT}


def _continue(request: Request, draft: Draft, said: str, wish: Wish, commands: Sequence[Command]) -> Answer:
    if not wish.may_write:
        raise NeedsToWrite
    heard = hear_answer(draft, said)
    if isinstance(heard, Message):
        if heard.buttons:
            return Answer(heard, understood=False)
        close_draft(draft, request.now)
        return Answer(heard)
    close_draft(draft, request.now)
    command = next((command for command in commands if command.name == draft.command), None)
    if command is None:
        raise Refused("That question belongs to a command that is no longer there. “help” shows all that I can do.")
    _check_allowed(request, command)
    return _run(request, command, heard, wish)


def _check_allowed(request: Request, command: Command) -> None:
    if request.roles & command.allowed:
        return
    able = sorted({person.name for role in command.allowed for person in holders_of(role, request.colleagues)})
    who = f" {' or '.join(able[:3])} can." if able else ""
    raise Refused(f"“{command.name}” is for {_roles_in_words(command)}.{who}")


def _roles_in_words(command: Command) -> str:
    names = [f"{role}s" for role in Role if role in command.allowed]
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names) or "nobody"


def _filled_in(request: Request, command: Command, values: dict[str, str], wish: Wish) -> Answer:
    """The answer to a form. One that is refused comes back as it was filled in."""
    draft = listening(request)
    if wish.may_write and draft is not None and draft.command == command.name:
        stop_asking(request)  # what was asked when this form was refused the last time
    try:
        return _run(request, command, values, wish)
    except Refused as refusal:
        return Answer(Message(str(refusal)), form=form_of(request, command, values), understood=False)


def _run(request: Request, command: Command, values: dict[str, str], wish: Wish) -> Answer:
    """Read the fields and run the command inside a savepoint, so that a question or a refusal leaves nothing."""
    request = replace(request, sure=frozenset(values.get(SURE, "").split()))
    read, troubles = read_fields(request, command, values)
    if troubles:
        return _stopped(request, command, values, troubles, wish)
    change: Change | None = request.session.info.get("change")
    before = replace(change, watched=list(change.watched)) if change else None
    savepoint = request.session.begin_nested() if wish.may_write else None
    try:
        outcome = command.run(request, **read)
        if savepoint is not None:
            request.session.flush()
            savepoint.commit()
    except (Question, Refused) as stop:
        if savepoint is not None:
            savepoint.rollback()
        if before is not None:
            request.session.info["change"] = before
        if isinstance(stop, Question):
            return _ask(request, stop.then or command.name, values, stop, wish)
        raise
    done = outcome if isinstance(outcome, Done) else Done(outcome)
    return Answer(_with_follow_up(request, _with_undo(request, command, done.message), done.follow_up))


def _stopped(
    request: Request, command: Command, values: dict[str, str], troubles: tuple[Trouble, ...], wish: Wish
) -> Answer:
    """Ask about the first field that has no value; a form hears of all its mistakes at once."""
    first = troubles[0]
    if isinstance(first.stop, Question):
        answer = _ask(request, first.stop.then or command.name, values, first.stop, wish)
    else:
        answer = _ask_again(request, command, values, first.field, first.stop, wish)
    wrong = mistakes(troubles) if wish.values is not None else ()
    if wrong:
        return replace(answer, form=form_of(request, command, values), understood=False, mistakes=wrong)
    return answer


def _ask(request: Request, command: str, values: dict[str, str], question: Question, wish: Wish) -> Answer:
    if not wish.may_write:
        raise NeedsToWrite
    kept = {name: text for name, text in values.items() if name != question.asks or question.asks == SURE}
    ask = Ask(command, kept | question.keeps, question.asks, question.text, question.options)
    return Answer(replace(keep_draft(request, ask, question.lines), table=question.table))


def _ask_again(
    request: Request, command: Command, values: dict[str, str], field: Field, refusal: Refused, wish: Wish
) -> Answer:
    """Refuse one field and keep the rest of what was typed: the next answer is for this field alone."""
    if not wish.may_write:
        raise NeedsToWrite
    kept = {name: text for name, text in values.items() if name != field.name}
    message = Message(str(refusal))
    if kept:
        message = keep_draft(request, Ask(command.name, kept, field.name, str(refusal), ()), ())
        message = replace(message, lines=(*message.lines, f"The rest is kept. {field.label} (“stop” drops it)"))
    return Answer(message, understood=False)


def _form(request: Request, command: Command, wish: Wish) -> Answer:
    """The form of a bare command; a door without forms asks for what is required, one thing after the other."""
    if wish.shows_forms:
        return Answer(Message(command.help), form=form_of(request, command, {}))
    first = next((field for field in command.fields if field.required), command.fields[0])
    return _ask(request, command.name, {}, question_for(request, first), wish)


def _with_undo(request: Request, command: Command, message: Message) -> Message:
    change: Change | None = request.session.info.get("change")
    if change is None or not change.rows or command.name == "undo":
        return message
    return replace(message, buttons=(*message.buttons, Button("Undo", f"undo {change.number}")))


def _with_follow_up(request: Request, message: Message, follow_up: FollowUp | None) -> Message:
    if follow_up is None:
        return message
    ask = Ask(follow_up.command, follow_up.values, follow_up.asks, follow_up.question, follow_up.options)
    asked = keep_draft(request, ask, ())
    return replace(
        message,
        lines=(*message.lines, asked.title, *asked.lines),
        buttons=(*asked.buttons, *message.buttons),
        asks=asked.asks,
    )
