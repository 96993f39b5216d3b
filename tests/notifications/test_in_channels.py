"""What channels are told: outcomes without names; before a deadline school, reference and initials; lateness never."""

from collections.abc import Iterator

import pytest

from tests.commands.a_board import in_wolverhampton
from tests.commands.a_team import AMINA, CARYS, LEO, MO, Stage, a_message, a_stage, london

OUTCOME = """/meeting outcome M1
Present: all
Factor: Writing at KS1
Moderate Y2 writing | 80% agreed | half a day | @amina | 18 Dec | P2 | school
Direction: deteriorating
"""


@pytest.fixture
def board() -> Iterator[Stage]:
    """A School Improvement Board at Old Hall on Monday at four; Leo has bound a channel for all there is."""
    with a_stage(london("2026-11-20 10:00")) as stage:
        in_wolverhampton(stage)
        stage.all_say("school adviser Old Hall @amina", "team here everything", who=LEO)
        stage.all_say("/sib book Old Hall 23 Nov 4pm chair @carys", who=MO)
        yield stage


def in_the_channel(stage: Stage) -> list[str]:
    """The titles of what the channel was sent, without its digests."""
    return [
        p.message.title for p in stage.terminal.parcels if p.address == "terminal" and "2026:" not in p.message.title
    ]


def test_an_outcome_is_announced_once_the_time_for_undo_is_over(board: Stage):
    board.now = london("2026-11-24 10:00")
    board.say(OUTCOME, CARYS)
    answer = board.say("yes", CARYS)
    assert (
        "Announced in terminal, in ten minutes: without names, factors or marks. “undo” holds it back until then."
        in answer.lines
    )
    board.wait(minutes=9)
    board.tick()
    assert in_the_channel(board) == []
    board.wait(minutes=1)
    board.tick()
    (parcel,) = [p for p in board.terminal.parcels if p.address == "terminal" and "M1" in p.message.title]
    assert parcel.message == a_message(
        "M1: SIB at Old Hall School: held",
        "Monday 23 November 2026, 16:00, School Improvement Board, meeting number 1.",
        "1 key factor was named; it comes back at the next SIB.",
        buttons={"Show it": "meeting M1"},
    )
    board.wait(days=1)
    board.tick()
    assert in_the_channel(board).count("M1: SIB at Old Hall School: held") == 1


def test_an_outcome_that_is_taken_back_is_never_announced(board: Stage):
    board.now = london("2026-11-24 10:00")
    board.say(OUTCOME, CARYS)
    board.press(board.say("yes", CARYS), "Undo", CARYS)
    board.wait(minutes=30)
    board.tick()
    assert in_the_channel(board) == []


def test_an_outcome_of_an_evening_is_announced_the_next_morning(board: Stage):
    board.now = london("2026-11-23 18:30")
    board.say(OUTCOME, CARYS)
    board.say("yes", CARYS)
    board.wait(hours=2)
    board.tick()
    assert in_the_channel(board) == []
    board.now = london("2026-11-24 08:30")
    board.tick()
    assert "M1: SIB at Old Hall School: held" in in_the_channel(board)


def test_before_a_deadline_a_channel_reads_school_reference_and_initials(board: Stage):
    board.all_say(
        "visit Old Hall today 8-9 core: phonics is moving", 'action Old Hall "Audit phonics" @amina by 24 Nov'
    )
    board.all_say("visit plan Blackwood 23 Nov 9am core: KS1 writing", who=AMINA)
    for moment in ("2026-11-20 16:30", "2026-11-23 09:00"):
        board.now = london(moment)
        board.tick()
    said = [(p.message.title, p.message.lines) for p in board.terminal.parcels if p.address == "terminal"]
    assert ("V2: Blackwood School, AK", ("Visit Monday 23 November 2026, 09:00.",)) in said
    assert ("A1: Old Hall School, AK", ("Action due Tuesday 24 November 2026.",)) in said
    assert "phonics" not in str(said)
    assert "Khan" not in str(said)


def test_of_what_is_late_a_channel_reads_the_number_alone(board: Stage):
    board.all_say(
        "visit Old Hall today 8-9 core: phonics is moving", 'action Old Hall "Audit phonics" @amina by 24 Nov'
    )
    for moment in ("2026-11-25 09:00", "2026-11-26 09:00", "2026-11-27 09:00"):
        board.now = london(moment)
        board.tick()
    said = [p.message for p in board.terminal.parcels if p.address == "terminal"]
    assert {message.title for message in said if "2026:" not in message.title} == set()
    assert said[-1].lines[0] == "Overdue: 1 note, 1 action, 1 meeting. Whose they are is told to them and to the leads."


def test_a_channel_that_is_bound_later_hears_nothing_of_what_was(board: Stage):
    board.all_say("team here nothing", who=LEO)
    board.now = london("2026-11-24 10:00")
    board.say(OUTCOME, CARYS)
    assert "Announced" not in str(board.say("yes", CARYS).lines)
    board.wait(minutes=5)
    board.all_say("team here outcomes", who=LEO)
    board.wait(minutes=30)
    board.tick()
    assert in_the_channel(board) == []


def test_the_first_channel_takes_no_digest_from_the_first_person(board: Stage):
    board.now = london("2026-11-24 08:30")
    board.tick()
    digests = {p.receiver for p in board.terminal.parcels if p.message.title.startswith("Tuesday 24 November 2026")}
    assert {LEO, "terminal"} <= digests
