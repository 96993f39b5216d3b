"""A visit, a meeting or a paper that the strategy asks for: its period opens, two weeks of it are left, it was missed.

Source: V3-21, V3-22, V3-30, V3-32, V3-41, W2-02, W2-03, T1-10, T1-39, T1-51, H4-10 to H4-14. When the reminders come is
the team's own setting.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from notifications.due import due_in_the_year
from notifications.due_days import Said, ToSay, is_a_day_of_term, to_say_on
from notifications.message import Button, Message, Table
from notifications.nudge import Looked, Nudge, Occasion, Rule, TeamFacts, Topic, at_time
from policy.reckoning import Stands
from policy.saying import london_day, say_day
from storage.due import DueAt
from storage.meetings import last_chairs
from storage.people import Person
from storage.teams import Team, team_with_id

NAME = "things-due"
MOST_SCHOOLS = 6
ONE_DAY = timedelta(days=1)


STILL_TRUE = {
    Said.MISSED: (Stands.MISSED,),
    Said.LITTLE_LEFT: (Stands.DUE, Stands.REARRANGED),
    Said.OPENS: (Stands.DUE, Stands.REARRANGED),
}


def things_due(team: Team, facts: TeamFacts, now: datetime) -> Looked:
    """On the mornings of such days one message to each colleague whom it may concern; looked at anew each midnight."""
    today = london_day(now)
    midnight = at_time(today + ONE_DAY, time.min)
    if not is_a_day_of_term(facts, today) or not any(to_say_on(facts, today)):
        return Looked((), midnight)
    occasion = Occasion(facts.morning(today), midnight)
    key = f"things-due:{team.id}:{today:%Y-%m-%d}"
    return Looked(tuple(Nudge(key, one, "ours", Topic.DUE, occasion) for one in facts.colleagues), midnight)


def compose(session: Session, team: Team, facts: TeamFacts, nudge: Nudge, now: datetime) -> Message | None:
    """What of the day's things is still so and is the receiver's; None when nothing is."""
    day = nudge.occasion.on
    to_say = list(to_say_on(facts, day))
    chairs = last_chairs(session, team.id)
    found: list[tuple[ToSay, list[DueAt]]] = []
    years = {
        starts: due_in_the_year(session, facts, london_day(now), starts) for starts in {one.starts for one in to_say}
    }
    for one in sorted(to_say, key=lambda each: list(Said).index(each.said)):
        at = [
            due
            for due in years[one.starts]
            if due.duty.key == one.duty.key
            and due.reckoned.period == one.period
            and due.reckoned.stands in STILL_TRUE[one.said]
            and any(person.id == nudge.to.id for person in receivers(due, facts, day, chairs))
        ]
        if at:
            found.append((one, at))
    return _message(found) if found else None


def receivers(due: DueAt, facts: TeamFacts, day: date, chairs: dict[tuple[int, str], int]) -> tuple[Person, ...]:
    """Who sees to it: the attached adviser, or the leads; the last Chair of such a meeting as well. Whoever is away is
    replaced by their deputy.
    """
    duty, school = due.duty, due.school
    adviser = facts.adviser_of(school.id, day)
    people = list(facts.leads) if duty.who == "lead" or adviser is None else [adviser]
    if duty.who == "chair" and duty.meeting_kind is not None:
        chair = facts.colleague(chairs.get((school.id, duty.meeting_kind)))
        people += [chair] if chair is not None else []
    there = [facts.deputy_of(one.id, school.id, day) or one for one in people]
    return tuple({one.id: one for one in there}.values())


def _message(found: Sequence[tuple[ToSay, list[DueAt]]]) -> Message:
    missed = sum(len(at) for one, at in found if one.said is Said.MISSED)
    due = sum(len(at) for one, at in found if one.said is not Said.MISSED)
    parts = [f"{due} to book or do"] if due else []
    parts += [f"{missed} missed"] if missed else []
    rows = tuple((one.duty.short, _when(one), _schools(at)) for one, at in found)
    schools = {each.school.urn for _, at in found for each in at}
    step = f"board {next(iter(schools))}" if len(schools) == 1 else "board"
    return Message(
        f"Due at schools: {', '.join(parts)}",
        (),
        Table(("What", "How it stands", "Schools"), rows),
        (Button("Show the board", step), Button("This week", "diary")),
    )


def _when(one: ToSay) -> str:
    until = say_day(one.period.in_time_until)
    if one.said is Said.MISSED:
        return f"{one.period.name} missed: it was due by {until}"
    return f"{one.period.name}, {one.said}: by {until}"


def _schools(at: Sequence[DueAt]) -> str:
    names = [one.school.name for one in at]
    more = len(names) - MOST_SCHOOLS
    if more <= 1:
        return ", ".join(names)
    return f"{', '.join(names[:MOST_SCHOOLS])} and {more} more"


def words(team: Team, facts: TeamFacts, receiver: Person, now: datetime) -> Message:
    """It is composed from the record; without it there is only its name."""
    return Message("Due at schools")


def why(team: Team, facts: TeamFacts) -> tuple[str, ...]:
    """Where it comes from."""
    return (
        f"{facts.framework.strategy} asks for it. It is said when a period opens, when two weeks of it are left, and "
        "when it was missed (your team's setting).",
    )


def called(team: Team) -> str:
    """What is due at schools."""
    return "What is due at schools"


RULE = Rule(NAME, Topic.DUE, team_with_id, things_due, words, why, compose=compose, called=called)
