"""Each line that the manual prints works as it is printed; the whole answers stand in `printed_examples.txt`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.console.plain import plain_lines
from storage.audit import begin_change
from storage.teams import Team, TeamCounter
from tests.commands.a_team import LEO, MO, Stage, a_stage, london

JANE, SAM, CARYS, CLOCK = "Jane Doe-Hill", "Sam Price", "Carys Evans", "clock"
ANSWERS = Path(__file__).with_name("printed_examples.txt")
LINES = (
    (JANE, '/action Blackwood "Moderate Y2 writing with Edgar Stammers" @jane by Friday week priority 2'),
    (JANE, "/action progress A14 amber two of three sessions held"),
    (JANE, "/action move A14 to after half term because the moderator is ill"),
    (JANE, "/action give A14 @sam"),
    (SAM, "/action done A14 moderation report seen, 82% agreed"),
    (SAM, "/action reopen A14 because the second sample did not agree"),
    (SAM, "/action list overdue"),
    (JANE, "/plan Blackwood"),
    (JANE, "/plan start Blackwood rrp"),
    (JANE, '/plan priority P7 1 "Writing at KS1"'),
    (JANE, "/plan review P7 Writing at KS1 is improving: 62% on track, 48% in September"),
    (MO, "/sib book Short Heath 12 Feb 4pm"),
    (MO, "/meeting agenda M3"),
    (MO, '/meeting confirm M3 "Mr Khan" yes'),
    (CARYS, "/meeting move M3 to 19 Feb 4pm because no governor could come"),
    (CARYS, "/meeting list next 14 days"),
    (JANE, "/school timeline Old Hall since September"),
    (LEO, "/school adviser Old Hall @jane"),
    (LEO, "/school adviser all of @jane to @sam from 1 Sept"),
    (JANE, "/board"),
    (JANE, "/diary"),
    (JANE, "/overdue"),
    (LEO, "/mine @jane"),
    (JANE, "/digest"),
    (JANE, "/digest at 7:45"),
    (JANE, "/digest off"),
    (JANE, "/cover @sam from 1 Dec to 12 Dec"),
    (LEO, "/cover for @carys by @sam from today until further notice"),
    (JANE, "/find moderate"),
    (JANE, "/audit A14"),
    (LEO, "/team"),
    (CLOCK, "2027-02-12 18:15"),
    (CARYS, "/meeting attend M3 all except CoG, sub Mrs Khan"),
    (CARYS, "/meeting risk M3 HT low, CoG medium, SIA 60"),
    (CARYS, "/meeting outcome M3"),
)


@contextmanager
def the_team() -> Iterator[Stage]:
    """Wolverhampton's strategy; Jane is adviser of Blackwood and Old Hall; numbers go on at A14, P7 and M3."""
    with a_stage(london("2026-11-25 09:00")) as stage:
        with stage.database.change() as session:
            begin_change(session, stage.team_id, None, "test", stage.now)
            session.get_one(Team, stage.team_id).framework = "wolverhampton"
            counter = session.get_one(TeamCounter, stage.team_id)
            counter.actions, counter.plans, counter.meetings = 13, 6, 2
        stage.all_say(f'team add "{JANE}" adviser', "school adviser Blackwood @jane", who=LEO)
        stage.all_say('school contact Short Heath CoG "Mr Khan"')
        yield stage


def transcript() -> str:
    """Every line with who says it, and the whole answer."""
    told = []
    with the_team() as stage:
        for who, line in LINES:
            told.append(f"{who}> {line}")
            if who == CLOCK:
                stage.now = london(line)
                continue
            answer = stage.answer(line, who)
            told += [*plain_lines(answer.message), *(() if answer.understood else ("not understood",)), ""]
    return "\n".join(told)


def test_every_printed_line_is_answered_as_it_was_looked_over():
    assert transcript() == ANSWERS.read_text(encoding="utf-8")


def test_link_gives_a_code_that_joins_another_door():
    with the_team() as stage:
        given = stage.say("/link", JANE)
        assert given.title.startswith("Your code: ")
        assert given.lines[0].startswith("On the other door, in a message to me alone, type: link ")
