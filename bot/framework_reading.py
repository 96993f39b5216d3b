"""A framework for people to read at a terminal: its sections, its entries with their rules, and what two differ in."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from policy.entries import Entry
from policy.framework import Framework
from policy.refused import Refused

WIDTH = 100
SECTIONS = {
    "documents": "Documents",
    "note": "The deadline of the note",
    "visits": "Kinds of visit",
    "meetings": "Kinds of meeting",
    "plans": "Kinds of plan",
    "categories": "Categories",
    "indicators": "Indicators",
    "guards": "Who may move a school into which category",
    "duties": "What is due when",
    "time": "Time",
    "escalation": "Escalation",
    "reviews": "LA reviews, governance, support",
    "ofsted": "What an Ofsted outcome starts",
    "statements": "What else is printed",
}
_OF = {
    "documents": ("documents",),
    "note": ("note_deadline", "reminders"),
    "visits": ("visit_kinds",),
    "meetings": ("meeting_kinds",),
    "plans": ("plan_kinds",),
    "categories": ("categories", "telling"),
    "indicators": ("indicators",),
    "guards": ("guards",),
    "duties": ("duties",),
    "time": ("allocation",),
    "escalation": ("escalations",),
    "reviews": ("review_kinds", "governance_audit", "support"),
    "ofsted": ("after_ofsted",),
    "statements": ("statements", "changed_names"),
}
_NAMES = ("name", "label", "title", "question", "text", "printed", "key")
_EMPTY = (None, "", (), False, "all")
_KNOWN = frozenset({"key", "name", "label", "title", "question", "text", "printed", "source", "number", "short"})


def framework_lines(framework: Framework, section: str | None) -> Iterator[str]:
    """The whole framework, or one section of it. Raises Refused for a section that there is not."""
    if section is not None and section not in SECTIONS:
        raise Refused(f"There is no section “{section}”. There are: {', '.join(SECTIONS)}")
    if section is None:
        yield f"{framework.council} ({framework.key}), local authority {framework.la_code}"
        yield from _wrapped(f"{framework.strategy}; advisers: {framework.adviser} ({framework.adviser_short}).", 0)
        yield "In brackets: the rule of the document that an entry comes from; “ours” is a team's own setting."
    for name, heading in SECTIONS.items():
        if section in {None, name}:
            yield ""
            yield heading
            yield from _section(framework, name)


def _section(framework: Framework, name: str) -> Iterator[str]:
    found = [getattr(framework, attribute) for attribute in _OF[name]]
    entries = [one for value in found for one in (value if isinstance(value, tuple) else (value,)) if value is not None]
    if not entries:
        yield "  The documents print none."
    for entry in entries:
        yield from _entry(entry, 2)


def _entry(entry: Entry, indent: int) -> Iterator[str]:
    values = dict(entry)
    if not any(values.get(one) for one in _NAMES):
        told = ", ".join(f"{field} {_said(value)}" for field, value in values.items() if value not in _EMPTY)
        yield from _wrapped(told, indent)
        return
    short = values.get("short") or values.get("number")
    name = next(str(values[one]) for one in _NAMES if values.get(one))
    head = f"{short}: {name}" if short and str(short) != name else name
    source = f" [{values['source']}]" if values.get("source") else ""
    yield from _wrapped(f"{head}{source}", indent)
    for field, value in values.items():
        if field not in _KNOWN and value != type(entry).model_fields[field].get_default(call_default_factory=True):
            yield from _field(field, value, indent + 2)


def _field(field: str, value: Any, indent: int) -> Iterator[str]:
    label = field.replace("_", " ")
    if isinstance(value, Entry):
        yield f"{' ' * indent}{label}:"
        yield from _entry(value, indent + 2)
    elif isinstance(value, tuple) and value and isinstance(value[0], Entry):
        yield f"{' ' * indent}{label}:"
        for one in value:
            yield from _entry(one, indent + 2)
    elif isinstance(value, tuple) and sum(len(str(one)) for one in value) > WIDTH // 2:
        yield f"{' ' * indent}{label}:"
        for number, one in enumerate(value, 1):
            yield from _wrapped(f"{number}. {one}", indent + 2)
    else:
        yield from _wrapped(f"{label}: {_said(value)}", indent)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_said(one)}" for key, one in value.items())
    return ", ".join(_said(one) for one in value) if isinstance(value, tuple) else str(value)


def _wrapped(text: str, indent: int) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + 4), break_on_hyphens=False
    )


def difference_lines(one: Framework, other: Framework) -> Iterator[str]:
    """What the second has more, less or otherwise than the first, entry by entry."""
    before, after = dict(_flat(one)), dict(_flat(other))
    found = False
    for place in dict.fromkeys((*before, *after)):
        if before.get(place) != after.get(place):
            found = True
            yield from _wrapped(_change(place, before.get(place), after.get(place)), 0)
    if not found:
        yield f"{one.key} and {other.key} say the same."


def _change(place: str, before: str | None, after: str | None) -> str:
    if before is None:
        return f"+ {place}: {after}"
    return f"- {place}: {before}" if after is None else f"~ {place}: {before} → {after}"


def _flat(entry: Entry, place: str = "") -> Iterator[tuple[str, str]]:
    """Every value by its place, such as `duties irm period`; entries by key or number."""
    for field, value in dict(entry).items():
        here = f"{place} {field.replace('_', ' ')}".strip()
        if isinstance(value, Entry):
            yield from _flat(value, here)
        elif isinstance(value, tuple) and value and isinstance(value[0], Entry):
            for number, one in enumerate(value, 1):
                values = dict(one)
                yield from _flat(one, f"{here} {values.get('key') or values.get('number') or number}")
        elif value not in _EMPTY and field != "key":
            yield here, _said(value)
