"""A category wants something: the school is not told yet, its letter has not gone, its time runs out.

Source: V3-04, W2-42, H4-21, T1-33, T1-36. The months are the documents'; the other days are the team's own setting.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from notifications.message import Button, Message
from notifications.nudge import Looked, Nudge, Occasion, Rule, TeamFacts, Topic, at_time, what_is_due
from policy.due_periods import months_after
from policy.saying import london_day, say_day
from storage.categories import Categorisation, CategoryState, categorisation_with_id
from storage.people import Person

NAME = "category-due"
WORKING_DAYS_TO_TELL = 5
"""So many working days after it was proposed head teacher and Chair of Governors have been told; ours."""
ONE_DAY = timedelta(days=1)
A_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True)
class Wanted:
    """One thing that a category wants on an occasion, and what is to be typed for it."""

    title: str
    line: str
    button: Button
    occasion: Occasion
    to_adviser: bool = False


def category_due(one: Categorisation, facts: TeamFacts, now: datetime) -> Looked:
    """To the leads, who alone move categories; of time limits the attached adviser hears too (N7)."""
    found = list(_wanted(one, facts))
    due, again_at = what_is_due(tuple(each.occasion for each in found), now)
    nudges = tuple(
        Nudge(f"category:{one.id}:{each.occasion.named}", person, "ours", Topic.CATEGORIES, each.occasion)
        for each in found
        if each.occasion in due
        for person in receivers(one, facts, each)
    )
    return Looked(nudges, again_at)


def receivers(one: Categorisation, facts: TeamFacts, wanted: Wanted) -> tuple[Person, ...]:
    """Who is told: leads, and of time limits the attached adviser."""
    adviser = facts.adviser_of(one.school_id, wanted.occasion.on) if wanted.to_adviser else None
    people = (*facts.leads, *((adviser,) if adviser is not None else ()))
    return tuple({person.id: person for person in people}.values())


def _wanted(one: Categorisation, facts: TeamFacts) -> Iterator[Wanted]:
    category = facts.framework.category(one.category)
    name = category.name if category else one.category
    school = one.school
    if one.state == CategoryState.PROPOSED and not one.is_told:
        after = london_day(one.proposed_at)
        who = " and ".join(
            who
            for who, told in (("head teacher", one.head_told_on), ("Chair of Governors", one.chair_told_on))
            if told is None
        )
        title = f"{school.name}: {name} was proposed {say_day(after)}, and {who} {_have(who)} not been told"
        button = Button("They have been told", f"category told {school.urn}")
        yield from _twice(facts, after, WORKING_DAYS_TO_TELL, title, _clause(facts), button)
    if one.state != CategoryState.IN_FORCE:
        return
    if facts.framework.telling.letter and one.in_force_at is not None and one.letter_sent_on is None:
        after = london_day(one.in_force_at)
        days = facts.framework.telling.letter_working_days
        title = f"{school.name}: the letter about {name} has not gone"
        yield from _twice(
            facts, after, days, title, _clause(facts), Button("Letter sent", f"category sent {school.urn}")
        )
    if category is not None and category.limit is not None and one.until_on is None:
        yield from _limits(one, facts, name)


def _limits(one: Categorisation, facts: TeamFacts, name: str) -> Iterator[Wanted]:
    category = facts.framework.category(one.category)
    assert category is not None
    assert category.limit is not None
    limit, school = category.limit, one.school
    ends = one.extended_until or months_after(one.from_on, limit.months)
    if one.extended_until is not None:
        days = [(months_after(ends, -1), "one month before its extension ends"), (ends, "the extension ends")]
    else:
        days = [(months_after(one.from_on, each), f"{each} months") for each in limit.reminders]
    for on, said in days:
        if not facts.counts(on):
            continue
        title = f"{school.name}: {name} since {say_day(one.from_on)}, {said}"
        line = f"“{limit.clause}”: the time ends {say_day(ends)}."
        button = Button("Show it", f"category {school.urn}")
        yield Wanted(title, line, button, _on(facts, on, in_term=False), to_adviser=True)


def _have(who: str) -> str:
    return "have" if " and " in who else "has"


def _clause(facts: TeamFacts) -> str:
    clause = facts.framework.telling.clause
    return f"“{clause.rstrip('.')}.”" if clause else "Your team's setting."


def _twice(facts: TeamFacts, after: date, working_days: int, title: str, line: str, button: Button) -> Iterator[Wanted]:
    """After so many working days, and once more after as many again; in the holidays a school is told nothing."""
    days = [facts.working_time.add_working_days(after, working_days * times) for times in (1, 2)]
    for occasion in dict.fromkeys(_on(facts, day, in_term=True) for day in days):
        yield Wanted(title, line, button, occasion)


def _on(facts: TeamFacts, day: date, *, in_term: bool) -> Occasion:
    """The morning of a day, or of the next working day, in term where it is about telling a school."""
    morning = facts.next_morning(facts.morning(day) - A_MOMENT, in_term=in_term)
    return Occasion(morning, at_time(london_day(morning) + ONE_DAY, time.min))


def words(one: Categorisation, facts: TeamFacts, receiver: Person, now: datetime) -> Message:
    """What is wanted at this moment; the latest occasion where there are several."""
    due, _ = what_is_due(tuple(each.occasion for each in _wanted(one, facts)), now)
    found = [each for each in _wanted(one, facts) if each.occasion in due]
    wanted = found[-1] if found else None
    if wanted is None:
        return Message(called(one))
    return Message(
        wanted.title, (wanted.line,), buttons=(wanted.button, Button("Show it", f"category {one.school.urn}"))
    )


def why(one: Categorisation, facts: TeamFacts) -> tuple[str, ...]:
    """Where it comes from."""
    return (f"{facts.framework.strategy} asks for it; the days are your team's setting.",)


def called(one: Categorisation | None) -> str:
    """Whose category it is."""
    return f"The category of {one.school.name}" if one is not None else "This"


RULE = Rule(NAME, Topic.CATEGORIES, categorisation_with_id, category_due, words, why, called=called)
