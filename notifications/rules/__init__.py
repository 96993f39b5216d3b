"""Every reminder rule, by the noun it watches. A new reminder is a file here and a name in one of the tuples below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from notifications.nudge import Rule
from notifications.rules import (
    action_due,
    action_given,
    category_due,
    concern_answer,
    delivery_trouble,
    governance_answer,
    knocked,
    letter_failed,
    meeting_brief,
    meeting_happened,
    meeting_minutes,
    meeting_missing,
    meeting_outcome,
    ofsted_called,
    ofsted_duties,
    plan_review_due,
    planned_visit,
    support_cost,
    team_digest,
    things_due,
    time_table,
    visit_note_due,
    visit_note_letter,
    visit_papers,
)
from storage.actions import Action, action_with_id, actions_to_look_at
from storage.categories import Categorisation, categorisation_with_id, categorisations_to_look_at
from storage.escalations import Escalation, escalation_with_id, escalations_to_look_at
from storage.governance import GovernanceRating, rating_with_id, ratings_to_look_at
from storage.knocks import Knock, knock_with_id, knocks_to_look_at
from storage.meetings import Meeting, meeting_with_id, meetings_to_look_at
from storage.ofsted_calls import OfstedCall, call_with_id, calls_to_look_at
from storage.plans import Plan, plan_with_id, plans_to_look_at
from storage.teams import Team, team_with_id, teams_to_look_at
from storage.visits import Visit, visit_with_id, visits_to_look_at


@dataclass(frozen=True)
class Watch:
    """One noun that rules watch: how its rows are found when their look has come, and by id."""

    noun: type[Any]
    to_look_at: Callable[[Session, datetime, int], Sequence[Any]]
    with_id: Callable[[Session, int], Any]
    rules: tuple[Rule, ...]


VISIT_RULES: tuple[Rule, ...] = (
    visit_note_due.RULE,
    planned_visit.RULE,
    visit_papers.RULE,
    visit_note_letter.RULE,
    letter_failed.RULE,
)
ACTION_RULES: tuple[Rule, ...] = (action_due.RULE, action_given.RULE)
PLAN_RULES: tuple[Rule, ...] = (plan_review_due.RULE,)
MEETING_RULES: tuple[Rule, ...] = (
    meeting_missing.RULE,
    meeting_brief.RULE,
    meeting_happened.RULE,
    meeting_minutes.RULE,
    meeting_outcome.RULE,
    support_cost.RULE,
)

TEAM_RULES: tuple[Rule, ...] = (team_digest.RULE, things_due.RULE, time_table.RULE)
CATEGORY_RULES: tuple[Rule, ...] = (category_due.RULE,)

WATCHES = (
    Watch(Team, teams_to_look_at, team_with_id, TEAM_RULES),
    Watch(Visit, visits_to_look_at, visit_with_id, VISIT_RULES),
    Watch(Action, actions_to_look_at, action_with_id, ACTION_RULES),
    Watch(Plan, plans_to_look_at, plan_with_id, PLAN_RULES),
    Watch(Meeting, meetings_to_look_at, meeting_with_id, MEETING_RULES),
    Watch(Categorisation, categorisations_to_look_at, categorisation_with_id, CATEGORY_RULES),
    Watch(Escalation, escalations_to_look_at, escalation_with_id, (concern_answer.RULE,)),
    Watch(OfstedCall, calls_to_look_at, call_with_id, (ofsted_called.RULE, ofsted_duties.RULE)),
    Watch(GovernanceRating, ratings_to_look_at, rating_with_id, (governance_answer.RULE,)),
    Watch(Knock, knocks_to_look_at, knock_with_id, knocked.RULES),
)

RULES: dict[str, Rule] = {rule.name: rule for watch in WATCHES for rule in watch.rules} | {
    delivery_trouble.NAME: delivery_trouble.RULE
}
"""By name. The trouble of delivery watches nothing: it is put into the outbox where it is met."""
