"""A message becomes sheets that Telegram takes, and nothing of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.telegram.inert import APART, clean_line, length
from bot.telegram.keyboard import keyboard
from bot.telegram.render import CAPTION, PAGE, File, Sheet, sheets
from notifications.message import Attachment, Button, Message, Table
from tests.bot.console.messages import A_NOTE
from tests.doors.telegram.telegrams_html import words_of


def rows_of(sheet: Sheet) -> list[list[tuple[str, str]]]:
    """The keyboard as (label, what it brings back)."""
    board = sheet.keyboard.inline_keyboard if sheet.keyboard else ()
    return [[(one.text, str(one.callback_data)) for one in row] for row in board]


def test_title_lines_table_buttons_and_file():
    (sheet,) = sheets(A_NOTE)
    assert sheet.html.replace(APART, "") == (
        "<b>Note of visit V12</b>\n"
        "Oakfield Primary School, Friday 6 November 2026.\n"
        "Two lessons\n"
        "and a talk.\n"
        "\n"
        "<b>Phonics</b>: observed\n"
        "<b>校長 [red]</b>: data\n"
        "<b>Attendance</b>: [31mred"
    )
    assert rows_of(sheet) == [[("Send it", "visit send V12"), ("Not yet", "snooze 1")]]
    assert sheet.file == File("note-V12.txt", b"Dear Mrs Smith,\n\nthank you.\n")


def test_a_wider_table_is_written_for_the_width_of_a_telephone():
    table = Table(
        ("Ref", "School", "When", "What"),
        (("V1", "Short Heath Junior School", "Wed 25 Nov 2026, 09:00", "core offer visit"), ("V2", "Old Hall", "", "")),
    )
    (sheet,) = sheets(Message("You: 2 visits planned", table=table))
    assert sheet.html == (
        "<b>You: 2 visits planned</b>\n"
        "\n"
        "<i>Ref · School · When · What</i>\n"
        "<b>V1</b> Short Heath Junior School\n"
        "Wed 25 Nov 2026, 09:00 · core offer visit\n"
        "\n"
        "<b>V2</b> Old Hall"
    )


def test_of_a_table_with_many_columns_each_cell_says_what_it_is():
    table = Table(("School", "Category", "Held", "Booked", "Missed"), (("Blackwood", "B2", "1", "", "0"),))
    (sheet,) = sheets(Message("Board", table=table))
    assert sheet.html == "<b>Board</b>\n\n<b>Blackwood</b> B2\nHeld: 1 · Missed: 0"


def test_html_and_entities_in_every_field_are_shown_as_they_are():
    bad = '<a href="x">&amp;</a><b>'
    message = Message(bad, (bad,), Table((bad, bad, bad), ((bad, bad, bad),)), (Button(bad, bad),))
    (sheet,) = sheets(message)
    assert words_of(sheet.html).replace(APART, "").count(bad) == 2 + 3 + 3
    assert rows_of(sheet) == [[(bad, bad)]]


def test_short_buttons_stand_side_by_side_and_long_ones_alone():
    labels = ["Yes", "No", "Later", "Never", "Short Heath Junior School", "Old Hall School", "OK"]
    board = keyboard([Button(label, "x") for label in labels])
    assert board is not None
    assert [[one.text for one in row] for row in board.inline_keyboard] == [
        ["Yes", "No", "Later"],
        ["Never", "Short Heath Junior School"],
        ["Old Hall School", "OK"],
    ]


def test_a_button_that_says_too_much_for_telegram_is_laid_on_the_clipboard_or_written_out():
    fits, longer, longest = "x" * 64, "y" * 65, "z" * 257
    (sheet,) = sheets(Message("Next", buttons=(Button("A", fits), Button("B", longer), Button("C", longest))))
    assert sheet.keyboard is not None
    first, second = sheet.keyboard.inline_keyboard[0]
    assert (first.callback_data, first.copy_text) == (fits, None)
    assert (second.callback_data, second.copy_text and second.copy_text.text) == (None, longer)
    assert sheet.html == f"<b>Next</b>\nC: type “{longest}”"


def test_64_bytes_are_counted_and_not_characters():
    board = keyboard([Button("A", "é" * 32), Button("B", "é" * 33)])
    assert board is not None
    assert [bool(one.callback_data) for one in board.inline_keyboard[0]] == [True, False]


def test_words_of_several_pages_come_one_after_the_other_with_the_buttons_under_the_last():
    lines = tuple(f"{n} {'word ' * 20}".strip() for n in range(80))
    found = sheets(Message("Long", lines, buttons=(Button("OK", "ok"),)))
    assert [len(rows_of(sheet)) for sheet in found] == [0, 0, 1]
    assert "\n".join(words_of(sheet.html) for sheet in found) == "\n".join(("Long", *lines))


def test_more_pages_than_five_are_a_file_with_the_beginning_below_it():
    lines = tuple(f"{n} {'word ' * 20}".strip() for n in range(400))
    (sheet,) = sheets(Message("Every visit: autumn/2026", lines, buttons=(Button("OK", "ok"),)))
    assert sheet.file is not None
    assert sheet.file.name == "Every visit autumn 2026.txt"
    assert sheet.file.content.decode() == "\n".join(("Every visit: autumn/2026", "", *lines, "", ""))
    assert words_of(sheet.html).startswith("Every visit: autumn/2026\n0 word")
    assert words_of(sheet.html).endswith("\n… The rest is in the file.")
    assert length(sheet.html) <= CAPTION
    assert rows_of(sheet) == [[("OK", "ok")]]


def test_a_file_whose_words_are_too_long_for_a_caption_goes_before_them():
    message = Message("Note", ("word " * 300,), buttons=(Button("OK", "ok"),), attachment=Attachment("V1.txt", "text"))
    file, words = sheets(message)
    assert file == Sheet("", None, File("V1.txt", b"text"))
    assert (words.file, rows_of(words)) == (None, [[("OK", "ok")]])


def test_an_empty_message_is_no_empty_sheet():
    assert sheets(Message("")) == (Sheet("…"),)


TEXT = some.text(max_size=300) | some.text("<>&\"'@/#.:\n x😀", max_size=6000)
MESSAGES = some.builds(
    Message,
    title=TEXT,
    lines=some.lists(TEXT, max_size=5).map(tuple),
    table=some.none()
    | some.builds(
        Table,
        headings=some.lists(TEXT, min_size=1, max_size=6).map(tuple),
        rows=some.lists(some.lists(TEXT, max_size=7).map(tuple), max_size=4).map(tuple),
    ),
    buttons=some.lists(some.builds(Button, TEXT, TEXT), max_size=6).map(tuple),
    attachment=some.none() | some.builds(Attachment, TEXT, TEXT),
)


@settings(max_examples=60, deadline=None)
@given(MESSAGES, some.integers(1, 3))
def test_whatever_a_message_holds_telegram_takes_it(message: Message, most_pages: int):
    found = sheets(message, most_pages)
    assert 1 <= len(found) <= most_pages + 1
    for sheet in found:
        assert length(sheet.html) <= (CAPTION if sheet.file else PAGE)
        assert words_of(sheet.html).strip() or sheet.file
        for row in sheet.keyboard.inline_keyboard if sheet.keyboard else ():
            for one in row:
                assert 1 <= len(one.text) <= 64
                assert len(str(one.callback_data or "x").encode()) <= 64
    if len(found) == 1 and found[0].file is None:
        assert clean_line(message.title) in words_of(found[0].html).replace(APART, "")


@pytest.mark.parametrize("bad", ["<b>x", "x</b>", "a < b", "&copy;", "<script>", "<b><i>x</b></i>"])
def test_the_reader_of_html_in_these_tests_is_as_strict_as_telegram(bad: str):
    with pytest.raises(ValueError, match=r"parse|entity"):
        words_of(bad)
