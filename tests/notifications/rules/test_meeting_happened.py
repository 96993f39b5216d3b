"""The question whether a meeting took place."""

from dataclasses import replace
from datetime import date

import pytest

from notifications.message import Button, Message
from notifications.nudge import Looked
from notifications.rules.meeting_happened import RULE, meeting_happened, words
from storage.meetings import MeetingState
from tests.notifications.rules.a_meeting import MO, WOLVERHAMPTON, a_meeting
from tests.notifications.rules.days_told import diary
from tests.people_and_schools import a_team, london

EVERYBODY = ["Carys Evans", "Mo Ali", "Amina Khan"]


@pytest.mark.parametrize(
    ("starts_at", "asked_at"),
    [
        ("2026-12-10 16:00", "Fri 11 Dec 09:00"),
        ("2026-12-11 16:00", "Mon 14 Dec 09:00"),
        ("2026-12-24 09:00", "Tue 29 Dec 09:00"),
    ],
)
def test_it_is_asked_on_the_next_working_morning(starts_at: str, asked_at: str):
    told = diary(RULE, a_meeting(starts_at), "2026-12-01", "2026-12-31", WOLVERHAMPTON)
    assert told == [f"{asked_at} {name}" for name in EVERYBODY]


def test_it_stands_until_somebody_answers():
    meeting = a_meeting("2026-12-10 16:00")
    assert len(meeting_happened(meeting, WOLVERHAMPTON, london("2027-02-01 12:00")).nudges) == 3
    meeting.state = MeetingState.HELD
    assert meeting_happened(meeting, WOLVERHAMPTON, london("2027-02-01 12:00")) == Looked()


def test_a_meeting_that_was_logged_later_is_asked_about_after_that():
    logged = a_meeting("2026-12-10 16:00", booked_at="2026-12-15 10:00")
    assert diary(RULE, logged, "2026-12-10", "2026-12-17", WOLVERHAMPTON)[0] == "Wed 16 Dec 09:00 Carys Evans"


def test_nothing_is_asked_of_the_time_before_the_team_went_live():
    team = a_team()
    team.framework, team.go_live_on = "wolverhampton", date(2026, 12, 11)
    facts = replace(WOLVERHAMPTON, team=team)
    assert meeting_happened(a_meeting("2026-12-10 16:00"), facts, london("2026-12-11 09:00")) == Looked()
    assert len(meeting_happened(a_meeting("2026-12-11 16:00"), facts, london("2026-12-14 09:00")).nudges) == 3


def test_each_answer_is_a_step():
    assert words(a_meeting("2026-12-10 16:00"), WOLVERHAMPTON, MO, london("2026-12-11 09:00")) == Message(
        "M3: SIB at Oakfield Primary School: did it take place?",
        ("It was booked for Thursday 10 December 2026, 16:00, School Improvement Board.",),
        buttons=(
            Button("Who came?", "meeting attend M3"),
            Button("Outcome", "meeting outcome M3"),
            Button("Moved", "meeting move M3"),
            Button("Cancelled", "meeting cancel M3"),
            Button("Why this?", "why M3"),
        ),
    )
