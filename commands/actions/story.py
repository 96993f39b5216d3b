"""The story of an action: one entry for each thing that happened to it."""

from __future__ import annotations

from datetime import date

from commands.command import Request
from policy.saying import say_day
from storage.actions import Action, ActionNote, ActionNoteKind
from storage.people import Person


def tell(
    request: Request,
    action: Action,
    kind: ActionNoteKind,
    words: str | None,
    *,
    rag: str | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
) -> None:
    """Add an entry by the asker, now."""
    action.notes.append(
        ActionNote(
            at=request.now,
            person_id=request.person.id,
            kind=kind,
            rag=rag,
            from_on=from_on,
            to_on=to_on,
            words=words,
        )
    )


def story_lines(action: Action, request: Request) -> tuple[str, ...]:
    """The entries in words, the newest first."""
    return tuple(_entry(note, request.facts.colleague(note.person_id)) for note in reversed(action.notes))


def _entry(note: ActionNote, person: Person | None) -> str:
    who = person.name if person else "somebody who has left"
    what = {
        ActionNoteKind.PROGRESS: str(note.rag or "progress"),
        ActionNoteKind.MOVED: f"moved from {say_day(note.from_on)} to {say_day(note.to_on)}"
        if note.from_on and note.to_on
        else "moved",
        ActionNoteKind.GIVEN: "given",
        ActionNoteKind.DONE: "done",
        ActionNoteKind.REOPENED: "reopened",
        ActionNoteKind.DROPPED: "dropped",
    }[ActionNoteKind(note.kind)]
    said = f": {note.words}" if note.words else ""
    return f"{say_day(note.at)}, {who}: {what}{said}"
