"""Fourteen and seven days before a meeting, where something is missing."""

import pytest

from notifications.message import Button, Message
from notifications.nudge import Looked, Nudge, Occasion, Topic
from notifications.rules.meeting_missing import RULE, meeting_missing, words
from storage.meetings import MeetingState
from tests.notifications.rules.a_meeting import MO, WALSALL, WOLVERHAMPTON, a_meeting, the_governor
from tests.notifications.rules.days_told import diary
from tests.people_and_schools import AMINA, CARYS, LEO, london

SENT = london("2026-11-01 10:00")
BOTH = ["Carys Evans", "Mo Ali", "Amina Khan"]


def told(meeting, first, last, facts=WOLVERHAMPTON) -> list[str]:
    return diary(RULE, meeting, first, last, facts)


def test_chair_clerk_and_adviser_are_told_fourteen_and_seven_days_before():
    assert told(a_meeting("2026-12-10 16:00"), "2026-11-20", "2026-12-10") == [
        *(f"Thu 26 Nov 09:00 {name}" for name in BOTH),
        *(f"Thu 03 Dec 09:00 {name}" for name in BOTH),
    ]


def test_the_nudge_names_the_start_and_the_day():
    [first, *_] = meeting_missing(a_meeting("2026-12-10 16:00"), WOLVERHAMPTON, london("2026-11-26 09:00")).nudges
    occasion = Occasion(london("2026-11-26 09:00"), london("2026-12-03 09:00"))
    assert first == Nudge("meeting-missing:7:2026-12-10T16:00Z:2026-11-26", CARYS, "ours", Topic.MEETINGS, occasion)


def test_nothing_is_said_where_nothing_is_missing():
    ready = a_meeting("2026-12-10 16:00", agenda_sent_at=SENT, members=[the_governor(confirmed=True)])
    assert told(ready, "2026-11-20", "2026-12-10") == []
    assert meeting_missing(ready, WOLVERHAMPTON, london("2026-11-20 09:00")) == Looked((), london("2026-11-26 00:00"))


@pytest.mark.parametrize(
    "more",
    [
        {"members": [the_governor(confirmed=True)]},
        {"agenda_sent_at": SENT},
        {"agenda_sent_at": SENT, "members": [the_governor(confirmed=False)]},
        {"agenda_sent_at": SENT, "members": [the_governor(confirmed=True)], "chair_id": None},
    ],
)
def test_one_thing_that_is_missing_is_enough(more):
    assert len(told(a_meeting("2026-12-10 16:00", **more), "2026-11-20", "2026-12-10")) == 6


def test_a_tas_asks_for_no_governor_and_an_improvement_review_meeting_for_its_pre_meeting():
    assert told(a_meeting("2026-12-10 16:00", "tas", agenda_sent_at=SENT), "2026-11-20", "2026-12-10", WALSALL) == []
    review = a_meeting("2026-12-10 16:00", "irm", agenda_sent_at=SENT, members=[the_governor(confirmed=True)])
    assert len(told(review, "2026-11-20", "2026-12-10", WALSALL)) == 6
    review.pre_meeting_at = london("2026-12-01 09:00")
    assert told(review, "2026-11-20", "2026-12-10", WALSALL) == []


@pytest.mark.parametrize("state", [MeetingState.CANCELLED, MeetingState.HELD, MeetingState.TO_BE_REARRANGED])
def test_nothing_is_said_of_a_meeting_that_is_not_to_come(state):
    assert (
        meeting_missing(a_meeting("2026-12-10 16:00", state=state), WOLVERHAMPTON, london("2026-11-26 09:00"))
        == Looked()
    )


def test_a_meeting_booked_ten_days_before_is_only_looked_at_seven_days_before():
    late = a_meeting("2026-12-10 16:00", booked_at="2026-11-30 10:00")
    assert told(late, "2026-11-20", "2026-12-10") == [f"Thu 03 Dec 09:00 {name}" for name in BOTH]


def test_a_moved_meeting_starts_anew():
    moved = a_meeting("2026-12-17 16:00", moved_at=london("2026-12-01 10:00"), moves=1)
    assert told(moved, "2026-11-20", "2026-12-17") == [
        *(f"Thu 03 Dec 09:00 {name}" for name in BOTH),
        *(f"Thu 10 Dec 09:00 {name}" for name in BOTH),
    ]
    [first, *_] = meeting_missing(moved, WOLVERHAMPTON, london("2026-12-03 09:00")).nudges
    assert first.key == "meeting-missing:7:2026-12-17T16:00Z:2026-12-03"


def test_easter_monday_gives_way_to_the_working_day_before():
    assert told(a_meeting("2027-04-12 16:00"), "2027-03-20", "2027-04-12") == [
        *(f"Thu 25 Mar 09:00 {name}" for name in BOTH),
        *(f"Mon 05 Apr 09:00 {name}" for name in BOTH),
    ]


def test_a_snoozed_reminder_comes_when_the_snooze_ends():
    snoozed = a_meeting("2026-12-10 16:00", snoozed_until=london("2026-11-27 14:00"))
    assert told(snoozed, "2026-11-20", "2026-12-10") == [
        *(f"Fri 27 Nov 14:00 {name}" for name in BOTH),
        *(f"Thu 03 Dec 09:00 {name}" for name in BOTH),
    ]


def test_without_a_chair_the_leads_are_told():
    assert told(a_meeting("2026-12-10 16:00", chair_id=None), "2026-11-26", "2026-11-26") == [
        f"Thu 26 Nov 09:00 {name}" for name in ("Leo Barnes", "Mo Ali", "Amina Khan")
    ]


def test_somebody_with_two_of_the_parts_is_told_once():
    assert told(a_meeting("2026-12-10 16:00", chair_id=AMINA.id), "2026-11-26", "2026-11-26") == [
        "Thu 26 Nov 09:00 Amina Khan",
        "Thu 26 Nov 09:00 Mo Ali",
    ]


def test_four_by_the_wall_is_kept_when_the_clocks_change_between():
    [first, *_] = meeting_missing(a_meeting("2027-04-08 16:00"), WOLVERHAMPTON, london("2027-03-25 09:00")).nudges
    assert first.key == "meeting-missing:7:2027-04-08T15:00Z:2027-03-25"
    assert first.occasion.at == london("2027-03-25 09:00")


def test_the_words_name_each_thing_with_its_step():
    assert words(a_meeting("2026-12-10 16:00"), WOLVERHAMPTON, MO, london("2026-11-26 09:00")) == Message(
        "M3: SIB at Oakfield Primary School is in 14 days, 2 things are missing",
        (
            "Thursday 10 December 2026, 16:00.",
            "The agenda has not gone to all members.",
            "No governor has confirmed. “Meeting will be rearranged if no governors are in attendance.”",
        ),
        buttons=(
            Button("Agenda", "meeting agenda M3"),
            Button("Who comes?", "meeting confirm M3"),
            Button("Move it", "meeting move M3"),
            Button("Snooze", "snooze M3"),
            Button("Why this?", "why M3"),
        ),
    )


def test_the_pre_meeting_is_named_with_its_latest_moment():
    review = a_meeting("2026-12-10 16:00", "irm", agenda_sent_at=SENT, members=[the_governor(confirmed=True)])
    assert words(review, WALSALL, LEO, london("2026-11-26 09:00")).lines[1] == (
        "The pre-meeting of head teacher and adviser is not booked; the latest is Thursday 3 December 2026, 16:00 "
        "(“at least one week before”)."
    )


def test_why_this_quotes_the_council():
    assert RULE.why(a_meeting("2026-12-10 16:00"), WOLVERHAMPTON) == (
        "M3 is Thursday 10 December 2026, 16:00. 14 and 7 days before, a reminder comes where something is missing "
        "(your team's setting).",
        "City of Wolverhampton School Improvement Strategy 2018-2021: “Meeting will be rearranged if no governors "
        "are in attendance”.",
    )
