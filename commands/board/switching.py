"""`board begin` and `board end`: what the strategy asks for only where a lead finds it appropriate, with an end."""

from __future__ import annotations

from datetime import date, timedelta

from commands.actions.fields import AReason
from commands.board.fields import ADuty
from commands.command import Command, Field, Request
from commands.kinds.a_school import ASchool
from commands.kinds.due_day import ADueDay
from notifications.message import Button, Message
from policy.dates import Reading
from policy.duties import Duty
from policy.framework import Framework
from policy.refused import Refused
from policy.saying import london_day, say_day
from storage.categories import categories_of_school, in_force_on
from storage.marks import Switch, switches_of
from storage.people import Role
from storage.schools import School


def begun(request: Request, school: School, duty: Duty, until: Reading, because: str | None) -> Message:
    """Let a duty ask of a school from today until a day. Raises Refused where its category is not in force, and where
    it asks already. Source: T1-39.
    """
    today = london_day(request.now)
    now = in_force_on(categories_of_school(request.session, request.team.id, school.id), today)
    if duty.categories and (now is None or now.category not in duty.categories):
        names = [one.name for one in request.framework.categories if one.key in duty.categories]
        raise Refused(f"The {duty.name} is for schools in {' or '.join(names)}; {school.name} is in none of them.")
    if (running := _running(request, school, duty, today)) is not None:
        raise Refused(
            f"It has begun already, and ends {say_day(running.until_on)}. To end it: "
            f"board end {school.urn} {duty.short}"
        )
    request.session.add(
        Switch(
            team_id=request.team.id,
            school_id=school.id,
            duty=duty.key,
            from_on=today,
            until_on=until.value,
            because=because,
            switched_by_id=request.person.id,
        )
    )
    request.session.flush()
    return Message(
        f"{school.name}: {duty.short} from now on",
        (
            f"One each {duty.period}, from the first whole {duty.period} on, until {say_day(until.value)}.",
            *((f"“{duty.clause}”.",) if duty.clause else ()),
            *(f"Assumed: {words}." for words in until.assumed),
        ),
        buttons=(
            Button("How it stands", f"board {school.urn}"),
            Button("End it", f"board end {school.urn} {duty.short}"),
        ),
    )


def ended(request: Request, school: School, duty: Duty) -> Message:
    """Let a duty ask no more from today on. Raises Refused where it does not ask."""
    today = london_day(request.now)
    running = _running(request, school, duty, today)
    if running is None:
        raise Refused(
            f"The {duty.name} has not begun at {school.name}. To begin: board begin {school.urn} {duty.short} until ..."
        )
    running.until_on = today - timedelta(days=1)
    request.session.flush()
    return Message(
        f"{school.name}: no {duty.short} from now on",
        (f"It was asked for from {say_day(running.from_on)}.",),
        buttons=(Button("How it stands", f"board {school.urn}"),),
    )


def _running(request: Request, school: School, duty: Duty, today: date) -> Switch | None:
    found = [one for one in switches_of(request.session, request.team.id) if one.until_on >= today]
    return next((one for one in found if one.school_id == school.id and one.duty == duty.key), None)


_SCHOOL = Field("school", "Which school?", ASchool(), help="name, part of it, or URN")
_WAITING = ADuty(lambda duty: duty.off_until_switched_on, "duty that waits for a lead's word")
_WHAT = Field("duty", "What?", _WAITING, help="weekly visit")


def _has_one(framework: Framework) -> bool:
    return any(duty.off_until_switched_on for duty in framework.duties)


BEGIN = Command(
    name="board begin",
    help="Ask for what the strategy wants only where appropriate, such as weekly visits, until a day.",
    example="board begin Blackwood weekly visit until 12 February",
    fields=(
        _SCHOOL,
        Field("because", "Why?", AReason(), required=False, opening="because"),
        Field("until", "Until when?", ADueDay(whole=True), opening="until", help="12 February"),
        _WHAT,
    ),
    allowed=frozenset({Role.LEAD}),
    run=begun,
    wanted_by=_has_one,
)
END = Command(
    name="board end",
    help="Ask for it no more.",
    example="board end Blackwood weekly visit",
    fields=(_SCHOOL, _WHAT),
    allowed=frozenset({Role.LEAD}),
    run=ended,
    wanted_by=_has_one,
)
COMMANDS = (BEGIN, END)
