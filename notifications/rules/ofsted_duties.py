"""What an Ofsted outcome started is not done by its day.

Source: W2-23, W2-45 (N27), T1-39 (N18). The working days are the team's own setting.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from notifications.message import Button, Message
from notifications.nudge import Looked, Nudge, Occasion, Rule, TeamFacts, Topic, at_time, what_is_due
from policy.saying import london_day, say_day
from storage.ofsted_calls import OfstedCall, OfstedTask, call_with_id
from storage.people import Person

NAME = "ofsted-duties"
WORKING_DAYS_LATER = 5
"""So many working days after the day comes the second and last reminder; ours."""
ONE_DAY = timedelta(days=1)


def ofsted_duties(call: OfstedCall, facts: TeamFacts, now: datetime) -> Looked:
    """To the leads, on the day and five working days later, of all that is not done by then in one message."""
    if call.cancelled_because is not None or call.outcome_at is None:
        return Looked()
    due, again_at = what_is_due(_occasions(call, facts), now)
    return Looked(
        tuple(
            Nudge(f"ofsted-duties:{call.id}:{occasion.named}", lead, "ours", Topic.OFSTED_DUTIES, occasion)
            for occasion in due
            for lead in facts.leads
        ),
        again_at,
    )


def _left(call: OfstedCall) -> list[OfstedTask]:
    return [task for task in call.tasks if task.done_on is None]


def _occasions(call: OfstedCall, facts: TeamFacts) -> tuple[Occasion, ...]:
    hours, days = facts.working_time, set()
    for task in _left(call):
        first = task.due_on if hours.is_working_day(task.due_on) else hours.next_working_day(task.due_on)
        days |= {first, hours.add_working_days(first, WORKING_DAYS_LATER)}
    return tuple(Occasion(facts.morning(day), at_time(day + ONE_DAY, time.min)) for day in sorted(days))


def words(call: OfstedCall, facts: TeamFacts, receiver: Person, now: datetime) -> Message:
    """What is left, the first that is due first; the outcome itself is not repeated."""
    today = london_day(now)
    left = [task for task in _left(call) if task.due_on <= today]
    lines = [f"{task.what[:1].upper()}{task.what[1:]}".rstrip(".") + f"; by {say_day(task.due_on)}." for task in left]
    many = "1 thing" if len(left) == 1 else f"{len(left)} things"
    return Message(
        f"After Ofsted at {call.school.name}: {many} to do",
        tuple(lines),
        buttons=(
            Button("The first is done", f"ofsted done {call.school.urn}"),
            Button("Show it", f"ofsted {call.school.urn}"),
        ),
    )


def why(call: OfstedCall, facts: TeamFacts) -> tuple[str, ...]:
    """Where it comes from."""
    keys = {task.duty for task in _left(call)}
    clauses = [duty.clause for duty in facts.framework.after_ofsted if duty.key in keys and duty.clause]
    return tuple(f"{facts.framework.strategy}: “{clause}”." for clause in clauses) or (
        f"{facts.framework.strategy} asks for it; the days are your team's setting.",
    )


def called(call: OfstedCall | None) -> str:
    """After which inspection."""
    return f"After Ofsted at {call.school.name}" if call is not None else "This"


RULE = Rule(NAME, Topic.OFSTED_DUTIES, call_with_id, ofsted_duties, words, why, called=called)
