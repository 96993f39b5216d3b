"""The next steps of a visit's note become actions."""

import pytest

from commands.actions.step_line import Step, read_step, steps_of
from tests.commands.a_team import LEO, MO, RUTH, SAM, Stage


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("Moderate Year 2 writing, @leo, 4 December", Step("Moderate Year 2 writing", "leo", "4 December")),
        ("HT to share the phonics plan by end of term", Step("Share the phonics plan", "HT", "end of term")),
        ("HT to share the phonics plan by half term", Step("Share the phonics plan", "HT", "by half term")),
        ("SENCo will audit provision (18 Dec 2026)", Step("Audit provision", "SENCo", "18 Dec 2026")),
        ("Check the central record | Sam Price | 11 Dec", Step("Check the central record", "Sam Price", "11 Dec")),
        ("Sam - check the central record - by 11 Dec", Step("Check the central record", "Sam", "11 Dec")),
        ("Amina: visit again by Friday week", Step("Visit again", "Amina", "Friday week")),
        ("Buy new readers", Step("Buy new readers", None, None)),
        ("Leo and HT to meet", Step("Leo and HT to meet", None, None)),
        ("Review the letters by Friday week", Step("Review the letters", None, "Friday week")),
    ],
)
def test_who_and_when_are_read_where_they_stand(stage: Stage, line: str, step: Step):
    with stage.request() as request:
        assert read_step(line, request) == step


def test_bullets_and_empty_lines_are_no_steps(stage: Stage):
    with stage.request() as request:
        found = steps_of("- Buy books\n\n  2) Sell books\n• ...\n* Read books", request)
    assert [step.text for step in found] == ["Buy books", "Sell books", "Read books"]


@pytest.fixture
def noted(stage: Stage) -> Stage:
    """V1 by Amina at Old Hall, whose note has three next steps."""
    stage.all_say("visit Old Hall yesterday 2pm core 2h: Attendance is up.")
    stage.all_say(
        "visit note V1 next steps: HT to share the plan by end of term\nBuy readers\nSENCo to audit, 31 Jan 2027"
    )
    return stage


def made(stage: Stage) -> list[tuple[str, str, str]]:
    listed = stage.say("action list Old Hall", LEO)
    return [(row[1], row[2], row[3]) for row in listed.table.rows] if listed.table else []


def test_one_press_makes_what_is_complete_and_asks_for_the_rest(noted: Stage):
    asked = noted.say("visit steps V1")
    assert asked.title == "V1: 1 action at Old Hall School, 2 to complete"
    assert asked.lines[-1] == "“Buy readers”: who leads it? For example: HT, SENCo, @jane"
    asked = noted.press(asked, "Amina Khan")
    assert asked.title == "“Buy readers”: by when?"
    asked = noted.press(asked, "End of term, Friday 18 December 2026")
    assert asked.lines[-1] == "“Audit”: by when? Sunday 31 January 2027 is not a working day."
    assert noted.say("1 Feb 2027").title == "V1: 1 action at Old Hall School"
    assert made(noted) == [
        ("Share the plan", "Mrs J Smith, head teacher", "Fri 18 Dec 2026"),
        ("Buy readers", "Amina Khan", "Fri 18 Dec 2026"),
        ("Audit", "SENCo", "Mon 1 Feb 2027"),
    ]
    assert noted.say("visit steps V1").title == "V1: every next step is an action already"


def test_a_line_that_is_no_action_is_left_out(noted: Stage):
    asked = noted.say("visit steps V1")
    assert noted.press(asked, "It is no action").title == "V1: 1 next step to complete"
    assert [row[0] for row in made(noted)] == ["Share the plan"]


def test_stopping_keeps_what_was_made(noted: Stage):
    noted.all_say("visit steps V1")
    noted.say("stop")
    assert [row[0] for row in made(noted)] == ["Share the plan"]
    assert noted.say("undo").title == "Taken back: A1"


def test_the_button_is_there_when_the_note_is_written_and_when_it_has_gone(noted: Stage):
    sent = noted.say("visit sent V1 by e-mail")
    assert (sent.buttons[0].label, sent.buttons[0].says) == ("Make 3 actions", "visit steps V1")


@pytest.mark.parametrize(("who", "may"), [(SAM, False), (MO, True), (LEO, True), (RUTH, False)])
def test_who_may(noted: Stage, who: str, may: bool):
    assert noted.answer("visit steps V1", who).understood is may


def test_a_note_without_next_steps_has_none(stage: Stage):
    stage.all_say("visit Old Hall yesterday 2pm core 2h: Attendance is up.")
    assert stage.say("visit steps V1").title == (
        "The note of V1 has no next steps. Write them with: visit note V1 next steps: ..."
    )
