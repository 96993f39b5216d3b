"""`rrp-bot simulate`: a year that anybody can read, and that is the same each time."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

import pytest

from bot.cli import main
from bot.simulating.playing import Sent
from bot.simulating.report import count_lines, reminder_lines
from bot.simulating.verbs import year_given
from bot.simulating.year import simulate
from notifications.message import Message
from policy.framework import load_framework
from policy.refused import Refused
from tests.people_and_schools import london


@pytest.fixture(scope="module")
def weeks() -> list[str]:
    """The first weeks of a year in Telford."""
    return _weeks(7)


def _weeks(seed: int) -> list[str]:
    last = date(2026, 10, 9)
    return list(asyncio.run(simulate(load_framework("telford"), 2026, None, seed, until=last)))


def test_the_same_seed_prints_the_same_and_another_does_not(weeks: list[str]):
    assert _weeks(7) == weeks
    assert _weeks(8) != weeks


def test_the_made_up_team_is_understood(weeks: list[str]):
    assert "Lines that were not understood:" not in weeks


def test_nobody_is_told_anything_at_a_weekend(weeks: list[str]):
    assert [line for line in weeks if line.startswith(("Saturday", "Sunday"))] == []


def test_the_head_says_whose_year_it_is_and_that_all_is_made_up(weeks: list[str]):
    assert weeks[0] == "Telford & Wrekin's Securing School Improvement Protocol, school year 2026/27, seed 7"
    assert weeks[1].startswith("24 schools, 3 advisers, a lead, a chair and a clerk, all made up; ")


def test_each_reminder_has_its_day_time_receiver_and_reason():
    sent = [
        Sent(london("2026-11-25 09:00"), "Amina Khan", Message("V1: note"), (("visit-note-due", "48 hours."),)),
        Sent(london("2026-11-25 09:00"), "Leo Barnes", Message("Digest"), (("team-digest", ""),)),
        Sent(london("2026-11-26 16:00"), "Amina Khan", Message("V2: next"), (("planned-visit", "Planned."),)),
    ]
    assert list(reminder_lines(sent)) == [
        "",
        "Wednesday 25 November 2026",
        "  09:00  Amina Khan: V1: note",
        "           visit-note-due: 48 hours.",
        "  09:00  Leo Barnes: Digest",
        "           team-digest",
        "",
        "Thursday 26 November 2026",
        "  16:00  Amina Khan: V2: next",
        "           planned-visit: Planned.",
    ]
    assert list(count_lines(sent)) == [
        "Messages in each week (beginning on the Monday):",
        "",
        "  23 Nov 2026  Amina Khan 2, Leo Barnes 1",
        "",
        "For each person: in the year, in the fullest week, on the fullest day:",
        "",
        "  Amina Khan     2    2    1 (Thursday 26 November 2026)",
        "  Leo Barnes     1    1    1 (Wednesday 25 November 2026)",
        "",
        "How often each rule spoke:",
        "",
        "      1  planned-visit",
        "      1  team-digest",
        "      1  visit-note-due",
    ]


@pytest.mark.parametrize("text", ["2026", "2026/28", "26/27", "2026-27", "next year"])
def test_what_is_no_school_year_is_refused(text: str):
    with pytest.raises(Refused) as refused:
        year_given(text)
    assert str(refused.value) == f"“{text}” is no school year. What works: --year 2026/27"


def test_a_year_that_nobody_knows_is_refused():
    assert year_given("2026/27") == 2026
    with pytest.raises(Refused, match="2090/91 is too far away: no term dates are known"):
        year_given("2090/91")


def test_a_register_without_a_school_of_the_council_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    register = Path(__file__).parents[2] / "data" / "gias_bristol.csv"
    status = main(["simulate", "--framework", "hackney", "--year", "2026/27", "--schools", str(register)])
    assert (status, capsys.readouterr().err) == (
        1,
        "gias_bristol.csv has no school of council 204. It has schools of Bristol, City of (801), no council.\n",
    )
