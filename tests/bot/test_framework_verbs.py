"""`rrp-bot framework`, as the person types it who writes a council's file."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import main
from policy.framework import framework_names, shipped_text

Told = tuple[int, str, str]


class Terminal:
    """A folder, and what is read there after a verb."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def framework(self, *arguments: str) -> Told:
        """Exit status, standard output, standard error."""
        self._capsys.readouterr()
        status = main(["framework", *arguments])
        read = self._capsys.readouterr()
        return status, read.out, read.err


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    monkeypatch.chdir(tmp_path)
    return Terminal(tmp_path, capsys)


def test_list_says_what_each_framework_has(terminal: Terminal):
    status, said, _ = terminal.framework("list")
    assert status == 0
    assert said.splitlines() == [
        "hackney        Hackney's Good to Great Schools Policy "
        "(6 categories, 3 kinds of meeting, 7 of visit, 6 duties)",
        "telford        Telford & Wrekin's Securing School Improvement Protocol "
        "(5 categories, 2 kinds of meeting, 12 of visit, 5 duties)",
        "walsall        Walsall's School Improvement Strategy "
        "(4 categories, 3 kinds of meeting, 13 of visit, 5 duties)",
        "wolverhampton  Wolverhampton's School Improvement Strategy "
        "(4 categories, 2 kinds of meeting, 8 of visit, 13 duties)",
    ]


def test_a_section_is_read_in_the_documents_own_words_with_the_rules(terminal: Terminal):
    assert terminal.framework("show", "telford", "guards")[1] == (
        "\n"
        "Who may move a school into which category\n"
        "  after-a-review-meeting [T1-52]\n"
        "    test: after-review-meeting\n"
        "    effect: refuse\n"
        "    into: 3, 4a, 4b\n"
        "    out of: 3, 4a, 4b\n"
        "    clause: Only after a review meeting, will the category of a school (Category 3 and 4 only) be\n"
        "        changed, except where a school is entering a category for the first time.\n"
        "    document: protocol\n"
        "    meeting kinds: review-team\n"
        "    except first entry: yes\n"
        "    except into by ofsted: 4b\n"
        "  removed-by-ofsted [T1-39]\n"
        "    test: removed-by-ofsted\n"
        "    effect: refuse\n"
        "    out of: 4b\n"
        "    clause: Schools will remain at this stage until they are removed formally by OfSTED.\n"
        "    document: protocol\n"
        "  one-criterion [T1-21]\n"
        "    test: more-than-one-criterion\n"
        "    effect: warn\n"
        "    into: 2, 3, 4a\n"
        "    clause: It is not expected that a school will normally be identified as requiring additional\n"
        "        support or intervention based on one criterion alone.\n"
        "    document: protocol\n"
        "  two-or-more [T1-32]\n"
        "    test: enough-criteria\n"
        "    effect: warn\n"
        "    into: 2\n"
        "    clause: those that have not met 2 or more of the criteria in strands 1 to 4; or in exceptional\n"
        "        circumstances those listed in strand 5\n"
        "    document: protocol\n"
    )


def test_a_section_that_the_documents_do_not_have_says_so(terminal: Terminal):
    assert terminal.framework("show", "telford", "time")[1] == "\nTime\n  The documents print none.\n"


@pytest.mark.parametrize("name", framework_names())
def test_the_whole_of_each_framework_can_be_read_in_a_hundred_columns(terminal: Terminal, name: str):
    status, said, _ = terminal.framework("show", name)
    assert status == 0
    assert max(map(len, said.splitlines())) <= 100


def test_a_section_that_there_is_not_is_refused_with_those_there_are(terminal: Terminal):
    assert terminal.framework("show", "telford", "money") == (
        1,
        "",
        "There is no section “money”. There are: documents, note, visits, meetings, plans, categories, indicators, "
        "guards, duties, time, escalation, reviews, ofsted, statements\n",
    )


def test_a_new_file_holds_and_differs_in_its_name_alone(terminal: Terminal):
    status, said, _ = terminal.framework("new", "dudley", "--from", "wolverhampton")
    assert status == 0
    assert said.startswith("dudley.toml is written, a copy of wolverhampton.")
    assert said.endswith("rrp-bot framework check dudley.toml\n")
    assert terminal.framework("check", "dudley.toml") == (
        0,
        "dudley.toml holds: 4 categories, 2 kinds of meeting, 8 of visit, 13 duties.\n",
        "",
    )
    assert terminal.framework("diff", "wolverhampton", "dudley.toml") == (
        0,
        "wolverhampton and dudley say the same.\n",
        "",
    )


def test_a_file_that_is_there_is_not_written_over(terminal: Terminal):
    (terminal.folder / "dudley.toml").write_text("mine", "utf-8")
    assert terminal.framework("new", "dudley") == (
        1,
        "",
        "dudley.toml is there already; nothing was written over it.\n",
    )
    assert (terminal.folder / "dudley.toml").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("new", "walsall"), "There is a framework called walsall already. Choose another name.\n"),
        (("new", "../x"), "“../x” is no key. Use small letters and hyphens: rrp-bot framework new dudley\n"),
        (
            ("new", "dudley", "--from", "atlantis"),
            "There is no framework called “atlantis”. There are: hackney, telford, walsall, wolverhampton.\n",
        ),
        (("check", "nothing.toml"), "nothing.toml cannot be read: No such file or directory.\n"),
        (
            ("show", "atlantis"),
            "There is no framework called “atlantis”. There are: hackney, telford, walsall, wolverhampton.\n",
        ),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_written(
    terminal: Terminal, arguments: tuple[str, ...], sentence: str
):
    assert terminal.framework(*arguments) == (1, "", sentence)
    assert list(terminal.folder.iterdir()) == []


def test_check_says_every_fault_with_its_line(terminal: Terminal):
    text = shipped_text("walsall").replace("hours = 48", "hours = 0").replace('source = "W2-02"', 'source = "p. 4"', 1)
    (terminal.folder / "mine.toml").write_text(text, "utf-8")
    assert terminal.framework("check", "mine.toml") == (
        1,
        "mine.toml, line 29, note_deadline, hours: Input should be greater than 0 (it says 0)\n"
        "mine.toml, line 47, visit kind “core” (p. 4), source: “p. 4” is no rule id. Write one such as W2-01, or ours "
        "where no document says it\n"
        "mine.toml has 2 faults.\n",
        "",
    )


def test_a_file_in_another_encoding_is_refused(terminal: Terminal):
    (terminal.folder / "mine.toml").write_bytes(b'council = "Caf\xe9"')
    assert terminal.framework("check", "mine.toml") == (
        1,
        "",
        "mine.toml is not UTF-8 text. Save it as UTF-8 and check it again.\n",
    )


def test_diff_says_what_is_more_less_and_otherwise(terminal: Terminal):
    text = (
        shipped_text("walsall").replace("hours = 48", "hours = 24", 1).replace('area = "Walsall"', 'area = "Dudley"', 1)
    )
    text = text.replace('clause = "normally available to the head teacher 48 hours after a visit"\n', "", 1)
    text = text.replace("late_after_working_days = 2", 'late_after_working_days = 2\nclause = "in a day"', 1)
    text += '\n[[changed_names]]\nprinted = "SLE"\nnow = "none"\n'
    (terminal.folder / "mine.toml").write_text(text, "utf-8")
    assert terminal.framework("diff", "walsall", "mine.toml")[1] == (
        "~ area: Walsall → Dudley\n"
        "~ note deadline hours: 48 → 24\n"
        "~ note deadline clause: normally available to the head teacher 48 hours after a visit → in a day\n"
        "+ changed names 3 printed: SLE\n"
        "+ changed names 3 now: none\n"
    )
