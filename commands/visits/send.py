"""`visit send`: the note leaves for the head teacher by e-mail, once its sender has seen what leaves and to whom."""

from __future__ import annotations

from commands.actions.steps import steps_button
from commands.command import ADVISERS, NO, Command, Done, Option, Question, Request
from commands.visits.fields import A_NOTE_OWED, A_REASON
from commands.visits.lateness import ask_why_late
from commands.visits.rights import check_it_is_theirs, check_it_was_made
from commands.visits.saying import missing_parts, sent_line
from notifications.message import Attachment, Message
from notifications.rules.visit_note_letter import BY_EMAIL, note_file_name, note_text
from policy.refused import Refused
from policy.saying import london_day, say_moment
from storage.ofsted_calls import inspectors_are_there_until
from storage.schools import Contact, head_teacher_of
from storage.visits import NoteDuty, Visit


def visit_send(request: Request, visit: Visit, because: str | None) -> Done:
    """Stop the 48-hour clock and put the note into the post; it leaves when the ten minutes for undo are over.

    Raises Refused when the note is not complete, was sent already, or has no address; Question to show it first.
    Source: W2-01.
    """
    check_it_is_theirs(request, visit)
    check_the_note_can_go(request, visit)
    head = _head_teacher(request, visit)
    _check_mail(request, visit)
    text = note_text(visit, request.facts)
    if "send" not in request.sure:
        raise Question(
            f"Send this note to {head.name}, {head.role}, {visit.school.name}, {head.email}?",
            asks="sure",
            options=(Option("Send it", "send"), Option("Not yet", NO)),
        ).with_lines(*text.splitlines())
    visit.note_sent_at = request.now
    visit.note_sent_how = BY_EMAIL
    visit.note_sent_to_id = head.id
    visit.note_sent_to = head
    visit.late_because = because
    visit.letter_failed_at = visit.letter_failed_because = None
    request.session.flush()
    until = inspectors_are_there_until(request.session, head.id, request.now)
    when = f"when Ofsted has left, {say_moment(until)} at the latest" if until else "in ten minutes"
    message = Message(
        f"{visit.ref}: note for {visit.school.name} goes to {head.name}",
        (f"To {head.email}, {when}; until then “undo” keeps it here.", sent_line(visit, request)),
        buttons=steps_button(visit, request),
        attachment=Attachment(note_file_name(visit), text),
    )
    return Done(message, ask_why_late(visit, request))


def check_the_note_can_go(request: Request, visit: Visit) -> None:
    """Raises Refused when no note is owed, it has gone already, or a part of it is missing."""
    check_it_was_made(visit)
    if visit.note_duty == NoteDuty.NONE:
        raise Refused(f"No note is owed for {visit.ref}.")
    if visit.note_sent_at is not None:
        raise Refused(f"The note of {visit.ref} has gone already. {sent_line(visit, request)}")
    if missing := missing_parts(visit, request):
        what = "has no note yet" if not visit.note else f"still lacks: {', '.join(missing)}"
        raise Refused(f"{visit.ref} {what}. Write it with: visit note {visit.ref}")


def _head_teacher(request: Request, visit: Visit) -> Contact:
    head = head_teacher_of(request.session, request.team.id, visit.school_id, london_day(request.now))
    how = f'school contact {visit.school.urn} head "Mrs J Smith" head@oldhall.example'
    if head is None:
        raise Refused(f"I do not know who the head teacher of {visit.school.name} is. Tell me with: {how}")
    if head.email is None:
        raise Refused(f"I have no e-mail address for {head.name}, {head.role}. Tell me with: {how}")
    return head


def _check_mail(request: Request, visit: Visit) -> None:
    if not request.mails:
        raise Refused(
            f"E-mail is not set up here, so I cannot send it. Send it yourself, then: visit sent {visit.ref} by e-mail"
        )


COMMAND = Command(
    name="visit send",
    help="Send the note to the head teacher by e-mail; you see it first.",
    example="visit send V12",
    fields=(A_NOTE_OWED, A_REASON),
    allowed=ADVISERS,
    run=visit_send,
)
