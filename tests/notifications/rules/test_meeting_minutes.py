"""The minutes of a meeting have not gone."""

from dataclasses import replace
from datetime import date

import pytest

from notifications.message import Button, Message
from notifications.nudge import Looked
from notifications.rules.meeting_minutes import RULE, meeting_minutes, words
from storage.meetings import MeetingState
from tests.notifications.rules.a_meeting import MO, WOLVERHAMPTON, a_meeting
from tests.notifications.rules.days_told import diary
from tests.people_and_schools import a_team, london

EVERYBODY = ["Carys Evans", "Mo Ali", "Amina Khan"]


def held(starts_at: str = "2026-11-26 16:00", **more: object):
    return a_meeting(starts_at, **({"state": MeetingState.HELD} | more))


def days(meeting, last: str = "2027-02-28") -> list[str]:
    return diary(RULE, meeting, "2026-11-20", last, WOLVERHAMPTON)[:: len(EVERYBODY)]


def test_chair_clerk_and_adviser_are_told_after_five_working_days():
    assert diary(RULE, held(), "2026-11-20", "2026-12-03", WOLVERHAMPTON) == [
        f"Thu 03 Dec 09:00 {who}" for who in EVERYBODY
    ]


def test_it_is_said_four_times_with_bank_holidays_left_out():
    assert days(held("2026-12-10 16:00")) == [
        "Thu 17 Dec 09:00 Carys Evans",
        "Thu 24 Dec 09:00 Carys Evans",
        "Tue 05 Jan 09:00 Carys Evans",
        "Tue 12 Jan 09:00 Carys Evans",
    ]


def test_nothing_is_said_once_they_have_gone():
    gone = held(minutes_sent_at=london("2026-12-01 10:00"))
    assert meeting_minutes(gone, WOLVERHAMPTON, london("2026-12-03 09:00")) == Looked()


@pytest.mark.parametrize("state", [MeetingState.BOOKED, MeetingState.AGENDA_SENT, MeetingState.CANCELLED])
def test_only_a_meeting_that_took_place_has_minutes(state):
    assert meeting_minutes(held(state=state), WOLVERHAMPTON, london("2026-12-03 09:00")) == Looked()


def test_a_board_without_a_governor_is_minuted_too():
    assert days(held(state=MeetingState.TO_BE_REARRANGED), "2026-12-03") == ["Thu 03 Dec 09:00 Carys Evans"]


def test_nothing_is_said_of_the_time_before_the_team_went_live():
    team = a_team()
    team.framework, team.go_live_on = "wolverhampton", date(2026, 11, 27)
    assert meeting_minutes(held(), replace(WOLVERHAMPTON, team=team), london("2026-12-03 09:00")) == Looked()


def test_the_words_say_since_when_and_what_else_is_missing():
    assert words(held(), WOLVERHAMPTON, MO, london("2026-12-03 09:00")) == Message(
        "M3: SIB at Oakfield Primary School: the minutes have not gone",
        (
            "It was on Thursday 26 November 2026; the minutes were due today, 5 working days later.",
            "The outcome is not on record yet either.",
        ),
        buttons=(
            Button("Outcome", "meeting outcome M3"),
            Button("They have gone", "meeting minutes M3 sent"),
            Button("Snooze", "snooze M3"),
            Button("Why this?", "why M3"),
        ),
    )
    posted = held(outcome_posted_at=london("2026-11-26 19:00"))
    assert words(posted, WOLVERHAMPTON, MO, london("2026-12-10 09:00")).lines == (
        "It was on Thursday 26 November 2026; the minutes were due Thursday 3 December 2026, 5 working days later.",
    )
