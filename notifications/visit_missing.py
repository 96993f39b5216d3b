"""What a planned visit still lacks: its agenda with the school, a review's timetable and schedule, a second reviewer.

Source: V3-21 (N21), W0-32 (N22), H4-22.
"""

from __future__ import annotations

from notifications.message import Button
from notifications.nudge import TeamFacts
from policy.framework import Framework
from policy.reviews import ReviewKind
from storage.visits import Visit


def review_of(visit: Visit, framework: Framework) -> ReviewKind | None:
    """The kind of review that a visit is: the one that was said, else the only one of its kind of visit."""
    kinds = [one for one in framework.review_kinds if one.visit_kind == visit.kind]
    said = next((one for one in kinds if one.key == visit.review_kind), None)
    return said or (kinds[0] if len(kinds) == 1 else None)


def missing_before(visit: Visit, facts: TeamFacts) -> tuple[tuple[str, Button], ...]:
    """Each thing that is missing, in words, with the step that mends it. An unannounced review owes no papers."""
    kind, ref = facts.framework.visit_kind(visit.kind), visit.ref
    found = []
    if kind.agenda_before and visit.agenda_on is None:
        clause = f" (“{kind.agenda_clause}”)" if kind.agenda_clause else ""
        found.append((f"The agenda is not shared with the school yet{clause}.", _ready(ref, "Agenda shared", "agenda")))
    review = review_of(visit, facts.framework)
    if review is None:
        return tuple(found)
    if review.timetable and not visit.unannounced and visit.timetable_on is None:
        found.append(("The school's usual timetable has not come.", _ready(ref, "Timetable came", "timetable")))
    if review.schedule and not visit.unannounced and visit.schedule_on is None:
        found.append(("The provisional schedule has not gone.", _ready(ref, "Schedule went", "schedule")))
    if review.reviewers > 1 and visit.companion_id is None:
        clause = f": “{review.reviewers_clause}”" if review.reviewers_clause else ""
        words = f"It has {review.reviewers} reviewers{clause}, and nobody goes with {visit.adviser.name} yet."
        found.append((words, Button("Who goes too?", f"visit review {ref}")))
    return tuple(found)


def _ready(ref: str, label: str, what: str) -> Button:
    return Button(label, f"visit ready {ref} {what}")
