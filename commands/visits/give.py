"""`visit give`: another adviser takes a visit over, and with it the note."""

from __future__ import annotations

from commands.command import ADVISERS, Command, Field, Request
from commands.kinds.a_person import APerson
from commands.visits.fields import THE_VISIT
from commands.visits.rights import check_it_is_theirs, check_it_stands
from commands.visits.saying import clock_lines, what_and_when
from notifications.message import Message
from policy.refused import Refused
from storage.people import Person, Role, roles_of
from storage.visits import Visit


def visit_given(request: Request, visit: Visit, person: Person) -> Message:
    """Let another adviser owe the note; the clock does not start again."""
    check_it_is_theirs(request, visit)
    check_it_stands(visit)
    if visit.note_sent_at is not None:
        raise Refused(f"The note of {visit.ref} has been sent, so there is nothing to take over.")
    if not roles_of(person, request.colleagues) & {Role.ADVISER, Role.LEAD}:
        raise Refused(f"{person.name} is no adviser, so {visit.ref} cannot go to {person.first_name}.")
    if person.id == visit.adviser_id:
        raise Refused(f"{visit.ref} is {person.name}'s already.")
    visit.adviser_id = person.id
    visit.adviser = person
    if visit.companion_id == person.id:
        visit.companion_id, visit.companion = None, None
    request.session.flush()
    return Message(
        f"{visit.ref}: now {person.name}'s, {visit.school.name}",
        (f"{what_and_when(visit, request)}.", *clock_lines(visit, request)),
    )


COMMAND = Command(
    name="visit give",
    help="Give a visit, and its note, to another adviser.",
    example="visit give V12 @sam",
    fields=(THE_VISIT, Field("person", "To whom?", APerson(), help="@sam")),
    allowed=ADVISERS,
    run=visit_given,
)
