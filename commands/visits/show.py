"""`visit V12`: the card of a visit, with its note for those whom it concerns."""

from __future__ import annotations

from commands.command import EVERYBODY, Command, Request
from commands.standing_in import is_theirs
from commands.visits.fields import THE_VISIT, kind_of
from commands.visits.saying import clock_lines, note_buttons, sees_lateness, state_of, what_and_when
from notifications.message import Button, Message
from notifications.visit_missing import missing_before
from policy.saying import say_day
from storage.visits import Visit, VisitState


def visit_card(request: Request, visit: Visit) -> Message:
    """Everything that is known of a visit. Its note and its clock are for those who made it and for leads."""
    lines = [f"{what_and_when(visit, request)}."]
    lines += [f"For: {visit.purpose}"] if visit.purpose else []
    buttons: tuple[Button, ...] = ()
    if sees_lateness(visit, request):
        lines += clock_lines(visit, request)
        lines += _papers(visit, request)
        lines += _note_lines(visit, request)
        buttons = _next_steps(visit, request)
    return Message(
        f"{visit.ref}: {visit.school.name}, {state_of(visit, request)}",
        tuple(lines),
        buttons=(*buttons, Button("School card", f"school {visit.school.urn}")),
    )


def _papers(visit: Visit, request: Request) -> list[str]:
    """What was shared before it, and what a planned one still lacks."""
    ready = (
        ("Agenda shared", visit.agenda_on),
        ("Timetable came", visit.timetable_on),
        ("Schedule went", visit.schedule_on),
    )
    lines = [f"{what}: {say_day(day)}." for what, day in ready if day is not None]
    if visit.state == VisitState.PLANNED:
        lines += [words for words, _ in missing_before(visit, request.facts)]
    return lines


def _note_lines(visit: Visit, request: Request) -> list[str]:
    """The parts of the note that are written, in the order of the council's form."""
    parts = kind_of(request, visit.kind).parts
    return [f"{part.label}: {visit.note_parts[part.key]}" for part in parts if part.key in visit.note_parts]


def _next_steps(visit: Visit, request: Request) -> tuple[Button, ...]:
    if not is_theirs(request, {visit.adviser_id, visit.companion_id}, visit.school_id):
        return ()
    if visit.state == VisitState.PLANNED:
        return (
            Button("It happened", f"visit made {visit.ref}"),
            Button("Move it", f"visit change {visit.ref}"),
            Button("Cancel it", f"visit cancel {visit.ref}"),
        )
    return note_buttons(visit, request)


COMMAND = Command(
    name="visit show",
    help="The card of a visit, with its note; “V12” is enough.",
    example="visit show V12",
    fields=(THE_VISIT,),
    allowed=EVERYBODY,
    run=visit_card,
    changes=False,
)
