"""What is wrong with a framework file: each fault with its line, its entry, the entry's rule, and what is right."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

NOUNS = {
    "documents": "document",
    "visit_kinds": "visit kind",
    "meeting_kinds": "meeting kind",
    "plan_kinds": "plan kind",
    "categories": "category",
    "indicators": "indicator list",
    "guards": "guard",
    "duties": "duty",
    "after_ofsted": "after_ofsted",
    "escalations": "route",
    "review_kinds": "review",
    "statements": "statement",
    "lines": "time line",
    "parts": "part",
    "members": "member",
    "steps": "step",
}
"""What an entry of each table is called in a sentence."""

_NOUN = "|".join(sorted(set(NOUNS.values()), key=len, reverse=True))
ABOUT = re.compile(rf"(?P<noun>{_NOUN}) (?P<key>[a-z0-9-]+)\b")


@dataclass(frozen=True)
class Fault:
    """One fault. `line` counts from 1; 0 where none can be named, as for what is missing from the whole file."""

    line: int
    place: str
    reason: str

    def said(self, file: str) -> str:
        """The fault in one sentence."""
        where = f"{file}, line {self.line}" if self.line else file
        return f"{where}, {self.place}: {self.reason}" if self.place else f"{where}: {self.reason}"


def faults_of(found: ValidationError, text: str, values: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Every fault that was found in the values of a file with this text, in the order of their lines."""
    faults = (_fault(error, text, values) for error in found.errors())
    return tuple(sorted(faults, key=lambda fault: (fault.line, fault.place, fault.reason)))


def _fault(error: ErrorDetails, text: str, values: Mapping[str, Any]) -> Fault:
    path = [step for step in error["loc"] if not str(step).startswith("function-")]
    reason = _reason(error)
    about = ABOUT.match(reason) if not path else None
    if about is not None:
        return Fault(_line_of_entry(text, about["noun"], about["key"]), "", reason)
    return Fault(line_of(text, path), _place(path, values), reason)


def _reason(error: ErrorDetails) -> str:
    name, given = str(error["loc"][-1]) if error["loc"] else "", error["input"]
    if error["type"] == "missing":
        return f"it needs “{name}”"
    if error["type"] == "extra_forbidden":
        return f"there is no “{name}” here; is it spelt right?"
    if error["type"] == "string_pattern_mismatch" and (name == "source" or name.endswith("_source")):
        return f"“{given}” is no rule id. Write one such as W2-01, or ours where no document says it"
    words = error["msg"].removeprefix("Value error, ")
    shown = f" (it says {given!r})" if isinstance(given, str | int | float) and error["type"] != "value_error" else ""
    return f"{words}{shown}"


def _place(path: Sequence[int | str], values: Mapping[str, Any]) -> str:
    """`visit kind “core” (W2-02), part “note” (W2-01), source`: entries by key and rule, not by number."""
    here: Any = values
    table, said = "", list[str]()
    for step in path:
        here = _inside(here, step)
        if isinstance(step, int):
            said[-1] = _entry(table, step, here)
        else:
            said.append(step)
            table = step
    return ", ".join(said)


def _inside(values: Any, step: int | str) -> Any:
    if isinstance(values, Mapping):
        return values.get(step)
    if isinstance(values, Sequence) and isinstance(step, int) and step < len(values):
        return values[step]
    return None


def _entry(table: str, place: int, entry: Any) -> str:
    noun = NOUNS.get(table, f"{table} number")
    if not isinstance(entry, Mapping):
        return f"{table} number {place + 1}"
    key = entry.get("key") or entry.get("number")
    rule = f" ({entry['source']})" if isinstance(entry.get("source"), str) else ""
    return f"{noun} “{key}”{rule}" if key else f"{noun} number {place + 1}{rule}"


def line_of(text: str, path: Sequence[int | str]) -> int:
    """The line on which a value stands, else that of the entry which lacks it; 0 where the file has neither.

    `path` is pydantic's: ("visit_kinds", 3, "source"). Tables are written as [[visit_kinds]] and [note_deadline],
    smaller entries in braces, one on each line.
    """
    lines = text.splitlines()
    first, last, rest = _block(lines, list(path))
    for step in rest:
        found = next((at for at in range(first, last) if _holds(lines[at], step)), None)
        if isinstance(step, int):
            inline = [at for at in range(first, last) if lines[at].lstrip().startswith("{")]
            found = inline[step] if step < len(inline) else None
        if found is None:
            break
        first = found
    return first + 1 if path and (first or rest != list(path)) else 0


def _holds(line: str, step: int | str) -> bool:
    return isinstance(step, str) and re.search(rf"(?:^|[{{,]\s*|^\s*){re.escape(step)}\s*=", line) is not None


def _block(lines: Sequence[str], path: list[int | str]) -> tuple[int, int, list[int | str]]:
    """The lines of the table that a path leads into, and the steps that are left inside it."""
    for length in range(len(path), 0, -1):
        names = [str(step) for step in path[:length] if isinstance(step, str)]
        place = next((step for step in reversed(path[:length]) if isinstance(step, int)), 0)
        headers = [f"[[{'.'.join(names)}]]", f"[{'.'.join(names)}]"]
        starts = [at for at, line in enumerate(lines) if line.split("#")[0].strip() in headers]
        if place < len(starts):
            return starts[place], _end(lines, starts[place]), path[length:]
    top = next((at for at, line in enumerate(lines) if line.startswith("[")), len(lines))
    return 0, top, path


def _end(lines: Sequence[str], start: int) -> int:
    return next((at for at in range(start + 1, len(lines)) if lines[at].startswith("[")), len(lines))


def _line_of_entry(text: str, noun: str, key: str) -> int:
    """The line of the key of the last entry of this sort that has it; 0 where there is none."""
    lines, found, table = text.splitlines(), 0, ""
    for at, line in enumerate(lines, 1):
        if header := re.fullmatch(r"\[\[(?:\w+\.)*(\w+)\]\].*", line.strip()):
            table = header[1]
        elif NOUNS.get(table) == noun and line.split("#")[0].strip() == f'key = "{key}"':
            found = at
    return found
