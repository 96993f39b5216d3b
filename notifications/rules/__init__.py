"""Every reminder rule, in one tuple for each table that is watched. A new reminder is a file here and a line below."""

from notifications.nudge import Rule
from notifications.rules import letter_failed, planned_visit, visit_note_due, visit_note_letter

VISIT_RULES: tuple[Rule, ...] = (visit_note_due.RULE, planned_visit.RULE, visit_note_letter.RULE, letter_failed.RULE)

RULES: dict[str, Rule] = {rule.name: rule for rule in VISIT_RULES}
