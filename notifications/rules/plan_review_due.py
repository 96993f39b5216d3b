"""An open plan is to be reviewed as the term ends.

Source: T1-34 "termly review", H4-23 "reviewed at the end of each term"; W0-23 "regularly reviewed". When the reminders
come is the team's own setting.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from notifications.message import Button, Message
from notifications.nudge import Looked, Nudge, Occasion, Rule, TeamFacts, Topic, at_time, what_is_due
from policy.saying import london_day, say_day
from policy.school_year import Term
from storage.people import Person
from storage.plans import Plan, PlanState, plan_with_id

NAME = "plan-review-due"
SCHOOL_DAYS_BEFORE = (10, 2)
"""School days before the last day of term; ours."""
RECENT = timedelta(weeks=5)
"""A review, or the start of a plan, so shortly before the end of term counts for this term; ours."""


def plan_review_due(plan: Plan, facts: TeamFacts, now: datetime) -> Looked:
    """Twice before the end of each term, to the adviser attached to the school, else to whoever started the plan, else
    to the leads; nothing when the plan was started or reviewed in the last five weeks of the term.
    """
    if plan.state != PlanState.OPEN:
        return Looked()
    due, again_at = what_is_due(occasions(plan, facts, now), now)
    told = [(occasion, person) for occasion in due for person in receivers(plan, facts, occasion.on)]
    return Looked(
        tuple(
            Nudge(f"plan-review:{plan.id}:{occasion.on:%Y-%m-%d}", person, "ours", Topic.PLANS, occasion)
            for occasion, person in told
        ),
        again_at,
    )


def receivers(plan: Plan, facts: TeamFacts, on: date) -> tuple[Person, ...]:
    """Who is to see to the review."""
    person = facts.adviser_of(plan.school_id, on) or facts.colleague(plan.started_by_id)
    return (person,) if person is not None else facts.leads


def occasions(plan: Plan, facts: TeamFacts, now: datetime) -> tuple[Occasion, ...]:
    """The mornings of this term, or the coming one, and of the term after it."""
    first = _term(facts, london_day(now))
    return tuple(
        occasion
        for term in (first, _term(facts, first.last_day + timedelta(days=1)))
        if not _seen_to(plan, term) and facts.counts(term.last_day)
        for occasion in _mornings(term, facts)
    )


def _mornings(term: Term, facts: TeamFacts) -> tuple[Occasion, ...]:
    days = [facts.calendar.add_school_days(term.last_day, -before) for before in SCHOOL_DAYS_BEFORE]
    return tuple(Occasion(facts.morning(day), at_time(day + timedelta(days=1), time.min)) for day in days)


def _term(facts: TeamFacts, day: date) -> Term:
    return next(facts.calendar.terms_from(day))


def _seen_to(plan: Plan, term: Term) -> bool:
    since = term.last_day - RECENT
    return plan.started_on >= since or (plan.reviewed_on is not None and plan.reviewed_on >= since)


def words(plan: Plan, facts: TeamFacts, receiver: Person, now: datetime) -> Message:
    """Which plan, since when, and by when."""
    kind = facts.framework.plan_kind(plan.kind)
    last = f"last reviewed {say_day(plan.reviewed_on)}" if plan.reviewed_on else "not reviewed yet"
    ends = _term(facts, london_day(now)).last_day
    return Message(
        f"{plan.ref}: review the {kind.name} of {plan.school.name}",
        (f"Started {say_day(plan.started_on)}, {last}. Term ends {say_day(ends)}.",),
        buttons=(
            Button("Review it", f"plan review {plan.ref}"),
            Button("Show it", f"plan {plan.ref}"),
            Button("Why this?", f"why {plan.ref}"),
        ),
    )


def why(plan: Plan, facts: TeamFacts) -> tuple[str, ...]:
    """Where the reminder comes from."""
    document = facts.framework.document(facts.framework.plan_kind(plan.kind).document)
    return (
        f"{plan.ref} is open; plans are reviewed at the end of each term (your team's setting"
        + (f"; {document.title} asks for regular review)." if document else ")."),
        f"Reminders come {SCHOOL_DAYS_BEFORE[0]} and {SCHOOL_DAYS_BEFORE[1]} school days before the end of term, "
        f"unless the plan was started or reviewed in its last {RECENT.days // 7} weeks.",
    )


RULE = Rule(NAME, Topic.PLANS, plan_with_id, plan_review_due, words, why)
