"""`visit plan`: a visit that is still to come."""

from __future__ import annotations

from datetime import timedelta

from commands.command import ADVISERS, NO, Command, Field, Option, Question, Request
from commands.kinds.a_person import APerson
from commands.kinds.times import Heard
from commands.kinds.words import LongText
from commands.visits.clock import check_the_day, visit_time
from commands.visits.fields import THE_KIND, THE_LENGTH, THE_SCHOOL, WHEN_IT_WILL_BE, kind_of
from commands.visits.new import new_visit, with_whom
from commands.visits.saying import what_and_when
from notifications.message import Button, Message
from notifications.visit_missing import missing_before
from policy.refused import Refused
from policy.saying import say_moment
from storage.people import Person
from storage.schools import School
from storage.visits import VisitState


def visit_planned(
    request: Request,
    school: School,
    kind: str,
    length: timedelta | None,
    companion: Person | None,
    when: Heard,
    note: str | None,
) -> Message:
    """Store a visit that is to come; a brief comes on the working day before. `note` is what it is for.

    Raises Refused for a closed school, Question when the time has passed or is no school day.
    """
    chosen = kind_of(request, kind)
    if not school.is_open:
        raise Refused(f"{school.name} is {school.standing}, so it cannot be visited. Its successor may have a new URN.")
    time = visit_time(when, length, chosen, request)
    if time.started_at <= request.now:
        raise Question(
            f"{say_moment(time.started_at)} has passed. Log it as a visit that was made?",
            asks="sure",
            options=(Option("Yes, log it", "made"), Option("No, leave it", NO)),
            then="visit",
        )
    check_the_day(request, time)
    companion, alone = with_whom(request, companion)
    visit = new_visit(request, school, chosen, time, companion, VisitState.PLANNED)
    visit.purpose = note
    request.session.add(visit)
    request.session.flush()
    lines = [f"{what_and_when(visit, request)}.", *([f"For: {note}"] if note else [])]
    lines += [f"Assumed: {words}." for words in (*time.assumed, *alone)]
    left = missing_before(visit, request.facts)
    lines += [words for words, _ in left]
    return Message(
        f"{visit.ref}: planned, {school.name}",
        tuple(lines),
        buttons=(
            *(button for _, button in left),
            Button("Change it", f"visit change {visit.ref}"),
            Button("Cancel it", f"visit cancel {visit.ref}"),
        ),
    )


COMMAND = Command(
    name="visit plan",
    help="Plan a visit; a brief comes on the working day before.",
    example="visit plan Old Hall 4 Dec 9am core: KS1 writing",
    fields=(
        THE_SCHOOL,
        THE_KIND,
        THE_LENGTH,
        Field("companion", "Who goes with you?", APerson("companion"), required=False, help="@sam"),
        WHEN_IT_WILL_BE,
        Field("note", "What is it for?", LongText(), required=False, after_colon=True),
    ),
    allowed=ADVISERS,
    run=visit_planned,
)
