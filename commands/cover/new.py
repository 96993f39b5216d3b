"""`cover`: somebody stands in for the asker, or, by a lead, for somebody who is away. No reason is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from commands.command import TEAM_OFFICE, Command, Request
from commands.cover.days import DaysAway
from commands.cover.fields import AWAY, DAYS, DEPUTY, SCHOOL
from commands.visits.list import short_day
from notifications.matters import Matter, Sort, many_of, matters_of
from notifications.message import Button, Message, Table
from policy.refused import Refused
from policy.saying import london_day, say_day
from storage.covers import Cover, closes_a_circle, covers_between
from storage.looking_again import look_at_team_again
from storage.people import Person, Role
from storage.schools import School
from storage.workload import meetings_to_come, open_visits

FAR_OFF = timedelta(days=183)
MOST_ROWS = 20


def cover(request: Request, absent: Person | None, deputy: Person, school: School | None, days: DaysAway) -> Message:
    """Store who stands in for whom from when to when; what falls into these days is listed, to be rebooked.

    Raises Refused for covering oneself, for somebody else's cover by one who is no lead, for days that are covered
    already, and for two people who would stand in for each other.
    """
    away = absent or request.person
    is_own = away.id == request.person.id
    if not is_own and Role.LEAD not in request.roles:
        raise Refused(
            f"Only leads arrange cover for others. Yours is: cover @{deputy.first_name.casefold()} until Friday"
        )
    if away.id == deputy.id:
        raise Refused(
            f"{_you(is_own, away)} cannot stand in for {'yourself' if is_own else 'themselves'}. Name a colleague."
        )
    if days.first - london_day(request.now) > FAR_OFF:
        request.confirm("far-off", f"{say_day(days.first)} is a long way off. Is that right?", "Yes, it is right")
    if days.last is not None and days.last - days.first > FAR_OFF:
        length = (days.last - days.first).days
        request.confirm("long", f"That is {length} days, to {say_day(days.last)}. Is that right?", "Yes, it is right")
    known = covers_between(request.session, request.team.id, days.first, days.last)
    _check_it_is_free(known, away, school, days, is_own=is_own)
    if closes_a_circle(known, away.id, deputy.id, school.id if school else None):
        raise Refused(
            f"{deputy.name} is away in these days too, and {_you(is_own, away).lower() if is_own else away.name} would "
            "stand in again in turn: the reminders would go round in a circle. Name somebody else."
        )
    request.session.add(_new(request, away, deputy, school, days))
    look_at_team_again(request.session, request.team.id, request.now)
    return _answer(request, away, deputy, school, days, known)


def _new(request: Request, away: Person, deputy: Person, school: School | None, days: DaysAway) -> Cover:
    return Cover(
        team_id=request.team.id,
        person_id=away.id,
        deputy_id=deputy.id,
        school_id=school.id if school else None,
        from_on=days.first,
        until_on=days.last,
        made_by_id=request.person.id,
        made_at=request.now,
    )


def _you(is_own: bool, person: Person) -> str:
    return "You" if is_own else person.name


def _check_it_is_free(
    known: Sequence[Cover], away: Person, school: School | None, days: DaysAway, *, is_own: bool
) -> None:
    for other in known:
        if other.person_id != away.id or other.school_id != (school.id if school else None):
            continue
        place = f" at {other.school.name}" if other.school else ""
        whom = "you" if is_own else away.name
        end = "cover end" if is_own else f"cover end for @{away.first_name.casefold()}"
        raise Refused(
            f"{other.deputy.name} stands in for {whom}{place} {days_of(other).said} already. "
            f"End that first ({end}), or name other days, or one school."
        )


def days_of(cover_row: Cover) -> DaysAway:
    """The days of a stored cover."""
    return DaysAway(cover_row.from_on, cover_row.until_on)


def _answer(
    request: Request, away: Person, deputy: Person, school: School | None, days: DaysAway, known: Sequence[Cover]
) -> Message:
    is_own = away.id == request.person.id
    affected = _in_these_days(request, away, school, days)
    place = f" at {school.name}" if school else ""
    lines = [f"{days.said[0].upper()}{days.said[1:]}{place}: reminders for {_whom(is_own, away)} go to {deputy.name}."]
    lines += [f"Assumed: {words}." for words in days.assumed]
    for other in known:
        if other.person_id == deputy.id:
            lines.append(f"{deputy.name} is away {days_of(other).said}; then they go on to {other.deputy.name}.")
    if affected:
        shown = f", the first {MOST_ROWS} of them here" if len(affected) > MOST_ROWS else ""
        lines.append(f"{_count(affected)} in these days{shown}: rebook them, or give them to somebody.")
    rows = tuple((m.ref, m.school, short_day(m.at), m.sort) for m in affected[:MOST_ROWS])
    return Message(
        f"{deputy.name} stands in for {_whom(is_own, away)}",
        tuple(lines),
        Table(("Ref", "School", "When", "What"), rows) if rows else None,
        (*_next_steps(affected), Button("All cover", "cover list")),
    )


def _whom(is_own: bool, away: Person) -> str:
    return "you" if is_own else away.name


def _count(affected: Sequence[Matter]) -> str:
    visits = sum(matter.sort == Sort.VISIT for matter in affected)
    parts = [many_of(visits, "visit")] if visits else []
    if len(affected) > visits:
        parts.append(many_of(len(affected) - visits, "meeting"))
    fall = "falls" if len(affected) == 1 else "fall"
    return f"{' and '.join(parts)} {fall}"


def _in_these_days(request: Request, away: Person, school: School | None, days: DaysAway) -> list[Matter]:
    """The person's visits and meetings that begin in these days, the earliest first."""
    matters = matters_of(
        request.facts,
        request.now,
        visits=open_visits(request.session, request.team.id),
        actions=(),
        meetings=meetings_to_come(request.session, request.team.id),
    )
    return sorted(
        (
            matter
            for matter in matters
            if matter.sort != Sort.NOTE
            and away.id in matter.people
            and (school is None or school.id == matter.school_id)
            and _within(london_day(matter.at), days)
        ),
        key=lambda matter: matter.at,
    )


def _within(day: date, days: DaysAway) -> bool:
    return days.first <= day and (days.last is None or day <= days.last)


def _next_steps(affected: Sequence[Matter]) -> tuple[Button, ...]:
    return tuple(
        Button(f"Move {m.ref}", f"visit change {m.ref}" if m.sort == Sort.VISIT else f"meeting move {m.ref}")
        for m in affected[:3]
    )


COMMAND = Command(
    name="cover",
    help="Let a colleague receive your reminders while you are away; leads also for somebody else.",
    example="cover @sam from 1 Dec to 12 Dec",
    fields=(AWAY, DEPUTY, SCHOOL, DAYS),
    allowed=TEAM_OFFICE | {Role.CHAIR},
    run=cover,
)
