"""A team arrives with a history: what was due before its go-live date is not missed, late or overdue anywhere."""

from collections.abc import Iterator

import pytest

from notifications.message import Table
from tests.commands.a_team import AMINA, LEO, OLD_HALL, Stage, a_message, a_stage, london


@pytest.fixture
def history() -> Iterator[Stage]:
    """A note that was due on 18 November and an action of the 20th; on the 25th the team says it goes live on the
    24th.
    """
    with a_stage(london("2026-11-16 17:00")) as stage:
        stage.all_say("school adviser Old Hall @amina", who=LEO)
        stage.all_say("plan start Old Hall rrp")
        stage.all_say("visit Old Hall today 2pm support 2h", 'action Old Hall "Audit phonics" @amina by 20 Nov in P1')
        stage.all_say("visit note V1: phonics is moving")
        stage.now = london("2026-11-25 09:00")
        stage.all_say("team go-live 24 Nov", who=LEO)
        yield stage


def test_nothing_of_it_is_overdue(history: Stage):
    assert history.say("overdue", LEO).title == "Overdue in the team: nothing"
    assert history.say("action list overdue").title == "Overdue actions of yours: none"
    assert history.say("board", LEO).lines == ("0 actions overdue; 1 note owed, 0 of them late.",)
    assert "1 action open." in history.say("school Old Hall").lines
    assert "1 open, 0 overdue, 0 done." in history.say("plan review P1: all is well").lines


def test_it_is_still_shown_with_what_it_is(history: Stage):
    assert history.say("mine").table == Table(
        ("Ref", "School", "When", "What"),
        (
            (
                "V1",
                "Old Hall School",
                "Wed 18 Nov 2026, 16:00",
                "note of visit: was due Wednesday 18 November 2026, before your go-live date",
            ),
            ("A1", "Old Hall School", "Fri 20 Nov 2026", "due before your go-live date: Audit phonics"),
        ),
    )
    listed = history.say("action list mine").table
    assert listed is not None
    assert listed.rows[0][-1] == "due before your go-live date"


def test_nobody_is_reminded_of_it_and_the_digest_does_not_call_it_overdue(history: Stage):
    for _ in range(3):
        history.wait(days=1)
        history.tick()
    titles = {parcel.message.title for parcel in history.terminal.parcels}
    assert titles <= {"Monday 30 November 2026: nothing is due"}, titles


def test_a_note_that_goes_now_is_neither_late_nor_counted(history: Stage):
    sent = history.say("visit sent V1")
    assert sent == a_message(
        "V1: note sent to Old Hall School",
        "Note sent Wednesday 25 November 2026, 09:00, after the 48 hours, which ended before your go-live date.",
        buttons={button.label: button.says for button in sent.buttons},
    )
    assert history.say("visit rate") == a_message("Your notes on time: none was due yet")


def test_without_the_date_all_of_it_is_missed(history: Stage):
    history.all_say("team go-live 16 Nov", who=LEO)
    assert history.say("overdue", LEO).title == "Overdue in the team: 1 note, 1 action"
    assert history.say("board", LEO).lines == ("1 action overdue; 1 note owed, 1 of them late.",)
    assert history.say("visit rate", AMINA).title == "Your notes on time: 0 of 1 (0 %)"
    assert "1 action open, 1 overdue." in history.say(f"school {OLD_HALL}").lines
