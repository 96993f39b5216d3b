"""From a Message to Block Kit: nothing live, nothing too long, nothing lost."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.render import REST_IN_FILE, Rendered, render, render_in_view
from notifications.message import Attachment, Button, Message, Table
from tests.doors.slack.judge import every_object, faults_of_blocks, faults_of_message

A_REMINDER = Message(
    "V12: note for Old Hall School, 5 hours left",
    ("Visit on Tuesday 24 November 2026, 14:00.", "The note is due Thursday 26 November 2026, 14:00."),
    buttons=(Button("Write the note", "visit note V12"), Button("Why this?", "why V12")),
)
LIVE = "<!channel> <@U01ALICE> <#C1|x> <https://evil.example|bank> *bold* _it_ ~no~ `code` :smile: @here &amp;"
NASTY = st.text(alphabet=st.characters(codec="utf-8"), max_size=400)


def faults(rendered: Rendered) -> list[str]:
    return faults_of_message({"text": rendered.text, "blocks": rendered.blocks})


def words(blocks: object) -> str:
    """Everything that can be read in blocks."""
    return "\n".join(str(one["text"]) for one in every_object(blocks) if isinstance(one.get("text"), str))


def test_a_reminder_is_a_heading_its_lines_and_its_buttons():
    assert render(A_REMINDER) == Rendered(
        "V12: note for Old Hall School, 5 hours left\nVisit on Tuesday 24 November 2026, 14:00.\n"
        "The note is due Thursday 26 November 2026, 14:00.",
        [
            {"type": "header", "text": said("V12: note for Old Hall School, 5 hours left")},
            {
                "type": "section",
                "text": said(
                    "Visit on Tuesday 24 November 2026, 14:00.\nThe note is due Thursday 26 November 2026, 14:00."
                ),
            },
            {
                "type": "actions",
                "elements": [
                    a_button("Write the note", "visit note V12", 0) | {"style": "primary"},
                    a_button("Why this?", "why V12", 1),
                ],
            },
        ],
    )


def said(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def a_button(label: str, says: str, number: int) -> dict[str, Any]:
    return {"type": "button", "text": said(label), "value": says, "action_id": f"says-{number}"}


def test_what_is_said_aside_stands_above_the_buttons():
    rendered = render(A_REMINDER, asides=("Amina Khan pressed “It has gone”.",))
    assert [block["type"] for block in rendered.blocks] == ["header", "section", "context", "actions"]
    assert rendered.blocks[2]["elements"] == [said("Amina Khan pressed “It has gone”.")]


def test_rows_with_a_reference_can_be_opened():
    table = Table(("Ref", "School", "When", "What"), (("V1", "Old Hall School", "Thu 26 Nov", "note of visit"),))
    row = render(Message("You: 1 note owed", table=table)).blocks[1]
    assert row == {
        "type": "section",
        "text": said("V1 · Old Hall School\nThu 26 Nov · note of visit"),
        "accessory": a_button("Open", "V1", 0) | {"accessibility_label": "Open V1"},
    }


def test_the_reference_may_stand_in_any_column():
    table = Table(("Day", "Where", "Ref"), (("Tue 24 Nov", "Old Hall School", "V1"), ("Wed 25 Nov", "Sick", "")))
    first, second = render(Message("Diary", table=table)).blocks[1:]
    assert first["text"]["text"] == "V1 · Tue 24 Nov\nOld Hall School"
    assert words(second) == "Wed 25 Nov\n  Sick"


def test_rows_without_references_are_items_of_a_list_and_wide_ones_say_their_headings():
    headings = ("School", "Adviser", "Last meeting", "Next meeting", "Overdue", "Notes", "Direction")
    table = Table(headings, (("Old Hall School", "Amina Khan", "", "", "3 actions", "", "improving"),))
    listed = render(Message("Board", table=table)).blocks[1]
    assert words(listed) == "Old Hall School\n  Adviser: Amina Khan · Overdue: 3 actions · Direction: improving"
    assert render(Message("Team", table=Table(("Name", "Roles"), (("Amina", "adviser"),)))).text == (
        "Team\nAmina · adviser"
    )


def test_nothing_that_somebody_wrote_is_live():
    message = Message(
        LIVE, (LIVE,), Table(("Ref", "School"), (("V1", LIVE), ("V2", LIVE))), (Button(LIVE[:60], "help"),)
    )
    rendered = render(message)
    assert faults(rendered) == []
    assert "&lt;!channel&gt; &lt;@U01ALICE&gt;" in rendered.text
    assert LIVE in words(rendered.blocks)


def test_a_title_that_is_a_sentence_is_set_in_bold():
    title = (
        "There is a visit to Old Hall School on Tuesday 24 November 2026 already, V12, by Amina Khan. Is it the same?"
    )
    assert [block["type"] for block in render(Message(title + " " + title)).blocks] == ["rich_text"]


@pytest.mark.parametrize("length", [1, 109, 110, 111, 150, 151, 2_999, 3_000, 3_001, 9_001, 40_000])
@pytest.mark.parametrize("letter", ["x", "🏫", "é ", "\n"])
def test_any_length_of_any_part_passes_slack(length: int, letter: str):
    text = (letter * length)[:length]
    for message in (
        Message(text),
        Message("T", (text,)),
        Message("T", table=Table(("Ref", "X"), (("V1", text),))),
        Message("T", table=Table(("Name", "X"), ((text, text),))),
        Message("T", buttons=(Button(text, "help"),)),
    ):
        assert faults(render(message)) == []
        assert list(faults_of_blocks([block.to_dict() for block in render_in_view(message)], 100)) == []


def test_a_message_of_forty_thousand_characters_comes_with_a_file_that_holds_all_of_it():
    lines = tuple(f"Line {number} of what was written down." for number in range(1_200))
    rendered = render(Message("V1: note of visit", lines))
    assert faults(rendered) == []
    assert rendered.blocks[-1]["elements"][0]["text"] == REST_IN_FILE
    assert rendered.rest == Attachment("v1-note-of-visit.txt", "V1: note of visit\n" + "\n".join(lines))


def test_a_thousand_rows_pass_and_the_rest_is_in_the_file():
    rows = tuple((f"A{number}", "Old Hall School", "do it", "Jane") for number in range(1, 1_001))
    rendered = render(Message("1,000 actions", table=Table(("Ref", "School", "What", "Lead"), rows)))
    assert faults(rendered) == []
    assert rendered.rest is not None
    assert rendered.rest.text.count("\n") == 1_000


def test_thirty_buttons_are_cut_to_twenty_five():
    rendered = render(Message("Which one?", buttons=tuple(Button(f"Number {n}", f"answer D1 {n}") for n in range(30))))
    assert faults(rendered) == []
    assert sum(len(block["elements"]) for block in rendered.blocks if block["type"] == "actions") == 25


def test_a_question_for_free_words_gets_a_button_that_opens_a_form_for_them():
    assert render(Message("V1, Next steps?", asks="D7")).blocks[-1]["elements"] == [
        a_button("Answer", "answer D7", 0) | {"style": "primary"}
    ]


@given(NASTY, NASTY, NASTY)
def test_whatever_is_typed_slack_takes_it(title: str, line: str, cell: str):
    message = Message(
        title, (line, cell), Table(("Ref", "What"), (("V1", cell), (cell, line))), (Button(cell or "x", "help"),)
    )
    assert faults(render(message)) == []
    json.dumps(render(message).blocks).encode()
