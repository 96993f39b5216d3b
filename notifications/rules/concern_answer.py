"""A step of an escalation has waited for its answer longer than it should.

Source: T1-11, V3-10, W2-41 (N19); ten school days are the team's own setting.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from notifications.message import Button, Message
from notifications.nudge import Looked, Nudge, Occasion, Rule, TeamFacts, Topic, at_time, what_is_due
from policy.escalations import EscalationStep
from policy.saying import say_day
from policy.steps_in_order import waits_until
from storage.escalations import Escalation, StepTaken, escalation_with_id
from storage.people import Person

NAME = "concern-answer"
SCHOOL_DAYS_LATER = 5
"""So many school days after the first reminder comes the second and last; ours."""
ONE_DAY = timedelta(days=1)


def concern_answer(concern: Escalation, facts: TeamFacts, now: datetime) -> Looked:
    """Twice to the leads; of a restricted concern to those of its readers who are in the team, and to no deputy."""
    waiting = _waiting(concern, facts)
    if waiting is None:
        return Looked()
    due, again_at = what_is_due(_occasions(*waiting, facts), now)
    topic = Topic.RESTRICTED if concern.restricted else Topic.CONCERNS
    return Looked(
        tuple(
            Nudge(f"concern:{concern.id}:{occasion.named}", person, "ours", topic, occasion)
            for occasion in due
            for person in receivers(concern, facts)
        ),
        again_at,
    )


def receivers(concern: Escalation, facts: TeamFacts) -> tuple[Person, ...]:
    """Who is told."""
    if not concern.restricted:
        return facts.leads
    return tuple(person for reader in concern.readers if (person := facts.colleague(reader.person_id)) is not None)


def _waiting(concern: Escalation, facts: TeamFacts) -> tuple[StepTaken, EscalationStep] | None:
    """The last step that waits for an answer, with what the document says of it."""
    route = next((one for one in facts.framework.escalations if one.key == concern.route), None)
    if route is None or not concern.is_open or not concern.steps:
        return None
    last = concern.steps[-1]
    step = route.step(last.step)
    if step is None or not step.answer or last.answered_on is not None or not facts.counts(last.taken_on):
        return None
    return last, step


def _occasions(taken: StepTaken, step: EscalationStep, facts: TeamFacts) -> tuple[Occasion, ...]:
    until = waits_until(step, taken.taken_on, facts.calendar)
    days = (until, facts.calendar.add_school_days(until, SCHOOL_DAYS_LATER))
    mornings = [facts.working_time.next_working_day(day) for day in days]
    return tuple(Occasion(facts.morning(day), at_time(day + ONE_DAY, time.min)) for day in mornings)


def words(concern: Escalation, facts: TeamFacts, receiver: Person, now: datetime) -> Message:
    """Which step waits since when; of a restricted one the reference alone."""
    waiting = _waiting(concern, facts)
    if waiting is None:
        return Message(called(concern))
    taken, step = waiting
    days = f"{say_day(taken.taken_on)}, {step.wait_school_days} school days and more ago"
    lines = () if concern.restricted else (f"Step {step.number}, to {step.addressee}, {days}.",)
    where = "" if concern.restricted else f", {concern.school.name}"
    return Message(
        f"{concern.ref}{where}: no answer to step {step.number} yet",
        lines,
        buttons=(
            Button("The answer came", f"concern answer {concern.ref} {step.number}"),
            Button("Show it", f"concern {concern.ref}"),
        ),
    )


def why(concern: Escalation, facts: TeamFacts) -> tuple[str, ...]:
    """Where it comes from."""
    return ("A step waits for its answer; how long is your team's setting.",)


def called(concern: Escalation | None) -> str:
    """By its reference alone: it may be restricted."""
    return f"The concern {concern.ref}" if concern is not None else "This"


RULE = Rule(NAME, Topic.CONCERNS, escalation_with_id, concern_answer, words, why, called=called)
