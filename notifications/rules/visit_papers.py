"""A planned visit comes nearer and something is missing: its agenda, a review's timetable, schedule, second reviewer.

Source: V3-21 (N21), W0-32 (N22), H4-22. The days before are the team's own setting.
"""

from __future__ import annotations

from datetime import UTC, datetime

from notifications.message import Button, Message
from notifications.nudge import Looked, Nudge, Occasion, Rule, TeamFacts, Topic, what_is_due
from notifications.visit_missing import missing_before
from policy.saying import london_day, say_moment
from storage.people import Person
from storage.visits import Visit, VisitState, visit_with_id

NAME = "visit-papers"
WORKING_DAYS_BEFORE = (5, 2)


def visit_papers(visit: Visit, facts: TeamFacts, now: datetime) -> Looked:
    """To the adviser, who leads the review: on the mornings so many working days before, where something is missing.
    The brief of the evening before says it once more.
    """
    if visit.state != VisitState.PLANNED or not facts.counts(london_day(visit.started_at)):
        return Looked()
    due, again_at = what_is_due(_occasions(visit, facts), now)
    if not missing_before(visit, facts):
        return Looked((), again_at)
    start = f"{visit.started_at.astimezone(UTC):%Y-%m-%dT%H:%MZ}"
    return Looked(
        tuple(
            Nudge(f"visit-papers:{visit.id}:{start}:{occasion.named}", visit.adviser, "ours", Topic.VISITS, occasion)
            for occasion in due
        ),
        again_at,
    )


def _occasions(visit: Visit, facts: TeamFacts) -> tuple[Occasion, ...]:
    """The mornings; one before the visit was planned is none, as the answer to planning it says the same."""
    hours, day, found = facts.working_time, london_day(visit.started_at), []
    before = 0
    for wanted in sorted(WORKING_DAYS_BEFORE):
        while before < wanted:
            day = hours.previous_working_day(day)
            before += 1
        found.append(day)
    mornings = [facts.morning(one) for one in reversed(found)]
    ends = [*mornings[1:], facts.brief(hours.previous_working_day(london_day(visit.started_at)))]
    return tuple(Occasion(at, until) for at, until in zip(mornings, ends, strict=True) if at > visit.logged_at)


def words(visit: Visit, facts: TeamFacts, receiver: Person, now: datetime) -> Message:
    """When the visit is and what is missing, with a step for each."""
    found = missing_before(visit, facts)
    many = "1 thing is missing" if len(found) == 1 else f"{len(found)} things are missing"
    return Message(
        f"{visit.ref}: {visit.school.name}, {many}",
        (
            f"{say_moment(visit.started_at)}, {facts.framework.visit_kind(visit.kind).name}.",
            *(line for line, _ in found),
        ),
        buttons=(*(button for _, button in found), Button("Why this?", f"why {visit.ref}")),
    )


def why(visit: Visit, facts: TeamFacts) -> tuple[str, ...]:
    """Where it comes from."""
    if visit.state != VisitState.PLANNED or not missing_before(visit, facts):
        return ()
    days = " and ".join(str(days) for days in WORKING_DAYS_BEFORE)
    return (f"{days} working days before a visit a reminder comes where something is missing (your team's setting).",)


RULE = Rule(NAME, Topic.VISITS, visit_with_id, visit_papers, words, why)
