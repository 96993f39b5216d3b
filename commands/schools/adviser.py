"""`school adviser`: who is attached to a school, and `school adviser all of`: all schools of one adviser move."""

from __future__ import annotations

from datetime import date, datetime

from commands.command import Command, Field, Request
from commands.kinds.a_person import APerson
from commands.kinds.times import AMoment
from commands.mine import the_teams_matters
from commands.schools.fields import THE_SCHOOL
from notifications.matters import Sort, count_of, many_of
from notifications.message import Button, Message
from notifications.nudge import TeamFacts
from policy.dates import Reading
from policy.refused import Refused
from policy.saying import london_day, say_day
from storage.advisers import AttachedAdviser, attach, hand_over, turns_at, turns_of_person
from storage.looking_again import look_at_team_again
from storage.people import Person, Role, roles_of
from storage.schools import School

ADVISING = frozenset({Role.ADVISER, Role.LEAD})
MOST_NAMED = 10


def school_adviser(request: Request, start: Reading | None, person: Person, school: School) -> Message:
    """Attach an adviser from a day on, today when none is said; the one before ends the day before.

    Raises Refused for a closed school, for somebody who is no adviser, and when nothing would change.
    """
    if not school.is_open:
        raise Refused(f"{school.name} is {school.standing}, so nobody can be attached to it.")
    _check_advises(person, request.facts)
    from_on, assumed = _from_on(start, request)
    before = [turn for turn in turns_at(request.session, request.team.id, school.id) if _ends_after(turn, from_on)]
    serving = next((turn for turn in before if turn.from_on <= from_on), None)
    if serving is not None and serving.person_id == person.id:
        raise Refused(f"{person.name} is attached to {school.name} since {say_day(serving.from_on)} already.")
    _ask_about_the_day(request, from_on)
    new = attach(request.session, request.team.id, school, person, from_on)
    request.session.flush()
    look_at_team_again(request.session, request.team.id, request.now)
    lines = [f"From {say_day(from_on)}{f' to {say_day(new.until_on)}' if new.until_on else ''}."]
    if serving is not None:
        lines.append(f"Before: {serving.person.name}{_until(serving, from_on)}.")
    lines += [f"From {say_day(t.from_on)}: {t.person.name}, as arranged." for t in before if t.from_on > from_on]
    lines += [f"Assumed: {words}." for words in assumed]
    return Message(
        f"{school.name}: {person.name} is the attached adviser",
        tuple(lines),
        buttons=(Button("School card", f"school {school.urn}"), Button("Plan a visit", f"visit plan {school.urn}")),
    )


def _ends_after(turn: AttachedAdviser, day: date) -> bool:
    return turn.until_on is None or turn.until_on >= day


def _until(serving: AttachedAdviser, from_on: date) -> str:
    return f" until {say_day(serving.until_on)}" if serving.until_on and serving.until_on < from_on else ""


def _check_advises(person: Person, facts: TeamFacts) -> None:
    if not roles_of(person, facts.colleagues) & ADVISING:
        raise Refused(f"{person.name} is no adviser. An admin can change that: team roles @{person.first_name} adviser")


def _from_on(start: Reading | None, request: Request) -> tuple[date, tuple[str, ...]]:
    if start is None:
        return london_day(request.now), ("from today, as no day was said",)
    value = start.value
    return (london_day(value) if isinstance(value, datetime) else value), start.assumed


def _ask_about_the_day(request: Request, from_on: date) -> None:
    days = (from_on - london_day(request.now)).days
    if days < -31:
        request.confirm("past", f"{say_day(from_on)} is {-days} days ago. Is that right?", "Yes, it is right")
    if days > 183:
        request.confirm("far-off", f"{say_day(from_on)} is {days} days ahead. Is that right?", "Yes, it is right")


def all_of(request: Request, start: Reading | None, to: Person, person: Person) -> Message:
    """Move every school of one adviser to another from a day on; what is open is shown, and asked about first.

    Visits, notes and actions stay with the one who has them until they are given.
    """
    if to.id == person.id:
        raise Refused("That is one and the same person. For example: school adviser all of @jane to @sam from 1 Sept")
    _check_advises(to, request.facts)
    from_on, assumed = _from_on(start, request)
    turns = turns_of_person(request.session, request.team.id, person.id, from_on)
    if not turns:
        raise Refused(f"{person.name} is attached to no school {_when(from_on, request)}, so there is nothing to move.")
    _ask_about_the_day(request, from_on)
    open_words = _open_words(request, person, {turn.school_id for turn in turns})
    request.confirm(
        f"move-{len(turns)}",
        f"{many_of(len(turns), 'school')} of {person.name} would go to {to.name} from {say_day(from_on)}. "
        f"{open_words} Move {'it' if len(turns) == 1 else 'them all'}?",
        "Yes, move them" if len(turns) > 1 else "Yes, move it",
    )
    names = [turn.school.name for turn in turns]
    for turn in turns:
        hand_over(request.session, turn, to, from_on)
    request.session.flush()
    look_at_team_again(request.session, request.team.id, request.now)
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return Message(
        f"{many_of(len(names), 'school')} of {person.name} {'goes' if len(names) == 1 else 'go'} to {to.name}",
        (
            f"From {say_day(from_on)}: {', '.join(names[:MOST_NAMED])}{more}.",
            f"{open_words} They stay with {person.name} until they are given.",
            *(f"Assumed: {words}." for words in assumed),
        ),
        buttons=(Button(f"What {person.first_name} has", f'mine @"{person.name}"'), Button("Board", "board")),
    )


def _when(from_on: date, request: Request) -> str:
    return "" if from_on <= london_day(request.now) else f"from {say_day(from_on)} on"


def _open_words(request: Request, person: Person, school_ids: set[int]) -> str:
    matters = [m for m in the_teams_matters(request) if person.id in m.people and m.school_id in school_ids]
    counts = [(Sort.NOTE, "note", " owed"), (Sort.VISIT, "visit", " planned"), (Sort.ACTION, "action", " open")]
    counts.append((Sort.MEETING, "meeting", " to come"))
    said = [f"{many_of(many, noun)}{state}" for sort, noun, state in counts if (many := count_of(matters, sort))]
    return f"There: {', '.join(said)}." if said else "Nothing is open there."


FROM = Field("start", "From when?", AMoment("future"), required=False, help="1 Sept", opening="from")

COMMAND = Command(
    name="school adviser",
    help="Attach an adviser to a school; the one before ends the day before.",
    example="school adviser Old Hall @jane",
    fields=(FROM, Field("person", "Who?", APerson(), help="@jane"), THE_SCHOOL),
    allowed=frozenset({Role.LEAD, Role.ADMIN}),
    run=school_adviser,
    says=("school advisor",),
)
ALL_OF = Command(
    name="school adviser all of",
    help="Move all schools of one adviser to another.",
    example="school adviser all of @jane to @sam from 1 Sept",
    fields=(
        FROM,
        Field("to", "To whom?", APerson("to"), help="@sam", opening="to"),
        Field("person", "Whose schools?", APerson(), help="@jane"),
    ),
    allowed=frozenset({Role.LEAD, Role.ADMIN}),
    run=all_of,
    says=("school advisor all of",),
)
