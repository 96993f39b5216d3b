"""How a visit is said back, whatever has just been done to it."""

from __future__ import annotations

from commands.command import Request
from commands.line import capital
from commands.standing_in import is_theirs
from commands.visits.clock import from_to
from commands.visits.fields import kind_of
from notifications.message import Button
from notifications.note_clock import in_time, time_left
from policy.saying import say_length, say_moment
from storage.people import Role
from storage.visits import NoteDuty, Visit, VisitState


def what_and_when(visit: Visit, request: Request) -> str:
    """`Core offer visit, Tuesday 24 November 2026, 14:00 to 16:00, by Amina Khan`."""
    who = visit.adviser.name if visit.companion is None else f"{visit.adviser.name} with {visit.companion.name}"
    return f"{capital(kind_of(request, visit.kind).name)}, {from_to(visit)}, by {who}"


def clock_lines(visit: Visit, request: Request) -> tuple[str, ...]:
    """How the clock of the note stands, with the working time that is left."""
    kind = kind_of(request, visit.kind)
    if visit.state != VisitState.MADE:
        return ()
    if visit.note_duty == NoteDuty.NONE or visit.note_due_at is None:
        return (f"No note is owed for this kind of visit ({kind.name}).",)
    if visit.excused_at is not None:
        return (f"The note is excused: {visit.excused_because}",)
    if visit.note_sent_at is not None:
        return (sent_line(visit, request),)
    working = request.facts.working_time.working_time_between(request.now, visit.note_due_at)
    length = "A short note" if visit.note_duty == NoteDuty.SHORT else f"The {kind.note_name}"
    if request.now < visit.note_due_at:
        left = f"{say_length(visit.note_due_at - request.now)} left"
        left += f", {say_length(working)} of it working time" if working else ", none of it working time"
        return (f"{length} is due with the head teacher by {say_moment(visit.note_due_at)}: {left}.",)
    if visit.note_due_at == visit.note_late_from:
        return (f"{length} was due by {say_moment(visit.note_due_at)}: late since then.",)
    return (f"{length} was due by {say_moment(visit.note_due_at)}: {time_left(visit, request.facts, request.now)}.",)


def sent_line(visit: Visit, request: Request) -> str:
    """When and how the note went, and whether that was in time."""
    if visit.note_sent_at is None or visit.note_due_at is None:
        return "The note has not been sent."
    how = f" ({visit.note_sent_how})" if visit.note_sent_how else ""
    return f"Note sent {say_moment(visit.note_sent_at)}{how}, {in_time(visit, request.facts)}."


def sees_lateness(visit: Visit, request: Request) -> bool:
    """Whether the asker may know if this visit's note is late."""
    theirs = is_theirs(request, {visit.adviser_id, visit.companion_id}, visit.school_id)
    return theirs or Role.LEAD in request.roles


def note_buttons(visit: Visit, request: Request) -> tuple[Button, ...]:
    """What can be done next about the note."""
    if not visit.owes_a_note:
        return ()
    if missing_parts(visit, request):
        label = "Finish the note" if visit.note else "Write the note"
        return (Button(label, f"visit note {visit.ref}"), Button("It has gone", f"visit sent {visit.ref}"))
    return (Button("Send it", f"visit send {visit.ref}"), Button("It has gone", f"visit sent {visit.ref}"))


def missing_parts(visit: Visit, request: Request) -> tuple[str, ...]:
    """The labels of the parts that the note still needs."""
    return kind_of(request, visit.kind).missing_parts(visit.note_parts)


def state_of(visit: Visit, request: Request) -> str:
    """One short phrase for lists; whether a note was late is said to its adviser and to leads alone."""
    if not sees_lateness(visit, request):
        if visit.state == VisitState.MADE and visit.note_duty != NoteDuty.NONE:
            return "note sent" if visit.note_sent_at else "note not sent yet"
        return str(visit.state)
    if visit.state == VisitState.MADE and visit.note_sent_at is not None:
        return f"note sent, {in_time(visit, request.facts)}"
    if visit.state == VisitState.MADE and visit.excused_at is not None:
        return "note excused"
    if visit.state == VisitState.MADE and visit.note_duty == NoteDuty.NONE:
        return "made, no note owed"
    return (
        f"note owed, {time_left(visit, request.facts, request.now)}"
        if visit.state == VisitState.MADE
        else str(visit.state)
    )
