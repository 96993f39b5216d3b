"""The brief for a meeting on the working day before."""

import pytest

from notifications.message import Button, Message
from notifications.nudge import Looked
from notifications.rules.meeting_brief import RULE, meeting_brief, words
from storage.meetings import MeetingState
from tests.notifications.rules.a_meeting import MO, WALSALL, WOLVERHAMPTON, a_meeting, the_governor
from tests.notifications.rules.days_told import diary
from tests.people_and_schools import london

EVERYBODY = ["Carys Evans", "Mo Ali", "Amina Khan"]


@pytest.mark.parametrize(
    ("starts_at", "brief_at"),
    [
        ("2026-12-10 16:00", "Wed 09 Dec 16:00"),
        ("2026-12-07 09:00", "Fri 04 Dec 16:00"),
        ("2027-03-30 09:00", "Thu 25 Mar 16:00"),
    ],
)
def test_it_comes_on_the_working_afternoon_before(starts_at: str, brief_at: str):
    told = diary(RULE, a_meeting(starts_at), "2026-11-20", starts_at[:10], WOLVERHAMPTON)
    assert told == [f"{brief_at} {name}" for name in EVERYBODY]


def test_it_makes_sense_until_the_meeting_begins():
    meeting = a_meeting("2026-12-10 16:00")
    assert len(meeting_brief(meeting, WOLVERHAMPTON, london("2026-12-10 15:59")).nudges) == 3
    assert meeting_brief(meeting, WOLVERHAMPTON, london("2026-12-10 16:00")) == Looked()


@pytest.mark.parametrize("more", [{"booked_at": "2026-12-09 16:00"}, {"moved_at": london("2026-12-09 17:00")}])
def test_a_meeting_booked_or_moved_after_it_has_none(more):
    assert diary(RULE, a_meeting("2026-12-10 16:00", **more), "2026-12-08", "2026-12-10", WOLVERHAMPTON) == []


@pytest.mark.parametrize("state", [MeetingState.CANCELLED, MeetingState.HELD, MeetingState.TO_BE_REARRANGED])
def test_a_meeting_that_is_not_to_come_has_none(state):
    assert (
        meeting_brief(a_meeting("2026-12-10 16:00", state=state), WOLVERHAMPTON, london("2026-12-09 16:00")) == Looked()
    )


def test_it_says_who_comes_and_what_is_missing():
    meeting = a_meeting("2026-12-10 16:00", members=[the_governor(confirmed=False)])
    assert words(meeting, WOLVERHAMPTON, MO, london("2026-12-09 16:00")) == Message(
        "M3: SIB at Oakfield Primary School is next",
        (
            "Thursday 10 December 2026, 16:00, School Improvement Board; Chair of SIB: Carys Evans.",
            "Will come: nobody has said so.",
            "Cannot come: Mr T Khan (CoG).",
            "The agenda has not gone to all members.",
            "No governor has confirmed. “Meeting will be rearranged if no governors are in attendance.”",
        ),
        buttons=(
            Button("Agenda", "meeting agenda M3"),
            Button("Who comes?", "meeting confirm M3"),
            Button("School card", "school 104001"),
            Button("Move it", "meeting move M3"),
        ),
    )


def test_why_this_says_whose_setting_it_is():
    assert RULE.why(a_meeting("2026-12-10 16:00", "tas"), WALSALL) == (
        "A brief comes at 16:00 on the working day before (your team's setting).",
    )
    assert RULE.why(a_meeting("2026-12-10 16:00", state=MeetingState.HELD), WOLVERHAMPTON) == ()
