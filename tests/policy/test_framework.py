"""A council's policy as data: what holds, and what is refused with file and entry."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from policy.framework import framework_names, load_framework, read_framework
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
    ("before", "after", "entry", "reason"),
    [
        ("hours = 48", "hours = 48\nminutes = 3", "note_deadline → minutes", "Extra inputs are not permitted"),
        ("hours = 48\n", "", "note_deadline → hours", "Field required"),
        ("hours = 48", "hours = 0", "note_deadline → hours", "greater than 0"),
        ("hours = 48", 'hours = "many"', "note_deadline → hours", "valid integer"),
        ('la_code = "335"', 'la_code = "Walsall"', "la_code", "match pattern"),
        ('council = "Walsall Council"', 'council = ""', "council", "at least 1 character"),
        ('morning = "09:00"', 'morning = "nine"', "reminders → morning", "match pattern"),
        ('source = "W2-02"', 'source = "page 4"', "visit_kinds → 0 → source", "match pattern"),
        ('note = "required"', 'note = "perhaps"', "visit_kinds → 0 → note", "'required', 'short' or 'none'"),
        ("usual_minutes = 120", "usual_minutes = 0", "visit_kinds → 0 → usual_minutes", "greater than 0"),
        ('key = "core"', 'key = "Core Visit"', "visit_kinds → 0 → key", "match pattern"),
    ],
)
def test_a_fault_is_refused_with_file_entry_and_reason(before: str, after: str, entry: str, reason: str):
    assert before in WALSALL
    said = refusal(WALSALL.replace(before, after, 1))
    assert said.startswith(f"mine.toml, {entry}: ")
    assert reason in said


def test_a_word_that_means_two_kinds_is_refused_with_both():
    said = refusal(WALSALL.replace('says = ["core call"', 'says = ["core"', 1))
    assert said.startswith("mine.toml, ")
    assert "“core” means both core and core-call" in said


def test_a_word_is_doubled_whatever_its_capitals():
    assert "“CORE” means both core and core-call" in refusal(
        WALSALL.replace('says = ["core call"', 'says = ["CORE"', 1)
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
    assert refusal("") == "mine.toml, key: Field required"


def test_a_kind_that_the_strategy_does_not_have():
    with pytest.raises(Refused, match="Walsall's School Improvement Strategy knows no kind of visit called “picnic”"):
        load_framework("walsall").visit_kind("picnic")


def test_nothing_in_a_framework_can_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        load_framework("walsall").council = "Dudley"  # type: ignore[misc]
