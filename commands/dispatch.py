"""One place where what was asked is found, allowed, read and run. Deny by default.

A command that has to ask first leaves a draft; one that refuses leaves nothing behind but the draft of what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from commands.asking import ask, ask_again, ask_once_more, with_follow_up
from commands.command import Command, Done, Field, Question, Request
from commands.drafting import (
    asked_field,
    close_draft,
    command_of,
    draft_meant,
    field_named,
    listening,
    question_message,
    stop_asking,
    typed_of,
)
from commands.finding import after_answer, is_reference, split_command, unknown_command
from commands.forms import form_of
from commands.hearing import Again, Dropped, hear_answer, says_back
from commands.line import values_of_line
from commands.reading import Trouble, mistakes, question_for, read_fields
from commands.standing_in import tell_whose_role
from commands.typed import SURE, Steps, Typed
from commands.wish import NeedsToWrite, Wish
from notifications.message import Answer, Button, FieldKind, Message
from policy.refused import Refused
from storage.audit import Change
from storage.drafts import Draft
from storage.people import Role, holders_of

A_NUMBER_OR_NOTHING = re.compile(r"[0-9]{0,9}[\s.!]*")
A_REFERENCE = re.compile(r"[VAMPE]\d+(?!\w)", re.IGNORECASE)


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
        number, _, said = rest.strip().partition(" ")
        return _continue(request, draft_meant(request, number), said, wish, named=True)
    wanted = split_command(wish.text, commands)
    draft = None if wish.is_a_command else listening(request)
    if draft is not None and (
        is_reference(wish.text) or not _is_command_beyond_doubt(request, wanted, draft, wish.text)
    ):
        return _continue(request, draft, wish.text, wish, named=False)
    if wanted is None:
        raise unknown_command(wish.text, commands)
    command, rest = wanted
    if wish.may_write and not wish.pressed and wish.values is None:
        stop_asking(request)
    _check_allowed(request, command)
    if wish.values is not None:
        return _filled_in(request, command, wish.values, wish)
    if not rest.strip() and command.fields and not command.bare_runs:
        return _form(request, command, wish)
    return _run(request, command, Typed(values_of_line(command, rest, request)), wish)


def _is_command_beyond_doubt(request: Request, wanted: tuple[Command, str] | None, draft: Draft, text: str) -> bool:
    """Whether a line without its stroke is a command although a question is open: it begins like one, and either the
    question asks for no free words and does not know these (a school is called Visit Lane), or a reference follows
    (`action done A1`), or it is whole: `mine`, `undo 4`.
    """
    if wanted is None:
        return False
    command, rest = wanted
    is_whole = (command.bare_runs or not command.fields) and A_NUMBER_OR_NOTHING.fullmatch(rest) is not None
    if is_whole or A_REFERENCE.match(rest) is not None:
        return True
    field = asked_field(request, draft)
    return field is None or not (_wants_words(field) or _names_a_school(field, text, request))


def _names_a_school(field: Field, text: str, request: Request) -> bool:
    """Whether a field takes schools and the text is one."""
    if field.kind.form_kind is not FieldKind.SCHOOL:
        return False
    try:
        field.kind.read(text, request)
    except (Refused, Question):
        return False
    return True


def _wants_words(field: Field) -> bool:
    """Whether a field takes free words, which may look like a command and are none."""
    return field.kind.form_kind in {FieldKind.TEXT, FieldKind.LONG_TEXT}


def _continue(request: Request, draft: Draft, said: str, wish: Wish, *, named: bool) -> Answer:
    """Go on with a question and its answer. `named`: the answer named the question, as buttons do."""
    if not wish.may_write:
        raise NeedsToWrite
    command = command_of(request, draft)
    if command is not None and says_back(draft, said, named=named):
        return _go_back(request, draft, command, wish)
    heard = hear_answer(request, draft, said, named=named)
    if isinstance(heard, Again):
        return Answer(heard.message, understood=False)
    close_draft(draft, request.now)
    if isinstance(heard, Dropped):
        return Answer(heard.message)
    if command is None:
        raise Refused("That question belongs to a command that is no longer there. “help” shows all that I can do.")
    _check_allowed(request, command)
    return _run(request, command, heard, wish)


def _go_back(request: Request, draft: Draft, command: Command, wish: Wish) -> Answer:
    """Ask the question before once more; what has been said so far is kept."""
    typed = typed_of(draft)
    name = typed.steps.before(draft.asks) if typed.steps is not None else None
    field = field_named(command, name) if name is not None else None
    if field is None:
        asked = question_message(request, draft)
        return Answer(replace(asked, title=f"There is no question before this one. {asked.title}"), understood=False)
    close_draft(draft, request.now)
    return ask_once_more(request, command, typed, field, wish)


def _check_allowed(request: Request, command: Command) -> None:
    if request.roles & command.allowed:
        tell_whose_role(request, command)
        return
    able = sorted({person.name for role in command.allowed for person in holders_of(role, request.colleagues)})
    who = f" {' or '.join(able[:3])} can." if able else ""
    raise Refused(f"“{command.name}” is for {_roles_in_words(command)}.{who}")


def _roles_in_words(command: Command) -> str:
    names = [f"{role}s" for role in Role if role in command.allowed]
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names) or "nobody"


def _filled_in(request: Request, command: Command, values: Mapping[str, str], wish: Wish) -> Answer:
    """The answer to a form. One that is refused comes back as it was filled in."""
    draft = listening(request)
    if wish.may_write and draft is not None and draft.command == command.name:
        stop_asking(request)  # what was asked when this form was refused the last time
    try:
        return _run(request, command, Typed(values), wish)
    except Refused as refusal:
        return Answer(Message(str(refusal)), form=form_of(request, command, values), understood=False)


def _run(request: Request, command: Command, typed: Typed, wish: Wish) -> Answer:
    """Read the fields and run the command inside a savepoint, so that a question or a refusal leaves nothing."""
    request = request.but(sure=frozenset(typed.values.get(SURE, "").split()), said_at=typed.said_at)
    read, troubles = read_fields(request, command, typed)
    if troubles:
        return _stopped(request, command, typed, troubles, wish)
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
            return ask(request, stop.then or command.name, typed, stop, wish)
        last = _last_question(command, typed)
        if last is None:
            raise
        return replace(ask_once_more(request, command, typed, last, wish, because=stop), understood=False)
    done = outcome if isinstance(outcome, Done) else Done(outcome)
    return Answer(with_follow_up(request, _with_undo(request, command, done.message), done.follow_up))


def _last_question(command: Command, typed: Typed) -> Field | None:
    """The last question of a form that is asked with buttons: it stays open when the command refuses what was said."""
    if typed.steps is None or not typed.steps.asks_all or not typed.steps.asked:
        return None
    return field_named(command, typed.steps.asked[-1])


def _stopped(request: Request, command: Command, typed: Typed, troubles: tuple[Trouble, ...], wish: Wish) -> Answer:
    """Ask about the first field that has no value; a form that was filled in hears of all its mistakes at once."""
    first = troubles[0]
    if isinstance(first.stop, Question):
        answer = ask(request, first.stop.then or command.name, typed, first.stop, wish)
    else:
        answer = ask_again(request, command, typed, first.field, first.stop, wish)
    wrong = mistakes(troubles) if wish.values is not None else ()
    if wrong:
        return replace(answer, form=form_of(request, command, typed.values), understood=False, mistakes=wrong)
    return answer


def _form(request: Request, command: Command, wish: Wish) -> Answer:
    """The form of a bare command; a door without forms asks for one thing after the other."""
    if wish.shows_forms:
        return Answer(Message(command.help), form=form_of(request, command, {}))
    typed = Typed({}, steps=Steps(asks_all=wish.asks_all))
    _read, troubles = read_fields(request, command, typed)
    question = troubles[0].stop if troubles else question_for(request, command.fields[0])
    assert isinstance(question, Question)  # nothing was typed that could be refused
    return ask(request, command.name, typed, question, wish)


def _with_undo(request: Request, command: Command, message: Message) -> Message:
    change: Change | None = request.session.info.get("change")
    if change is None or not change.rows or command.name == "undo":
        return message
    return replace(message, buttons=(*message.buttons, Button("Undo", f"undo {change.number}")))
