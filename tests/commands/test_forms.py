"""Forms that are filled in: every mistake at its field, nothing lost; and what is suggested while somebody types."""

import asyncio
from collections.abc import Sequence

import pytest

from notifications.message import Answer, Form, Mistake
from tests.commands.a_team import AMINA, CARYS, JANE, LEO, RUTH, SAM, Stage, nothing_stored

FILLED_IN = {"school": "Old Hall", "kind": "core", "when": "yesterday 2pm", "note": "attendance is up"}


def values_of(form: Form | None) -> dict[str, str]:
    """What stands in the fields of a form."""
    assert form is not None
    return {field.name: field.value for field in form.fields if field.value}


def mistakes_in(answer: Answer) -> dict[str, str]:
    """What is said beside each field that is wrong."""
    return {mistake.field: mistake.sentence for mistake in answer.mistakes}


def test_a_form_hears_of_all_its_mistakes_at_once_each_at_its_field(stage: Stage):
    values = {"school": "Xyzzy", "kind": "core", "length": "ages", "when": "31 Feb", "note": "attendance is up"}
    with nothing_stored(stage):
        answer = stage.fill_in("visit", values)
    assert not answer.understood
    assert list(mistakes_in(answer)) == ["school", "length", "when"]
    assert mistakes_in(answer)["school"].startswith("I know no school called “Xyzzy” in Walsall Council's area.")
    assert values_of(answer.form) == values


def test_what_is_not_filled_in_but_needed_is_a_mistake_too(stage: Stage):
    with nothing_stored(stage):
        answer = stage.fill_in("visit", {"kind": "core", "note": "attendance is up"})
    assert not answer.understood
    assert answer.mistakes == (
        Mistake("school", "Please fill this in: name, part of it, or URN."),
        Mistake("when", "Please fill this in: just now, yesterday 2pm, 9-11 today."),
    )
    assert values_of(answer.form) == {"kind": "core", "note": "attendance is up"}


def test_a_form_that_is_put_right_is_stored_and_what_was_asked_of_it_has_gone(stage: Stage):
    stage.fill_in("visit", FILLED_IN | {"when": "31 Feb"})
    assert stage.fill_in("visit", FILLED_IN).message.title == "V1: Old Hall School"
    assert stage.say("yesterday 3pm").title.startswith("I do not know “yesterday”.")
    assert len(stage.visits()) == 1


def test_a_form_that_has_gone_is_put_right_by_plain_answers_one_field_after_the_other(stage: Stage):
    stage.fill_in("visit", FILLED_IN | {"school": "Xyzzy", "length": "ages"})
    assert "ages" in stage.say("Old Hall").title
    assert stage.say("2h").title == "V1: Old Hall School"
    assert stage.visit(1).note_parts == {"note": "attendance is up"}


def test_a_name_that_means_two_schools_is_no_mistake_but_asked_about(stage: Stage):
    answer = stage.fill_in("visit", FILLED_IN | {"school": "St Joseph's"})
    assert (answer.understood, answer.form, answer.mistakes) == (True, None, ())
    assert answer.message.title == "2 schools could be “St Joseph's”. Which one?"
    assert stage.say("2").title == "V1: St Joseph's Catholic Primary School"


def test_a_form_that_the_command_itself_refuses_comes_back_with_its_values(stage: Stage):
    stage.all_say("/visit plan Blackwood tomorrow 9am core", "/visit cancel V1 because school closed")
    answer = stage.fill_in("visit note", {"visit": "V1", "text": "attendance is up"})
    assert not answer.understood
    assert answer.mistakes == ()
    assert values_of(answer.form) == {"visit": "V1", "text": "attendance is up"}


def test_somebody_who_may_not_use_a_command_gets_no_form_back(stage: Stage):
    answer = stage.fill_in("visit", {"school": "Xyzzy"}, CARYS)
    assert (answer.form, answer.mistakes, answer.understood) == (None, (), False)


def test_a_line_hears_of_its_first_mistake_alone(stage: Stage):
    answer = stage.answer("visit Xyzzy 31 Feb core")
    assert (answer.form, answer.mistakes) == (None, ())


Suggested = list[tuple[str, str]]


def suggested(stage: Stage, command: str, field: str, text: str, who: str = AMINA) -> Suggested:
    """What a door would show under a field while somebody types."""
    return list(asyncio.run(stage.core.suggest(stage.arrival("", who), command, field, text)))


OLD_HALL = ("Old Hall School (Bloxwich, URN 104274)", "URN 104274")


@pytest.mark.parametrize("text", ["old", "Old H", "hall", "104274", "OLD HALL SCHOOL"])
def test_a_school_is_suggested_by_what_is_typed_of_it(stage: Stage, text: str):
    with nothing_stored(stage):
        assert suggested(stage, "visit", "school", text) == [OLD_HALL]


def test_ones_own_schools_are_suggested_before_a_word_is_typed(stage: Stage):
    stage.all_say("school adviser Whetstone Field @amina", who=LEO)
    assert [label[:15] for label, _ in suggested(stage, "visit", "school", "")[:2]] == [
        "Whetstone Field",
        "Blackwood Schoo",
    ]
    assert suggested(stage, "visit", "school", "", SAM)[0][0].startswith("Blackwood School")


def test_what_is_suggested_is_read_as_what_it_says(stage: Stage):
    [(label, value)] = suggested(stage, "visit", "school", "may park")
    assert label.startswith("May Park Primary School")
    assert stage.fill_in("visit", FILLED_IN | {"school": value}).message.title == "V1: May Park Primary School"


@pytest.mark.parametrize("text", ["sam", "price", "Sam P", "@sam", "SP"])
def test_a_colleague_is_suggested_by_name_or_initials(stage: Stage, text: str):
    assert suggested(stage, "visit", "companion", text) == [("Sam Price", "Sam Price")]


def test_who_leads_an_action_may_be_a_role_or_a_service(stage: Stage):
    assert suggested(stage, "action", "lead", "chair of") == [("chair of governors (CoG)", "CoG")]
    assert ("SENCo (SENDCo)", "SENDCo") in suggested(stage, "action", "lead", "sen")
    assert ("Amina Khan", "Amina Khan") in suggested(stage, "action", "lead", "am")


def references(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """The references among what is suggested."""
    return [value for _label, value in pairs]


def test_ones_own_visits_come_first_and_others_by_school_or_reference(stage: Stage):
    stage.all_say("visit plan Old Hall 4 Dec 9am core", "visit plan Blackwood 5 Jan 9am core")
    stage.all_say("visit plan Old Hall 7 Dec 9am core", who=SAM)
    assert references(suggested(stage, "visit change", "visit", "")) == ["V1", "V2"]
    assert references(suggested(stage, "visit change", "visit", "old")) == ["V1", "V3"]
    assert suggested(stage, "visit change", "visit", "v3") == [("V3 Old Hall School, Sam Price", "V3")]
    assert suggested(stage, "visit note", "visit", "") == []  # a plan wants no note yet


def test_actions_meetings_and_plans_are_suggested_by_school(stage: Stage):
    stage.all_say("plan start Blackwood rrp", who=LEO)
    stage.all_say('action Blackwood "Moderate Y2 writing" @amina by 4 Dec', "sib book Old Hall 12 Feb 4pm")
    assert suggested(stage, "action done", "action", "blackw") == [("A1 Moderate Y2 writing", "A1")]
    assert suggested(stage, "action done", "action", "writing") == [("A1 Moderate Y2 writing", "A1")]
    assert references(suggested(stage, "meeting agenda", "meeting", "old hall")) == ["M1"]
    assert references(suggested(stage, "plan", "which", "Blackwood")) == ["P1", "URN 148364"]
    assert references(suggested(stage, "why", "about", "black")) == ["A1", "P1"]


def test_a_choice_is_suggested_by_its_label(stage: Stage):
    assert references(suggested(stage, "visit", "kind", "core tele")) == ["core-call"]


def test_what_another_team_has_is_suggested_to_nobody_here(stage: Stage):
    stage.all_say("visit plan Old Park 4 Dec 9am core", who=JANE)
    assert suggested(stage, "visit note", "visit", "V1") == []
    assert suggested(stage, "visit", "school", "old park") == []


@pytest.mark.parametrize(
    ("command", "field", "who"),
    [("visit", "school", RUTH), ("visit", "school", "Nobody"), ("visit", "planet", AMINA), ("vault", "key", AMINA)],
)
def test_nothing_is_suggested_to_whom_the_command_is_not_open_or_for_what_is_not_there(
    stage: Stage, command: str, field: str, who: str
):
    assert suggested(stage, command, field, "old", who) == []


@pytest.mark.parametrize("text", ["x" * 40_000, " " * 20_000, "a " * 20_000, "\x00", "((((", "%_"])
def test_no_text_breaks_a_suggestion(stage: Stage, text: str):
    for field in ("school", "kind", "length", "companion", "when", "note"):
        suggested(stage, "visit", field, text)


def test_a_form_says_for_which_fields_there_are_suggestions(stage: Stage):
    form = stage.answer("visit", shows_forms=True).form
    assert form is not None
    assert [field.name for field in form.fields if field.suggests] == ["school", "companion"]


def test_what_is_asked_later_stands_in_no_form(stage: Stage):
    for command in ("meeting book", "meeting outcome"):
        form = stage.answer(command, LEO, shows_forms=True).form
        assert form is not None
        assert "correction" not in [field.name for field in form.fields]
