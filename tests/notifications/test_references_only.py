"""A team that says references only on a door: no school, no name, no judgement leaves by it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from notifications.message import Attachment, Audience, Button, Message, Table
from notifications.references_only import THE_REST, for_door, references_only
from policy.saying import say_day, say_moment
from tests.people_and_schools import a_team, london

A_REMINDER = Message(
    "V1: note for Old Hall School, 1 hour left",
    ("Visit on Tuesday 24 November 2026, 11:00; the note is due Thursday 26 November 2026, 11:00. RED.",),
    Table(("Ref", "School", "When"), (("A14", "Blackwood School", "Fri 27 Nov 2026"), ("", "Old Hall", "soon"))),
    (Button("Send it to Mrs Smith", "visit send V1"), Button("School card", "school 104274"), Button("All", "mine")),
    Attachment("V1 Old Hall.txt", "Dear Mrs Smith"),
)


def test_references_days_and_times_pass_and_nothing_else():
    assert references_only(A_REMINDER) == Message(
        "V1",
        ("Tuesday 24 November 2026 11:00 Thursday 26 November 2026 11:00", "A14 Fri 27 Nov 2026", THE_REST),
        buttons=(Button("Visit send V1", "visit send V1"), Button("Mine", "mine")),
    )


def test_a_message_without_any_reference_says_that_there_is_something():
    assert references_only(Message("Old Hall is in category B2")) == Message("Reminder", (THE_REST,))


def test_a_question_and_what_is_said_of_a_place_stay_as_they_are():
    question = Message("Which school?", buttons=(Button("Old Hall", "answer D1 1"),), asks="D1")
    here = Message("This channel now shows: digest", audience=Audience.PLACE)
    assert [references_only(question), references_only(here)] == [question, here]


def test_only_on_the_door_that_the_team_has_chosen():
    team = a_team()
    team.references_only_on = "telegram"
    assert for_door(A_REMINDER, "slack", team) == A_REMINDER
    assert for_door(A_REMINDER, "telegram", team) == references_only(A_REMINDER)


@given(some.text(alphabet=some.characters(categories=("Lu", "Ll")), min_size=6), some.dates(date(2020, 1, 1)))
def test_a_name_never_passes_and_a_day_always_does(name: str, day: date):
    said = references_only(Message(f"V3 {name}: {say_day(day)}", (f"{name} {name}.", f"by {name}"), asks=""))
    assert said.title == f"V3 {say_day(day)}"
    assert all(name not in line for line in said.lines[:-1])


@pytest.mark.parametrize("text", ["A5 paper", "Year 6", "65%", "B2", "4b", "URN 104274", "Y2"])
def test_what_only_looks_like_a_reference(text: str):
    assert references_only(Message(text)).title in {"Reminder", "A5"}


def test_moments_as_the_bot_says_them():
    moment = say_moment(london("2026-11-27 16:05"))
    assert references_only(Message(f"M3 at {moment}")).title == "M3 Friday 27 November 2026 16:05"
