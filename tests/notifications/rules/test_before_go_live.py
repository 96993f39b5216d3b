"""Nothing that was due before the go-live date is reminded of, whatever it is; what is due on that day is."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from notifications.nudge import Rule, TeamFacts
from notifications.rules import action_due, meeting_brief, meeting_missing, plan_review_due, planned_visit
from notifications.rules import visit_note_due as note_due
from tests.notifications.rules.a_meeting import WOLVERHAMPTON, a_meeting
from tests.notifications.rules.days_told import diary
from tests.notifications.rules.test_action_due import an_action
from tests.notifications.rules.test_plan_review_due import a_plan
from tests.people_and_schools import a_planned_visit, a_team, a_visit


def live_from(day: str) -> TeamFacts:
    """Wolverhampton's team, which went live on a day."""
    team = a_team()
    team.framework, team.go_live_on = "wolverhampton", date.fromisoformat(day)
    return replace(WOLVERHAMPTON, team=team)


DUE = {
    "an action": (action_due.RULE, an_action("2026-12-10"), "2026-12-10"),
    "a note": (note_due.RULE, a_visit("2026-12-08 15:00"), "2026-12-10"),
    "a planned visit": (planned_visit.RULE, a_planned_visit("2026-12-10 09:00"), "2026-12-10"),
    "the brief of a meeting": (meeting_brief.RULE, a_meeting("2026-12-10 16:00"), "2026-12-10"),
    "what a meeting lacks": (meeting_missing.RULE, a_meeting("2026-12-10 16:00"), "2026-12-10"),
    "the review of a plan": (plan_review_due.RULE, a_plan(), "2026-12-18"),
}
THE_DAY_AFTER = {"2026-12-10": "2026-12-11", "2026-12-18": "2026-12-19"}


@pytest.mark.parametrize("what", DUE)
def test_only_what_is_due_from_the_go_live_date_on_is_reminded_of(what: str):
    rule, row, due_on = DUE[what]
    assert told(rule, row, live_from(due_on)) == told(rule, row, WOLVERHAMPTON) != []
    assert told(rule, row, live_from(THE_DAY_AFTER[due_on])) == []


def told(rule: Rule, row: Any, facts: TeamFacts) -> list[str]:
    return diary(rule, row, "2026-11-23", "2026-12-31", facts)
