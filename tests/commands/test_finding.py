"""From what was typed to the command that is meant."""

import pytest

from commands.finding import after_answer, is_slashed, split_command, unknown_command
from commands.registry import COMMANDS


def found(text: str) -> tuple[str, str] | None:
    split = split_command(text, COMMANDS)
    return (split[0].name, split[1]) if split else None


@pytest.mark.parametrize("text", ["visit note V12", "/visit note V12", "VISIT  Note V12", "/visit_note V12"])
def test_the_longest_name_wins_however_it_is_written(text: str):
    assert found(text) == ("visit note", "V12")


@pytest.mark.parametrize("text", ["/rrp visit note V12", "/rrp /visit note V12", "rrp visit note V12"])
def test_everything_can_be_reached_through_rrp(text: str):
    assert found(text) == ("visit note", "V12")


def test_another_spelling_is_the_same_command():
    assert found("visit log Old Hall") == ("visit", "Old Hall")


@pytest.mark.parametrize(
    "text", ["", " ", "/", "visits", "visit-note V12", "hello", "thanks, visit Old Hall", "🙂", "\x00"]
)
def test_words_that_only_look_like_a_command_are_none(text: str):
    assert found(text) is None


def test_the_lines_of_a_note_stay_as_they_are():
    assert found("/visit note V12\n  one\n\ttwo ") == ("visit note", "V12\n  one\n\ttwo")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_each_name_finds_its_own_command(command):
    assert [found(f"{name} x") for name in command.names] == [(command.name, "x")] * len(command.names)


@pytest.mark.parametrize(
    ("text", "rest"),
    [("answer D7 2", "D7 2"), ("/Answer  d7 yes", "d7 yes"), ("answer the phone", None), ("answers D7", None)],
)
def test_the_button_of_a_question_is_told_from_a_sentence(text: str, rest: str | None):
    assert after_answer(text) == rest


def test_a_stroke_makes_a_command_beyond_doubt():
    assert [is_slashed(text) for text in ("/mine", "  /mine", "mine", "and/or")] == [True, True, False, False]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("vist Old Hall", "I do not know “vist”. Did you mean “visit”? “help” shows all that I can do."),
        ("/undoo", "I do not know “undoo”. Did you mean “undo”? “help” shows all that I can do."),
        ("qqq", "I do not know “qqq”. “help” shows all that I can do."),
        ("", "I do not know “”. “help” shows all that I can do."),
    ],
)
def test_what_is_not_known_is_said_with_the_nearest_command(text: str, sentence: str):
    assert str(unknown_command(text, COMMANDS)) == sentence
