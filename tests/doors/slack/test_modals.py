"""Forms as modals: typeahead, pickers, mistakes beside their fields; shortcuts and the home."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import insert, select

from storage.actions import Action
from tests.commands.a_team import AMINA, LEO, MO
from tests.doors.slack.bench import Bench, Json, a_bench, buttons_of, words_of
from tests.doors.slack.judge import faults_of_view
from tests.doors.slack.stub import Bad

A_VISIT = {"school": "URN 104274", "kind": "support", "note": "Attendance is up."}
LOGGED = "/visit Old Hall yesterday 2pm support 2h: attendance is up"


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with a_bench() as bench:
        yield bench


async def the_form(bench: Bench, command: str = "/visit", who: str = AMINA) -> Json:
    """The modal that a bare command opens."""
    await bench.command(command, who)
    view = bench.last_view()
    bench.slack.forget()
    return view


async def test_a_visit_is_logged_by_picking_a_day_and_a_time(bench: Bench):
    view = await the_form(bench)
    answers = A_VISIT | {"when.day": "2026-11-24", "when.time": "14:00", "length": "2h"}
    assert await bench.submit(view, answers) == {"response_action": "clear"}
    (said,) = bench.slack.called("chat.postEphemeral")
    assert said["text"].split("\n")[:2] == [
        "V1: Old Hall School",
        "Targeted support visit, Tuesday 24 November 2026, 14:00 to 16:00, by Amina Khan.",
    ]


async def test_or_in_words(bench: Bench):
    await bench.submit(await the_form(bench), A_VISIT | {"when.words": "yesterday 2pm", "length": "2h"})
    assert bench.slack.called("chat.postEphemeral")[0]["text"].startswith("V1: Old Hall School")


async def test_every_mistake_stands_beside_its_field_and_nothing_is_stored(bench: Bench):
    view = await the_form(bench)
    answer = await bench.submit(view, {"school": "Xyzzy", "kind": "core", "length": "ages", "when.words": "31 Feb"})
    assert answer["response_action"] == "errors"
    assert sorted(answer["errors"]) == ["length", "school", "when.words"]
    assert answer["errors"]["school"].startswith("I know no school called “Xyzzy”")
    assert bench.stage.visits() == []
    again = A_VISIT | {"when.words": "yesterday 2pm", "length": "2h"}
    assert await bench.submit(view, again) == {"response_action": "clear"}


async def test_a_day_and_words_at_once_are_a_mistake(bench: Bench):
    answers = A_VISIT | {"when.day": "2026-11-24", "when.words": "yesterday"}
    assert await bench.submit(await the_form(bench), answers) == {
        "response_action": "errors",
        "errors": {"when.words": "Please pick the day or write it in words, not both."},
    }


async def test_a_day_that_is_missing_is_a_mistake_at_the_words(bench: Bench):
    answer = await bench.submit(await the_form(bench), A_VISIT)
    assert answer["errors"] == {"when.words": "Please fill this in: just now, yesterday 2pm, 9-11 today."}


async def test_schools_are_suggested_while_somebody_types(bench: Bench):
    view = await the_form(bench)
    assert await bench.options(view, "school", "old h") == [("Old Hall School (Bloxwich, URN 104274)", "URN 104274")]
    assert ("Sam Price", "Sam Price") in await bench.options(view, "companion", "sa")
    assert await bench.options(view, "school", "<!channel>") == []
    assert await bench.options(view, "no such field", "x") == []


async def test_a_stranger_is_suggested_nothing(bench: Bench):
    assert await bench.options(await the_form(bench), "school", "old h", "U99GUEST") == []


async def test_the_same_submission_four_times_at_once_has_one_effect_and_one_answer(bench: Bench):
    view = await the_form(bench)
    shown = {**view, "hash": "1"}
    values: Json = {block["block_id"]: {} for block in view["blocks"] if block["type"] == "input"}
    for block, said in (A_VISIT | {"when.words": "yesterday 2pm", "length": "2h"}).items():
        values[block] = {"x": {"type": "plain_text_input", "value": said}}
    payload = bench.payload("view_submission", view={**shown, "state": {"values": values}})
    answers = await asyncio.gather(*(bench.interact(payload) for _ in range(4)))
    assert answers == [{"response_action": "clear"}] * 4
    assert len(bench.stage.visits()) == 1
    assert len(bench.slack.called("chat.postEphemeral")) == 1


async def test_a_name_that_means_two_schools_is_asked_about_in_the_same_modal(bench: Bench):
    answers = A_VISIT | {"school": "St Joseph's", "when.words": "yesterday 2pm", "length": "2h"}
    answer = await bench.submit(await the_form(bench), answers)
    assert answer["response_action"] == "update"
    view = {**answer["view"], "id": "VIEW1", "type": "modal"}
    assert faults_of_view(view) == []
    says = next(says for label, says in buttons_of(view).items() if "Darlaston" in label)
    await bench.press(says, view=view)
    assert words_of(bench.last_view()).startswith("V1: St Joseph's Catholic Primary School")


async def test_what_the_command_itself_refuses_stands_in_the_form_too(bench: Bench):
    await bench.command("/visit plan Blackwood tomorrow 9am core")
    await bench.command("/visit cancel V1 because school closed")
    answer = await bench.submit(await the_form(bench, "/visit note"), {"visit": "V1", "text": "Up."})
    assert answer["response_action"] == "errors"
    assert list(answer["errors"]) == ["visit"]


async def test_an_answer_that_slack_did_not_take_is_said_again(bench: Bench, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.slack.replies.LONGEST_PAUSE_SECONDS", 0.01)
    bench.slack.order("chat.postEphemeral", Bad("ratelimited", status=429, retry_after="1"), Bad(reset=True))
    await bench.submit(await the_form(bench), A_VISIT | {"when.words": "yesterday 2pm", "length": "2h"})
    assert len(bench.slack.called("chat.postEphemeral")) == 3


@pytest.mark.parametrize(
    "command",
    [
        "/visit",
        "/visit plan",
        "/visit note",
        "/action",
        "/meeting book",
        "/meeting outcome",
        "/school contact",
        "/cover",
    ],
)
async def test_every_form_passes_slack(bench: Bench, command: str):
    view = await the_form(bench, command, LEO)
    assert (view["callback_id"], faults_of_view(view)) == ("form", [])


# Shortcuts.


def a_shortcut(bench: Bench, callback_id: str, text: str, who: str = AMINA, **more: Any) -> Json:
    message = {"type": "message", "user": "U04SAM", "ts": "1794999999.000001", "text": text, **more}
    channel = {"id": "C01GEN", "name": "general"}
    return bench.payload("message_action", who, callback_id=callback_id, message=message, channel=channel)


async def test_a_message_becomes_a_visit_note_with_one_press(bench: Bench):
    await bench.command("/visit Old Hall yesterday 2pm support 2h")
    said = "Attendance is up &amp; writing is *not*.\nThe head agrees."
    await bench.interact(a_shortcut(bench, "use_as_visit_note", said))
    view = bench.last_view()
    assert words_of(view).startswith("Which visit?")
    says = next(says for label, says in buttons_of(view).items() if label.startswith("V1"))
    await bench.press(says, view=view)
    assert "V1: note for Old Hall School is written, not sent" in words_of(bench.last_view())
    assert bench.stage.visit(1).note_parts == {"note": "Attendance is up & writing is *not*.\nThe head agrees."}


async def test_a_long_message_loses_nothing_on_its_way_into_a_note(bench: Bench):
    await bench.command("/visit Old Hall yesterday 2pm support 2h")
    said = "Attendance is up. " * 900
    await bench.interact(a_shortcut(bench, "use_as_visit_note", said))
    view = bench.last_view()
    await bench.press(next(iter(buttons_of(view).values())), view=view)
    assert bench.stage.visit(1).note_parts == {"note": said.strip()}


async def test_a_message_becomes_an_action_with_its_words_in_the_form(bench: Bench):
    await bench.interact(a_shortcut(bench, "make_an_action", "Moderate Y2 writing <@U04SAM>"))
    view = bench.last_view()
    assert (view["callback_id"], faults_of_view(view)) == ("form", [])
    words = next(block for block in view["blocks"] if block.get("block_id") == "text")
    assert words["element"]["initial_value"] == 'Moderate Y2 writing @"Sam Price"'


@pytest.mark.parametrize("callback_id", ["use_as_visit_note", "make_an_action"])
async def test_a_message_of_a_five_megabyte_file_has_no_words_to_use(bench: Bench, callback_id: str):
    file = [{"id": "F1", "name": "note.docx", "size": 5_000_000}]
    await bench.interact(a_shortcut(bench, callback_id, "", files=file))
    assert words_of(bench.last_view()).startswith("There are no words in that message that I could use")


async def test_a_visit_is_logged_from_anywhere(bench: Bench):
    await bench.interact(bench.payload("shortcut", callback_id="log_a_visit"))
    view = bench.last_view()
    await bench.submit(view, A_VISIT | {"when.words": "yesterday 2pm", "length": "2h"})
    assert bench.posted("D01AMINA")[0].startswith("V1: Old Hall School")


# The home.


def make_as_many(bench: Bench, many: int) -> None:
    """Copy the team's only action until there are so many."""
    with bench.stage.database.change() as session:
        (first,) = session.scalars(select(Action).where(Action.team_id == bench.stage.team_id))
        row = {column.key: getattr(first, column.key) for column in Action.__table__.columns if column.key != "id"}
        session.execute(insert(Action), [{**row, "number": number} for number in range(2, many + 1)])


async def opened(bench: Bench, who: str = AMINA) -> Json:
    """The home as somebody sees it who opens it."""
    user = {AMINA: "U01AMINA", LEO: "U02LEO", MO: "U05MO"}.get(who, who)
    await bench.event({"type": "app_home_opened", "user": user, "tab": "home", "channel": f"D{user[1:]}"})
    return bench.last_view()


async def test_the_home_shows_what_wants_me_and_my_week(bench: Bench):
    await bench.command(LOGGED)
    view = await opened(bench)
    assert (view["type"], faults_of_view(view)) == ("home", [])
    words = words_of(view)
    assert "You: 1 note owed" in words
    assert "Monday 23 November 2026 to Sunday 29 November 2026: 1 entry" in words
    assert buttons_of(view) | {} == {
        "Log a visit": "visit",
        "Plan a visit": "visit plan",
        "Agree an action": "action",
        "Help": "help",
        "Open": "V1",
        "Send V1": "visit send V1",
        "Next week": "diary next week",
    }


async def test_a_leads_home_shows_the_team_too(bench: Bench):
    view = await opened(bench, LEO)
    assert faults_of_view(view) == []
    assert "Overdue in the team: nothing" in words_of(view)


async def test_a_strangers_home_says_how_to_be_let_in(bench: Bench):
    view = await opened(bench, "U99GUEST")
    assert buttons_of(view) == {"Ask to be let in": "let me in"}


async def test_a_home_with_four_hundred_items_has_pages(bench: Bench):
    await bench.command('/action Old Hall "Do it" @amina by Friday')
    make_as_many(bench, 400)
    view = await opened(bench)
    assert faults_of_view(view) == []
    assert "400 actions" in words_of(view)
    says = buttons_of(view)["More"]
    await bench.press(says, view={**view, "id": "VIEW1"})
    shown = [call["view"] for call in bench.slack.called("views.open")][-1]
    assert "page 2 of 20" in words_of(shown)


async def test_a_press_on_the_home_opens_a_form_and_the_home_is_new_afterwards(bench: Bench):
    view = await opened(bench)
    await bench.press("visit", view={**view, "id": "VIEW1"})
    assert len(bench.slack.called("views.publish")) == 2
    (filled,) = bench.slack.called("views.update")
    assert filled["view"]["callback_id"] == "form"
