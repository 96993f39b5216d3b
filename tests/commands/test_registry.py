"""What holds of every command that there is: permission, help, examples, buttons."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace

import pytest

from commands.command import Command, Question
from commands.dispatch import dispatch
from commands.registry import COMMANDS
from commands.wish import NeedsToWrite, Wish
from notifications.message import Answer, FieldKind, Message
from policy.framework import load_framework
from storage.audit import begin_change
from storage.people import Role
from storage.teams import Team
from tests.commands.a_team import (
    AMINA,
    CARYS,
    JANE,
    LEO,
    MO,
    OLD_HALL,
    RUTH,
    SAM,
    Stage,
    a_message,
    london,
    nothing_stored,
)

WALSALLS = load_framework("walsall")
A, L, C, K, X, R = Role.ADVISER, Role.LEAD, Role.CHAIR, Role.CLERK, Role.ADMIN, Role.READER
EVERYONE = {A, L, C, K, X, R}

WHO_MAY = {
    "visit": {A, L},
    "visit plan": {A, L},
    "visit made": {A, L},
    "visit note": {A, L},
    "visit send": {A, L},
    "visit sent": {A, L, K, X},
    "visit reason": {A, L, K, X},
    "visit list": EVERYONE,
    "visit change": {A, L},
    "visit give": {A, L},
    "visit cancel": {A, L},
    "visit excuse": {L},
    "visit rate": {A, L},
    "mine": EVERYONE,
    "snooze": {A, L, C, K, X},
    "why": EVERYONE,
    "school": EVERYONE,
    "school alias": {A, L, K, X},
    "school contact": {A, L, K, X},
    "team": EVERYONE,
    "team add": {X},
    "team roles": {X},
    "team remove": {X},
    "undo": EVERYONE,
    "help": EVERYONE,
}
"""Written out by hand, so that a change of rights is seen twice."""

BY_NAME = {command.name: command for command in COMMANDS}
names = pytest.mark.parametrize("name", [command.name for command in COMMANDS])


def test_who_may_do_what_is_as_it_was_agreed():
    assert {command.name: set(command.allowed) for command in COMMANDS if command.name in WHO_MAY} == WHO_MAY


@names
def test_a_command_is_refused_to_every_role_that_is_not_named(stage: Stage, name: str):
    refused = set()
    for role in Role:
        with stage.request() as request, suppress(NeedsToWrite, KeyError, RuntimeError):
            # Whoever is let in may have to ask there, or to change something.
            in_this_role = replace(request, roles=frozenset({role}))
            answer = dispatch(in_this_role, Wish(name, may_write=False), COMMANDS)
            if answer.message.title.startswith(f"“{name}” is for "):
                refused.add(role)
    assert refused == set(Role) - BY_NAME[name].allowed


@names
def test_nobody_without_a_role_may_do_anything(stage: Stage, name: str):
    with stage.request() as request:
        answer = dispatch(replace(request, roles=frozenset()), Wish(name, may_write=False), COMMANDS)
    assert answer.message.title.startswith(f"“{name}” is for ")
    assert not answer.understood


@pytest.mark.parametrize("role", list(Role))
def test_a_command_that_names_no_role_is_for_nobody(stage: Stage, role: Role):
    def open_the_vault(request: object) -> Message:
        raise AssertionError("it ran")

    vault = Command("vault", "Open it.", "vault", (), frozenset(), open_the_vault)
    with stage.request(LEO) as request:
        answer = dispatch(replace(request, roles=frozenset({role})), Wish("vault"), (vault,))
    assert answer == Answer(Message("“vault” is for nobody."), understood=False)


def test_who_could_do_it_instead_is_named(stage: Stage):
    assert stage.say("visit excuse V1 off sick") == a_message("“visit excuse” is for leads. Leo Barnes can.")
    assert stage.say("visit Old Hall just now core", CARYS).title.startswith(
        "“visit” is for advisers and leads. Amina Khan"
    )


def test_a_form_is_no_way_round_the_roles(stage: Stage):
    with nothing_stored(stage):
        answer = stage.fill_in("team add", {"name": "Eve", "roles": "admin"}, AMINA)
    assert answer == Answer(Message("“team add” is for admins. Leo Barnes can."), understood=False)


def test_a_question_is_no_way_round_the_roles(stage: Stage):
    asked = stage.say("team add Eve", LEO)
    stage.say("team roles @leo lead clerk", LEO)  # refused: the only admin
    stage.all_say("team roles @sam admin", "team roles @leo lead", who=LEO)
    with nothing_stored(stage):
        answer = stage.say(asked.buttons[0].says, LEO)
    assert answer == a_message("“team add” is for admins. Sam Price can.")


def test_help_shows_everybody_exactly_what_they_may_do(stage: Stage):
    for who, role in ((AMINA, A), (CARYS, C), (MO, K), (RUTH, R)):
        table = stage.say("help", who).table
        assert table is not None
        assert table.headings == ("Command", "What it does", "For example")
        fitting = [one for one in COMMANDS if role in one.allowed and one.wanted_by(WALSALLS)]
        assert list(table.rows) == [(one.name, one.help, one.example) for one in fitting]


@names
def test_help_knows_each_command_by_all_its_names(stage: Stage, name: str):
    command = BY_NAME[name]
    for spelling in command.names:
        shown = stage.say(f"help {spelling}")
        assert shown.title == f"{command.name}: {command.help}"
        assert shown.lines[0] == f"For example: {command.example}"
        assert len(shown.lines) == 1 + len(command.fields)


def test_declarations_are_whole_sentences_and_no_name_stands_for_two():
    every_name = [name for command in COMMANDS for name in command.names]
    assert len(set(every_name)) == len(every_name)
    for command in COMMANDS:
        assert command.help.endswith(".")
        assert command.help[0].isupper()
        assert command.example.split()[0] == command.name.split()[0]
        assert len({field.name for field in command.fields}) == len(command.fields)
        assert all(field.label.endswith("?") for field in command.fields)
        assert isinstance(command.changes, bool)


READS = {"visit list", "visit rate", "mine", "why", "school", "team", "help"}


def test_only_looking_is_declared_as_looking():
    assert {command.name for command in COMMANDS if not command.changes and command.name in WHO_MAY} == READS


def nothing_before(stage: Stage) -> None:
    pass


def a_visit_to_write_up(stage: Stage) -> None:
    stage.all_say("visit Old Hall yesterday 2pm core 2h")


def a_visit_that_is_written_up(stage: Stage) -> None:
    stage.all_say("visit Old Hall yesterday 9am call: attendance is up")


def a_visit_ahead(stage: Stage) -> None:
    stage.all_say("visit plan Old Hall tomorrow 9am core")


def a_visit_of_this_morning(stage: Stage) -> None:
    stage.now = london("2026-11-25 08:00")
    stage.all_say("visit plan Old Hall today 9am core")
    stage.now = london("2026-11-25 11:30")


def a_note_that_went_late(stage: Stage) -> None:
    stage.all_say("visit Old Hall 2 Nov 9am call: attendance is up", "visit sent V12")


def without_amina(stage: Stage) -> None:
    stage.all_say("team remove @amina", "yes", who=LEO)


BEFORE: dict[str, tuple[Callable[[Stage], None], str]] = {
    "visit made": (a_visit_of_this_morning, AMINA),
    "visit note": (a_visit_to_write_up, AMINA),
    "visit send": (a_visit_that_is_written_up, AMINA),
    "visit sent": (a_visit_that_is_written_up, MO),
    "visit reason": (a_note_that_went_late, AMINA),
    "visit change": (a_visit_ahead, AMINA),
    "visit give": (a_visit_ahead, AMINA),
    "visit cancel": (a_visit_ahead, AMINA),
    "visit excuse": (a_visit_to_write_up, LEO),
    "snooze": (a_visit_to_write_up, AMINA),
    "why": (a_visit_ahead, CARYS),
    "team add": (nothing_before, JANE),
    "team roles": (nothing_before, LEO),
    "team remove": (nothing_before, LEO),
    "undo": (a_visit_ahead, AMINA),
}


@pytest.mark.parametrize("name", WHO_MAY)
def test_the_example_of_a_command_works_as_it_is_printed(stage: Stage, name: str):
    stage.number_visits_from(12)
    prepare, who = BEFORE.get(name, (nothing_before, AMINA))
    prepare(stage)
    answer = stage.answer(BY_NAME[name].example, who)
    assert answer.understood
    assert answer.form is None


def test_somebody_who_left_may_come_back(stage: Stage):
    stage.all_say("team roles @amina adviser chair", who=LEO)
    without_amina(stage)
    assert stage.say("mine").title.startswith("I do not know you yet")
    back = stage.say('team add "amina khan" adviser clerk', LEO)
    assert back.title == "Amina Khan is in the team: adviser, clerk"
    assert back.lines == (
        "Amina Khan was in the team before, and what is on record from then is still theirs.",
        "They are known at the same doors. Somebody else of this name? Then “undo”, and add a second name.",
    )
    assert stage.say("team roles @amina adviser clerk", LEO).title.startswith("Amina Khan has exactly these roles")
    assert stage.all_say("mine").title == "You: nothing is owed and nothing is planned"


HELP = "“help” shows all that I can do."
A_WEEK = (
    (AMINA, "visit plan Old Hall tomorrow 9am core: KS1 writing"),
    (AMINA, "visit St Joseph's yesterday 9am review"),
    (AMINA, "visit Old Hall yesterday 2pm core 2h: attendance is up"),
    (AMINA, "visit note V2"),
    (AMINA, "/visit plan Blackwood next Tuesday 9am progress and impact"),
    (AMINA, "visit Old Hall"),
    (AMINA, "visit Blackwod just now call"),
    (AMINA, "visit Old Hall Sunday 2pm core"),
    (AMINA, "visit Old Hall next Monday 2pm core"),
    (AMINA, "visit Old Hall yesterday core"),
    (AMINA, "/visit Old Hall 1 July 2pm core"),
    (AMINA, "/visit Old Hall yesterday 2pm core"),
    (AMINA, "/mine"),
    (AMINA, "/school Old Hall"),
    (AMINA, "/snooze V2"),
    (AMINA, "/visit cancel V3 because school closed"),
    (AMINA, "/visit Old Hall yesterday 11am call: spoke to the head"),
    (AMINA, "/visit send V4"),
    (AMINA, "/visit list"),
    (LEO, "/mine @amina"),
    (LEO, "/visit list all"),
    (LEO, "/visit give V1"),
    (LEO, "/team add Eve"),
    (LEO, "/team remove @ruth"),
    (LEO, "/visit change V1"),
    (CARYS, "/visit list"),
    (MO, "/school alias Old Hall OHS"),
    (RUTH, "/team"),
    (SAM, "/mine"),
    (JANE, "/team"),
)


def answers_of_a_week(stage: Stage) -> Iterator[tuple[str, str, Message]]:
    for who, line in A_WEEK:
        yield who, line, stage.say(line, who)


def test_every_button_fits_into_64_bytes_and_has_a_label(stage: Stage):
    buttons = [button for _, _, message in answers_of_a_week(stage) for button in message.buttons]
    assert len(buttons) > 50
    assert [button for button in buttons if len(button.says.encode()) > 64 or not button.label.strip()] == []


def test_every_button_is_understood_when_it_is_pressed(stage: Stage):
    """Each on its own, as the message that shows it has just come."""
    pressed = 0
    for who, line, message in answers_of_a_week(stage):
        for button in message.buttons[:3]:
            if button.says.startswith("undo"):
                continue
            answer = stage.answer(button.says, who)
            pressed += 1
            assert not answer.message.title.startswith("I do not know"), (line, button)
            assert answer.reference is None, (line, button)
    assert pressed > 30


def test_reminders_of_the_clockwork_have_such_buttons_too(stage: Stage):
    stage.all_say(
        "visit plan Old Hall tomorrow 9am core: KS1 writing",
        "visit Old Hall yesterday 2pm core 2h",
        "visit Blackwood yesterday 9am call: spoke to the head",
    )
    for _ in range(20):
        stage.wait(hours=3)
        stage.tick()
    sent = stage.terminal.parcels
    assert len(sent) >= 4
    for parcel in sent:
        who = next(name for name in (AMINA, LEO, CARYS) if name.casefold() == parcel.address)
        for button in parcel.message.buttons:
            assert len(button.says.encode()) <= 64
            answer = stage.answer(button.says, who)
            assert HELP not in answer.message.title, button
            stage.answer("stop", who)


@names
def test_a_bare_command_opens_a_form_with_all_its_fields_where_the_door_has_forms(stage: Stage, name: str):
    command = BY_NAME[name]
    with stage.request() as request:
        everything = replace(request, roles=frozenset(Role))
        if not command.fields or command.bare_runs:
            return
        answer = dispatch(everything, Wish(name, shows_forms=True, may_write=False), COMMANDS)
    assert answer.form is not None
    assert answer.form.command == command.name
    assert [(f.name, f.label, f.required, f.help) for f in answer.form.fields] == [
        (f.name, f.label, f.required, f.help) for f in command.fields if not f.later
    ]


def test_a_form_is_filled_in_like_a_line(stage: Stage):
    answer = stage.fill_in(
        "visit",
        {"school": str(OLD_HALL), "kind": "core", "length": "2h", "when": "yesterday 2pm", "note": "attendance is up"},
    )
    assert answer.message.title == "V1: Old Hall School"
    assert answer.message == replace(
        stage.all_say("undo", "visit Old Hall yesterday 2pm core 2h: attendance is up"), title=answer.message.title,
        buttons=answer.message.buttons,
    )  # fmt: skip


def test_a_form_that_is_refused_keeps_its_values(stage: Stage):
    values = {"school": "Old Hall", "kind": "core", "when": "31 Feb", "note": "attendance is up"}
    answer = stage.fill_in("visit", values)
    assert not answer.understood
    assert answer.message.lines == ("The rest is kept. When was it? (“stop” drops it)",)
    assert stage.say("yesterday 2pm").title == "V1: Old Hall School"
    assert stage.visit(1).note_parts == {"note": "attendance is up"}


def test_the_questions_of_a_command_are_not_mistaken_for_its_failure(stage: Stage):
    with pytest.raises(Question), stage.request() as request:
        request.confirm("matter", "Is that right?", "Yes")


def test_forms_name_the_kind_of_each_field(stage: Stage):
    form = stage.answer("visit", shows_forms=True).form
    assert form is not None
    assert [field.kind for field in form.fields] == [
        FieldKind.SCHOOL,
        FieldKind.CHOICE,
        FieldKind.LENGTH,
        FieldKind.PERSON,
        FieldKind.MOMENT,
        FieldKind.LONG_TEXT,
    ]


@pytest.mark.parametrize(
    ("council", "shown", "left_out"),
    [
        ("walsall", {"time log", "board"}, {"governance rate", "board begin", "board done", "category review"}),
        ("wolverhampton", {"governance rate", "category review", "board done"}, {"board begin", "category extend"}),
        (
            "telford",
            {"board begin", "category extend", "board done"},
            {"time", "time log", "governance", "category sent"},
        ),
        ("hackney", {"time", "category sent"}, {"governance", "board begin", "board done"}),
    ],
)
def test_help_leaves_out_what_the_councils_documents_have_no_use_for(
    stage: Stage, council: str, shown: set[str], left_out: set[str]
):
    with stage.database.change() as session:
        begin_change(session, stage.team_id, None, "test", stage.now)
        session.get_one(Team, stage.team_id).framework = council
    table = stage.say("help", LEO).table
    assert table is not None
    named = {row[0] for row in table.rows}
    assert (shown - named, left_out & named) == (set(), set())
