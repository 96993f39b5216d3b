"""What people read about the program is true: transcript and picture are of today, and all that is named is there."""

import importlib.util
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from bot.cli import _parser
from commands.finding import split_command
from commands.registry import COMMANDS
from policy.entries import Document
from policy.framework import Framework, NoteDeadline, Offsets
from policy.meeting_kinds import MeetingKind, Member, RiskQuestion
from policy.plan_kinds import PlanKind
from policy.visit_kinds import NotePartForm, VisitKind

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
FENCED = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")
PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*/?")
ENDINGS = re.compile(r"\.(?:py|toml|md|txt|csv|tsv|json|svg|example|sh)$")
MADE_BY_RUNNING = frozenset({"var/", "copy.sqlite3", "lines.txt", ".venv", ".env", ".lock"})
OWN_WORDS = re.compile(r"(?:as|clock) ")
"""Words of the terminal itself, which are no commands of the bot."""


def script(name: str) -> ModuleType:
    """A script of the build folder as a module."""
    found = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def blocks(language: str) -> Iterator[tuple[str, str]]:
    """Each line of the fenced blocks of a language, with the page it stands on."""
    for page in PAGES:
        for block in FENCED.finditer(page.read_text(encoding="utf-8")):
            if block["language"] == language:
                yield from ((page.name, line.strip()) for line in block["text"].splitlines() if line.strip())


def spans() -> Iterator[tuple[str, str]]:
    """Each piece of inline code, with the page it stands on."""
    for page in PAGES:
        yield from ((page.name, span) for span in INLINE.findall(FENCED.sub("", page.read_text(encoding="utf-8"))))


def shell_lines() -> list[tuple[str, str]]:
    """What people are told to type in a shell, in blocks and in sentences."""
    inline = ((page, span) for page, span in spans() if re.match(r"(?:\.venv/bin/)?rrp-bot |make ", span))
    return [*blocks("sh"), *inline]


def chat_lines() -> list[tuple[str, str]]:
    """What people are told to type to the bot: the lines that begin with a stroke."""
    typed = (line for line in (*blocks("text"), *spans()) if re.match(r"/[a-z]+(?: |$)", line[1]))
    return [line for line in typed if line[1].split()[0] not in NOT_OURS]


NOT_OURS = frozenset(
    {"/stop", "/invite", "/newbot", "/mybots", "/revoke", "/setprivacy", "/setuserpic", "/setdescription"}
)
"""What answers an open question and is no command; what people type to Slack itself, and to BotFather."""


def test_the_transcript_in_the_readme_is_what_the_demo_prints():
    readme = script("readme")
    page = readme.README.read_text(encoding="utf-8")
    assert page == readme.with_transcript(page, readme.transcript()), "make docs writes it anew"


def test_the_picture_is_what_the_terminal_shows():
    picture = script("picture")
    assert picture.PICTURE.read_text(encoding="utf-8") == picture.drawn(), "make docs draws it anew"


def test_the_picture_names_no_address_but_that_of_its_own_format():
    drawn = (ROOT / "docs" / "pictures" / "terminal.svg").read_text(encoding="utf-8")
    assert re.findall(r"\w+://[^\s\"]+|url\(|@import", drawn) == ["http://www.w3.org/2000/svg"]


@pytest.mark.parametrize(("page", "line"), shell_lines())
def test_what_people_are_told_to_type_in_a_shell_is_there(page: str, line: str):
    words = shlex.split(line, comments=True)
    words = words[: min(words.index(sign) for sign in "<>" if sign in words)] if {"<", ">"} & {*words} else words
    if words[0] == "make":
        targets = {name for name in words[1:] if "=" not in name}
        assert targets <= set(
            re.findall(r"^([a-z0-9]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        )
    elif words[0].endswith("rrp-bot"):
        known = [word for word in words[1:] if word != "VERB"]
        try:
            _parser().parse_args(known)
        except SystemExit:
            assert line in INCOMPLETE


INCOMPLETE = frozenset(
    {
        "rrp-bot init",
        "rrp-bot init --framework walsall",
        "rrp-bot init --slack U01ALICE",
        "rrp-bot init ... --slack T02SANDWELL/U01ALICE",
        "rrp-bot init ... --telegram 12345",
        "rrp-bot schools import",
        "rrp-bot terms import",
        "rrp-bot workspace add",
    }
)
"""Verbs that are named in a sentence, without what else they need."""


@pytest.mark.parametrize(("page", "line"), chat_lines())
def test_what_people_are_told_to_say_to_the_bot_is_a_command(page: str, line: str):
    assert split_command(line, COMMANDS) is not None


def test_chat_blocks_hold_commands_and_the_terminals_own_words_only():
    typed = [line for page, line in blocks("text") if page == "README.md" and OWN_WORDS.match(line)]
    assert typed == ["clock +2d", "as leo"]


def test_every_file_that_is_named_exists():
    named = {(page, span) for page, span in spans() if PATH.fullmatch(span) and _is_a_place(span)}
    missing = {(page, span) for page, span in named if not _exists(span)}
    assert missing == set()


def _is_a_place(span: str) -> bool:
    if span in MADE_BY_RUNNING or span.startswith("rrp-bot"):
        return False
    first = span.split("/")[0]
    return bool(ENDINGS.search(span)) or ("/" in span and (ROOT / first).is_dir())


def _exists(span: str) -> bool:
    return (ROOT / span).exists() or ("/" not in span and any(ROOT.glob(f"[!.]*/**/{span}")))


def test_every_link_leads_somewhere():
    broken = set()
    for page in PAGES:
        for target, heading in LINK.findall(page.read_text(encoding="utf-8")):
            there = (page.parent / target).resolve() if target else page
            if not there.exists() or (heading and heading not in _headings(there)):
                broken.add((page.name, target, heading))
    assert broken == set()


def _headings(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_every_entry_of_a_framework_is_explained():
    page = (ROOT / "docs" / "frameworks.md").read_text(encoding="utf-8")
    models = (Framework, Document, NoteDeadline, Offsets, VisitKind, NotePartForm, MeetingKind, Member)
    entries = {entry for model in (*models, RiskQuestion, PlanKind) for entry in model.model_fields}
    assert {entry for entry in entries if not re.search(rf"[`\[]{entry}\b", page)} == set()


def test_every_setting_that_a_page_names_has_its_line_in_the_example():
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    settings = {span.split("=")[0] for _page, span in spans() if re.fullmatch(r"[A-Z]+(?:_[A-Z]+)+(?:=.*)?", span)}
    assert {name for name in settings if f"\n{name}=" not in example} == set()
