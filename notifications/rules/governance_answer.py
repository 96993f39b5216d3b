"""The school's time to answer its governance rating runs out, and then the judgement is to be made final.

Source: V3-11 (N16). How long a school may answer is the team's own setting.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from notifications.message import Button, Message
from notifications.nudge import Looked, Nudge, Occasion, Rule, TeamFacts, Topic, at_time, what_is_due
from policy.saying import london_day, say_day
from storage.governance import GovernanceRating, rating_with_id
from storage.people import Person

NAME = "governance-answer"
WORKING_DAYS_BEFORE = 3
"""So many working days before the last day to answer, where no answer came; ours."""
ONE_DAY = timedelta(days=1)


def governance_answer(one: GovernanceRating, facts: TeamFacts, now: datetime) -> Looked:
    """To the attached adviser before the time to answer ends, and to the leads the day after."""
    until = _until(one, facts)
    if until is None or one.final_on is not None:
        return Looked()
    found = _occasions(one, until, facts)
    due, again_at = what_is_due(tuple(found), now)
    nudges = tuple(
        Nudge(f"governance:{one.id}:{occasion.named}", person, "ours", Topic.GOVERNANCE, occasion)
        for occasion in due
        for person in _receivers(one, facts, until, occasion)
    )
    return Looked(nudges, again_at)


def _until(one: GovernanceRating, facts: TeamFacts) -> date | None:
    audit = facts.framework.governance_audit
    if audit is None or one.told_on is None:
        return None
    return facts.working_time.add_working_days(one.told_on, audit.response_working_days)


def _occasions(one: GovernanceRating, until: date, facts: TeamFacts) -> list[Occasion]:
    hours, before = facts.working_time, until
    for _ in range(WORKING_DAYS_BEFORE):
        before = hours.previous_working_day(before)
    while facts.calendar.in_holidays(before):  # it is about the school, which is away
        before = hours.previous_working_day(before)
    days = [hours.next_working_day(until)]
    if one.answered_on is None:
        days.insert(0, before)
    return [Occasion(facts.morning(day), at_time(day + ONE_DAY, time.min)) for day in days]


def _receivers(one: GovernanceRating, facts: TeamFacts, until: date, occasion: Occasion) -> tuple[Person, ...]:
    adviser = facts.adviser_of(one.school_id, occasion.on)
    return (adviser,) if occasion.on <= until and adviser is not None else facts.leads


def words(one: GovernanceRating, facts: TeamFacts, receiver: Person, now: datetime) -> Message:
    """Until when the school may answer, or that the judgement is to be made final."""
    until = _until(one, facts)
    if until is None:
        return Message(called(one))
    urn = one.school.urn
    if london_day(now) > until:
        answer = f"It answered {say_day(one.answered_on)}." if one.answered_on else "It has not answered."
        return Message(
            f"{one.school.name}: make the governance rating final",
            (f"The school could answer until {say_day(until)}. {answer}",),
            buttons=(Button("Final", f"governance final {urn}"), Button("Show it", f"governance {urn}")),
        )
    return Message(
        f"{one.school.name} may answer its governance rating until {say_day(until)}",
        ("No answer is on record.",),
        buttons=(Button("Their answer", f"governance answer {urn}"), Button("Show it", f"governance {urn}")),
    )


def why(one: GovernanceRating, facts: TeamFacts) -> tuple[str, ...]:
    """Where it comes from."""
    audit = facts.framework.governance_audit
    return (f"{facts.framework.strategy}: “{audit.clause}”",) if audit and audit.clause else ()


def called(one: GovernanceRating | None) -> str:
    """Whose governance."""
    return f"The governance of {one.school.name}" if one is not None else "This"


RULE = Rule(NAME, Topic.GOVERNANCE, rating_with_id, governance_answer, words, why, called=called)
