"""`visit note`: write the note of a visit, part by part."""

from __future__ import annotations

from commands.actions.steps import steps_button
from commands.command import ADVISERS, Command, Done, Field, FollowUp, Question, Request
from commands.kinds.words import Choice, LongText
from commands.visits.fields import A_NOTE_OWED, kind_of
from commands.visits.rights import check_it_is_theirs, check_it_was_made
from commands.visits.saying import clock_lines, note_buttons
from notifications.message import Message
from policy.refused import Refused
from policy.saying import a_or_an
from policy.visit_kinds import NotePartForm
from storage.visits import NotePart, Visit


def visit_note(request: Request, visit: Visit, part: str | None, text: str | None) -> Done:
    """Store one part of the note, as a draft that can be written again until it is sent, and ask for the next part.

    Raises Refused once the note has been sent or when none is owed. Source: W2-01; the parts are the kind's own.
    """
    check_it_is_theirs(request, visit)
    check_it_was_made(visit)
    kind = kind_of(request, visit.kind)
    if not kind.parts:
        raise Refused(f"{visit.ref} is {a_or_an(kind.name)}, for which no note is owed, so there is nothing to write.")
    if visit.note_sent_at is not None:
        raise Refused(f"The note of {visit.ref} has been sent. “undo” calls it back within ten minutes.")
    chosen = _part(visit, kind.parts, part)
    if text is None:
        raise Question(_question(visit, chosen), asks="text").with_lines(*_written(visit, chosen))
    kept = next((one for one in visit.note if one.field == chosen.key), None)
    if kept is None:
        visit.note.append(NotePart(field=chosen.key, text=text))
    else:
        kept.text = text
    request.session.flush()
    following = next((one for one in kind.parts if one.required and one.key not in visit.note_parts), None)
    words = f"{chosen.label}: {len(text.split()):,} {'word' if len(text.split()) == 1 else 'words'} kept."
    if following is not None:
        ask = FollowUp("visit note", {"visit": visit.ref, "part": following.key}, "text", _question(visit, following))
        return Done(Message(f"{visit.ref}: note for {visit.school.name}, not complete yet", (words,)), ask)
    return Done(
        Message(
            f"{visit.ref}: note for {visit.school.name} is written, not sent",
            (words, *clock_lines(visit, request)),
            buttons=(*note_buttons(visit, request), *steps_button(visit, request)),
        )
    )


def _part(visit: Visit, parts: tuple[NotePartForm, ...], key: str | None) -> NotePartForm:
    """The part that is named, else the first that is still empty, else the first."""
    if key is not None:
        named = next((part for part in parts if part.key == key), None)
        if named is None:
            raise Refused(f"The note of {visit.ref} has no such part. It has: {', '.join(p.label for p in parts)}.")
        return named
    return next((part for part in parts if part.key not in visit.note_parts), parts[0])


def _question(visit: Visit, part: NotePartForm) -> str:
    return f"{visit.ref}, {part.label}? {part.help}".strip()


def _written(visit: Visit, part: NotePartForm) -> tuple[str, ...]:
    written = visit.note_parts.get(part.key)
    return (f"There is already: “{written}”. What you type now takes its place; “stop” leaves it.",) if written else ()


def _all_parts(request: Request) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    parts = {part.key: part.label for kind in request.framework.visit_kinds for part in kind.parts}
    return tuple((key, label, (label,)) for key, label in parts.items())


COMMAND = Command(
    name="visit note",
    help="Write the note of a visit, part by part; it is kept until you send it.",
    example="visit note V12: attendance is up, writing at KS1 is not",
    fields=(
        A_NOTE_OWED,
        Field("part", "Which part?", Choice(_all_parts, "part of the note"), required=False),
        Field("text", "The text?", LongText(), required=False, after_colon=True),
    ),
    allowed=ADVISERS,
    run=visit_note,
)
