"""An Ofsted outcome as people say it: grades of areas, and what the council's documents call it. Nothing is converted.

Source: the scales are Ofsted's: 1 to 4 until 2025, five words for each area from November 2025.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from policy.refused import Refused

OLD_GRADES = {"1": "outstanding", "2": "good", "3": "requires improvement", "4": "inadequate"}
NEW_GRADES = ("Exceptional", "Strong standard", "Expected standard", "Needs attention", "Urgent improvement")
NEW_AREAS = (
    "Inclusion",
    "Curriculum and teaching",
    "Achievement",
    "Attendance and behaviour",
    "Personal development and wellbeing",
    "Leadership and governance",
    "Early years",
    "Post-16 provision",
)
SAFEGUARDING = "Safeguarding standards"
LEADERSHIP = "Leadership and governance"
WEAK = ("Needs attention", "Urgent improvement")
_SHORT = {
    "curriculum": "Curriculum and teaching",
    "teaching": "Curriculum and teaching",
    "attendance": "Attendance and behaviour",
    "behaviour": "Attendance and behaviour",
    "personal development": "Personal development and wellbeing",
    "leadership": LEADERSHIP,
    "governance": LEADERSHIP,
    "post-16": "Post-16 provision",
    "sixth form": "Post-16 provision",
    "eyfs": "Early years",
    "safeguarding": SAFEGUARDING,
}


def read_report_card(text: str) -> dict[str, str]:
    """The grade of each area: of `leadership needs attention, inclusion strong standard, safeguarding met`.

    Raises Refused for an area or a grade that Ofsted does not have, and for one area twice.
    """
    areas = {name.casefold(): name for name in (*NEW_AREAS, SAFEGUARDING)} | _SHORT
    found: dict[str, str] = {}
    for part in (one.strip(" .") for one in re.split(r"[,;\n]", text)):
        if not part:
            continue
        said = " ".join(part.casefold().replace(":", " ").split())
        name = next(
            (name for word, name in sorted(areas.items(), key=lambda p: -len(p[0])) if said.startswith(word)), None
        )
        if name is None:
            raise Refused(f"“{part[:60]}” begins with no area of the report card. There are: {', '.join(NEW_AREAS)}.")
        grade = _grade(said, name == SAFEGUARDING)
        if grade is None:
            known = "Met, Not met" if name == SAFEGUARDING else ", ".join(NEW_GRADES)
            raise Refused(f"“{part[:60]}” ends with no grade. There are: {known}.")
        if name in found:
            raise Refused(f"{name} stands there twice.")
        found[name] = grade
    return found


def _grade(said: str, safeguarding: bool) -> str | None:
    if safeguarding:
        return "Not met" if said.endswith("not met") else ("Met" if said.endswith("met") else None)
    words = {grade.casefold(): grade for grade in NEW_GRADES} | {
        "strong": "Strong standard",
        "expected": "Expected standard",
    }
    return next((grade for word, grade in sorted(words.items(), key=lambda p: -len(p[0])) if said.endswith(word)), None)


@dataclass(frozen=True)
class Outcome:
    """What Ofsted found, on the old scale (`overall`, `leadership`: 1 to 4) or as a report card (`areas`).

    `concern` is SWK or SM. `counts_as` is what the council itself takes a report card for, 3 or 4, and
    `leadership_counts` whether it takes leadership for requiring improvement: neither is ever worked out.
    """

    overall: str | None = None
    leadership: str | None = None
    concern: str | None = None
    areas: Mapping[str, str] | None = None
    counts_as: str | None = None
    leadership_counts: bool = False


def what_happened(outcome: Outcome, *, was_recorded: bool) -> frozenset[str]:
    """What the documents call this outcome, in the words of `OfstedDuty.when`.

    `was_recorded`: the council had the school in a category of support before (W2-43).
    """
    grade, leadership = outcome.overall or outcome.counts_as, outcome.leadership
    found = {"3": {"requires-improvement"}, "4": {"inadequate"}}.get(grade or "", set())
    if outcome.concern is not None:
        found = found | ({"special-measures"} if outcome.concern == "SM" else {"serious-weaknesses"})
        if not was_recorded:
            found = found | {"unrecorded-concern"}
    if leadership == "4":
        found = found | {"leadership-inadequate"}
    if leadership == "3" or outcome.leadership_counts:
        found = found | {"leadership-requires-improvement"}
    return frozenset(found)


def wants_the_councils_word(outcome: Outcome) -> bool:
    """Whether a report card has a grade of which the council has to say what it means for its own documents."""
    return outcome.areas is not None and any(grade in WEAK for grade in outcome.areas.values())
