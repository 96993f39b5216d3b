"""Hints on the quality of a plan, once at its review; they never stop anybody.

Source: W0-21, actions are "clear and concise", "measurable", "time sensitive"; W0-22, the plan is "evaluative not
descriptive" and references "the standard Ofsted terms". What counts as such in words is ours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from storage.actions import Action

LONG_WORDS = 40
MOVED_OFTEN = 3
MOST_NAMED = 6

_MEASURE = re.compile(
    r"\d|%|\b(?:all|every|each|none|no more than|at least|most|half|agreed|signed off|published|in place)\b",
    re.IGNORECASE,
)
_EVALUATES = re.compile(
    r"\d+ ?%|\b(?:impact|improv\w+|effect\w*|better|worse|weak\w*|strong\w*|because|as a result|therefore|so that|"
    r"evidence\w*|progress\w*|risen|rose|fallen|fell|secure\w*|embedded|consistent\w*|variable|not yet|too few)\b",
    re.IGNORECASE,
)
_OFSTED = re.compile(
    r"\b(?:quality of education|intent|implementation|behaviou?r|attitudes|personal development|leadership|management|"
    r"governance|safeguarding|early years|curriculum|achievement|attendance|teaching|inclusion|outstanding|good|"
    r"requires improvement|inadequate|taking effective action|special measures|expected standard|strong standard|"
    r"needs attention|urgent improvement|exceptional)\b",
    re.IGNORECASE,
)


def hints_on_actions(actions: Sequence[Action], today: date) -> tuple[str, ...]:
    """One line for each quality that some open actions may lack, naming them. Source: W0-21."""
    still = [action for action in actions if action.is_open]
    found = (
        (f"more than {LONG_WORDS} words long", "clear and concise", [a for a in still if _is_long(a)]),
        ("with nothing to measure in text or success criteria", "measurable", [a for a in still if not _measures(a)]),
        (f"moved {MOVED_OFTEN} times or more", "time sensitive", [a for a in still if a.moves >= MOVED_OFTEN]),
    )
    return tuple(f"{_named(own)}: {what} (W0-21: “{quality}”)." for what, quality, own in found if own)


def hints_on_words(words: str) -> tuple[str, ...]:
    """Lines on the words of a review. Source: W0-22."""
    found = []
    if not _EVALUATES.search(words):
        found.append(
            "The review says what was done; what difference did it make? (W0-22: “evaluative not descriptive”)"
        )
    if not _OFSTED.search(words):
        found.append("No Ofsted term is in it, such as quality of education or leadership (W0-22).")
    return tuple(found)


def _is_long(action: Action) -> bool:
    return len(action.text.split()) > LONG_WORDS


def _measures(action: Action) -> bool:
    return bool(action.success_criteria or _MEASURE.search(action.text))


def _named(actions: Sequence[Action]) -> str:
    refs = [action.ref for action in actions]
    more = f" and {len(refs) - MOST_NAMED} more" if len(refs) > MOST_NAMED else ""
    return f"{', '.join(refs[:MOST_NAMED])}{more}"
