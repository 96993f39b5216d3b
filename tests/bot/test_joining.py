"""`link` and `link CODE`: one person on two doors."""

import re

import pytest

from bot.joining import code_in, redeem, words_after
from notifications.message import Message
from policy.refused import Refused
from storage.people import people_known_as
from tests.commands.a_team import AMINA, LEO, SAM, Stage, set_the_scene

HER = ("telegram", "telegram", "4711")


@pytest.fixture
def stage(database):
    set_the_scene(database)
    stage = Stage(database)
    yield stage
    stage.close()


def code_of(message: Message) -> str:
    match = re.search(r"link ([A-Z2-9]{8})$", message.lines[0])
    assert match is not None
    return match[1]


def typed(stage: Stage, code: str, user: tuple[str, str, str] = HER) -> str:
    """What somebody unknown reads who types a code at another door."""
    with stage.database.change() as session:
        person = redeem(session, code, *user, stage.now)
        return words_after(session, person, *user)


def known(stage: Stage, user: tuple[str, str, str] = HER) -> list[str]:
    with stage.database.read() as session:
        return [person.name for person in people_known_as(session, *user)]


def test_a_code_typed_on_the_other_door_joins_the_two(stage: Stage):
    code = code_of(stage.say("link"))
    assert typed(stage, code).startswith("Good to see you here, Amina. I know you on both doors now;")
    assert known(stage) == [AMINA]
    assert stage.say("link").lines[-1] == "I know you so far on: Telegram, the terminal."


def test_it_may_be_typed_in_small_letters_with_a_dash(stage: Stage):
    code = code_of(stage.say("link"))
    typed(stage, f"{code[:4].lower()}-{code[4:].lower()}")
    assert known(stage) == [AMINA]


def test_a_code_serves_once(stage: Stage):
    code = code_of(stage.say("link"))
    typed(stage, code)
    other = ("telegram", "telegram", "666")
    assert typed(stage, code, other).startswith("That code is not valid (any more).")
    assert known(stage, other) == []


def test_a_code_serves_for_a_quarter_of_an_hour(stage: Stage):
    code = code_of(stage.say("link"))
    stage.wait(minutes=15)
    assert typed(stage, code) == (
        "That code is not valid (any more). Get a new one with “link” where I know you; you have 4 more tries."
    )


def test_a_newer_code_takes_the_place_of_an_older_one(stage: Stage):
    first, second = code_of(stage.say("link")), code_of(stage.say("link"))
    typed(stage, first)
    assert known(stage) == []
    typed(stage, second)
    assert known(stage) == [AMINA]


def test_five_wrong_codes_lock_for_an_hour_and_the_right_one_is_not_heard_then(stage: Stage):
    said = [typed(stage, "ABCDEFGH") for _ in range(5)]
    assert said[3].endswith("you have one more try.")
    assert said[4] == "There were too many wrong codes. Please wait until 10:00, and then use a fresh one."
    code = code_of(stage.say("link"))
    with pytest.raises(Refused, match="too many wrong codes"):
        typed(stage, code)
    assert known(stage) == []
    stage.wait(minutes=61)
    typed(stage, code_of(stage.say("link")))
    assert known(stage) == [AMINA]


def test_the_wrong_codes_of_one_do_not_lock_another(stage: Stage):
    for _ in range(5):
        typed(stage, "ABCDEFGH", ("telegram", "telegram", "666"))
    typed(stage, code_of(stage.say("link")))
    assert known(stage) == [AMINA]


def test_the_code_of_somebody_who_has_left_is_none(stage: Stage):
    code = code_of(stage.say("link", SAM))
    stage.all_say("team remove @sam", "yes", who=LEO)
    typed(stage, code)
    assert known(stage) == []


def test_neither_the_code_nor_its_hash_stands_in_the_audit(stage: Stage):
    code = code_of(stage.say("link"))
    typed(stage, code)
    with stage.database.engine.connect() as connection:
        kept = str(connection.exec_driver_sql("SELECT fields FROM audit_value").all())
    assert [word for word in (code, '"salt"', '"digest"') if word in kept] == []
    assert [row[1:] for row in stage.audit()[-2:]] == [("created", "link_code"), ("deleted", "link_code")]


def test_joining_is_not_taken_back_by_undo(stage: Stage):
    typed(stage, code_of(stage.say("link")))
    assert stage.say("undo").title.startswith("Something else has been built on it since")
    assert known(stage) == [AMINA]


def test_a_code_typed_where_one_is_known_already_is_explained(stage: Stage):
    code = code_of(stage.say("link"))
    assert stage.say(f"link {code}").title.startswith("That is your own code. Type it on the other door")
    assert stage.say(f"link {code}", SAM).title.startswith("I know you here already, as Sam Price.")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("link ABCD-EFGH", "ABCD-EFGH"),
        ("/link abcdefgh", "abcdefgh"),
        ("/rrp link ABCD EFGH", "ABCD EFGH"),
        ("/link@walsall_bot ABCDEFGH", "ABCDEFGH"),
        ("link", None),
        ("links ABCDEFGH", None),
        ("visit Old Hall", None),
    ],
)
def test_a_code_is_found_in_a_line(line: str, code: str | None):
    assert code_in(line) == code
