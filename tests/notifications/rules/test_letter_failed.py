"""A note that could not be delivered has not gone, and its adviser is told."""

from datetime import UTC

import pytest

from notifications.message import Button, Message
from notifications.nudge import Looked, Nudge, Occasion, Topic
from notifications.rules.letter_failed import RULE, letter_failed, words
from storage.visits import Visit, VisitState
from tests.notifications.rules.days_told import diary
from tests.people_and_schools import AMINA, FACTS, SAM, a_visit, london


def a_visit_whose_letter_failed(at: str, **more: object) -> Visit:
    usual: dict[str, object] = {
        "letter_failed_at": london(at).astimezone(UTC),
        "letter_failed_because": "550 no such mailbox",
    }
    return a_visit("2026-11-03 15:00", **(usual | more))


def test_the_adviser_is_told_at_once_in_working_hours():
    nudge = Nudge(
        "letter-failed:7:2026-11-04T10:15:00Z",
        AMINA,
        "W2-01",
        Topic.VISITS,
        Occasion(london("2026-11-04 10:15"), None, firm=True),
    )
    looked = letter_failed(a_visit_whose_letter_failed("2026-11-04 10:15"), FACTS, london("2026-11-04 10:15"))
    assert looked == Looked((nudge,))


@pytest.mark.parametrize(
    ("failed_at", "told"),
    [
        ("2026-11-04 17:00", "Thu 05 Nov 08:30 Amina Khan"),
        ("2026-11-06 19:40", "Mon 09 Nov 08:30 Amina Khan"),
        ("2026-12-24 23:00", "Tue 29 Dec 08:30 Amina Khan"),
    ],
)
def test_in_quiet_time_the_adviser_is_told_when_work_begins(failed_at, told):
    assert diary(RULE, a_visit_whose_letter_failed(failed_at), failed_at[:10], "2026-12-31") == [told]


def test_a_second_letter_that_fails_is_another_occasion():
    now = london("2026-11-05 12:00")
    failures = ("2026-11-04 10:15", "2026-11-05 11:00")
    assert [letter_failed(a_visit_whose_letter_failed(at), FACTS, now).nudges[0].key for at in failures] == [
        "letter-failed:7:2026-11-04T10:15:00Z",
        "letter-failed:7:2026-11-05T11:00:00Z",
    ]


@pytest.mark.parametrize(
    "gone",
    [
        {"letter_failed_at": None},
        {"note_sent_at": london("2026-11-04 11:00")},
        {"excused_at": london("2026-11-04 11:00")},
        {"state": VisitState.CANCELLED},
    ],
    ids=["no failure", "sent again", "excused", "cancelled"],
)
def test_nothing_is_said_once_the_note_is_not_owed_any_more(gone):
    visit = a_visit_whose_letter_failed("2026-11-04 10:15", **gone)
    assert letter_failed(visit, FACTS, london("2026-11-04 12:00")) == Looked()


def test_whoever_owes_the_note_now_is_told():
    visit = a_visit_whose_letter_failed("2026-11-04 10:15", adviser=SAM)
    assert diary(RULE, visit, "2026-11-04", "2026-11-04") == ["Wed 04 Nov 10:15 Sam Price"]


def test_the_words_say_what_the_mail_server_said_and_that_the_clock_runs():
    visit = a_visit_whose_letter_failed("2026-11-04 10:15")
    assert words(visit, FACTS, AMINA, london("2026-11-04 15:00")) == Message(
        "V12: the note for Oakfield Primary School could not be delivered",
        (
            "The mail server says: 550 no such mailbox",
            "So the note has not gone; it is due Thursday 5 November 2026, 15:00: 1 day left.",
        ),
        buttons=(
            Button("School card", "school 104001"),
            Button("Send it again", "visit send V12"),
            Button("It has gone", "visit sent V12"),
        ),
    )


def test_the_failure_says_why_by_itself():
    assert RULE.why(a_visit_whose_letter_failed("2026-11-04 10:15"), FACTS) == ()
