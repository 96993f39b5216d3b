"""A council's policy as data: what holds, and what is refused with file and entry."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from policy.framework import framework_names, framework_or_faults, load_framework, read_framework
from policy.refused import Refused

WALSALL = files("policy.frameworks").joinpath("walsall.toml").read_text("utf-8")
RULE_ID = re.compile(r"ours|[A-Z]\d-\d{2}")


def refusal(text: str) -> str:
    with pytest.raises(Refused) as refused:
        read_framework(text, "mine")
    return str(refused.value)


@pytest.mark.parametrize("name", framework_names())
def test_every_framework_that_is_shipped_holds(name: str):
    framework = load_framework(name)
    assert framework.key == name
    assert len({kind.key for kind in framework.visit_kinds}) == len(framework.visit_kinds)


def test_walsall_says_what_its_strategy_says():
    walsall = load_framework("walsall")
    assert (walsall.council, walsall.la_code, walsall.adviser) == ("Walsall Council", "335", "Improvement Adviser")
    assert (walsall.note_deadline.hours, walsall.note_deadline.late_after_working_days) == (48, 2)
    assert walsall.note_deadline.source == "W2-01"
    document = walsall.document(walsall.note_deadline.document)
    assert document is not None
    assert document.title == "Walsall School Improvement Strategy 2014-2016"
    core = walsall.visit_kind("core")
    assert [part.label for part in core.parts] == ["Note", "Next steps"]
    assert [part.label for part in walsall.visit_kind("review").parts] == [
        "Strengths",
        "Development areas",
        "Next steps",
        "Recommendations for intervention",
    ]
    assert walsall.visit_kind("call").note == "short"
    assert walsall.visit_kind("attempted").attempt


def sources(entry: Any) -> list[str]:
    if isinstance(entry, list):
        return [source for one in entry for source in sources(one)]
    if not isinstance(entry, dict):
        return []
    own = [value for key, value in entry.items() if key == "source" or key.endswith("_source")]
    return own + [source for value in entry.values() for source in sources(value)]


@pytest.mark.parametrize("name", framework_names())
def test_every_source_is_a_rule_or_ours(name: str):
    found = sources(tomllib.loads(files("policy.frameworks").joinpath(f"{name}.toml").read_text("utf-8")))
    assert len(found) > 20
    assert [source for source in found if not RULE_ID.fullmatch(source)] == []


@pytest.mark.parametrize("name", framework_names())
def test_every_visit_kind_says_where_it_comes_from(name: str):
    assert all(kind.source for kind in load_framework(name).visit_kinds)
    assert all(part.source for kind in load_framework(name).visit_kinds for part in kind.parts)


@pytest.mark.parametrize("name", ["atlantis", "", "Walsall", "../walsall", "walsall.toml", "walsall\n", "wal sall"])
def test_a_framework_that_there_is_not(name: str):
    with pytest.raises(Refused) as refused:
        load_framework(name)
    assert str(refused.value) == f"There is no framework called “{name}”. There are: {', '.join(framework_names())}."


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "hours = 48",
            "hours = 48\nminutes = 3",
            "line 30, note_deadline, minutes: there is no “minutes” here; is it spelt right?",
        ),
        ("hours = 48\n", "", "line 28, note_deadline, hours: it needs “hours”"),
        (
            "hours = 48",
            "hours = 0",
            "line 29, note_deadline, hours: Input should be greater than 0 (it says 0)",
        ),
        (
            'la_code = "335"',
            'la_code = "Walsall"',
            "line 7, la_code: String should match pattern '^\\d{3}$' (it says 'Walsall')",
        ),
        (
            'source = "W2-02"',
            'source = "page 4"',
            "line 47, visit kind “core” (page 4), source: “page 4” is no rule id. Write one such as W2-01, or ours "
            "where no document says it",
        ),
        (
            'note = "required"',
            'note = "perhaps"',
            "line 45, visit kind “core” (W2-02), note: Input should be 'required', 'short' or 'none' "
            "(it says 'perhaps')",
        ),
        (
            '{ key = "strengths", label = "Strengths", source = "W0-31" }',
            '{ key = "strengths", label = "Strengths" }',
            "line 108, visit kind “review” (W0-31), part “strengths”, source: it needs “source”",
        ),
        (
            'period = "half-term"',
            'period = "decade"',
            "line 431, duty “irm” (W2-33), period: Input should be 'week', 'half-term', 'term' or 'year' "
            "(it says 'decade')",
        ),
        (
            'categories = ["c", "d"]\nperiod',
            'categories = ["c", "e"]\nperiod',
            "line 427: duty irm names “e”, which this framework does not have. It has: a, b, c, d",
        ),
        (
            'number = 1, name = "face',
            'number = 1, needs = [4], name = "face',
            "line 488, route “causing-concern” (W2-41): route causing-concern: its steps wait for each other in a "
            "circle: 1 → 4 → 2 → 1",
        ),
        (
            'key = "b"\nname',
            'key = "a"\nname',
            "line 294: category a: there are two entries of this name; give each its own key",
        ),
        (
            'says = ["core call"',
            'says = ["core"',
            "line 54: visit kind core-call: “core” means both core and core-call",
        ),
        (
            'says = ["core call"',
            'says = ["CORE"',
            "line 54: visit kind core-call: “CORE” means both core and core-call",
        ),
    ],
)
def test_a_fault_is_refused_with_file_line_entry_rule_and_reason(before: str, after: str, said: str):
    assert before in WALSALL
    assert refusal(WALSALL.replace(before, after, 1)) == f"mine.toml, {said}"


def test_every_fault_of_a_file_is_found_in_the_order_of_its_lines():
    text = WALSALL.replace("hours = 48", "hours = 0", 1).replace('la_code = "335"\n', "", 1)
    found = framework_or_faults(text, "mine")
    assert found == (
        "mine.toml, la_code: it needs “la_code”",
        "mine.toml, line 28, note_deadline, hours: Input should be greater than 0 (it says 0)",
    )


def test_a_note_that_is_owed_has_parts():
    kind = 'note = "short"\nusual_minutes = 30'
    assert kind in WALSALL
    said = refusal(WALSALL.replace(kind, 'note = "none"\nusual_minutes = 30', 1))
    assert "visit kind call: a note that is none must have parts, and only then" in said


def test_a_file_that_is_no_toml_is_refused_with_its_line():
    assert re.fullmatch(r"mine\.toml cannot be read: .*line 1.*", refusal("key = = 3"))
    assert refusal(WALSALL.replace("hours = 48", "hours = 48\nhours = 49", 1)).startswith("mine.toml cannot be read: ")


def test_an_empty_file_is_refused_with_what_it_lacks():
    assert refusal("") == "mine.toml, adviser: it needs “adviser”"


def test_a_kind_that_the_strategy_does_not_have():
    with pytest.raises(Refused, match="Walsall's School Improvement Strategy knows no kind of visit called “picnic”"):
        load_framework("walsall").visit_kind("picnic")


def test_nothing_in_a_framework_can_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        load_framework("walsall").council = "Dudley"  # type: ignore[misc]
