"""What a rule says from day to day, as a list that reads like a diary."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from notifications.nudge import Rule, TeamFacts, at_time
from policy.saying import london
from storage.visits import Visit
from tests.people_and_schools import FACTS


def diary(rule: Rule, visit: Visit, first: str, last: str, facts: TeamFacts = FACTS) -> list[str]:
    """`Fri 06 Nov 16:00 Amina Khan` for each thing that the rule has in order on these days, in order of time.

    The rule is asked at the first and at the last minute of each day.
    """
    found: list[tuple[datetime, str]] = []
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        for now in (at_time(day, time.min), at_time(day, time(23, 59))):
            told = [(nudge.occasion.at, nudge.to.name) for nudge in rule.look(visit, facts, now).nudges]
            found += [entry for entry in told if entry not in found]
        day += timedelta(days=1)
    return [f"{london(moment):%a %d %b %H:%M} {name}" for moment, name in found]
