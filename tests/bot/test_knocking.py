"""Somebody whom no team knows asks to be let in, and an admin decides."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.knocking import is_knock
from notifications.message import Answer, Button, Message
from storage.database import Database
from storage.knocks import MOST_WAITING
from storage.people import people_known_as
from tests.commands.a_team import AMINA, LEO, SAM, Stage, a_message, set_the_scene

NIA = {"door": "console", "workspace": "elsewhere", "user": "u0nia", "name": "Nia Lloyd"}


@pytest.fixture
def stage(database: Database) -> Iterator[Stage]:
    set_the_scene(database)
    stage = Stage(database)
    yield stage
    stage.close()


def knocks(stage: Stage, text: str = "let me in", **more: object) -> Message:
    return stage.say(text, "nobody", **{**NIA, **more})


def told(stage: Stage, who: str) -> list[Message]:
    stage.tick()
    return [parcel.message for parcel in stage.terminal.parcels if parcel.receiver == who]


def known(stage: Stage, user: str = "u0nia") -> list[str]:
    with stage.database.read() as session:
        return [person.name for person in people_known_as(session, "console", "elsewhere", user)]


def test_a_stranger_is_told_who_they_are_and_how_to_be_let_in(stage: Stage):
    answer = stage.answer("visit Old Hall yesterday 2pm core", "nobody", **NIA)
    assert answer == Answer(
        Message(
            "I do not know you yet, so I can do nothing for you. Ask to be let in: your team's admin then decides. "
            "If I know you on another door, type “link” there, and the code here. (You are u0nia on Console.)",
            buttons=(Button("Ask to be let in", "let me in"),),
        ),
        understood=False,
    )


def test_the_admin_is_asked_and_lets_them_in_by_a_button(stage: Stage):
    assert knocks(stage).title == "Your team's admin has been asked to let you in. You will hear from me here."
    asked = told(stage, LEO)[-1]
    assert asked == a_message(
        "Nia Lloyd asks to be let in",
        "On Console, Wednesday 25 November 2026, 09:00; known there as u0nia.",
        "Let in only whom you know: they will see your schools.",
        buttons={
            "Let in as adviser": "team let in 1 adviser",
            "Let in as lead": "team let in 1 lead",
            "Let in as chair": "team let in 1 chair",
            "Let in as clerk": "team let in 1 clerk",
            "Turn away": "team turn away 1",
        },
    )
    assert stage.press(asked, "Let in as chair", LEO).lines == ("Chair; I know them on Console now.",)
    assert known(stage) == ["Nia Lloyd"]
    assert told(stage, "Nia Lloyd") == [
        a_message(
            "Welcome to Walsall School Improvement, Nia",
            "I know you here now. A visit is logged like this: visit Old Hall yesterday 2pm core",
            buttons={"What I owe": "mine", "All I can do": "help"},
        )
    ]
    assert knocks(stage, "mine").title == "You: nothing is owed and nothing is planned"


def test_asking_twice_is_asking_once(stage: Stage):
    knocks(stage)
    assert knocks(stage).title == "Your team's admin has been asked already. You will hear from me here."
    assert len(told(stage, LEO)) == 1


def test_the_admin_is_not_disturbed_at_night(stage: Stage):
    stage.wait(hours=11)
    knocks(stage)
    assert told(stage, LEO) == []
    stage.wait(hours=13)
    assert [message.title for message in told(stage, LEO) if "asks" in message.title] == ["Nia Lloyd asks to be let in"]


def test_a_colleague_is_let_in_at_one_more_door(stage: Stage):
    knocks(stage, name="amina khan")
    asked = told(stage, LEO)[-1]
    assert asked.buttons[0] == Button("It is our Amina Khan", "team let in 1 as @AK")
    assert stage.press(asked, "It is our Amina Khan", LEO).title == "Amina Khan is let in"
    assert known(stage) == [AMINA]


def test_a_new_person_needs_a_name_of_their_own(stage: Stage):
    knocks(stage, name="Sam Price")
    assert stage.say("team let in 1 adviser", LEO).title == (
        "There is a Sam Price in the team already. If it is the same person: team let in 1 as @Sam; if not, give "
        'another name: team let in 1 adviser "Sam B ..."'
    )
    assert stage.say('team let in 1 adviser "Samira Price"', LEO).title == "Samira Price is let in"
    assert known(stage) == ["Samira Price"]


def test_somebody_of_the_name_of_a_former_colleague_is_told_apart_first(stage: Stage):
    stage.all_say("team remove @sam", "yes", who=LEO)
    knocks(stage, name="Sam Price")
    assert stage.say("team let in 1 adviser", LEO).title == (
        "There was a Sam Price in the team before. If it is the same person, first: "
        'team add "Sam Price" adviser, then: team let in 1 as @Sam; if not, give another name: '
        'team let in 1 adviser "Sam B ..."'
    )
    assert known(stage) == []
    stage.all_say('team add "Sam Price" adviser', "team let in 1 as @Sam", who=LEO)
    assert known(stage) == [SAM]


def test_a_colleague_who_was_let_in_by_mistake_is_not_known_there_once_it_is_taken_back(stage: Stage):
    knocks(stage)
    stage.all_say("team let in 1 as @amina", who=LEO)
    assert known(stage) == [AMINA]
    assert stage.say("undo", LEO) == a_message("Taken back: the decision", "It is as it was before.")
    assert known(stage) == []
    assert stage.say("mine", AMINA).title == "You: nothing is owed and nothing is planned"


def test_who_was_turned_away_stays_out_and_may_ask_again(stage: Stage):
    knocks(stage)
    assert stage.say("team turn away 1", LEO).title == "Nia Lloyd is turned away"
    assert known(stage) == []
    assert told(stage, LEO) == []
    assert stage.say("team let in 1 adviser", LEO).title == (
        "Nia Lloyd was turned away on Wednesday 25 November 2026, 09:00. They may ask again."
    )
    assert knocks(stage).title == "Your team's admin has been asked to let you in. You will hear from me here."


def test_a_request_is_decided_once(stage: Stage):
    knocks(stage)
    stage.say("team let in 1 adviser", LEO)
    assert stage.say("team let in 1 lead", LEO).title == (
        "Nia Lloyd was let in already on Wednesday 25 November 2026, 09:00, as Nia Lloyd."
    )


def test_only_admins_decide_and_see_who_waits(stage: Stage):
    knocks(stage)
    for line in ("team let in 1 adviser", "team turn away 1", "team waiting"):
        assert stage.say(line, SAM).title == f"“{line.split(' 1')[0]}” is for admins. Leo Barnes can."
    assert stage.say("team waiting", LEO).table.rows == (  # type: ignore[union-attr]
        ("1", "Nia Lloyd", "Console", "Wednesday 25 November 2026, 09:00"),
    )


def test_a_request_to_another_team_is_none_of_ours(stage: Stage):
    knocks(stage, team_id=stage.other_team_id)
    assert stage.say("team let in 1 adviser", LEO).title == (
        "Nobody has asked under the number “1”. “team waiting” shows who waits."
    )
    assert stage.say("team waiting", LEO).title == "Nobody waits to be let in"


def test_where_several_teams_are_served_the_team_is_named(stage: Stage):
    assert knocks(stage, team_id=None).title == (
        "Several teams use me here. Ask in a channel of your team, or with its name: let me in to NAME"
    )
    assert knocks(stage, "let me in to Wallsall", team_id=None).title.startswith("I know no team of that name.")
    assert knocks(stage, "let me in to Walsall School Improvement", team_id=None).title.startswith(
        "Your team's admin has been asked"
    )
    assert len(told(stage, LEO)) == 1


def test_so_many_strangers_wait_and_no_more(stage: Stage):
    for number in range(MOST_WAITING):
        knocks(stage, user=f"u{number}")
    assert knocks(stage).title == "Many people wait to be let in already. Please speak to your team's admin."
    assert knocks(stage, user="u0").title == "Your team's admin has been asked already. You will hear from me here."


def test_a_name_from_a_platform_is_made_harmless(stage: Stage):
    knocks(stage, name="Nia\n\u202eLloyd\x00 " + "x" * 200)
    assert told(stage, LEO)[-1].title == "Nia Lloyd " + "x" * 110 + " asks to be let in"


@pytest.mark.parametrize(
    ("line", "team"),
    [
        ("let me in", None),
        ("/let me in.", None),
        ("/rrp let me in", None),
        ("Let_me_in@walsall_bot", None),
        ("let me in to Walsall School Improvement", "Walsall School Improvement"),
    ],
)
def test_asking_is_heard_in_a_line(line: str, team: str | None):
    asked = is_knock(line)
    assert asked is not None
    assert asked["team"] == team


@pytest.mark.parametrize("line", ["let me into", "please let me in", "visit Old Hall", "", "let me in" + " " * 300])
def test_other_lines_ask_for_nothing(line: str):
    assert is_knock(line) is None
