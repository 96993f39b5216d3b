"""`board done`: a paper or an arrangement that the strategy asks for has been seen to."""

from __future__ import annotations

from datetime import date

from commands.board.fields import ADuty
from commands.command import ADVISERS, Command, Field, Request
from commands.kinds.a_school import ASchool
from commands.kinds.past_day import APastDay
from commands.kinds.words import LongText
from commands.line import capital
from notifications.due import due_in_the_year
from notifications.message import Button, Message
from policy.dates import Reading
from policy.duties import Duty
from policy.framework import Framework
from policy.refused import Refused
from policy.saying import london_day, say_day
from storage.due import DueAt
from storage.marks import add_mark
from storage.schools import School

MARKED_BY_HAND = frozenset({"visit-dates", "invitation", "paper"})
"""What nothing else tells of: reviews and audits have commands of their own."""


class AComment(LongText):
    """What is worth keeping of it."""

    most = 1_000


def done_at_school(request: Request, school: School, duty: Duty, on: Reading | None, words: str | None) -> Message:
    """Mark it as done at one school, today when no day is said. Source: V3-30, V3-32, T1-10."""
    day = on.value if on is not None else london_day(request.now)
    _store(request, school, duty, day, words)
    return Message(
        f"{school.name}: {duty.short} done",
        (f"{capital(duty.name)}: {say_day(day)}.", *((f"“{words}”",) if words else ())),
        buttons=(Button("How it stands", f"board {school.urn}"),),
    )


def done_at_all(request: Request, duty: Duty, on: Reading | None, words: str | None) -> Message:
    """Mark it as done at every school that owes it in the period of that day. Raises Refused where none does."""
    day = on.value if on is not None else london_day(request.now)
    today = london_day(request.now)
    owed = [one for one in due_in_the_year(request.session, request.facts, today) if _is_owed(one, duty, day)]
    if not owed:
        raise Refused(f"No school owes the {duty.name} in the period of {say_day(day)}. The board shows what is due.")
    names = ", ".join(one.school.name for one in owed)
    many = f"{len(owed)} schools" if len(owed) > 1 else "1 school"
    request.confirm("all-of-them", f"{capital(duty.name)}, {say_day(day)}: {many}: {names}. All?", "Yes, all of them")
    for one in owed:
        _store(request, one.school, duty, day, words)
    return Message(f"{duty.short} done at {many}", (f"{say_day(day)}: {names}.",), buttons=(Button("Board", "board"),))


def _is_owed(one: DueAt, duty: Duty, day: date) -> bool:
    return one.duty.key == duty.key and day in one.reckoned.period and bool(one.reckoned.due or one.reckoned.missed)


def _store(request: Request, school: School, duty: Duty, day: date, words: str | None) -> None:
    add_mark(request.session, request.team.id, school.id, duty.key, day, words, request.person.id, request.now)


_PAPER = ADuty(lambda duty: duty.done_by in MARKED_BY_HAND, "paper that is marked by hand")
_WHAT = Field("duty", "What was done?", _PAPER, help="invitation, annual report")
_ON = Field("on", "When?", APastDay(), required=False, opening="on", help="3 December; none: today")
_WORDS = Field("words", "Anything to keep?", AComment(), required=False, after_colon=True)


def _has_papers(framework: Framework) -> bool:
    return any(duty.done_by in MARKED_BY_HAND for duty in framework.duties)


COMMAND = Command(
    name="board done",
    help="Say that a paper which the strategy asks for is done: an invitation, a report, the year's visit dates.",
    example="board done Old Hall annual report on 3 November",
    fields=(_WORDS, Field("school", "Which school?", ASchool(), help="name, part of it, or URN"), _ON, _WHAT),
    allowed=ADVISERS,
    run=done_at_school,
    wanted_by=_has_papers,
)
ALL = Command(
    name="board done all",
    help="The same at every school that owes it now.",
    example="board done all invitation",
    fields=(_WORDS, _ON, _WHAT),
    allowed=ADVISERS,
    run=done_at_all,
    wanted_by=_has_papers,
)
COMMANDS = (COMMAND, ALL)
