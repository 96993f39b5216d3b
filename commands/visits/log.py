"""`visit`: an adviser was at a school; the clock of the note starts."""

from __future__ import annotations

from datetime import timedelta

from commands.command import ADVISERS, Command, Field, Option, Question, Request
from commands.kinds.a_person import APerson
from commands.kinds.times import Heard
from commands.visits.clock import check_it_was, start_the_clock, visit_time
from commands.visits.fields import THE_KIND, THE_LENGTH, THE_NOTE, THE_SCHOOL, WHEN_IT_WAS, kind_of
from commands.visits.new import new_visit, with_whom
from commands.visits.saying import clock_lines, note_buttons, what_and_when
from notifications.message import Message
from policy.refused import Refused
from policy.saying import say_moment
from storage.people import Person
from storage.schools import School
from storage.visits import NotePart, Visit, VisitState, visits_to_school


def visit_logged(
    request: Request,
    school: School,
    kind: str,
    length: timedelta | None,
    companion: Person | None,
    when: Heard,
    note: str | None,
) -> Message:
    """Store a visit that was made, and start the 48-hour clock of its note at its end.

    Raises Refused for a closed school, Question for what only the person can know. Source: W2-01.
    """
    chosen = kind_of(request, kind)
    time = visit_time(when, length, chosen, request)
    if school.closed_on is not None and time.ended_at.date() > school.closed_on:
        raise Refused(f"{school.name} closed on {school.closed_on:%d %B %Y}. Its successor may have a new URN.")
    check_it_was(request, time, chosen)
    _check_it_is_new(request, school, time.started_at, time.ended_at)
    state = VisitState.ATTEMPTED if chosen.attempt else VisitState.MADE
    companion, alone = with_whom(request, companion)
    visit = new_visit(request, school, chosen, time, companion, state)
    if note and chosen.parts:
        visit.note.append(NotePart(field=chosen.parts[0].key, text=note))
    elif note:
        visit.purpose = note
    start_the_clock(visit, request)
    request.session.add(visit)
    request.session.flush()
    return logged_message(visit, request, (*time.assumed, *alone))


def logged_message(visit: Visit, request: Request, assumed: tuple[str, ...]) -> Message:
    """What is said back of a visit that has just been made."""
    lines = [f"{what_and_when(visit, request)}.", *clock_lines(visit, request)]
    if visit.note:
        lines.append(f"Your words are kept as the draft note: “{_start_of(visit.note[0].text)}”")
    elif visit.purpose:
        lines.append(f"Your words are kept with it: “{_start_of(visit.purpose)}”")
    lines += [f"Assumed: {words}." for words in assumed]
    return Message(f"{visit.ref}: {visit.school.name}", tuple(lines), buttons=note_buttons(visit, request))


def _check_it_is_new(request: Request, school: School, started_at: object, ended_at: object) -> None:
    for other in visits_to_school(request.session, request.team.id, school.id):
        overlaps = other.started_at < ended_at and started_at < other.ended_at  # type: ignore[operator]
        if other.adviser_id == request.person.id and other.state == VisitState.MADE and overlaps:
            if f"beside-{other.ref}" in request.sure:
                continue
            raise Question(
                f"You have logged {other.ref} at {school.name} already, {say_moment(other.started_at)}. "
                "Is this another visit?",
                asks="sure",
                options=(Option("Yes, another one", f"beside-{other.ref}"), Option("No, it is the same", "")),
            )


def _start_of(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"


COMMAND = Command(
    name="visit",
    help="Log a visit or a call; the 48 hours for the note start at its end.",
    example="visit Old Hall yesterday 2pm core 2h: attendance is up",
    fields=(
        THE_SCHOOL,
        THE_KIND,
        THE_LENGTH,
        Field("companion", "Who was with you?", APerson("companion"), required=False, help="@sam"),
        WHEN_IT_WAS,
        THE_NOTE,
    ),
    allowed=ADVISERS,
    run=visit_logged,
    says=("visit log",),
)
