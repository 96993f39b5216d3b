"""The table of docs/frameworks.md: every rule of the documents and where it lives; made anew by `make docs`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from policy.framework import framework_names, shipped_text

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "frameworks.md"
START, END = "<!-- rules: made by make docs -->\n", "<!-- rules: end -->\n"
RULE = re.compile(r"[A-Z]\d-\d\d")
MOST_NAMED = 6


def rule_ids() -> list[str]:
    """The ids of all rules of the documents."""
    lines = (ROOT / "tests/policy/rule_ids.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def elsewhere() -> dict[str, dict[str, dict[str, str]]]:
    """What is no entry of a framework file, by `rules` and `reminders`."""
    return tomllib.loads((ROOT / "tests/policy/rules_elsewhere.toml").read_text("utf-8"))


def places_in_data() -> dict[str, list[str]]:
    """By rule: the entries that have it as a source, in them or in a part of them: `walsall: visit_kinds core`."""
    found: dict[str, list[str]] = {}
    for name in framework_names():
        for section, value in tomllib.loads(shipped_text(name)).items():
            for place, entry in _entries(section, value):
                for rule in _sources(entry):
                    if RULE.fullmatch(rule) and f"{name}: {place}" not in found.setdefault(rule, []):
                        found[rule].append(f"{name}: {place}")
    return found


def _entries(section: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, list):
        yield from ((f"{section} {one.get('key') or one.get('number')}", one) for one in value if isinstance(one, dict))
    elif isinstance(value, dict):
        inside = {key: one for key, one in value.items() if key == "lines"}
        yield section, {key: one for key, one in value.items() if key not in inside}
        for key, one in inside.items():
            yield from _entries(f"{section}.{key}", one)


def _sources(entry: Any) -> Iterator[str]:
    if isinstance(entry, list):
        for one in entry:
            yield from _sources(one)
    elif isinstance(entry, dict):
        for key, value in entry.items():
            if key == "source" or key.endswith("_source"):
                yield value
            elif key == "also":
                yield from value
            else:
                yield from _sources(value)


def table() -> str:
    """The two tables, of rules and of reminders."""
    data, others = places_in_data(), elsewhere()
    lines = ["| Rule | Where it lives, or why not |", "| --- | --- |"]
    lines += [f"| {rule} | {_where(rule, data, others['rules'])} |" for rule in rule_ids()]
    lines += ["", "| Reminder that the documents imply | Its rule, or why there is none yet |", "| --- | --- |"]
    lines += [f"| {name} | {_reminder(how)} |" for name, how in others["reminders"].items()]
    return "\n".join(lines) + "\n"


def _where(rule: str, data: dict[str, list[str]], others: dict[str, dict[str, str]]) -> str:
    places = [f"`{place}`" for place in data.get(rule, ())]
    if len(places) > MOST_NAMED:
        places = [*places[:MOST_NAMED], f"and {len(places) - MOST_NAMED} more"]
    if (other := others.get(rule)) is not None:
        places.append(f"not: {other['not']}" if "not" in other else f"`{other['file']}`: {other['as']}")
    return ", ".join(places)


def _reminder(how: dict[str, str]) -> str:
    return f"`{how['rule']}`" if "rule" in how else f"none yet: {how['not']}"


def page_with_table() -> str:
    """The page as it ought to be."""
    page = PAGE.read_text("utf-8")
    before, rest = page.split(START)
    return f"{before}{START}\n{table()}\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    PAGE.write_text(page_with_table(), "utf-8")
